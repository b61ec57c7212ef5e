"""The spread of shares and the quarter of one of them, by hand; shares of what is scored in full."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.measures.comparison import TOTAL, Quarter, Spread, quarter, spread, whole_shares

SHARES = st.lists(st.integers(-20, 100).map(lambda value: value / 100), min_size=1, max_size=30)


def test_quartiles_lie_between_the_ordered_values_in_proportion() -> None:
    # Of 0.1, 0.2, 0.4, 0.8 the lower quartile is three quarters of the way from the first to the second.
    assert spread([0.8, 0.1, 0.4, 0.2]) == Spread(0.1, 0.175, 0.3, 0.5, 0.8, 4)
    assert spread([0.5]) == Spread(0.5, 0.5, 0.5, 0.5, 0.5, 1)
    assert spread([]) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.9, Quarter.UPPER),
        (0.5, Quarter.UPPER),
        (0.4, Quarter.MIDDLE),
        (0.3, Quarter.MIDDLE),
        (0.175, Quarter.LOWER),
        (0.1, Quarter.LOWER),
    ],
)
def test_a_quartile_belongs_to_the_outer_quarter(value: float, expected: Quarter) -> None:
    assert quarter(value, Spread(0.1, 0.175, 0.3, 0.5, 0.8, 4)) is expected


def test_where_all_are_equal_everybody_is_in_the_middle() -> None:
    assert quarter(1.0, Spread(1.0, 1.0, 1.0, 1.0, 1.0, 5)) is Quarter.MIDDLE


def test_many_at_the_maximum_are_not_called_upper_when_it_is_the_median() -> None:
    found = spread([0.2, 1.0, 1.0, 1.0])
    assert found is not None
    assert quarter(1.0, found) is Quarter.MIDDLE


@given(SHARES)
def test_a_spread_is_in_order_and_at_most_half_are_in_either_outer_quarter(values: list[float]) -> None:
    found = spread(values)
    assert found is not None
    ordered = (found.minimum, found.lower_quartile, found.median, found.upper_quartile, found.maximum)
    assert list(ordered) == sorted(ordered)
    quarters = [quarter(value, found) for value in values]
    assert quarters.count(Quarter.UPPER) * 2 <= len(values)
    assert quarters.count(Quarter.LOWER) * 2 <= len(values)


def totals(*rows: tuple[str, float | None, float, int, int]) -> pd.DataFrame:
    columns = ["direction", "points", "maximum", "parameters", "parameters_scored"]
    return pd.DataFrame(rows, columns=columns)


def test_only_what_is_scored_in_full_has_a_share() -> None:
    found = whole_shares(totals(("1.1", 3.0, 4.0, 2, 2), ("1.2", 1.0, 2.0, 2, 1), ("1.3", None, 2.0, 1, 0)))
    assert found == {"1.1": 0.75}


def test_the_total_is_of_sums_and_a_direction_without_a_rubric_adds_nothing() -> None:
    assert whole_shares(totals(("1.1", 3.0, 4.0, 2, 2), ("1.2", None, 0.0, 0, 0))) == {"1.1": 0.75, TOTAL: 0.75}
    assert whole_shares(totals(("1.1", 3.0, 4.0, 1, 1), ("1.2", 0.0, 2.0, 1, 1))) == {
        "1.1": 0.75,
        "1.2": 0.0,
        TOTAL: 0.5,
    }
    assert whole_shares(totals()) == {}
