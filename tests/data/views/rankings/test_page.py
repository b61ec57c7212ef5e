"""The ranking of the demo region: planted ties, gaps, a merger and a change of methodology, and what a head sees."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from data.access import MINISTRY, Viewer
from data.demo import planted
from data.errors import NotFound
from data.exports.files import table_file_name
from data.formats import NBSP
from data.language import speaking
from data.storage.database import reading
from data.storage.reader import Reader, open_reader
from data.views.rankings.address import RankingsSelection
from data.views.rankings.page import RankingsView, rankings_view
from data.views.rankings.rows import RankingRow
from data.views.rankings.selection import CHANGE, NAME, NO_KIND, NOBODY, fitting, selection_of_controls
from data.views.rankings.tables import ranking_table
from data.vocabulary import MunicipalityKind, Role

HEAD = Viewer(Role.MUNICIPALITY, planted.SHOWN)
TWO_KINDS = (MunicipalityKind.URBAN_OKRUG.value, MunicipalityKind.MUNICIPAL_OKRUG.value)


@pytest.fixture
def session(demo_database: Engine) -> Iterator[Session]:
    with reading(demo_database) as opened:
        yield opened


@pytest.fixture
def ministry(session: Session) -> Reader:
    return open_reader(session, MINISTRY)


def by_code(view: RankingsView) -> dict[str, RankingRow]:
    return {row.code: row for row in (*view.ranked, *view.unranked)}


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def test_the_tie_for_first_is_shared_and_the_next_is_third(ministry: Reader) -> None:
    view = rankings_view(ministry, RankingsSelection())
    assert {row.code for row in view.ranked[:2]} == set(planted.TIE_FOR_FIRST)
    assert [row.rank for row in view.ranked[:3]] == ["1–2", "1–2", "3"]


def test_three_in_the_middle_share_three_places(ministry: Reader) -> None:
    rows = by_code(rankings_view(ministry, RankingsSelection()))
    assert {rows[code].rank_of for code in planted.TIE_IN_THE_MIDDLE} == {"21–23 из 39"}


def test_who_is_not_scored_in_full_stands_below_with_the_reason(ministry: Reader) -> None:
    view = rankings_view(ministry, RankingsSelection())
    reasons = {row.code: row.reason for row in view.unranked}
    assert reasons == {
        planted.WITHOUT_ASSESSMENT: "оценок нет",
        planted.HALF_FILLED: "оценено 450 из 900 баллов (1.1, 2.1, 2.2, 2.3, 2.4)",
        planted.INCOMPLETE_CYCLE: "неполный цикл: не применимы 74 параметра (1.1)",
    }
    assert all(row.rank == row.rank_of == row.kind_rank_of == "" for row in view.unranked)
    assert by_code(view)[planted.WITHOUT_ASSESSMENT].points is None
    assert by_code(view)[planted.HALF_FILLED].coverage == 0.5
    assert view.count == len(view.ranked) == 39


def test_one_gap_in_one_direction_does_not_cost_the_rank_in_another(ministry: Reader) -> None:
    view = rankings_view(ministry, RankingsSelection(subject="direction:1.2"))
    assert by_code(view)[planted.HALF_FILLED].rank
    assert {row.code for row in view.unranked} == {planted.WITHOUT_ASSESSMENT}


def test_the_sentence_says_what_is_shown(ministry: Reader) -> None:
    view = rankings_view(ministry, RankingsSelection(municipality=planted.SHOWN))
    assert plain(view.sentence) == "Итог по 8 направлениям, 2026 год: 39 муниципалитетов с местом и 3 без места."
    assert view.place == "Светлоозёрский МО: место 14 из 39; 8-е место среди 17 муниципальных округов."
    assert view.ties == "Поровну баллов: места 1–2, 21–23."
    with speaking("en"):
        english = rankings_view(ministry, RankingsSelection(subject="direction:1.1"))
    assert plain(english.sentence) == (
        "1.1. Assessment of student attainment, 2026: 39 municipalities ranked, 3 not ranked."
    )


def test_the_place_of_one_without_a_rank_is_its_reason(ministry: Reader) -> None:
    view = rankings_view(ministry, RankingsSelection(municipality=planted.WITHOUT_ASSESSMENT))
    assert view.place == "Морошкинский МР — без места: оценок нет."


def test_total_points_and_block_points_are_the_sum_of_the_directions(ministry: Reader) -> None:
    def points(subject: str) -> float:
        return by_code(rankings_view(ministry, RankingsSelection(subject=subject)))[planted.SHOWN].points or 0.0

    direction = {code: sum(values) for code, values in planted.SHOWN_POINTS.items()}
    assert points("total") == sum(direction.values())
    assert points("block:1") == sum(value for code, value in direction.items() if code.startswith("1"))
    assert points("direction:2.2") == direction["2.2"]


def test_points_do_not_make_a_cycle(ministry: Reader) -> None:
    rows = by_code(rankings_view(ministry, RankingsSelection()))
    assert rows[planted.NEAR_MAXIMUM_BROKEN_CYCLE].effective == 0
    assert rows[planted.MODEST_FULL_CYCLE].effective == len(planted.MODEST_EFFECTIVE_DIRECTIONS)
    # Nothing can be judged of one without an assessment.
    assert rows[planted.WITHOUT_ASSESSMENT].judged == 0


def test_a_filter_by_kind_hides_rows_and_changes_no_rank(ministry: Reader) -> None:
    whole = by_code(rankings_view(ministry, RankingsSelection()))
    some = rankings_view(ministry, RankingsSelection(kinds=TWO_KINDS, municipality=planted.MODEST_FULL_CYCLE))
    assert {row.kind for row in some.ranked} == set(TWO_KINDS)
    assert all(row.rank_of == whole[row.code].rank_of for row in some.ranked)
    assert some.count == 39
    # The pinned district is of a kind that is hidden: its row stays on top.
    assert some.pinned is not None
    assert some.pinned.rank_of == whole[planted.MODEST_FULL_CYCLE].rank_of


def test_all_kinds_chosen_is_no_filter_and_none_chosen_is_an_empty_list(ministry: Reader) -> None:
    every = rankings_view(ministry, RankingsSelection(kinds=tuple(MunicipalityKind)))
    assert every.selection.kinds == ()
    none = rankings_view(ministry, selection_of_controls({"kinds": []}))
    assert none.ranked == none.unranked == ()
    assert none.selection.query().endswith(f"kinds={NO_KIND}")


def test_orders_change_rows_and_no_rank(ministry: Reader) -> None:
    by_rank, by_change, by_name = (
        rankings_view(ministry, RankingsSelection(order=order)).ranked for order in (None, CHANGE, NAME)
    )
    assert [row.first for row in by_rank] == sorted(row.first or 0 for row in by_rank)
    changes = [row.rank_change for row in by_change if row.rank_change is not None]
    assert changes == sorted(changes, reverse=True)
    assert [row.name for row in by_name] == sorted(row.name for row in by_name)
    assert {(row.code, row.rank) for row in by_rank} == {(row.code, row.rank) for row in by_name}


def test_changes_are_stated_under_one_methodology_only(ministry: Reader) -> None:
    same = rankings_view(ministry, RankingsSelection(period="2026"))
    assert same.compared
    assert same.earlier == "2025"
    other = rankings_view(ministry, RankingsSelection(period="2023"))
    assert not other.compared
    assert {row.rank_change for row in other.ranked} == {None}
    assert other.comparison == "Нет сравнения с 2022 годом: методика была другой."
    first = rankings_view(ministry, RankingsSelection(period="2022"))
    assert first.comparison == "Нет сравнения: это первый период с оценкой."


def test_the_result_of_a_merger_is_not_compared_in_its_first_year(ministry: Reader) -> None:
    year = str(planted.MERGER_YEAR)
    merged = by_code(rankings_view(ministry, RankingsSelection(period=year)))[planted.MERGED_INTO]
    assert (merged.rank_change, merged.no_change) == (None, "образован слиянием")
    later = by_code(rankings_view(ministry, RankingsSelection(period=str(planted.MERGER_YEAR + 1))))[
        planted.MERGED_INTO
    ]
    assert later.rank_change is not None


def test_a_partial_rubric_says_how_much_of_it_is_loaded(ministry: Reader) -> None:
    view = rankings_view(ministry, RankingsSelection(methodology=planted.OFFICIAL_METHODOLOGY))
    assert view.maximum == 47
    assert "загружено 47 из 149" in view.partial
    assert any("загружено 47 из 149" in text for _heading, text in view.provenance.lines)
    assert rankings_view(ministry, RankingsSelection()).partial == ""


def test_a_direction_without_a_rubric_ranks_nobody(ministry: Reader) -> None:
    view = rankings_view(
        ministry, RankingsSelection(methodology=planted.OFFICIAL_METHODOLOGY, subject="direction:1.2", kinds=TWO_KINDS)
    )
    assert view.ranked == ()
    assert {row.reason for row in view.unranked} == {"рубрика не загружена"}
    assert {row.share for row in view.unranked} == {None}


def test_no_line_leads_across_a_methodology_or_a_merger(ministry: Reader) -> None:
    history = rankings_view(ministry, RankingsSelection()).history
    assert [(period.label, period.breaks) for period in history.periods] == [
        ("2022", False),
        ("2023", True),
        ("2024", False),
        ("2025", False),
        ("2026", False),
    ]
    lines = {line.code: line for line in history.lines}
    assert lines[planted.SHOWN].joined == (False, False, True, True, True)
    assert lines[planted.MERGED_INTO].joined == (False, False, False, True, True)
    assert lines[planted.MERGED_INTO].text[:2] == (None, None)
    assert lines[planted.WITHOUT_ASSESSMENT].text[-1] is None


def test_a_direction_is_not_followed_into_another_methodology(ministry: Reader) -> None:
    history = rankings_view(ministry, RankingsSelection(subject="direction:1.1")).history
    assert [period.label for period in history.periods] == ["2023", "2024", "2025", "2026"]
    assert history.left_out == ("2022",)


def test_a_head_sees_all_ranks_and_no_details_of_others(session: Session, ministry: Reader) -> None:
    view = rankings_view(open_reader(session, HEAD), RankingsSelection())
    open_to_all = rankings_view(ministry, RankingsSelection())
    assert [(row.code, row.rank, row.points) for row in view.ranked] == [
        (row.code, row.rank, row.points) for row in open_to_all.ranked
    ]
    assert not view.cycles_open
    assert {row.effective for row in by_code(view).values()} == {None}
    assert [row.code for row in view.ranked if row.open] == [planted.SHOWN]
    assert view.pinned is not None
    assert view.pinned.code == planted.SHOWN


def test_nobody_is_pinned_for_the_ministry_unless_chosen(ministry: Reader) -> None:
    assert rankings_view(ministry, RankingsSelection()).pinned is None
    assert selection_of_controls({"municipality": NOBODY}).municipality is None


@pytest.mark.parametrize(
    "selection",
    [
        RankingsSelection(subject="direction:9.9"),
        RankingsSelection(period="1999"),
        RankingsSelection(municipality="M99"),
        RankingsSelection(kinds=("village",)),
        RankingsSelection(order="luck"),
        RankingsSelection(view="poem"),
    ],
    ids=str,
)
def test_what_does_not_exist_is_refused_with_what_does(ministry: Reader, selection: RankingsSelection) -> None:
    with pytest.raises(NotFound, match="Есть:"):
        rankings_view(ministry, selection)


def test_controls_let_go_of_what_another_period_does_not_have(ministry: Reader) -> None:
    stale = RankingsSelection(
        period="2022",
        methodology=planted.METHODOLOGY,
        subject="direction:2.4",
        municipality=planted.MERGED_INTO,
        order=NAME,
    )
    fitted = fitting(ministry, stale)
    assert (fitted.period, fitted.methodology, fitted.municipality) == ("2022", None, None)
    assert fitted.order == NAME
    assert rankings_view(ministry, fitted).selection.methodology == planted.OLDER_METHODOLOGY


def test_an_earlier_revision_shows_its_own_figures(session: Session) -> None:
    now = rankings_view(open_reader(session, MINISTRY), RankingsSelection())
    then = rankings_view(open_reader(session, MINISTRY, revision=5), RankingsSelection())
    assert [row.points for row in then.ranked] != [row.points for row in now.ranked]
    assert then.provenance.revision == 5


def test_the_title_of_a_part_never_passes_for_the_whole(session: Session) -> None:
    view = rankings_view(open_reader(session, MINISTRY), RankingsSelection(kinds=("urban_okrug",)))
    title = "Рейтинг муниципалитетов по итогу, 2026 год, только городские округа"
    assert plain(view.title) == title
    assert table_file_name(ranking_table(view), "xlsx") == f"{title}.xlsx"


def test_an_unknown_part_of_the_ranking_is_refused_with_names(session: Session) -> None:
    with pytest.raises(NotFound) as refused:
        rankings_view(open_reader(session, MINISTRY), RankingsSelection(subject="direction:9.9"))
    assert str(refused.value).startswith("Такого раздела рейтинга нет. Есть: Итог")
