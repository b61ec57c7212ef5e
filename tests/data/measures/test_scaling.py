"""The five scales, their undefined cases, and that none of them moves anybody."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.measures.scaling import Scaled, Scaling, Undefined, scaled, without_leader

MAXIMUM = 200.0


def values(found: Scaled) -> list[float]:
    return found.values.round(6).tolist()


def points(*numbers: float) -> pd.Series:
    return pd.Series(numbers, index=[f"M{index}" for index in range(len(numbers))], dtype=float)


@pytest.mark.parametrize(
    ("scaling", "expected"),
    [
        (Scaling.POINTS, [150, 100, 50]),
        (Scaling.PERCENT, [75, 50, 25]),
        (Scaling.BEST, [100, 66.666667, 33.333333]),
        (Scaling.MIN_MAX, [100, 50, 0]),
        # Mean 100, deviation √(5000/3) = 40.824829.
        (Scaling.Z_SCORE, [1.224745, 0, -1.224745]),
    ],
)
def test_each_scale_by_hand(scaling: Scaling, expected: list[float]) -> None:
    found = scaled(points(150, 100, 50), scaling, maximum=MAXIMUM)
    assert found.undefined is Undefined.DEFINED
    assert values(found) == expected


@pytest.mark.parametrize(
    ("numbers", "scaling", "reason"),
    [
        ((), Scaling.POINTS, Undefined.NONE_RANKED),
        ((0, -5), Scaling.BEST, Undefined.BEST_NOT_POSITIVE),
        ((7, 7), Scaling.MIN_MAX, Undefined.ALL_EQUAL),
        ((7, 7), Scaling.Z_SCORE, Undefined.ALL_EQUAL),
        ((0.3, 0.1 + 0.2), Scaling.Z_SCORE, Undefined.ALL_EQUAL),
        ((7,), Scaling.Z_SCORE, Undefined.FEWER_THAN_TWO),
        ((7,), Scaling.MIN_MAX, Undefined.FEWER_THAN_TWO),
    ],
)
def test_what_is_undefined_has_a_reason_and_no_number(
    numbers: tuple[float, ...], scaling: Scaling, reason: Undefined
) -> None:
    found = scaled(points(*numbers), scaling, maximum=MAXIMUM)
    assert found.undefined is reason
    assert found.values.empty


def test_a_share_of_no_maximum_is_undefined() -> None:
    assert scaled(points(1, 2), Scaling.PERCENT, maximum=0).undefined is Undefined.NO_MAXIMUM


def test_all_equal_still_have_points_and_shares() -> None:
    assert values(scaled(points(7, 7), Scaling.PERCENT, maximum=MAXIMUM)) == [3.5, 3.5]
    assert values(scaled(points(7, 7), Scaling.BEST, maximum=MAXIMUM)) == [100, 100]


@given(
    st.lists(st.integers(-100, 400).map(lambda value: value / 2), min_size=1, max_size=30),
    st.sampled_from(list(Scaling)),
)
def test_a_scale_never_changes_a_rank(numbers: list[float], scaling: Scaling) -> None:
    plain = points(*numbers)
    found = scaled(plain, scaling, maximum=MAXIMUM)
    if found.undefined is Undefined.DEFINED:
        assert found.values.rank(method="min").tolist() == plain.rank(method="min").tolist()


def test_without_the_leader_every_value_is_measured_by_the_next_best() -> None:
    found = without_leader(points(150, 100, 50))
    assert (found.leader, found.next_best, found.factor) == ("M0", 100, 1.5)
    assert found.scaled.values.to_dict() == {"M1": 100, "M2": 50}


def test_where_two_lead_nothing_depends_on_one_of_them() -> None:
    found = without_leader(points(150, 150, 75))
    assert found.leader is None
    assert values(found.scaled) == [100, 100, 50]


def test_without_the_only_positive_leader_the_scale_is_undefined() -> None:
    assert without_leader(points(5, 0)).scaled.undefined is Undefined.BEST_NOT_POSITIVE
    assert without_leader(points(5)).scaled.undefined is Undefined.NONE_RANKED
    assert without_leader(points()).leader is None
