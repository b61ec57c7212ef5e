"""Growth on the base year in steps: each year judged by its own amount, thresholds worked out by hand from the base."""

from dataclasses import replace

import pytest

from data.measures.targets import Reason, Target, due, goes_back, is_ambiguous, target_status
from data.views.indicators.words import target_short, target_words
from data.vocabulary import DynamicsReading, TargetKind, TargetStatus, Unit

MET, MISSED, BEHIND, ON_TRACK = (
    TargetStatus.MET, TargetStatus.MISSED, TargetStatus.BEHIND, TargetStatus.ON_TRACK,
)  # fmt: skip
MIN = TargetKind.POSITIVE_DYNAMICS_MIN
# From 40 in 2024: 5 % more is 42 in 2025, 10 % more is 44 in 2026, 25 % more is 50 in 2027.
IN_PERCENT = Target(
    MIN, ">=", 25, year=2027, baseline_year=2024, reading=DynamicsReading.PERCENT, steps=((2025, 5), (2026, 10))
)
# From 40: 45, 50, 65.
IN_POINTS = replace(IN_PERCENT, reading=DynamicsReading.PERCENTAGE_POINTS)
# A fall from 40: 38, 36, 30.
FALL = replace(IN_PERCENT, operator="<=")


@pytest.mark.parametrize(
    ("target", "series", "year", "status", "threshold"),
    [
        (IN_PERCENT, {2024: 40, 2025: 42}, 2025, MET, 42),
        (IN_PERCENT, {2024: 40, 2025: 41.9}, 2025, MISSED, 42),
        # 41 → 43.9 misses 2026, whatever 2025 was; 44 is enough.
        (IN_PERCENT, {2024: 40, 2025: 41, 2026: 43.9}, 2026, MISSED, 44),
        (IN_PERCENT, {2024: 40, 2025: 41, 2026: 44}, 2026, MET, 44),
        (IN_PERCENT, {2024: 40, 2026: 44, 2027: 49}, 2027, MISSED, 50),
        (IN_PERCENT, {2024: 40, 2027: 50, 2028: 45}, 2028, MET, 50),
        (IN_POINTS, {2024: 40, 2025: 44}, 2025, MISSED, 45),
        (FALL, {2024: 40, 2025: 38}, 2025, MET, 38),
        (FALL, {2024: 40, 2026: 37}, 2026, MISSED, 36),
        # Two years before a step of 2027: 40 → 43 is 1.5 a year, (50 − 43) / 1 = 7 are needed.
        (replace(IN_PERCENT, steps=((2025, 5),)), {2024: 40, 2026: 43}, 2026, BEHIND, 50),
    ],
)
def test_each_year_is_judged_by_its_own_growth(
    target: Target, series: dict[int, float], year: int, status: TargetStatus, threshold: float
) -> None:
    found = target_status(target, series, year)
    assert (found.status, found.threshold) == (status, pytest.approx(threshold))


def test_what_is_still_to_come_is_told_in_levels_of_the_indicator() -> None:
    found = target_status(IN_PERCENT, {2024: 40, 2025: 43}, 2025)
    assert found.status is MET
    assert found.ahead == ((2026, pytest.approx(44)), (2027, pytest.approx(50)))
    # 43 → 44 in one year.
    assert found.next_step == pytest.approx(1)
    line = found.trajectory({2024: 40, 2025: 43}, 2025)
    assert line == {2025: 43, 2026: pytest.approx(44), 2027: pytest.approx(50)}
    # 45 is beyond what 2026 asks.
    assert target_status(IN_PERCENT, {2024: 40, 2025: 45}, 2025).ahead == ((2027, pytest.approx(50)),)


def test_without_the_base_year_nothing_is_judged_and_nothing_lies_ahead() -> None:
    found = target_status(IN_PERCENT, {2025: 43}, 2025)
    assert (found.reason, found.ahead) == (Reason.NO_BASELINE, ())
    assert target_status(IN_PERCENT, {2024: 0, 2025: 43}, 2025).reason is Reason.ZERO_BASELINE


def test_a_smaller_growth_later_goes_back_and_a_larger_fall_does_not() -> None:
    assert not goes_back(FALL)
    assert goes_back(replace(FALL, value=3))
    assert goes_back(replace(IN_PERCENT, value=3))
    assert target_status(replace(IN_PERCENT, value=3), {2024: 40, 2025: 43}, 2025).reason is Reason.CONTRADICTORY
    assert is_ambiguous(replace(IN_PERCENT, steps=((2026, 10), (2025, 5))))
    assert (due(IN_PERCENT, 2026).value, due(IN_PERCENT, 2030).value) == (10, 25)


def test_the_words_name_every_amount() -> None:
    plain = target_short(IN_PERCENT, Unit.PERCENT).replace("\u00a0", " ")
    assert plain == "рост ≥ 5 → 10 → 25 % от базы"
    whole = target_words(IN_POINTS, Unit.COUNT).replace("\u00a0", " ")
    assert (
        whole
        == "рост ≥ 5 ед. от базы к 2025 году, рост ≥ 10 ед. от базы к 2026 году, рост ≥ 25 ед. от базы к 2027 году"
    )
