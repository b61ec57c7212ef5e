"""A direction in a word, and when there are too few facts for one."""

import pytest

from data.measures.trends import Direction, Trend, trend


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        ({2024: 1, 2025: 2, 2026: 3}, Trend(Direction.RISING, 3)),
        ({2024: 3, 2025: 3, 2026: 2}, Trend(Direction.FALLING, 3)),
        ({2024: 2, 2025: 2, 2026: 2}, Trend(Direction.UNCHANGED, 3)),
        ({2024: 1, 2025: 3, 2026: 2}, Trend(Direction.MIXED, 3)),
        # A year without a fact is no point: two facts tell nothing.
        ({2024: 1, 2026: 3}, Trend(Direction.TOO_FEW_POINTS, 2)),
        ({}, Trend(Direction.TOO_FEW_POINTS, 0)),
        # The order of the years counts, not that of the mapping.
        ({2026: 3, 2022: 1, 2024: 2}, Trend(Direction.RISING, 3)),
    ],
)
def test_directions(series: dict[int, float], expected: Trend) -> None:
    assert trend(series) == expected


def test_the_number_of_points_is_a_setting() -> None:
    assert trend({2025: 1, 2026: 2}, minimum_points=2).direction is Direction.RISING
    assert trend({2024: 1, 2025: 2, 2026: 3}, minimum_points=4).direction is Direction.TOO_FEW_POINTS
