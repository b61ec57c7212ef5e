"""The warning of a target's first year, worked out by hand."""

import pytest

from data.measures.indicators.first_year import FirstYear, first_year
from data.measures.targets import Target, target_status
from data.vocabulary import TargetKind

LEVEL = Target(TargetKind.LEVEL_BY_YEAR, ">=", 25, year=2027)
GROWTH = Target(TargetKind.POSITIVE_DYNAMICS, year=2027, baseline_year=2023)
CASES = [
    ("a first fact short of the level", LEVEL, {2025: 17.0}, 2025, FirstYear.NO_PACE),
    ("a first fact that reaches it", LEVEL, {2025: 30.0}, 2025, None),
    ("a second fact has a pace", LEVEL, {2024: 16.0, 2025: 17.0}, 2025, None),
    ("later facts are not looked at", LEVEL, {2025: 17.0, 2026: 18.0}, 2025, FirstYear.NO_PACE),
    ("growth without its baseline", GROWTH, {2025: 17.0}, 2025, FirstYear.NO_PACE),
    ("the deadline is the first year: missed", LEVEL, {2027: 20.0}, 2027, FirstYear.DUE_AT_ONCE),
    ("the deadline is the first year: met", LEVEL, {2027: 25.0}, 2027, FirstYear.DUE_AT_ONCE),
    ("due every year, the first one too", Target(TargetKind.ANNUAL_LEVEL, ">=", 25), {2025: 1.0}, 2025, None),
    ("no fact of the year", LEVEL, {2024: 17.0}, 2025, None),
    ("after the deadline", LEVEL, {2028: 20.0}, 2028, None),
    ("no target", None, {2025: 17.0}, 2025, None),
]


@pytest.mark.parametrize(
    ("target", "series", "year", "expected"), [row[1:] for row in CASES], ids=[r[0] for r in CASES]
)
def test_the_warning_of_the_first_year(
    target: Target | None, series: dict[int, float], year: int, expected: FirstYear | None
) -> None:
    assert first_year(target, target_status(target, series, year), series, year) is expected
