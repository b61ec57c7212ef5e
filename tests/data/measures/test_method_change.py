"""A change in rank split into rules and performance: worked out by hand, and exact for any numbers."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.measures.method_change import (
    DirectionLink,
    NotSplit,
    common_directions,
    common_points,
    split_changes,
)
from data.measures.ranks import with_ranks
from data.vocabulary import Comparability
from tests.data.measures.test_ranks import POINTS, Points, frame

FULL, PARTLY, NONE = Comparability.FULL, Comparability.PARTLY, Comparability.NONE


def maxima(**values: float) -> pd.Series:
    return pd.Series(values, dtype=float)


def common(*values: float) -> pd.Series:
    return pd.Series(values, index=[f"M{index:02}" for index in range(len(values))], dtype=float)


def totals(**points: tuple[float | None, float]) -> pd.DataFrame:
    """Rows of one municipality: direction → (points, maximum)."""
    rows = [("M00", direction, *pair) for direction, pair in points.items()]
    return pd.DataFrame(rows, columns=["municipality", "direction", "points", "maximum"]).astype({"points": float})


def test_the_common_measure_is_made_of_what_continues_whole_and_alone() -> None:
    links = [
        DirectionLink("a", "A", FULL),
        # Two older directions became one: neither share can be set beside the newer one.
        DirectionLink("b", "B", FULL),
        DirectionLink("c", "B", FULL),
        DirectionLink("d", "D", PARTLY),
        # The same number and nothing else; it takes nothing from «e».
        DirectionLink("e", "E", FULL),
        DirectionLink("e", "X", NONE),
        # One direction went into two.
        DirectionLink("f", "F", FULL),
        DirectionLink("f", "G", PARTLY),
    ]
    older, newer = maxima(a=10, b=10, c=10, d=10, e=10, f=10), maxima(A=10, B=10, D=10, E=20, F=10, G=10, X=10)
    assert common_directions(links, older, newer) == (("a", "A"), ("e", "E"))


def test_a_direction_without_a_rubric_has_no_share() -> None:
    links = [DirectionLink("a", "A", FULL), DirectionLink("b", "B", FULL)]
    assert common_directions(links, maxima(a=0, b=10), maxima(A=10, B=0)) == ()


def test_points_are_shares_of_the_maximum_at_the_newer_weight() -> None:
    # 8 of 10 weighs 40, 3 of 30 weighs 20; the third direction is not in common: 32 + 2.
    older = totals(a=(8, 10), b=(3, 30), c=(99, 100))
    assert common_points(older, {"a": 40, "b": 20}).to_dict() == {"M00": 34.0}
    assert common_points(totals(a=(-1, 10)), {"a": 40}).to_dict() == {"M00": -4.0}


def test_a_missing_direction_is_no_zero() -> None:
    assert np.isnan(common_points(totals(a=(8, 10), b=(None, 30)), {"a": 40, "b": 20})["M00"])
    assert np.isnan(common_points(totals(a=(8, 10)), {"a": 40, "b": 20})["M00"])
    assert common_points(totals(a=(8, 10)), {}).empty


def test_rules_and_performance_by_hand() -> None:
    # Older rules: 1, 2, 3. Common measure then: 2, 1, 3; now: 1, 3, 2. Newer rules: 3, 2, 1.
    split = split_changes(
        with_ranks(frame(90, 80, 70)), with_ranks(frame(50, 60, 70)), common(20, 30, 10), common(30, 10, 20)
    )
    assert split[["older_rules", "older_common", "newer_common", "newer_rules"]].to_numpy().tolist() == [
        [1, 2, 1, 3],
        [2, 1, 3, 2],
        [3, 3, 2, 1],
    ]
    # Change 1 − 3, 2 − 2, 3 − 1; performance 2 − 1, 1 − 3, 3 − 2; rules are the rest.
    assert split["change"].tolist() == [-2, 0, 2]
    assert split["performance"].tolist() == [1, -2, 1]
    assert split["rules"].tolist() == [-3, 2, 1]


def test_of_a_shared_place_the_first_counts() -> None:
    split = split_changes(with_ranks(frame(9, 9, 5)), with_ranks(frame(9, 5, 5)), common(7, 7, 7), common(7, 7, 7))
    # All share first place by the common measure, so nothing is performance.
    assert split["change"].tolist() == [0, -1, 1]
    assert split["performance"].tolist() == [0, 0, 0]
    assert split["rules"].tolist() == [0, -1, 1]


def test_places_are_counted_among_those_ranked_in_both_periods() -> None:
    # M00 led then and has no rank now: M01 rises from 2 to 1 in print, among the two it stays first.
    split = split_changes(
        with_ranks(frame(9, 8, 7)), with_ranks(frame(None, 8, 7)), common(9, 8, 7), common(9, 8, 7)
    ).set_index("municipality")
    assert split.loc["M00", "not_split"] == NotSplit.UNRANKED_NOW
    assert split.loc["M00", ["change", "rules", "performance", "taking_part"]].isna().all()
    assert split.loc["M01", ["place_then", "place_now", "change", "taking_part"]].tolist() == [2, 1, 0, 1]


def test_every_reason_why_nothing_can_be_split() -> None:
    then, now = frame(9, 8, None, 6, 5), frame(9, 8, 7, None)
    then = then[then["municipality"] != "M01"]
    split = split_changes(with_ranks(then), with_ranks(now), common(1, 1, 1, 1, 1), common(1, 1, 1, 1), {"M00"})
    assert dict(zip(split["municipality"], split["not_split"], strict=True)) == {
        "M00": NotSplit.MERGED,
        "M01": NotSplit.NOT_THEN,
        "M02": NotSplit.UNRANKED_THEN,
        "M03": NotSplit.UNRANKED_NOW,
        "M04": NotSplit.NOT_NOW,
    }


def test_without_a_common_direction_nothing_is_split() -> None:
    nothing = pd.Series(dtype=float)
    split = split_changes(with_ranks(frame(9, 8)), with_ranks(frame(8, 9)), nothing, nothing)
    assert set(split["not_split"]) == {NotSplit.NOTHING_IN_COMMON}
    assert split[["change", "rules", "performance"]].isna().to_numpy().all()


MEASURE = st.lists(st.integers(-30, 30).map(float), min_size=40, max_size=40)


@given(POINTS, POINTS, MEASURE, MEASURE)
def test_the_parts_add_up_exactly_for_any_numbers(
    then: list[Points], now: list[Points], common_then: list[float], common_now: list[float]
) -> None:
    older, newer = with_ranks(frame(*then)), with_ranks(frame(*now))
    split = split_changes(older, newer, common(*common_then), common(*common_now))
    told = split[split["not_split"] == NotSplit.SPLIT.value]
    assert (told["rules"] + told["performance"] == told["change"]).all()
    assert (told["change"] == told["older_rules"] - told["newer_rules"]).all()
    assert (told["change"] + told["taking_part"] == told["place_then"] - told["place_now"]).all()
    ranked = set(older.dropna(subset="rank_first")["municipality"]) & set(
        newer.dropna(subset="rank_first")["municipality"]
    )
    assert set(told["municipality"]) == ranked
    assert told[["change", "rules", "performance"]].notna().to_numpy().all()


@given(POINTS, POINTS)
def test_the_same_results_by_the_common_measure_are_all_rules(then: list[Points], now: list[Points]) -> None:
    unchanged = common(*range(40))
    split = split_changes(with_ranks(frame(*then)), with_ranks(frame(*now)), unchanged, unchanged)
    told = split[split["not_split"] == NotSplit.SPLIT.value]
    assert (told["performance"] == 0).all()
    assert (told["rules"] == told["change"]).all()


@given(POINTS)
def test_rules_that_measure_the_same_are_no_part(points: list[Points]) -> None:
    """Where each period's own ranking is that of the common measure, all of the change is performance."""
    then, now = with_ranks(frame(*points)), with_ranks(frame(*reversed(points)))
    split = split_changes(then, now, *(ranks.set_index("municipality")["points"] for ranks in (then, now)))
    told = split[split["not_split"] == NotSplit.SPLIT.value]
    assert (told["rules"] == 0).all()


@pytest.mark.parametrize("order", [[2, 0, 1], [1, 2, 0]])
def test_the_order_of_rows_changes_nothing(order: list[int]) -> None:
    older, newer = with_ranks(frame(90, 80, 70)), with_ranks(frame(50, 60, 70))
    measures = common(20, 30, 10), common(30, 10, 20)
    columns = ["change", "rules", "performance"]
    one = split_changes(older, newer, *measures).set_index("municipality")[columns]
    two = split_changes(older.iloc[order], newer.iloc[order], *measures).set_index("municipality")[columns]
    pd.testing.assert_frame_equal(one, two.loc[one.index])
