"""Quarters by points: limits by hand, and equal results are never parted."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from data.measures.bands import NoBands, bands


def test_limits_are_quartiles_and_a_result_on_a_limit_lies_in_the_better_band() -> None:
    found = bands(pd.Series([10.0, 20.0, 30.0, 40.0, 50.0]))
    assert found.limits == (40.0, 30.0, 20.0)
    assert [found.band_of(points) for points in (50, 40, 39.5, 30, 20, 10)] == [1, 1, 2, 2, 3, 4]


def test_limits_between_two_results_are_interpolated() -> None:
    # Four results: the quartiles lie a quarter of the way between neighbours.
    assert bands(pd.Series([0.0, 10.0, 20.0, 30.0])).limits == (22.5, 15.0, 7.5)


def test_few_and_equal_results_have_no_bands() -> None:
    assert bands(pd.Series([1.0, 2.0, 3.0])).reason is NoBands.FEWER_THAN_FOUR
    equal = bands(pd.Series([-5.0] * 6))
    assert equal.reason is NoBands.ALL_EQUAL
    assert equal.band_of(-5.0) is None


@given(st.lists(st.integers(-400, 400), min_size=4, max_size=40))
def test_equal_results_share_a_band_and_better_ones_are_never_in_a_worse(halves: list[int]) -> None:
    points = pd.Series([value / 2 for value in halves])
    found = bands(points)
    in_order = [found.band_of(value) for value in sorted(points, reverse=True)]
    known = [band for band in in_order if band is not None]
    assert known == sorted(known)
    assert len(known) in (0, len(points))
