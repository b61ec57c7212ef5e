"""The profile of one municipality: by hand on a small region, and against what is planted in the demo region."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from data.access import MINISTRY, Viewer
from data.demo import planted
from data.errors import AccessDenied, BadSelection, NotFound
from data.measures.comparison import Quarter
from data.measures.peers import Alike
from data.models.region import Municipality, Region
from data.storage.database import reading, writing
from data.storage.reader import Reader, open_reader
from data.views.cycle.address import CycleSelection
from data.views.cycle.cell import cell_detail
from data.views.municipality.address import MunicipalitySelection
from data.views.municipality.closed import closed_view
from data.views.municipality.example_words import examples_rule, size_words
from data.views.municipality.examples import Example, FirstGap, NoExample
from data.views.municipality.page import Profile
from data.views.municipality.selection import is_open, settle_profile
from data.views.municipality.tables import (
    comparison_table,
    examples_table,
    gaps_table,
    penalties_table,
    profile_table,
    trend_table,
)
from data.views.rankings.address import RankingsSelection
from data.views.rankings.page import rankings_view
from data.vocabulary import Role
from tests.data.intake.conftest import each_region, postgresql_template, region, sqlite_file

__all__ = ["each_region", "postgresql_template", "region", "sqlite_file"]

HEAD = Viewer(Role.MUNICIPALITY, planted.SHOWN)


@pytest.fixture
def small(each_region: Engine) -> Iterator[Reader]:
    with reading(each_region) as session:
        yield open_reader(session, MINISTRY)


@pytest.fixture
def session(demo_database: Engine) -> Iterator[Session]:
    with reading(demo_database) as opened:
        yield opened


@pytest.fixture
def ministry(session: Session) -> Reader:
    return open_reader(session, MINISTRY)


@pytest.fixture
def head(session: Session) -> Reader:
    return open_reader(session, HEAD)


def shown(reader: Reader, municipality: str = planted.SHOWN, **choices: str) -> Profile:
    return Profile(reader, MunicipalitySelection(municipality=municipality).but(**choices))


def test_the_small_region_by_hand(small: Reader) -> None:
    # A has 7 of 7, D 6 (a penalty), B 1; C is not scored in full.
    view = shown(small, "D")
    assert view.row.rank_of == "2 из 3"
    assert [(row.own, row.rank_of) for row in view.standings.rows[:2]] == [(6 / 7, "2 из 3")] * 2
    assert view.standings.rows[2].own is None, "a direction without a rubric ranks nobody"
    total = view.standings.total
    assert total.region is not None
    assert (total.region.minimum, total.region.median, total.region.maximum) == (
        pytest.approx(1 / 7, abs=1e-6),
        pytest.approx(6 / 7, abs=1e-6),
        1.0,
    )
    # Of its kind: A and D, so the median is half-way between 6 and 7 of 7.
    assert (total.group_median, total.group_count) == (pytest.approx(13 / 14, abs=1e-6), 2)


def test_gaps_of_the_small_region_by_hand(small: Reader) -> None:
    view = shown(small, "B")
    found = [(gap.stage.code, gap.points, gap.lost, gap.penalty) for gap in view.gaps.rows]
    # Goals: 2 of 5. Indicators: 0 of 2 and a penalty of 1; equal losses stand in cycle order.
    assert found == [("goals", 2.0, 3.0, 0.0), ("indicators", -1.0, 3.0, 1.0)]
    assert view.gaps.lost == 6.0
    assert [(line.points, line.since) for line in view.penalties] == [(-1.0, "2026")]


def test_who_is_not_scored_in_full_has_no_place_and_loses_only_what_is_known(small: Reader) -> None:
    view = shown(small, "C")
    assert view.row.rank == ""
    assert view.standings.total.own is None
    assert [(gap.stage.code, gap.lost) for gap in view.gaps.rows] == [("goals", 2.0)]
    assert view.trend.total.shares == (None,)


def test_who_is_not_assessed_is_not_judged(small: Reader) -> None:
    view = shown(small, "F")
    assert view.row.points is None
    assert view.gaps.rows == ()
    assert "Судить нельзя ни об одном направлении." in view.sentence


def test_an_earlier_revision_shows_what_was_known_then(each_region: Engine) -> None:
    with reading(each_region) as session:
        assert shown(open_reader(session, MINISTRY, 1), "A").row.rank_of == "1 из 2"


def test_the_planted_figures_of_the_shown_municipality(ministry: Reader) -> None:
    view = shown(ministry)
    points = [tuple(cell.points for cell in line.cells) for line in view.lines]
    assert points == list(planted.SHOWN_POINTS.values())
    assert view.row.points == 742
    assert [line.code for line in view.effective] == ["1.4", "2.2", "2.3"]
    assert view.gaps.lost == 158
    assert sum(line.points for line in view.penalties) == -2
    assert "Место 14 из 39 по итогу" in view.sentence
    assert "Первый разрыв: 1.1, звено 2. Показатели." in view.sentence


def test_the_change_of_full_cycles_is_stated_only_where_periods_compare(ministry: Reader) -> None:
    now, before = shown(ministry), shown(ministry, period="2025")
    assert now.effective_change == len(now.effective) - len(before.effective)
    # Another methodology before; a part without data now.
    assert shown(ministry, period="2023").effective_change is None
    assert shown(ministry, planted.WITHOUT_ASSESSMENT).effective_change is None


def test_places_are_those_of_the_rankings(ministry: Reader) -> None:
    view = shown(ministry, planted.TIE_IN_THE_MIDDLE[0])
    for subject, standing in (("total", view.standings.total), ("direction:1.3", view.standings.of("1.3"))):
        ranking = rankings_view(ministry, RankingsSelection(subject=subject))
        row = next(row for row in (*ranking.ranked, *ranking.unranked) if row.code == view.municipality.code)
        assert (standing.rank_of, standing.own) == (row.rank_of, row.share)
    assert view.standings.total.sharing == 2


def test_points_and_losses_add_up_to_the_maximum(ministry: Reader) -> None:
    for code in (planted.SHOWN, planted.MODEST_FULL_CYCLE, "M38"):
        view = shown(ministry, code)
        assert (view.row.points or 0.0) + view.gaps.lost == pytest.approx(900)


def test_a_gap_is_the_cell_it_opens(ministry: Reader) -> None:
    view = shown(ministry)
    gap = next(gap for gap in view.gaps.rows if gap.penalty)
    detail = cell_detail(ministry, CycleSelection(cell=gap.cell))
    assert detail is not None
    assert (detail.points, detail.not_earned + detail.penalties, detail.penalties) == (
        gap.points,
        gap.lost,
        gap.penalty,
    )


def test_an_example_has_the_link_formed_and_names_its_documents(ministry: Reader) -> None:
    found = examples_of(shown(ministry))
    assert found
    for gap, example in found:
        peer = shown(ministry, example.peer.code)
        cells = {cell.key: cell for line in peer.lines for cell in line.cells}
        cell = cells[f"{example.peer.code}~{gap.direction.code}~{gap.stage.code}"]
        assert cell.state.value == "formed"
        assert example.documents is not None
    assert any(example.documents for _gap, example in found)


def examples_of(view: Profile) -> list[tuple[FirstGap, Example]]:
    return [(gap, gap.example) for gap in view.examples.rows if isinstance(gap.example, Example)]


def test_no_gap_is_left_out_and_both_roles_get_the_same_rule(ministry: Reader, head: Reader) -> None:
    theirs, own = shown(ministry).examples, shown(head).examples
    broken = [line.code for line in shown(ministry).lines if line.is_broken]
    assert len(broken) == 5
    assert [gap.direction.code for gap in theirs.rows] == [gap.direction.code for gap in own.rows] == broken
    for whole, seen in zip(theirs.rows, own.rows, strict=True):
        if isinstance(seen.example, Example):
            assert isinstance(whole.example, Example)
            assert (whole.example.peer, whole.example.size) == (seen.example.peer, seen.example.size)
        else:
            # Only who formed a single stage is not open, and that is said.
            assert seen.example is NoExample.NOT_OPEN
            assert not (isinstance(whole.example, Example) and whole.example.in_full)


def test_who_is_similar_is_said_with_figures(ministry: Reader) -> None:
    view = shown(ministry)
    # 10,579 students and 24 schools; nobody of its kind is as large, so the rest of the rule decides.
    assert examples_rule(view.examples).endswith(
        "Здесь: муниципальный округ, 24 школы, 10\u00a0579 обучающихся; похожих — 9, своего вида среди них — 0."
    )
    for _gap, example in examples_of(view):
        assert view.examples.own is not None
        assert abs(example.size.students - 10579) <= 10579 / 4
        assert abs(example.size.schools - 24) <= 6
    own = Alike("X", "municipal_okrug", 400, 10)
    assert size_words(Alike("Y", "urban_okrug", 401, 11), own) == (
        "городской округ, 11 школ (+10\u00a0%), 401 обучающийся (0\u00a0%)"
    )


def test_who_is_like_nobody_says_so(ministry: Reader) -> None:
    # The capital of the region has 16,900 students; the next has 12,495.
    examples = shown(ministry, "M01").examples
    assert examples.alike == 0
    assert {gap.example for gap in examples.rows} <= {NoExample.NOBODY_ALIKE}


def test_a_head_learns_of_others_only_what_open_totals_tell(ministry: Reader, head: Reader) -> None:
    view = shown(head)
    full = {
        (row.code, subject.direction)
        for subject in rankings_view(ministry, RankingsSelection()).subjects
        if subject.direction
        for row in rankings_view(ministry, RankingsSelection(subject=subject.code)).ranked
        if row.share == 1
    }
    found = examples_of(view)
    assert {(example.peer.code, gap.direction.code) for gap, example in found} <= full
    assert all(example.documents is None for _gap, example in found)


def test_the_quarter_is_that_of_the_strip(ministry: Reader) -> None:
    for row in shown(ministry).standings.rows:
        assert row.own is not None
        assert row.region is not None
        if row.quarter is Quarter.UPPER:
            assert row.own >= row.region.upper_quartile
        elif row.quarter is Quarter.LOWER:
            assert row.own <= row.region.lower_quartile


def test_no_line_leads_across_a_change_of_methodology(ministry: Reader) -> None:
    trend = shown(ministry).trend
    at = next(index for index, period in enumerate(trend.periods) if period.breaks)
    assert trend.periods[at].label == "2023"
    assert not any(line.joined[at] for line in trend.lines)
    assert trend.total.change(at) is None
    # Codes of directions mean something else under the older methodology.
    assert all(line.shares[0] is None for line in trend.directions)
    assert trend.total.shares[0] is not None


def test_a_merger_breaks_the_course_too(ministry: Reader) -> None:
    trend = shown(ministry, planted.MERGED_INTO).trend
    assert [share is not None for share in trend.total.shares] == [False, False, True, True, True]
    assert trend.total.joined == (False, False, False, True, True)


def test_the_profile_opens_with_the_own_municipality_or_that_of_the_region(ministry: Reader, session: Session) -> None:
    assert settle_profile(ministry, MunicipalitySelection())[0].municipality == planted.SHOWN
    head = open_reader(session, Viewer(Role.MUNICIPALITY, planted.HALF_FILLED))
    assert settle_profile(head, MunicipalitySelection())[0].municipality == planted.HALF_FILLED


def test_real_data_open_with_the_first_of_the_ranking(small: Reader) -> None:
    # The small region names no municipality to open with.
    assert settle_profile(small, MunicipalitySelection())[0].municipality == "A"


def test_a_region_names_the_municipality_that_it_opens_with(each_region: Engine) -> None:
    with writing(each_region) as session:
        session.scalars(select(Region)).one().default_municipality_id = session.scalars(
            select(Municipality.id).where(Municipality.code == "D")
        ).one()
    with reading(each_region) as session:
        reader = open_reader(session, MINISTRY)
        assert settle_profile(reader, MunicipalitySelection())[0].municipality == "D"
        assert settle_profile(reader, MunicipalitySelection(municipality="B"))[0].municipality == "B"


def test_another_profile_is_closed_but_for_its_totals(ministry: Reader, head: Reader) -> None:
    other = MunicipalitySelection(municipality=planted.HALF_FILLED)
    settled, _choices = settle_profile(head, other)
    assert not is_open(head, settled)
    with pytest.raises(AccessDenied):
        Profile(head, other)
    ranked = closed_view(head, MunicipalitySelection(municipality="M15"))
    assert ranked.row.rank_of == shown(ministry, "M15").row.rank_of
    assert ranked.row.effective is None
    assert ranked.own is not None
    assert ranked.own.code == planted.SHOWN


@pytest.mark.parametrize("choice", [{"peers": "region"}, {"scaling": "z_score"}])
def test_a_choice_of_another_page_is_refused(ministry: Reader, choice: dict[str, str]) -> None:
    with pytest.raises(BadSelection):
        shown(ministry, **choice)


def test_a_code_that_does_not_exist_is_refused(ministry: Reader) -> None:
    with pytest.raises(NotFound):
        shown(ministry, "M99")


def test_the_address_names_the_municipality_in_its_path() -> None:
    assert MunicipalitySelection(municipality="M14", period="2026").address() == "/municipality/M14?period=2026"
    assert MunicipalitySelection(municipality="M14").address() == "/municipality/M14"


def test_only_the_comparison_says_whom_it_compares_with(ministry: Reader) -> None:
    """Another group draws only that card again; what the links of the others export must not go stale."""
    selection = MunicipalitySelection(municipality=planted.SHOWN, peers="kind")
    tables = (profile_table, gaps_table, penalties_table, examples_table, trend_table, comparison_table)
    choices = [dict(make(ministry, selection).notes)["Выбрано"] for make in tables]
    assert ["сравнение" in words for words in choices] == [False] * 5 + [True]
    assert all("Светлоозёрский" in words and "2026" in words for words in choices)
