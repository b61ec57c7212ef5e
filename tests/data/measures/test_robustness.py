"""How certain ranks are: by hand where it can be, and what must hold for any points and weights."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from data.measures.ranks import with_ranks
from data.measures.robustness import RankRanges, rank_ranges
from tests.data.measures.test_ranks import frame

HALVES = st.integers(-20, 225).map(lambda value: value / 2)
POINTS = arrays.arrays(float, st.tuples(st.integers(1, 12), st.integers(1, 8)), elements=HALVES)


def ranges(*rows: tuple[float, ...], spread: float = 0.2, draws: int = 2_000, seed: int = 184) -> RankRanges:
    return rank_ranges(np.array(rows, dtype=float), spread=spread, draws=draws, seed=seed)


def test_far_apart_places_are_solid_and_in_no_group() -> None:
    found = ranges((90, 90), (50, 50), (10, 10))
    assert (found.low, found.high) == ((1, 2, 3), (1, 2, 3))
    assert found.solid == (True, True, True)
    assert found.groups == ()


def test_neighbours_that_win_by_different_directions_cannot_be_told_apart() -> None:
    # The sums 100, 99 and 40: the second wins as soon as its direction weighs a little more than that of the first.
    found = ranges((100, 0), (0, 99), (20, 20))
    assert (found.low, found.high) == ((1, 1, 3), (2, 2, 3))
    assert found.solid == (False, False, True)
    assert found.groups == ((1, 2),)


def test_whoever_may_pass_the_first_is_in_its_group_though_never_above_the_second() -> None:
    found = ranges((0, 98), (20, 20), (100, 0), (0, 99))
    assert found.groups == ((1, 3),)
    assert found.low[1] == found.high[1] == 4
    assert found.solid == (False, True, False, False)


def test_equal_in_every_direction_tie_at_any_weights_and_hold_their_places_together() -> None:
    found = ranges((50, 40), (90, 90), (50, 40), (10, 10))
    assert found.low == found.high == (2, 1, 2, 4)
    assert found.shared == (2, 1, 2, 1)
    assert found.solid == (False, True, False, True)
    assert found.groups == ((2, 3),)


def test_a_rare_change_is_neither_solid_nor_a_group() -> None:
    # 100:60 against 60:99. The order turns where 40·w1 < 39·w2, which is near a half; 30 points more make it rare.
    close = ranges((100, 60), (60, 99))
    rare = ranges((100, 75), (60, 99))
    assert close.groups == ((1, 2),)
    assert rare.groups == ()
    # Σ|difference|·0.2 = 64·0.2 = 12.8 < 16: in truth nothing can turn. With 71 it can: 12 < 0.2·(40 + 28) = 13.6.
    assert rare.solid == (True, True)
    turned = ranges((100, 71), (60, 99))
    assert turned.solid == (False, False)
    assert turned.groups == ()


def test_fixed_weights_give_ranges_of_width_zero() -> None:
    found = ranges((5, 1), (3, 3), (2, 2), (0.1, 5.9), spread=0)
    # Three share the sum of 6, by different directions and with tenths that no float holds exactly.
    assert found.low == found.high == (1, 1, 4, 1)
    assert found.groups == ((1, 3),)


def test_one_direction_can_never_change_a_rank() -> None:
    found = ranges((5,), (4.5,), (-1,))
    assert found.solid == (True, True, True)
    assert found.groups == ()


def test_none_ranked_and_one_alone() -> None:
    nobody = rank_ranges(np.empty((0, 8)), seed=1)
    assert (nobody.low, nobody.groups) == ((), ())
    alone = ranges((1, 2))
    assert (alone.low, alone.high, alone.solid, alone.groups) == ((1,), (1,), (True,), ())


def test_an_irrelevant_far_away_unit_moves_nobody_but_by_its_own_place() -> None:
    rows = ((100, 0), (0, 99), (20, 20))
    without, with_leader = ranges(*rows), ranges(*rows, (500, 500))
    assert with_leader.low[:3] == tuple(place + 1 for place in without.low)
    assert with_leader.high[:3] == tuple(place + 1 for place in without.high)
    assert with_leader.groups == ((2, 3),)
    assert with_leader.solid[:3] == without.solid


def test_the_same_seed_gives_the_same_figures_and_another_seed_other_draws() -> None:
    points = np.random.default_rng(0).integers(0, 40, (30, 8)).astype(float)
    assert rank_ranges(points, seed=7, draws=300) == rank_ranges(points, seed=7, draws=300)
    first, second = (rank_ranges(points, seed=seed, draws=300) for seed in (7, 8))
    assert (first.low, first.high) != (second.low, second.high)


@pytest.mark.parametrize("spread", [-0.1, 1.1])
def test_weights_below_zero_are_refused(spread: float) -> None:
    with pytest.raises(ValueError, match="spread"):
        ranges((1, 2), spread=spread)


def test_unknown_points_are_refused() -> None:
    with pytest.raises(ValueError, match="every direction"):
        ranges((1, float("nan")))


@settings(max_examples=60)
@given(POINTS)
def test_without_spread_the_ranges_are_the_ranks(points: np.ndarray) -> None:
    found = rank_ranges(points, seed=1, spread=0, draws=3)
    ranks = with_ranks(frame(*points.sum(axis=1)))
    assert list(found.low) == list(found.high) == ranks["rank_first"].tolist()
    shared = ranks[ranks["rank_first"] < ranks["rank_last"]]
    assert set(found.groups) == set(zip(shared["rank_first"], shared["rank_last"], strict=True))


@settings(max_examples=60)
@given(POINTS, st.floats(0, 1))
def test_a_dominated_unit_is_never_above_its_dominator(points: np.ndarray, spread: float) -> None:
    dominator, dominated = points[0] + 0.5, points[0]
    found = rank_ranges(np.vstack([points, dominator]), seed=3, spread=spread, draws=50)
    assert found.low[0] > found.low[-1] or spread == 1
    assert found.low[0] >= found.low[-1]
    assert found.high[0] >= found.high[-1]
    assert (dominated <= dominator).all()


@settings(max_examples=60)
@given(POINTS)
def test_a_solid_place_is_a_place_of_its_own_that_is_in_no_group(points: np.ndarray) -> None:
    found = rank_ranges(points, seed=5, draws=200)
    ranks = with_ranks(pd.DataFrame(frame(*points.sum(axis=1))))
    for unit, solid in enumerate(found.solid):
        place = int(ranks["rank_first"].iloc[unit])
        if solid:
            assert place == ranks["rank_last"].iloc[unit] == found.low[unit] == found.high[unit]
            assert not any(first <= place <= last for first, last in found.groups)


@settings(max_examples=60)
@given(POINTS)
def test_a_range_never_leaves_its_group(points: np.ndarray) -> None:
    found = rank_ranges(points, seed=5, draws=200)
    places = with_ranks(frame(*points.sum(axis=1)))["rank_first"].astype(int)
    for place, low, high, shared in zip(places, found.low, found.high, found.shared, strict=True):
        alone = (place, place)
        first, last = next((group for group in found.groups if group[0] <= place <= group[1]), alone)
        assert first <= low <= high + shared - 1 <= last
