"""Facts of a region, by hand: sums for shares, the median where nothing can be added up."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.measures.region_facts import Basis, region_series

NONE = float("nan")


def facts(*rows: tuple[str, int, float, float, float]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["indicator", "year", "value", "numerator", "denominator"])


def test_a_share_is_the_sum_of_numerators_over_the_sum_of_denominators() -> None:
    # 10/100 and 30/50: 40/150, not the mean of 10 % and 60 %.
    found = region_series(facts(("i", 2026, 10, 10, 100), ("i", 2026, 60, 30, 50)), ["i"])["i"]
    assert found.basis is Basis.SUMS
    assert found.values[2026] == pytest.approx(100 * 40 / 150)
    assert found.counts == {2026: 2}


def test_a_count_is_given_by_its_median() -> None:
    found = region_series(facts(*(("i", 2026, value, NONE, NONE) for value in (1, 2, 10))), [])["i"]
    assert (found.basis, found.values, found.counts) == (Basis.MEDIAN, {2026: 2}, {2026: 3})


def test_one_share_without_parts_makes_all_years_medians() -> None:
    rows = facts(("i", 2025, 10, 10, 100), ("i", 2026, 20, 20, 100), ("i", 2026, 40, NONE, NONE))
    found = region_series(rows, ["i"])["i"]
    assert (found.basis, found.values) == (Basis.MEDIAN, {2025: 10, 2026: 30})


def test_who_has_no_fact_counts_for_nothing() -> None:
    rows = facts(("i", 2026, 10, 10, 100), ("i", 2026, NONE, NONE, NONE), ("i", 2026, NONE, 0, 0))
    found = region_series(rows, ["i"])["i"]
    assert (found.basis, found.values, found.counts) == (Basis.SUMS, {2026: 10}, {2026: 1})


def test_a_year_without_any_fact_is_left_out() -> None:
    assert region_series(facts(("i", 2026, NONE, NONE, NONE)), ["i"]) == {}


PARTS = st.lists(st.tuples(st.integers(0, 50), st.integers(50, 200)), min_size=1, max_size=8)


@settings(max_examples=40)
@given(PARTS)
def test_a_share_of_the_region_lies_between_those_of_its_municipalities(parts: list[tuple[int, int]]) -> None:
    shares = [100 * part / whole for part, whole in parts]
    rows = facts(*(("i", 2026, share, *pair) for share, pair in zip(shares, parts, strict=True)))
    value = region_series(rows, ["i"])["i"].values[2026]
    assert min(shares) - 1e-6 <= value <= max(shares) + 1e-6
