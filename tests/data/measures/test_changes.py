"""Changes between two periods, and every case in which there is none to tell."""

from random import Random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.measures.changes import NotCompared, with_changes, without_changes
from data.measures.ranks import with_ranks
from tests.data.measures.test_ranks import POINTS, Points, frame


def test_a_rise_is_positive_and_points_are_now_minus_before() -> None:
    before = with_ranks(frame(800, 700, 600))
    now = with_ranks(frame(650, 720.5, 660))
    changes = with_changes(now, before)
    # 1, 2, 3 → 3, 1, 2
    assert list(changes["rank_change"]) == [-2, 1, 1]
    assert list(changes["points_change"]) == [-150, 20.5, 60]
    assert set(changes["not_compared"]) == {NotCompared.COMPARED}


def test_shared_places_are_compared_by_their_first() -> None:
    # 1, 2–3, 2–3 → 1–2, 1–2, 3
    changes = with_changes(with_ranks(frame(9, 9, 5)), with_ranks(frame(9, 5, 5)))
    assert list(changes["rank_change"]) == [0, 1, -1]


def test_no_rank_on_either_side_is_no_comparison_with_its_reason() -> None:
    now = with_ranks(frame(9, None, 7, 6))
    before = with_ranks(frame(None, 8, 7))
    changes = with_changes(now, before)
    assert list(changes["not_compared"]) == [
        NotCompared.UNRANKED_BEFORE,
        NotCompared.UNRANKED_NOW,
        NotCompared.COMPARED,
        NotCompared.UNRANKED_BEFORE,
    ]
    assert list(changes["rank_change"].fillna(99)) == [99, 99, 0, 99]
    assert np.isnan(changes["points_change"]).tolist() == [True, True, False, True]


def test_ranks_are_counted_again_among_those_ranked_in_both() -> None:
    # Before 1, 2, 3, 4; now M00 is not ranked and nobody else moved: printed 1, 2, 3, yet no change.
    before, now = with_ranks(frame(40, 30, 20, 10)), with_ranks(frame(None, 30, 20, 10))
    changes = with_changes(now, before)
    assert list(changes["rank_change"].dropna()) == [0, 0, 0]
    assert set(changes["common"]) == {3}
    last = changes.iloc[-1]
    assert (last["rank_first"], last["before_first"], last["before_ranked"]) == (3, 4, 4)
    assert (last["common_first"], last["common_before_first"]) == (3, 3)


def test_a_rise_in_the_printed_ranks_may_be_a_fall() -> None:
    # Before 1 … 5; M00 and M01 lose theirs, M03 passes M02: printed 3 → 2, among the three 1 → 2.
    changes = with_changes(with_ranks(frame(None, None, 10, 15, 9)), with_ranks(frame(50, 40, 30, 20, 10)))
    assert list(changes["rank_change"].fillna(99)) == [99, 99, -1, 1, 0]
    moved = changes.iloc[2]
    assert (moved["before_first"], moved["rank_first"]) == (3, 2)
    assert (moved["common_before_first"], moved["common_first"]) == (1, 2)


@given(POINTS, POINTS)
def test_changes_without_ties_add_up_to_nothing(points: list[Points], other: list[Points]) -> None:
    """Among the same municipalities, one rises only where others fall; shared ranks alone may break the sum."""
    size = min(len(points), len(other))
    changes = with_changes(with_ranks(frame(*points[:size])), with_ranks(frame(*other[:size]))).query(
        "not_compared == ''"
    )
    shared = (changes["common_first"] < changes["common_last"]) | (
        changes["common_before_first"] < changes["common_before_last"]
    )
    if not shared.any():
        assert changes["rank_change"].sum() == 0


def test_the_result_of_a_merger_is_not_compared_with_its_namesake() -> None:
    changes = with_changes(with_ranks(frame(9, 8)), with_ranks(frame(7, 8)), merged={"M00"})
    assert list(changes["not_compared"]) == [NotCompared.MERGED, NotCompared.COMPARED]
    # It is no part of the set: 2 → 2 in print is 1 → 1 without it.
    assert list(changes["common"]) == [1, 1]
    assert pd.isna(changes["rank_change"][0])
    assert np.isnan(changes["points_change"][0])


@pytest.mark.parametrize("reason", [NotCompared.NO_EARLIER_PERIOD, NotCompared.OTHER_METHODOLOGY])
def test_one_reason_can_hold_for_all(reason: NotCompared) -> None:
    changes = without_changes(with_ranks(frame(9, 8)), reason)
    assert set(changes["not_compared"]) == {reason}
    assert changes["rank_change"].isna().all()
    assert changes["points_change"].isna().all()


@given(POINTS)
def test_nothing_changes_against_itself(points: list[Points]) -> None:
    ranks = with_ranks(frame(*points))
    compared = with_changes(ranks, ranks).query("not_compared == ''")
    assert len(compared) == sum(value is not None for value in points)
    assert (compared["rank_change"] == 0).all()
    assert (compared["points_change"] == 0).all()


@given(POINTS, st.randoms())
def test_a_change_back_is_the_change_with_the_other_sign(points: list[Points], random: Random) -> None:
    other = list(points)
    random.shuffle(other)
    one, two = with_ranks(frame(*points)), with_ranks(frame(*other))
    there = with_changes(two, one)["rank_change"].dropna()
    back = with_changes(one, two)["rank_change"].dropna()
    pd.testing.assert_series_equal(there, -back)
