"""Statuses of targets: every kind worked out by hand, then what must hold for any series."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from data.measures.target_counts import count_statuses
from data.measures.targets import (
    AT_LEAST,
    ORDER,
    RANGES,
    YEARLY_KINDS,
    Aim,
    Reason,
    Target,
    TargetResult,
    target_status,
)
from data.vocabulary import DynamicsReading, TargetKind, TargetStatus

MET, ON_TRACK, BEHIND, MISSED = TargetStatus.MET, TargetStatus.ON_TRACK, TargetStatus.BEHIND, TargetStatus.MISSED
UNJUDGED = TargetStatus.CANNOT_BE_JUDGED

# At least 25 % by 2027.
LEVEL = Target(TargetKind.LEVEL_BY_YEAR, ">=", 25, year=2027)
# At most 10 % by 2027.
CEILING = Target(TargetKind.LEVEL_BY_YEAR, "<=", 10, year=2027)
ANNUAL = Target(TargetKind.ANNUAL_LEVEL, None, 75)
FLOOR = Target(TargetKind.LEVEL_BY_YEAR_WITH_ANNUAL_FLOOR, ">=", 70, annual_floor=50, year=2027)
EACH = Target(TargetKind.COUNT_PER_ORGANISATION_BY_YEAR, ">=", 2, year=2027)
GROWTH = Target(TargetKind.POSITIVE_DYNAMICS, year=2027, baseline_year=2023)
GROWTH_AND_TWO = Target(TargetKind.POSITIVE_DYNAMICS_AND_LEVEL, ">=", 2, year=2027, baseline_year=2023)

# More than in the year before; by 5 points more; not less.
YEARLY_GROWTH = Target(TargetKind.ANNUAL_GROWTH, ">=")
BY_FIVE = Target(TargetKind.ANNUAL_GROWTH, ">=", 5, reading=DynamicsReading.PERCENTAGE_POINTS)
BY_TENTH = Target(TargetKind.ANNUAL_GROWTH, ">=", 10, reading=DynamicsReading.PERCENT)
KEPT = Target(TargetKind.ANNUAL_GROWTH, ">=", 0)
YEARLY_FALL = Target(TargetKind.ANNUAL_GROWTH, "<=")
PRESENCE = Target(TargetKind.PRESENCE, year=2027)
RANGE = Target(TargetKind.RANGE, None, 60, upper=80, year=2027)
YEARLY_RANGE = Target(TargetKind.ANNUAL_RANGE, None, 60, upper=80)
# A third by 2025, two thirds by 2026, all of it by 2027.
THIRDS = Target(TargetKind.LEVEL_BY_YEAR, ">=", 100, year=2027, steps=((2025, 33.3), (2026, 66.6)))

# No sign is stated, and the polarity of the indicator says that less is better.
CEILING_BY_POLARITY = Target(TargetKind.LEVEL_BY_YEAR, None, 10, year=2027, lower_is_better=True)
FALL = Target(TargetKind.POSITIVE_DYNAMICS, year=2027, baseline_year=2023, lower_is_better=True)


def growth_of_ten(reading: DynamicsReading | None, baseline_year: int | None = 2023) -> Target:
    return Target(TargetKind.POSITIVE_DYNAMICS_MIN, ">=", 10, year=2027, baseline_year=baseline_year, reading=reading)


PERCENT, POINTS = DynamicsReading.PERCENT, DynamicsReading.PERCENTAGE_POINTS

EXAMPLES = [
    # 17.8 → 25 in one year needs 7.2; the pace from 2022 is (17.8 − 11.4) / 4 = 1.6.
    ("slower than needed", LEVEL, {2022: 11.4, 2026: 17.8}, 2026, BEHIND),
    # Two years to go, 4 a year needed, (17 − 8) / 2 = 4.5 a year so far.
    ("faster than needed", LEVEL, {2023: 8, 2025: 17}, 2025, ON_TRACK),
    # 3 a year so far and (25 − 19) / 2 = 3 a year needed: exactly on the trajectory.
    ("exactly on the trajectory", LEVEL, {2023: 13, 2025: 19}, 2025, ON_TRACK),
    ("the level exactly", LEVEL, {2025: 20, 2026: 25}, 2026, MET),
    ("reached at once, no earlier fact", LEVEL, {2026: 30}, 2026, MET),
    ("deadline year reached", LEVEL, {2026: 20, 2027: 25.0}, 2027, MET),
    ("deadline year not reached", LEVEL, {2026: 20, 2027: 24.9}, 2027, MISSED),
    ("kept: met in the deadline year, below later", LEVEL, {2027: 26, 2028: 24}, 2028, MET),
    ("kept: missed in the deadline year, reached later", LEVEL, {2027: 24, 2028: 26}, 2028, MISSED),
    ("kept without a fact of the later year", LEVEL, {2027: 26}, 2029, MET),
    ("a floor ends with the deadline", FLOOR, {2027: 70, 2028: 40}, 2028, MET),
    ("growth judged in its deadline year", GROWTH, {2023: 10, 2027: 11, 2028: 9}, 2028, MET),
    ("at most: below", CEILING, {2025: 14, 2026: 9}, 2026, MET),
    ("at most: the level exactly", CEILING, {2027: 10}, 2027, MET),
    ("at most: above in the deadline year", CEILING, {2027: 10.1}, 2027, MISSED),
    # 14 → 12 is −2 a year; 12 → 10 in one year needs −2.
    ("at most: falling just fast enough", CEILING, {2025: 14, 2026: 12}, 2026, ON_TRACK),
    ("at most: rising", CEILING, {2025: 12, 2026: 14}, 2026, BEHIND),
    ("every year: reached", ANNUAL, {2026: 75}, 2026, MET),
    ("every year: the year is closed", ANNUAL, {2026: 74.9}, 2026, MISSED),
    ("every year: an earlier failure is another year's", ANNUAL, {2025: 10, 2026: 80}, 2026, MET),
    # 55 → 60 is 5 a year, 10 needed.
    ("floor kept, level too far", FLOOR, {2025: 55, 2026: 60}, 2026, BEHIND),
    ("floor kept, level within reach", FLOOR, {2025: 50, 2026: 60}, 2026, ON_TRACK),
    ("floor broken though the pace would do", FLOOR, {2025: 20, 2026: 49}, 2026, MISSED),
    ("floor exactly", FLOOR, {2025: 20, 2026: 50}, 2026, ON_TRACK),
    ("level reached, so the floor too", FLOOR, {2026: 70}, 2026, MET),
    ("each organisation: the smallest has two", EACH, {2026: 2}, 2026, MET),
    ("each organisation: the smallest stays at one", EACH, {2025: 1, 2026: 1}, 2026, BEHIND),
    ("growth: more than the baseline", GROWTH, {2023: 10, 2026: 11}, 2026, MET),
    ("growth: the baseline again is no growth", GROWTH, {2023: 10, 2027: 10}, 2027, MISSED),
    ("growth: the baseline again, a year to go", GROWTH, {2023: 10, 2026: 10}, 2026, BEHIND),
    ("growth and level: both", GROWTH_AND_TWO, {2023: 1, 2026: 2}, 2026, MET),
    ("growth and level: level without growth", GROWTH_AND_TWO, {2023: 2, 2027: 2}, 2027, MISSED),
    ("growth and level: growth without level", GROWTH_AND_TWO, {2023: 0, 2027: 1}, 2027, MISSED),
    # No fact to measure the pace of the level from, but 20 of the 50 a year asked.
    ("a broken floor decides though the level cannot be judged", FLOOR, {2026: 20}, 2026, MISSED),
    # No baseline, but 1 of the 2 asked in the deadline year.
    ("a missed level decides though growth cannot be judged", GROWTH_AND_TWO, {2027: 1}, 2027, MISSED),
    ("no sign, less is better: 9 of at most 10", CEILING_BY_POLARITY, {2027: 9}, 2027, MET),
    ("no sign, less is better: 11 of at most 10", CEILING_BY_POLARITY, {2027: 11}, 2027, MISSED),
    ("no sign, less is better: dynamics is a fall", FALL, {2023: 10, 2027: 9}, 2027, MET),
    ("no sign, less is better: a rise", FALL, {2023: 10, 2027: 11}, 2027, MISSED),
    # 10 % of 20 is 2: at least 22.
    ("by 10 per cent of the baseline", growth_of_ten(PERCENT), {2023: 20, 2027: 22}, 2027, MET),
    ("by less than 10 per cent", growth_of_ten(PERCENT), {2023: 20, 2027: 21.9}, 2027, MISSED),
    ("by 10 points", growth_of_ten(POINTS), {2023: 20, 2027: 30}, 2027, MET),
    ("by 2 points where 10 are asked", growth_of_ten(POINTS), {2023: 20, 2027: 22}, 2027, MISSED),
    ("every year more: more", YEARLY_GROWTH, {2025: 10, 2026: 10.1}, 2026, MET),
    ("every year more: the same is not more", YEARLY_GROWTH, {2025: 10, 2026: 10}, 2026, MISSED),
    ("every year more: an earlier fall is another year's", YEARLY_GROWTH, {2024: 12, 2025: 10, 2026: 11}, 2026, MET),
    ("every year by five points: exactly", BY_FIVE, {2025: 10, 2026: 15}, 2026, MET),
    ("every year by five points: four", BY_FIVE, {2025: 10, 2026: 14}, 2026, MISSED),
    # A tenth of 20 is 2.
    ("every year by a tenth", BY_TENTH, {2025: 20, 2026: 22}, 2026, MET),
    ("every year by less than a tenth", BY_TENTH, {2025: 20, 2026: 21.9}, 2026, MISSED),
    ("not below the year before: the same", KEPT, {2025: 10, 2026: 10}, 2026, MET),
    ("not below the year before: below", KEPT, {2025: 10, 2026: 9.9}, 2026, MISSED),
    ("every year fewer", YEARLY_FALL, {2025: 10, 2026: 9}, 2026, MET),
    ("every year fewer: the same", YEARLY_FALL, {2025: 10, 2026: 10}, 2026, MISSED),
    ("presence: one", PRESENCE, {2026: 1}, 2026, MET),
    ("presence: none, a year to go, and none before", PRESENCE, {2025: 0, 2026: 0}, 2026, BEHIND),
    ("presence: none in the deadline year", PRESENCE, {2026: 1, 2027: 0}, 2027, MISSED),
    ("range: inside", RANGE, {2026: 70}, 2026, MET),
    ("range: the lower bound exactly", RANGE, {2027: 60}, 2027, MET),
    ("range: the upper bound exactly", RANGE, {2027: 80}, 2027, MET),
    ("range: below in the deadline year", RANGE, {2027: 59.9}, 2027, MISSED),
    ("range: above in the deadline year", RANGE, {2027: 80.1}, 2027, MISSED),
    # 50 → 55 is 5 a year; 60 − 55 = 5 needed.
    ("range: rising just fast enough", RANGE, {2025: 50, 2026: 55}, 2026, ON_TRACK),
    # 90 → 86 is −4 a year; 80 − 86 = −6 needed.
    ("range: falling too slowly", RANGE, {2025: 90, 2026: 86}, 2026, BEHIND),
    ("range: falling fast enough", RANGE, {2025: 92, 2026: 86}, 2026, ON_TRACK),
    ("range every year: inside", YEARLY_RANGE, {2026: 60}, 2026, MET),
    ("range every year: the year is closed", YEARLY_RANGE, {2025: 50, 2026: 59.9}, 2026, MISSED),
    ("range every year: above", YEARLY_RANGE, {2026: 80.1}, 2026, MISSED),
    ("range every year: an earlier failure is another year's", YEARLY_RANGE, {2025: 90, 2026: 80}, 2026, MET),
    ("range every year: its last year ends nothing", replace(YEARLY_RANGE, year=2025), {2026: 50}, 2026, MISSED),
    ("steps: the one that is due", THIRDS, {2025: 33.3}, 2025, MET),
    ("steps: the one that is due is not reached", THIRDS, {2024: 20, 2025: 33}, 2025, MISSED),
    ("steps: an earlier one missed is another year's", THIRDS, {2025: 20, 2026: 66.6}, 2026, MET),
    ("steps: reached before its year", THIRDS, {2024: 40}, 2024, MET),
    # 10 → 20 is 10 a year, 13.3 needed by 2025, whatever 2027 asks.
    ("steps: too slow for the next one", THIRDS, {2023: 10, 2024: 20}, 2024, BEHIND),
    ("steps: fast enough for the next one", THIRDS, {2023: 6, 2024: 20}, 2024, ON_TRACK),
    ("steps: the deadline", THIRDS, {2026: 90, 2027: 99.9}, 2027, MISSED),
    ("steps: kept after the deadline", THIRDS, {2027: 100, 2028: 90}, 2028, MET),
    # Between two steps: 30 → 40 is 10 a year, 10 a year are needed from 40 in 2026 to 50 in 2027.
    ("steps: a year between two", replace(THIRDS, value=50, steps=((2025, 20),)), {2025: 30, 2026: 40}, 2026, ON_TRACK),
    ("steps of a count in each organisation", replace(EACH, steps=((2026, 1),)), {2026: 1}, 2026, MET),
    ("steps downwards", replace(CEILING, steps=((2026, 14),)), {2026: 14.1}, 2026, MISSED),
    ("as a level, without a baseline", growth_of_ten(DynamicsReading.LEVEL, None), {2027: 10}, 2027, MET),
]


@pytest.mark.parametrize(
    ("target", "series", "year", "expected"), [row[1:] for row in EXAMPLES], ids=[row[0] for row in EXAMPLES]
)
def test_worked_examples(target: Target, series: dict[int, float], year: int, expected: TargetStatus) -> None:
    result = target_status(target, series, year)
    assert (result.status, result.reason) == (expected, None)


BY_2024 = Target(TargetKind.LEVEL_BY_YEAR, ">=", 70, year=2024)
WITHOUT_BASELINE = Target(TargetKind.POSITIVE_DYNAMICS, year=2027)
FROM_2026 = Target(TargetKind.POSITIVE_DYNAMICS, year=2027, baseline_year=2026)

UNJUDGED_EXAMPLES = [
    ("no target", None, {2026: 1}, Reason.NO_TARGET),
    ("no fact in the year", LEVEL, {2024: 11, 2025: 30}, Reason.NO_DATA),
    ("no fact in the deadline year", BY_2024, {2023: 80, 2025: 80, 2026: 80}, Reason.NO_DEADLINE_DATA),
    ("a later fact is not looked at", LEVEL, {2027: 30}, Reason.NO_DATA),
    ("a first fact has no pace", LEVEL, {2026: 17.8}, Reason.NO_BASELINE),
    ("growth without a baseline year", WITHOUT_BASELINE, {2025: 1, 2026: 2}, Reason.NO_BASELINE),
    ("growth without a fact in the baseline year", GROWTH, {2022: 1, 2026: 2}, Reason.NO_BASELINE),
    ("the baseline year itself", FROM_2026, {2026: 2}, Reason.NO_BASELINE),
    ("per cent of a baseline of 0", growth_of_ten(PERCENT), {2023: 0, 2026: 5}, Reason.ZERO_BASELINE),
    ("a reading nobody has chosen", growth_of_ten(DynamicsReading.AMBIGUOUS), {2023: 20, 2026: 40}, Reason.AMBIGUOUS),
    ("no reading at all", growth_of_ten(None), {2023: 20, 2026: 40}, Reason.AMBIGUOUS),
    ("growth of the year without the year before", YEARLY_GROWTH, {2024: 1, 2026: 2}, Reason.NO_BASELINE),
    ("a tenth more than nothing", BY_TENTH, {2025: 0, 2026: 2}, Reason.ZERO_BASELINE),
    ("per cent of a baseline below 0", growth_of_ten(PERCENT), {2023: -4, 2026: 5}, Reason.NEGATIVE_BASELINE),
    ("a tenth more than less than nothing", BY_TENTH, {2025: -0.5, 2026: 2}, Reason.NEGATIVE_BASELINE),
    (
        "growth of the year by points or per cent",
        Target(TargetKind.ANNUAL_GROWTH, ">=", 5),
        {2025: 1, 2026: 9},
        Reason.AMBIGUOUS,
    ),
    ("presence without a deadline", Target(TargetKind.PRESENCE), {2026: 1}, Reason.AMBIGUOUS),
    ("a first fact of nothing", PRESENCE, {2026: 0}, Reason.NO_BASELINE),
    ("a range without its end", Target(TargetKind.RANGE, None, 60, year=2027), {2026: 70}, Reason.AMBIGUOUS),
    ("a range upside down", Target(TargetKind.RANGE, None, 60, upper=50, year=2027), {2026: 55}, Reason.AMBIGUOUS),
    ("a level without a deadline", Target(TargetKind.LEVEL_BY_YEAR, ">=", 25), {2026: 40}, Reason.AMBIGUOUS),
    ("steps out of order", replace(THIRDS, steps=((2026, 66.6), (2025, 33.3))), {2026: 70}, Reason.AMBIGUOUS),
    ("a step after the deadline", replace(THIRDS, steps=((2028, 66.6),)), {2026: 70}, Reason.AMBIGUOUS),
    ("a step that asks for less than the one before", replace(THIRDS, value=50), {2026: 70}, Reason.CONTRADICTORY),
    (
        "parts that disagree",
        Target(TargetKind.LEVEL_BY_YEAR, ">=", 25, year=2027, is_contradictory=True),
        {2026: 40},
        Reason.CONTRADICTORY,
    ),
]


@pytest.mark.parametrize(
    ("target", "series", "reason"), [row[1:] for row in UNJUDGED_EXAMPLES], ids=[row[0] for row in UNJUDGED_EXAMPLES]
)
def test_what_cannot_be_judged_says_why(target: Target | None, series: dict[int, float], reason: Reason) -> None:
    result = target_status(target, series, 2026)
    assert (result.status, result.reason) == (UNJUDGED, reason)


AT_MOST_BY_2024 = Target(TargetKind.LEVEL_BY_YEAR, "<=", 10, year=2024)
LATER = [
    # (target, facts, year) → status, years late, below (−1) or above (+1) the level now.
    ("met in time, 66 of 70 a year later", BY_2024, {2024: 70, 2025: 66}, 2025, (MET, 0, -1)),
    ("met in time and still", BY_2024, {2024: 70, 2025: 71}, 2025, (MET, 0, 0)),
    ("one year late", BY_2024, {2024: 66, 2025: 71}, 2025, (MISSED, 1, 0)),
    ("two years late, below again", BY_2024, {2024: 66, 2025: 69, 2026: 71, 2027: 60}, 2027, (MISSED, 2, -1)),
    ("not reached so far", BY_2024, {2024: 66, 2025: 69}, 2025, (MISSED, 0, 0)),
    ("at most: above now", AT_MOST_BY_2024, {2024: 10, 2025: 12}, 2025, (MET, 0, 1)),
    ("range: above now", RANGE, {2027: 70, 2028: 90}, 2028, (MET, 0, 1)),
    ("range: below now", RANGE, {2027: 70, 2028: 50}, 2028, (MET, 0, -1)),
    ("presence: gone a year later", PRESENCE, {2027: 2, 2028: 0}, 2028, (MET, 0, -1)),
    ("no fact now", BY_2024, {2024: 70}, 2026, (MET, 0, 0)),
    ("in the deadline year itself", BY_2024, {2024: 70}, 2024, (MET, 0, 0)),
]


@pytest.mark.parametrize(
    ("target", "series", "year", "expected"), [row[1:] for row in LATER], ids=[row[0] for row in LATER]
)
def test_what_came_after_the_deadline_is_told_beside_its_verdict(
    target: Target, series: dict[int, float], year: int, expected: tuple[TargetStatus, int, int]
) -> None:
    result = target_status(target, series, year)
    assert (result.status, result.late_years, result.off_now) == expected


def test_step_and_pace_stand_beside_the_status() -> None:
    series = {2022: 11.4, 2026: 17.8}
    result = target_status(LEVEL, series, 2026)
    assert result.needed_step == pytest.approx(7.2)
    assert result.pace == pytest.approx(1.6)
    assert (result.pace_since, result.threshold, result.deadline) == (2022, 25, 2027)
    assert result.trajectory(series, 2026) == pytest.approx({2026: 17.8, 2027: 25.0})
    assert result.projection(series, 2026) == pytest.approx({2026: 17.8, 2027: 19.4})


def test_the_pace_starts_in_the_baseline_year_where_one_is_stated() -> None:
    stated = Target(TargetKind.LEVEL_BY_YEAR, ">=", 25, year=2027, baseline_year=2025)
    # From 2022 it would be (20 − 19) / 4; from 2025 it is 20 − 14 = 6, and 5 are needed.
    result = target_status(stated, {2022: 19, 2025: 14, 2026: 20}, 2026)
    assert (result.status, result.pace, result.pace_since) == (ON_TRACK, 6, 2025)


def test_a_target_changed_midway_is_judged_as_it_stands_now_and_as_it_stood() -> None:
    series = {2023: 50.0, 2024: 55.0, 2025: 60.0}
    old = Target(TargetKind.LEVEL_BY_YEAR, ">=", 65, year=2026)
    # 65 − 60 = 5 in one year, 5 a year so far.
    assert target_status(old, series, 2025).status is ON_TRACK
    # Raised in 2025: 80 − 60 = 20 over two years is 10 a year.
    new = replace(old, value=80, year=2027)
    raised = target_status(new, series, 2025)
    assert (raised.status, raised.needed_step) == (BEHIND, 10)
    # Moved nearer: what was on track is missed in its new year.
    assert target_status(replace(old, year=2025), series, 2025).status is MISSED
    # Made easier after its deadline: the same facts are met now, and still missed under the old one.
    assert target_status(replace(old, value=58, year=2025), series, 2026).status is MET
    assert target_status(replace(old, value=61, year=2025), series, 2026).status is MISSED
    # Another baseline year measures another pace: (60 − 55) / 1 instead of (60 − 50) / 2, both 5.
    assert target_status(replace(old, baseline_year=2024), series, 2025).pace == 5


def test_the_way_leads_from_step_to_step() -> None:
    series = {2023: 0.0, 2024: 10.0}
    result = target_status(THIRDS, series, 2024)
    assert (result.threshold, result.deadline, result.next_step) == (33.3, 2025, None)
    assert result.aim == Aim(2025, 33.3, pytest.approx(23.3))
    assert result.trajectory(series, 2024) == pytest.approx({2024: 10, 2025: 33.3, 2026: 66.6, 2027: 100})
    # At 10 a year the next step would find 20.
    assert result.projection(series, 2024) == {2024: 10, 2025: 20}


def test_what_comes_after_a_step_stands_beside_its_verdict() -> None:
    reached = target_status(THIRDS, {2024: 30.0, 2025: 70.0}, 2025)
    # 70 is two thirds already: 30 more in two years.
    assert (reached.status, reached.threshold, reached.aim) == (MET, 33.3, Aim(2027, 100, 15))
    assert reached.trajectory({2025: 70.0}, 2025) == {2025: 70, 2026: 85, 2027: 100}
    missed = target_status(THIRDS, {2024: 10.0, 2025: 30.0}, 2025)
    assert (missed.status, missed.aim) == (MISSED, Aim(2026, 66.6, pytest.approx(36.6)))
    last = target_status(THIRDS, {2026: 70.0, 2027: 100.0}, 2027)
    assert (last.ahead, last.aim) == ((), None)
    # There is no year left to carry a pace on to.
    assert last.projection({2026: 70.0, 2027: 100.0}, 2027) == {}


def test_presence_has_no_step_and_a_range_the_way_to_its_nearer_bound() -> None:
    assert target_status(PRESENCE, {2025: 0, 2026: 0}, 2026).needed_step is None
    below, above = (target_status(RANGE, {2025: fact}, 2025) for fact in (50, 90))
    assert (below.threshold, below.needed_step) == (60, 5)
    assert (above.threshold, above.needed_step) == (80, -5)


def test_a_ratio_is_not_failed_by_its_last_digit() -> None:
    two_thirds = Target(TargetKind.ANNUAL_LEVEL, ">=", 200 / 3)
    assert target_status(two_thirds, {2026: 100 * 2 / 3 - 1e-13}, 2026).status is MET


def test_counts_name_every_status_and_add_up() -> None:
    results = [TargetResult(status) for status in (MET, MET, MISSED)]
    assert count_statuses(results) == {MET: 2, ON_TRACK: 0, BEHIND: 0, MISSED: 1, UNJUDGED: 0}


YEARS = st.integers(2020, 2030)
LEVELS = st.integers(0, 1000).map(lambda tenths: tenths / 10)
SERIES = st.dictionaries(YEARS, LEVELS, max_size=8)


@st.composite
def targets(draw: st.DrawFn, operators: tuple[str | None, ...] = (">=", "<=", None)) -> Target:
    return Target(
        kind=draw(st.sampled_from(TargetKind)),
        operator=draw(st.sampled_from(operators)),
        value=draw(st.none() | LEVELS),
        annual_floor=draw(st.none() | LEVELS),
        year=draw(st.none() | YEARS),
        baseline_year=draw(st.none() | YEARS),
        reading=draw(st.none() | st.sampled_from(DynamicsReading)),
        is_contradictory=draw(st.booleans()),
        lower_is_better=draw(st.booleans()) if None in operators and "<=" in operators else False,
        upper=draw(st.none() | LEVELS),
        steps=draw(st.just(()) | st.lists(st.tuples(YEARS, LEVELS), max_size=3).map(tuple)),
    )


@given(st.dictionaries(YEARS, LEVELS, min_size=1), SERIES, YEARS)
def test_each_year_is_judged_as_the_step_that_is_due_in_it_alone(
    levels: dict[int, float], series: dict[int, float], year: int
) -> None:
    rising = dict(zip(sorted(levels), sorted(levels.values()), strict=True))
    *steps, (last, value) = rising.items()
    target = Target(TargetKind.LEVEL_BY_YEAR, AT_LEAST, value, year=last, steps=tuple(steps))
    at = next((one for one in rising if one >= year), last)
    alone = Target(TargetKind.LEVEL_BY_YEAR, AT_LEAST, rising[at], year=at)
    whole, part = target_status(target, series, year), target_status(alone, series, year)
    assert replace(whole, ahead=(), next_step=None) == part


@given(targets(), SERIES, YEARS)
def test_exactly_what_is_not_judged_has_a_reason(target: Target, series: dict[int, float], year: int) -> None:
    result = target_status(target, series, year)
    assert (result.reason is not None) == (result.status is UNJUDGED)


@given(targets((">=", None)), SERIES, YEARS, LEVELS)
def test_a_better_fact_never_gives_a_worse_status(
    target: Target, series: dict[int, float], year: int, gain: float
) -> None:
    # Of a range more may be too much.
    assume(target.kind not in RANGES)
    before = target_status(target, series, year)
    after = target_status(target, {**series, year: series.get(year, 0) + gain}, year)
    if UNJUDGED not in (before.status, after.status):
        assert ORDER.index(after.status) >= ORDER.index(before.status)


@given(targets(), SERIES, YEARS, SERIES)
def test_the_future_changes_nothing(
    target: Target, series: dict[int, float], year: int, other: dict[int, float]
) -> None:
    past = {at: fact for at, fact in series.items() if at <= year}
    future = {at: fact for at, fact in other.items() if at > year}
    assert target_status(target, past, year) == target_status(target, past | future, year)


@given(st.lists(st.tuples(targets(), SERIES), max_size=12), YEARS)
def test_counts_add_up(rows: list[tuple[Target, dict[int, float]]], year: int) -> None:
    counts = count_statuses(target_status(target, series, year) for target, series in rows)
    assert sum(counts.values()) == len(rows)


@given(targets(), SERIES, YEARS)
def test_the_trajectory_ends_at_the_level(target: Target, series: dict[int, float], year: int) -> None:
    result = target_status(target, series, year)
    if line := result.trajectory(series, year):
        assert result.threshold is not None
        assert line[max(line)] == pytest.approx(result.threshold)


@given(targets(), SERIES, st.integers(1, 5))
def test_the_verdict_of_the_deadline_is_kept(target: Target, series: dict[int, float], years: int) -> None:
    if target.year is None or target.kind in YEARLY_KINDS or target.year not in series:
        return
    then = target_status(target, series, target.year)
    assert target_status(target, series, target.year + years).status is then.status
