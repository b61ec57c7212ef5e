"""Who moved, by hand: nobody, one, several that share the largest change, and those that cannot be compared."""

from collections.abc import Sequence

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from data.measures.changes import NotCompared, with_changes, without_changes
from data.measures.movers import movement, movers
from data.measures.ranks import with_ranks
from tests.data.measures.test_ranks import POINTS, Points, frame


def moved(now: Sequence[Points], before: Sequence[Points], merged: tuple[str, ...] = ()) -> pd.DataFrame:
    return with_changes(with_ranks(frame(*now)), with_ranks(frame(*before)), merged)


def test_a_swap_has_one_on_each_side() -> None:
    # 1, 2, 3 → 2, 1, 3
    found = movement(moved((8, 9, 5), (9, 8, 5)))
    assert (found.risen, found.fallen, found.unchanged, found.not_compared, found.compared) == (1, 1, 1, 0, 3)
    assert (found.most_risen, found.rise, found.most_fallen, found.fall) == (("M01",), 1, ("M00",), 1)


def test_everybody_who_shares_the_largest_change_is_named() -> None:
    # 1, 2, 3 → 3, 1, 2: two rose by one, one fell by two.
    found = movement(moved((5, 9, 8), (9, 8, 7)))
    assert (found.most_risen, found.rise) == (("M01", "M02"), 1)
    assert (found.most_fallen, found.fall) == (("M00",), 2)


def test_nobody_moved() -> None:
    found = movement(moved((9, 8), (7, 6)))
    assert (found.risen, found.fallen, found.unchanged) == (0, 0, 2)
    assert (found.most_risen, found.most_fallen, found.rise, found.fall) == ((), (), 0, 0)


def test_all_may_fall_when_one_leaves_a_shared_place() -> None:
    # 1–2, 1–2 → 1, 2: only a fall.
    found = movement(moved((9, 8), (9, 9)))
    assert (found.risen, found.fallen, found.most_risen, found.most_fallen) == (0, 1, (), ("M01",))


def test_who_cannot_be_compared_is_counted_apart() -> None:
    found = movement(moved((9, None, 7), (7, 8, 9), merged=("M00",)))
    assert (found.compared, found.not_compared) == (1, 2)
    nothing = movement(without_changes(with_ranks(frame(9, 8)), NotCompared.OTHER_METHODOLOGY))
    assert (nothing.compared, nothing.not_compared, nothing.most_risen) == (0, 2, ())


def test_the_furthest_come_first_and_points_decide_between_equal_ones() -> None:
    # 1, 2, 3, 4 → 4, 3, 1, 2: M02 and M03 rose by two, M03 by more points.
    changes = moved((1, 2, 40, 39), (40, 30, 20, 10))
    assert list(movers(changes, rising=True, limit=5)["municipality"]) == ["M03", "M02"]
    assert list(movers(changes, rising=False, limit=5)["municipality"]) == ["M00", "M01"]
    assert list(movers(changes, rising=True, limit=1)["municipality"]) == ["M03"]


# Each example builds several frames; a loaded machine needs longer than the usual limit.
@settings(max_examples=40)
@given(st.tuples(POINTS, POINTS))
def test_counts_add_up_and_both_lists_are_of_those_who_moved(points: tuple[list[Points], list[Points]]) -> None:
    size = min(map(len, points))
    changes = moved(points[0][:size], points[1][:size])
    found = movement(changes)
    assert found.risen + found.fallen + found.unchanged + found.not_compared == len(changes)
    assert len(movers(changes, rising=True, limit=1000)) == found.risen
    assert len(movers(changes, rising=False, limit=1000)) == found.fallen
    assert set(found.most_risen) <= set(movers(changes, rising=True, limit=1000)["municipality"])
