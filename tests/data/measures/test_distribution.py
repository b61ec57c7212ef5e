"""Counts of points in equal steps."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from data.measures.distribution import MOST_STEPS, distribution


def test_steps_of_a_round_width() -> None:
    found = distribution(pd.Series([0.0, 4.0, 5.0, 9.5, 95.0]))
    assert found.edges[:3] == (0, 5, 10)
    assert found.counts[:2] == (2, 2)
    assert found.counts[found.step_of(95)] == 1


def test_all_equal_are_one_step_and_nobody_is_none() -> None:
    assert distribution(pd.Series([7.0, 7.0])).counts == (2,)
    assert distribution(pd.Series([], dtype=float)).counts == ()


@given(st.lists(st.integers(-60, 2000).map(lambda value: value / 2), min_size=1, max_size=60))
def test_everybody_is_counted_once_in_the_own_step(numbers: list[float]) -> None:
    found = distribution(pd.Series(numbers))
    assert sum(found.counts) == len(numbers)
    assert len(found.counts) <= MOST_STEPS + 1
    for number in numbers:
        step = found.step_of(number)
        assert found.counts[step] > 0
        assert found.edges[step] <= number <= found.edges[step + 1]
