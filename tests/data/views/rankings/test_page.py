"""The ranking of the demo region: planted ties, gaps, a merger and a change of methodology, and what a head sees."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from data.access import MINISTRY, Viewer
from data.demo import planted
from data.errors import NotFound
from data.exports.file_names import file_name, page_words
from data.formats import NBSP
from data.language import speaking
from data.storage.database import reading
from data.storage.reader import Reader, open_reader
from data.tables import arranged
from data.views.rankings.address import RankingsSelection
from data.views.rankings.page import RankingsView, rankings_view
from data.views.rankings.rows import RankingRow
from data.views.rankings.selection import NO_KIND, NOBODY, fitting, selection_of_controls
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


def test_rows_are_given_by_rank_and_the_file_has_the_order_of_the_screen(ministry: Reader) -> None:
    view = rankings_view(ministry, RankingsSelection())
    assert [row.first for row in view.ranked] == sorted(row.first or 0 for row in view.ranked)
    table = ranking_table(view)
    by_change, by_name = arranged(table, "rank_change~desc").rows, arranged(table, "municipality~asc").rows
    changes = [row["rank_change"] for row in by_change if isinstance(row["rank_change"], int)]
    assert changes == sorted(changes, reverse=True)
    ranked = len(view.ranked)
    names = [str(row["municipality"]).replace("ё", "е") for row in by_name[:ranked]]
    assert names == sorted(names)
    # Those without a rank stay below, and no rank moves.
    assert {row["rank"] for row in by_name[ranked:]} == {"без места"}
    assert {(row["code"], row["rank"]) for row in by_name} == {(row["code"], row["rank"]) for row in table.rows}


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
        scaling="best",
    )
    fitted = fitting(ministry, stale)
    assert (fitted.period, fitted.methodology, fitted.municipality) == ("2022", None, None)
    assert fitted.scaling == "best"
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
    assert plain(ranking_table(view).title) == title
    assert file_name(page_words("rankings"), title, "2026", "xlsx") == f"Рейтинги — {title}.xlsx"


def test_an_unknown_part_of_the_ranking_is_refused_with_names(session: Session) -> None:
    with pytest.raises(NotFound) as refused:
        rankings_view(open_reader(session, MINISTRY), RankingsSelection(subject="direction:9.9"))
    assert str(refused.value).startswith("Такого раздела рейтинга нет. Есть: Итог")
