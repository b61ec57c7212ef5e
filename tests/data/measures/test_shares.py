"""A group's share is a ratio of sums; checked by hand and on a city's real results."""

import math
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.measures.shares import percent_values, ratio_of_sums, sums

MOSCOW = Path(__file__).parents[4] / "shared/data/moscow_ege_2015_16_schools.csv"


def series(*values: float | None) -> pd.Series:
    return pd.Series(list(values), dtype=float)


def test_a_share_is_the_ratio_of_sums_and_not_the_mean_of_shares() -> None:
    # 2 of 2 and 10 of 40: the mean of the shares would be 62,5 %.
    assert ratio_of_sums(series(2, 10), series(2, 40)) == pytest.approx(12 / 42)


def test_a_row_with_one_part_missing_is_in_neither_sum() -> None:
    assert ratio_of_sums(series(2, None, 5), series(4, 40, None)) == 0.5


def test_without_any_known_pair_there_is_no_share() -> None:
    assert math.isnan(ratio_of_sums(series(0, None), series(0, 10)))


def test_a_real_zero_is_a_share() -> None:
    assert ratio_of_sums(series(0), series(10)) == 0


def test_a_denominator_of_zero_gives_no_value_and_equal_fractions_are_equal() -> None:
    values = percent_values(series(8, 16, 0, 3), series(15, 30, 0, None))
    assert values[0] == values[1] == pytest.approx(53.333333333)
    assert values[2:].isna().all()


def test_the_sums_leave_out_what_has_no_partner() -> None:
    assert sums(series(1, 2, None), series(4, 4, 9)) == (3, 8)
    assert all(math.isnan(total) for total in sums(series(None), series(9)))


parts = st.integers(1, 500).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


@given(st.lists(parts, min_size=1, max_size=30))
def test_a_share_lies_between_the_smallest_and_the_largest_of_its_schools(pairs: list[tuple[int, int]]) -> None:
    numerators, denominators = (series(*column) for column in zip(*pairs, strict=True))
    shares = numerators / denominators
    assert shares.min() - 1e-12 <= ratio_of_sums(numerators, denominators) <= shares.max() + 1e-12


@pytest.mark.skipif(not MOSCOW.exists(), reason="the city's data set is not there")
def test_the_published_shares_of_a_city_come_out() -> None:
    """Moscow, 2015/16, open data set 9722. The column named «under 160» is in truth «160 and more»."""
    schools = pd.read_csv(MOSCOW, sep=";", dtype=str)
    graduates, over_220, over_160 = (
        schools[name].astype(float) for name in ("PASSED_NUMBER_FULL", "PASSES_OVER_220", "PASSER_UNDER_160")
    )
    assert len(schools) == 626
    assert (over_160 >= over_220).all()
    assert round(100 * ratio_of_sums(over_220, graduates), 1) == 24.0
    assert round(100 * ratio_of_sums(over_160, graduates), 1) == 51.5
    districts = {
        name: ratio_of_sums(over_220[members.index], graduates[members.index])
        for name, members in schools.groupby("District")
    }
    assert len(districts) == 125
    assert round(100 * min(districts.values()), 1) == 4.6
    assert round(100 * max(districts.values()), 1) == 62.1
    assert (schools["District"].value_counts() == 1).sum() == 7
