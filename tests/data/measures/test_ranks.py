"""Ranks: ties, gaps and their invariants, worked out by hand."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from data.measures.ranks import Unranked, subject_totals, with_ranks

Points = float | None


def frame(*points: Points, kinds: Sequence[str] | None = None) -> pd.DataFrame:
    """One municipality per value, of ten parameters all scored; None for one with a single parameter left open."""
    return pd.DataFrame(
        {
            "municipality": [f"M{index:02}" for index in range(len(points))],
            "kind": list(kinds) if kinds else ["district"] * len(points),
            "points": pd.Series(points, dtype=float),
            "maximum": 900.0,
            "parameters": 10,
            "parameters_scored": [9 if value is None else 10 for value in points],
            "parameters_not_applicable": 0,
        }
    )


def places(ranks: pd.DataFrame) -> list[tuple[int, int] | None]:
    pairs = zip(ranks["rank_first"], ranks["rank_last"], strict=True)
    return [None if pd.isna(first) else (int(first), int(last)) for first, last in pairs]


def test_equal_points_share_places_and_the_next_place_is_skipped() -> None:
    ranks = with_ranks(frame(868, 885, 868, 742))
    assert places(ranks) == [(2, 3), (1, 1), (2, 3), (4, 4)]
    assert set(ranks["ranked"]) == {4}


def test_three_tied_share_three_places() -> None:
    assert places(with_ranks(frame(10, 7, 7, 7, 3))) == [(1, 1), (2, 4), (2, 4), (2, 4), (5, 5)]


def test_all_equal_share_all_places() -> None:
    assert places(with_ranks(frame(5, 5, 5))) == [(1, 3)] * 3


def test_one_alone_is_first_of_one() -> None:
    ranks = with_ranks(frame(0))
    assert places(ranks) == [(1, 1)]
    assert set(ranks["ranked"]) == {1}


def test_negative_totals_rank_below_a_real_zero() -> None:
    assert places(with_ranks(frame(-3, 0, -1))) == [(3, 3), (1, 1), (2, 2)]


def test_where_nobody_is_complete_nobody_is_ranked() -> None:
    ranks = with_ranks(frame(None, None))
    assert places(ranks) == [None, None]
    assert set(ranks["ranked"]) == {0}


def test_a_frame_without_rows_stays_without() -> None:
    assert with_ranks(frame()).empty


def test_a_difference_beyond_the_sixth_decimal_is_no_difference() -> None:
    assert places(with_ranks(frame(0.1 + 0.2, 0.3))) == [(1, 2), (1, 2)]


def test_the_rank_within_the_kind_counts_only_that_kind() -> None:
    ranks = with_ranks(frame(9, 8, 7, None, kinds=["city", "district", "city", "city"]))
    assert list(ranks["kind_rank_first"].fillna(0)) == [1, 1, 2, 0]
    assert list(ranks["kind_ranked"]) == [2, 1, 2, 2]


def test_the_reason_for_having_no_rank_is_reported() -> None:
    ranks = with_ranks(
        pd.DataFrame(
            {
                "municipality": ["whole", "no rubric", "nothing", "part", "short cycle", "short and part"],
                "kind": "district",
                "points": [5.0, np.nan, np.nan, 4.0, 4.0, 3.0],
                "parameters": [4, 0, 4, 4, 4, 4],
                "parameters_scored": [4, 0, 0, 3, 3, 2],
                "parameters_not_applicable": [0, 0, 0, 0, 1, 1],
            }
        )
    )
    assert list(ranks["unranked"]) == [
        Unranked.RANKED,
        Unranked.NO_RUBRIC,
        Unranked.NOT_SCORED,
        Unranked.PARTLY_SCORED,
        Unranked.NOT_APPLICABLE,
        Unranked.PARTLY_SCORED,
    ]
    assert set(ranks["ranked"]) == {1}


def test_a_subject_sums_its_directions_and_keeps_a_gap_a_gap() -> None:
    totals = pd.DataFrame(
        [
            ("A", "city", "1.1", 20.0, 47.0, 47.0, 7, 7, 0),
            ("A", "city", "1.2", 10.0, 50.0, 30.0, 5, 3, 1),
            ("A", "city", "2.1", 99.0, 99.0, 99.0, 9, 9, 0),
            ("B", "district", "1.1", np.nan, 47.0, 0.0, 7, 0, 0),
            ("B", "district", "1.2", np.nan, 50.0, 0.0, 5, 0, 0),
            ("B", "district", "2.1", 0.0, 99.0, 99.0, 9, 9, 0),
        ],
        columns=[
            "municipality",
            "kind",
            "direction",
            "points",
            "maximum",
            "maximum_scored",
            "parameters",
            "parameters_scored",
            "parameters_not_applicable",
        ],
    )
    block = subject_totals(totals, ["1.1", "1.2"]).set_index("municipality")
    assert block.loc["A"].to_dict() == {
        "kind": "city",
        "points": 30,
        "maximum": 97,
        "maximum_scored": 77,
        "parameters": 12,
        "parameters_scored": 10,
        "parameters_not_applicable": 1,
    }
    assert np.isnan(block.loc["B", "points"])
    assert block.loc["B", "maximum"] == 97
    assert subject_totals(totals, ["1.1", "1.2", "2.1"]).set_index("municipality").loc["B", "points"] == 0


POINTS = st.lists(st.none() | st.integers(-50, 900).map(lambda hundredths: hundredths / 100), max_size=25)


@given(POINTS)
def test_a_rank_is_one_more_than_the_number_strictly_above(points: list[Points]) -> None:
    ranks = with_ranks(frame(*points))
    known = [value for value in points if value is not None]
    for value, place in zip(points, places(ranks), strict=True):
        if value is None:
            assert place is None
        else:
            above = sum(other > value for other in known)
            assert place == (above + 1, above + known.count(value))
    assert set(ranks["ranked"]) <= {len(known)}
    assert not known or ranks["rank_first"].min() == 1
    assert not known or ranks["rank_last"].max() == len(known)


@given(POINTS, st.integers(-1000, 1000))
def test_adding_the_same_points_to_all_changes_no_rank(points: list[Points], constant: int) -> None:
    shifted = [None if value is None else value + constant for value in points]
    assert places(with_ranks(frame(*points))) == places(with_ranks(frame(*shifted)))


@given(POINTS.flatmap(lambda points: st.tuples(st.just(points), st.permutations(range(len(points))))))
def test_the_order_of_rows_changes_no_rank(case: tuple[list[Points], list[int]]) -> None:
    points, order = case
    straight, shuffled = with_ranks(frame(*points)), with_ranks(frame(*points).iloc[order])
    pd.testing.assert_frame_equal(straight, shuffled.sort_index())


@given(POINTS)
def test_taking_an_unranked_municipality_away_changes_no_rank(points: list[Points]) -> None:
    whole = with_ranks(frame(*points))
    without = with_ranks(frame(*points).dropna(subset="points"))
    pd.testing.assert_frame_equal(whole.dropna(subset="rank_first"), without)
