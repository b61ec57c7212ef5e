"""The readings of contradictory and ambiguous targets, worked out by hand."""

from data.measures.readings import ReadingName, readings
from data.measures.targets import Reason, Target
from data.vocabulary import DynamicsReading, TargetKind, TargetStatus, Unit

# «By 2027 at least 66.6 % (100 % over three years from 2024; at least 33.3 % a year)».
YEARLY_PARTS = Target(
    TargetKind.LEVEL_BY_YEAR_WITH_ANNUAL_FLOOR, ">=", 66.6, annual_floor=33.3, year=2027, is_contradictory=True
)


def test_a_level_with_yearly_parts_has_three_readings() -> None:
    level, over_three, every = readings(YEARLY_PARTS, Unit.PERCENT, {2024: 20.0, 2025: 37.4, 2026: 58.4}, 2026)
    # 8.2 needed, (58.4 − 20) / 2 = 19.2 so far.
    assert (level.name, level.result.status) == (ReadingName.LEVEL_BY_YEAR, TargetStatus.ON_TRACK)
    # 3 × 33.3 = 99.9 by the end of 2026, which is over.
    assert (over_three.name, over_three.result.status) == (ReadingName.OVER_THREE_YEARS, TargetStatus.MISSED)
    assert over_three.result.threshold is not None
    assert round(over_three.result.threshold, 6) == 99.9
    assert over_three.result.deadline == 2026
    # 58.4 − 37.4 = 21 gained in the year, 33.3 asked.
    assert (every.name, every.result.status) == (ReadingName.EVERY_YEAR, TargetStatus.MISSED)
    assert every.fact is not None
    assert round(every.fact, 6) == 21


def test_a_gain_needs_the_year_before() -> None:
    every = readings(YEARLY_PARTS, Unit.PERCENT, {2024: 20.0, 2026: 58.4}, 2026)[-1]
    assert (every.fact, every.result.reason) == (None, Reason.NO_DATA)


def test_growth_of_at_least_ten_per_cent_has_three_readings() -> None:
    target = Target(
        TargetKind.POSITIVE_DYNAMICS_MIN,
        ">=",
        10,
        year=2027,
        baseline_year=2023,
        reading=DynamicsReading.AMBIGUOUS,
    )
    found = readings(target, Unit.PERCENT, {2023: 20.0, 2027: 24.0}, 2027)
    # 22 is enough for 10 per cent of 20, 30 for 10 points, 10 as a level.
    assert [(reading.name, reading.result.threshold, reading.result.status) for reading in found] == [
        (ReadingName.GROWTH_IN_PERCENT, 22.0, TargetStatus.MET),
        (ReadingName.GROWTH_IN_POINTS, 30.0, TargetStatus.MISSED),
        (ReadingName.LEVEL_BY_YEAR, 10, TargetStatus.MET),
    ]


def test_a_count_is_read_as_growth_or_as_an_index() -> None:
    target = Target(
        TargetKind.POSITIVE_DYNAMICS_AND_LEVEL,
        ">=",
        100,
        year=2027,
        baseline_year=2023,
        reading=DynamicsReading.AMBIGUOUS,
        is_contradictory=True,
    )
    found = readings(target, Unit.COUNT, {2023: 12.0, 2027: 14.0}, 2027)
    # Growth by 100 % would be 24; an index of 100 % is 12, no decline.
    assert [(reading.name, reading.result.threshold, reading.result.status) for reading in found] == [
        (ReadingName.GROWTH_IN_PERCENT, 24.0, TargetStatus.MISSED),
        (ReadingName.INDEX, 12.0, TargetStatus.MET),
    ]


def test_a_reading_without_its_baseline_says_so() -> None:
    target = Target(TargetKind.POSITIVE_DYNAMICS_MIN, ">=", 10, year=2027, reading=DynamicsReading.AMBIGUOUS)
    found = readings(target, Unit.PERCENT, {2025: 8.0, 2026: 9.0}, 2026)
    assert [reading.result.reason for reading in found] == [Reason.NO_BASELINE, Reason.NO_BASELINE, None]


def test_an_incomplete_target_is_shown_as_incomplete() -> None:
    (reading,) = readings(Target(TargetKind.LEVEL_BY_YEAR, ">=", 5), Unit.COUNT, {2026: 4.0}, 2026)
    assert (reading.fact, reading.result.reason) == (4.0, Reason.AMBIGUOUS)


def test_a_plain_target_has_no_readings() -> None:
    assert readings(Target(TargetKind.LEVEL_BY_YEAR, ">=", 5, year=2027), Unit.COUNT, {2026: 4}, 2026) == ()
    assert readings(None, Unit.COUNT, {2026: 4}, 2026) == ()


def test_of_a_kind_without_readings_of_its_own_the_text_gives_them() -> None:
    unclear = Target(TargetKind.LEVEL_BY_YEAR, year=2027, reading=DynamicsReading.AMBIGUOUS)
    text = "60 % или 70 % к 2027 году"
    later, earlier = readings(unclear, Unit.PERCENT, {2025: 50.0, 2026: 60.0}, 2026, text)
    assert later.rule is not None
    assert earlier.rule is not None
    # 60 → 70 in one year needs 10, and it was 10 a year; 60 is reached.
    assert (later.rule.value, later.result.status) == (70, TargetStatus.ON_TRACK)
    assert (earlier.rule.value, earlier.result.status) == (60, TargetStatus.MET)
    (steps,) = readings(unclear, Unit.PERCENT, {2026: 60.0}, 2026, "60 % к 2026 году, 70 % к 2027 году")
    assert (steps.result.status, steps.result.ahead) == (TargetStatus.MET, ((2027, 70),))
    (alone,) = readings(unclear, Unit.PERCENT, {2026: 60.0}, 2026, "провести мониторинг")
    assert alone.result.reason is Reason.AMBIGUOUS
