"""The overview of the demo region: figures recounted from rows, periods without comparison, and what a head sees."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from statistics import median

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from data.access import MINISTRY, Viewer
from data.demo import planted
from data.errors import NotFound
from data.formats import NBSP
from data.measures.region_facts import Basis
from data.storage.database import reading
from data.storage.reader import Reader, open_reader
from data.views.indicators.address import IndicatorsSelection
from data.views.indicators.page import indicators_view
from data.views.overview.address import OverviewSelection
from data.views.overview.figures import KeyFigure
from data.views.overview.page import OverviewView, overview_view
from data.views.overview.tables import map_table
from data.views.rankings.address import RankingsSelection
from data.views.rankings.page import rankings_view
from data.vocabulary import Nothing, Role, TargetStatus, Verdict

HEAD = Viewer(Role.MUNICIPALITY, planted.SHOWN)


@pytest.fixture(scope="module")
def session(demo_database: Engine) -> Iterator[Session]:
    with reading(demo_database) as opened:
        yield opened


@pytest.fixture(scope="module")
def ministry(session: Session) -> Reader:
    return open_reader(session, MINISTRY)


@pytest.fixture(scope="module")
def region(ministry: Reader) -> OverviewView:
    return overview_view(ministry, OverviewSelection())


@pytest.fixture(scope="module")
def own(session: Session) -> OverviewView:
    return overview_view(open_reader(session, HEAD), OverviewSelection())


def figure(view: OverviewView, key: str) -> KeyFigure:
    return next(each for each in view.figures if each.key == key)


def text_of(view: OverviewView, place: int) -> str:
    return view.statements[place].text.replace(NBSP, " ")


def test_ranks_are_those_of_the_ranking(ministry: Reader, region: OverviewView) -> None:
    ranking = rankings_view(ministry, RankingsSelection())
    assert [(row.code, row.rank, row.rank_change) for row in region.ranked] == [
        (row.code, row.rank, row.rank_change) for row in ranking.ranked
    ]
    assert {row.code for row in region.unranked} == {row.code for row in ranking.unranked}
    assert region.ties == ranking.ties
    assert region.comparison == ranking.comparison


def test_the_cycle_sentence_is_true_of_the_map(region: OverviewView) -> None:
    rows = region.map.rows
    assert max(row.effective for row in rows) < 8
    without = [row for row in rows if all(cell.verdict is Verdict.INEFFECTIVE for cell in row.cells)]
    some = [row for row in rows if row.effective]
    rest = len(rows) - len(some) - len(without)
    counted = f"у **{len(some)} из {len(rows)}**; у {len(without)} нет, о {rest} судить нельзя."
    assert counted in text_of(region, 0)
    most = max(row.effective for row in rows)
    for row in rows:
        assert (row.short in text_of(region, 0)) == (row.effective == most)


def test_the_movement_sentence_is_true_of_the_ranking(region: OverviewView) -> None:
    changes = {row.name: row.rank_change for row in region.ranked if row.rank_change is not None}
    text = text_of(region, 1)
    # Counted by hand from the two lists: 42 ranked in 2025, 39 in 2026, 39 in both.
    assert text.startswith("Среди 39 оценённых в оба года: поднялись **14**, опустились **11**.")
    assert [sum(sign * change > 0 for change in changes.values()) for sign in (1, -1)] == [14, 11]
    assert list(changes.values()).count(0) == 14
    for name, change in changes.items():
        assert (name in text) == (change in (max(changes.values()), min(changes.values())))


def test_a_rank_that_rose_in_print_only_is_a_fall(region: OverviewView) -> None:
    rows = {row.name: row for row in region.ranked}
    assert rows["Глубокодольский МР"].rank_change == -2
    assert "среди 39 оценённых в оба года" in rows["Глубокодольский МР"].change_note
    last = region.ranked[-1]
    assert (last.rank, last.rank_change) == ("39", 0)


def test_the_targets_sentence_adds_up(region: OverviewView) -> None:
    counts = region.targets.counts
    assert sum(counts.values()) == len(region.targets.rows) == 24
    risk = counts[TargetStatus.BEHIND] + counts[TargetStatus.MISSED]
    assert text_of(region, 2).startswith(f"Под риском **{risk} из 24** целей")
    assert f"Судить нельзя: **{counts[TargetStatus.CANNOT_BE_JUDGED]}**" in text_of(region, 2)


def test_key_figures_are_those_of_the_rows(region: OverviewView) -> None:
    assert figure(region, "median").value == median(row.points or 0 for row in region.ranked)
    assert figure(region, "effective").value == sum(region.map.effective)
    assert figure(region, "many").value == sum(row.effective >= 4 for row in region.map.rows)
    assert figure(region, "targets").value == len(region.targets.at_risk)
    maximum = region.maximum * len(region.map.rows)
    scored = sum((row.coverage or 0) * region.maximum for row in (*region.ranked, *region.unranked))
    assert figure(region, "coverage").value == pytest.approx(scored / maximum)


def test_the_median_changes_among_those_ranked_in_both_years(region: OverviewView) -> None:
    # 42 were ranked in 2025 and 39 are in 2026: the three that are not must not move the median.
    found = figure(region, "median")
    was = {row.code: row.points - row.points_change for row in region.ranked if row.points_change is not None}
    assert len(was) == 39
    now = median(row.points or 0 for row in region.ranked)
    assert found.change == pytest.approx(now - median(was.values())) == 25
    assert (median(was.values()), now) == (613, 638)
    assert found.among == "613 → 638 среди 39 оценённых в оба года"


def test_a_figure_runs_over_the_periods_of_its_methodology_only(region: OverviewView) -> None:
    effective = figure(region, "effective")
    assert [each.label for each in effective.values] == ["2023", "2024", "2025", "2026"]
    assert effective.earlier == "2025"
    assert effective.change == (effective.values[-1].value or 0) - (effective.values[-2].value or 0)


@pytest.mark.parametrize(
    ("period", "words"), [("2023", "Нет сравнения с 2022 годом"), ("2022", "Нет сравнения: это первый период")]
)
def test_without_a_comparable_period_nothing_is_compared(ministry: Reader, period: str, words: str) -> None:
    view = overview_view(ministry, OverviewSelection(period=period))
    assert text_of(view, 1).startswith(words)
    assert not view.compared
    assert view.risen == view.fallen == ()
    assert {each.earlier for each in view.figures} == {""}
    assert next(each for each in view.quality if each.key == "jumps").text == "—"


def test_the_map_shows_formed_components_verdicts_and_nothing(region: OverviewView) -> None:
    rows = {row.code: row for row in region.map.rows}
    assert [row.rank for row in region.map.ranked] == [row.rank for row in region.ranked]
    own = dict(zip((each.code for each in region.map.directions), rows[planted.SHOWN].cells, strict=True))
    assert (own["1.1"].formed, own["1.1"].required, own["1.1"].verdict) == (4, 9, Verdict.INEFFECTIVE)
    assert own["1.1"].cell == f"{planted.SHOWN}~1.1~indicators"
    full = rows[planted.MODEST_FULL_CYCLE].cells
    effective = {cell.direction.code for cell in full if cell.verdict is Verdict.EFFECTIVE}
    assert effective == set(planted.MODEST_EFFECTIVE_DIRECTIONS)
    assert all(cell.cell == "" and cell.formed == 9 for cell in full if cell.direction.code in effective)
    assert {cell.nothing for cell in rows[planted.WITHOUT_ASSESSMENT].cells} == {Nothing.NO_DATA}


def test_full_cycles_are_counted_of_what_can_be_judged(region: OverviewView) -> None:
    rows = {row.code: row for row in region.map.rows}
    assert (rows[planted.WITHOUT_ASSESSMENT].effective, rows[planted.WITHOUT_ASSESSMENT].judged) == (0, 0)
    by_code = {row["code"]: row for row in map_table(region).rows}
    assert by_code[planted.WITHOUT_ASSESSMENT]["effective"] is Nothing.NO_DATA
    for row in region.map.rows:
        assert row.judged == sum(cell.verdict is not Verdict.CANNOT_BE_JUDGED for cell in row.cells)
        assert by_code[row.code]["judged"] == row.judged


def test_facts_of_the_region_lie_among_those_of_its_municipalities(ministry: Reader, region: OverviewView) -> None:
    bases = {row.basis for row in region.targets.rows}
    assert bases == {Basis.SUMS, Basis.MEDIAN}
    row = next(row for row in region.targets.at_risk if row.basis is Basis.SUMS)
    selection = IndicatorsSelection(
        indicator=row.indicator.code, direction=row.indicator.direction, view="municipalities"
    )
    across = indicators_view(ministry, selection).across
    assert across is not None
    values = [each.row.now.value for each in across.rows if not isinstance(each.row.now.value, Nothing)]
    assert not isinstance(row.fact, Nothing)
    assert min(values) <= row.fact <= max(values)
    assert row.counted == len(values)
    assert row.behind == across.counts[TargetStatus.BEHIND] + across.counts[TargetStatus.MISSED]


def test_the_age_is_counted_of_the_latest_data_only(ministry: Reader) -> None:
    later = datetime(2026, 11, 14, 13, 42, tzinfo=UTC) + timedelta(days=8, hours=1)
    now = overview_view(ministry, OverviewSelection(), later)
    frozen = overview_view(open_reader(ministry.session, MINISTRY, 6), OverviewSelection(revision=6), later)
    age = {view.selection.revision: next(each for each in view.quality if each.key == "age") for view in (now, frozen)}
    assert (age[None].text, age[None].detail) == ("14.11.2026", "ревизия 7 · 8 дней назад")
    assert age[6].detail == "ревизия 6"


def test_an_older_revision_shows_its_own_figures(ministry: Reader, region: OverviewView) -> None:
    older = overview_view(open_reader(ministry.session, MINISTRY, 6), OverviewSelection(revision=6))
    points = [{row.code: row.points for row in view.ranked}[planted.SHOWN] for view in (region, older)]
    assert (points[0] or 0) - (points[1] or 0) == planted.POINTS_LACKING_AT_FIRST
    assert older.provenance.revision == 6


def test_a_pinned_municipality_is_listed(ministry: Reader) -> None:
    view = overview_view(ministry, OverviewSelection(municipality="M22"))
    assert [entry.row.code for entry in view.entries if entry.row and entry.row.pinned] == ["M22"]
    assert [row.code for row in view.map.rows if row.is_own] == ["M22"]


def test_a_head_sees_the_own_details_and_of_others_the_ranking(own: OverviewView, region: OverviewView) -> None:
    assert own.own is not None
    assert own.own.code == planted.SHOWN
    assert [(row.code, row.points) for row in own.ranked] == [(row.code, row.points) for row in region.ranked]
    assert {row.effective for row in own.ranked} == {None}
    assert [row.code for row in own.ranked if row.open] == [planted.SHOWN]
    assert [row.code for row in own.map.rows] == [planted.SHOWN]
    assert own.quality == own.risen == own.fallen == ()
    assert {row.basis for row in own.targets.rows} == {None}
    assert {(row.behind, row.judged) for row in own.targets.rows} == {(0, 0)}


def test_a_head_cannot_ask_for_another_municipality(session: Session, own: OverviewView) -> None:
    forged = overview_view(open_reader(session, HEAD), OverviewSelection(municipality="M01"))
    assert forged == own


def test_the_own_page_names_place_and_first_broken_links(own: OverviewView, region: OverviewView) -> None:
    assert text_of(own, 0).startswith("Место **14 из 39** по итогу")
    assert [line.code for line in own.lines] == ["1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4"]
    effective = [line.code for line in own.lines if line.verdict is Verdict.EFFECTIVE]
    assert text_of(own, 1).startswith(f"Направлений с полным циклом: **{len(effective)} из 8**")
    row = next(row for row in region.map.rows if row.code == planted.SHOWN)
    assert [line.code for line in own.lines if line.is_broken] == [
        cell.direction.code for cell in row.cells if cell.verdict is Verdict.INEFFECTIVE
    ]


def test_own_targets_are_those_of_the_page_of_indicators(session: Session, own: OverviewView) -> None:
    indicators = indicators_view(open_reader(session, HEAD), IndicatorsSelection(direction="2.2"))
    assert dict(own.targets.counts) == dict(indicators.counts)
    assert {row.indicator.code: row.result for row in own.targets.rows} == {
        row.indicator.code: row.result for row in indicators.rows
    }


def test_a_head_without_an_assessment_is_reported(session: Session) -> None:
    viewer = Viewer(Role.MUNICIPALITY, planted.WITHOUT_ASSESSMENT)
    view = overview_view(open_reader(session, viewer), OverviewSelection())
    assert text_of(view, 0) == "Места нет: оценок нет."
    assert text_of(view, 1).startswith("О цикле судить пока нельзя")
    assert figure(view, "points").value is None


def test_a_head_of_a_municipality_that_is_no_more_is_reported(session: Session) -> None:
    viewer = Viewer(Role.MUNICIPALITY, planted.MERGED[0])
    with pytest.raises(NotFound):
        overview_view(open_reader(session, viewer), OverviewSelection())


@pytest.mark.parametrize(
    "selection", [OverviewSelection(period="1999"), OverviewSelection(municipality="M99")], ids=str
)
def test_what_does_not_exist_is_refused(ministry: Reader, selection: OverviewSelection) -> None:
    with pytest.raises(NotFound):
        overview_view(ministry, selection)
