"""Where parts of years stand for years, each is compared with the same part: cases by hand."""

from hypothesis import given
from hypothesis import strategies as st

from data.measures.indicators.outlook import outlook
from data.measures.indicators.year_facts import YearFacts, alike, until
from data.measures.targets import Reason, Target, target_status
from data.vocabulary import TargetKind, TargetStatus

AT_MOST = Target(TargetKind.LEVEL_BY_YEAR, "<=", 3.5, year=2030)
# The second quarter stands for 2026, the fourth for 2025.
FACTS = YearFacts({2025: 15.0, 2026: 9.0}, {2025: {2025: 15.0}, 2026: {2025: 12.5, 2026: 9.0}})


def test_the_pace_is_between_the_same_parts_of_years() -> None:
    found = target_status(AT_MOST, FACTS, 2026)
    # 9 − 12.5 a year; 5.5 are left for four years.
    assert (found.status, found.pace, found.pace_since) == (TargetStatus.ON_TRACK, -3.5, 2025)
    assert found.needed_step == -1.375


def test_without_the_same_part_before_there_is_no_pace() -> None:
    alone = YearFacts({2025: 15.0, 2026: 9.0}, {2025: {2025: 15.0}, 2026: {2026: 9.0}})
    found = target_status(AT_MOST, alone, 2026)
    assert (found.reason, found.pace) == (Reason.NO_BASELINE, None)


def test_growth_is_against_the_same_part_of_the_year_before() -> None:
    growing = Target(TargetKind.ANNUAL_GROWTH, lower_is_better=True)
    assert target_status(growing, FACTS, 2026).threshold == 12.5


def test_after_the_deadline_its_own_figure_decides() -> None:
    due = Target(TargetKind.LEVEL_BY_YEAR, ">=", 14, year=2025)
    found = target_status(due, FACTS, 2026)
    assert (found.status, found.off_now) == (TargetStatus.MET, -1)


def test_a_forecast_is_cut_where_there_is_nothing_below() -> None:
    found = target_status(AT_MOST, FACTS, 2026)
    # 9 − 4 × 3.5 is −5.
    free, cut = (outlook(found, FACTS, 2026, -1, None, lowest) for lowest in (None, 0.0))
    assert free is not None
    assert cut is not None
    assert (free.at_deadline, free.is_cut) == (-5, False)
    assert (cut.at_deadline, cut.is_cut, cut.reaches) == (0, True, True)
    assert found.projection(FACTS, 2026, 0.0) == {2026: 9, 2027: 5.5, 2028: 2, 2029: 0, 2030: 0}


@given(st.dictionaries(st.integers(2015, 2026), st.floats(0, 100)), st.integers(2014, 2027))
def test_years_of_one_part_are_judged_as_plain_years(series: dict[int, float], year: int) -> None:
    parted = YearFacts(series, dict.fromkeys(series, series))
    assert dict(until(parted, year)) == alike(parted, year) == {at: one for at, one in series.items() if at <= year}
    assert target_status(AT_MOST, parted, year) == target_status(AT_MOST, series, year)
