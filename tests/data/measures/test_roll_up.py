"""The roll-up by hand, and what must hold for any scores."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.measures.roll_up import (
    CYCLE_COMPONENT,
    DIRECTION,
    POSITION,
    RESULT_COLUMNS,
    TOTAL,
    nothing_of,
    roll_up_results,
    roll_up_scores,
    with_shares,
)

NO_DATA, NOT_APPLICABLE = "no_data", "not_applicable"
# Frames are slow to make; forty of them already hold every mixture of penalties and gaps.
FEW = settings(max_examples=40)


def scores(*rows: tuple) -> pd.DataFrame:
    """Rows of (direction, stage, position, parameter, minimum, maximum, points or reason)."""
    columns = ["direction", "cycle_component", "position", "parameter", "minimum", "maximum"]
    frame = pd.DataFrame([row[:6] for row in rows], columns=columns)
    values = [row[6] for row in rows]
    return frame.assign(
        municipality="M01",
        minimum=frame["minimum"].astype(float),
        maximum=frame["maximum"].astype(float),
        points=[math.nan if isinstance(value, str) else float(value) for value in values],
        missing_reason=[value if isinstance(value, str) else None for value in values],
    )


# Goals 3 of 4; indicators 1 − 2 = −1 with 2 points open.
SMALL = scores(
    ("1.1", "goals", "g1", "presence", 0, 2, 2),
    ("1.1", "goals", "g1", "alignment", 0, 2, 1),
    ("1.1", "indicators", "i1", "presence", 0, 1, 1),
    ("1.1", "indicators", "i1", "penalty", -2, 0, -2),
    ("1.1", "indicators", "i2", "presence", 0, 2, NO_DATA),
    ("1.1", "indicators", "i2", "penalty", -1, 0, NO_DATA),
)


def row(results: pd.DataFrame, **key: str) -> dict:
    for column, value in key.items():
        results = results[results[column] == value]
    (only,) = results.to_dict("records")
    return only


def test_a_component_sums_what_is_scored_and_bounds_what_is_not() -> None:
    indicators = row(roll_up_scores(SMALL, CYCLE_COMPONENT), cycle_component="indicators")
    assert {name: indicators[name] for name in RESULT_COLUMNS} == {
        "points": -1,
        "lowest": -2,
        "highest": 1,
        "maximum": 3,
        "maximum_scored": 1,
        "parameters": 4,
        "parameters_scored": 2,
        "parameters_not_applicable": 0,
    }


def test_a_direction_sums_its_components_negatives_included() -> None:
    direction = row(roll_up_results(roll_up_scores(SMALL, CYCLE_COMPONENT), DIRECTION))
    assert direction["points"] == 3 - 1
    assert direction["maximum"] == 7
    assert (direction["lowest"], direction["highest"]) == (1, 4)


def test_a_position_sums_its_parameters() -> None:
    positions = roll_up_scores(SMALL, POSITION)
    assert dict(zip(positions["position"], positions["points"], strict=True)) == {"g1": 3, "i1": -1, "i2": 0}


def test_share_and_coverage_are_parts_of_what_is_loaded() -> None:
    results = with_shares(roll_up_scores(SMALL, CYCLE_COMPONENT))
    goals, indicators = row(results, cycle_component="goals"), row(results, cycle_component="indicators")
    assert (goals["share"], goals["coverage"], goals["complete"]) == (0.75, 1, True)
    assert indicators["share"] == pytest.approx(-1 / 3)
    assert indicators["coverage"] == pytest.approx(1 / 3)
    assert not indicators["complete"]


def test_a_missing_penalty_leaves_coverage_full_but_the_result_incomplete() -> None:
    results = with_shares(
        roll_up_scores(
            scores(("1.1", "i", "i1", "presence", 0, 2, 2), ("1.1", "i", "i1", "penalty", -1, 0, NO_DATA)),
            CYCLE_COMPONENT,
        )
    )
    only = row(results)
    assert only["coverage"] == 1
    assert not only["complete"]
    assert (only["lowest"], only["points"], only["highest"]) == (1, 2, 2)


def test_nothing_to_earn_has_no_share() -> None:
    only = row(with_shares(roll_up_scores(scores(("1.1", "i", "i1", "penalty", -1, 0, -1)), CYCLE_COMPONENT)))
    assert math.isnan(only["share"])
    assert math.isnan(only["coverage"])
    assert only["complete"]


def test_a_real_zero_is_scored_and_a_missing_score_is_not() -> None:
    zero = row(roll_up_scores(scores(("1.1", "g", "g1", "presence", 0, 2, 0)), CYCLE_COMPONENT))
    missing = row(roll_up_scores(scores(("1.1", "g", "g1", "presence", 0, 2, NO_DATA)), CYCLE_COMPONENT))
    assert (zero["points"], zero["highest"], zero["parameters_scored"]) == (0, 0, 1)
    assert (missing["points"], missing["highest"], missing["parameters_scored"]) == (0, 2, 0)


def test_not_applicable_is_counted_apart() -> None:
    frame = scores(("1.1", "g", "g1", "presence", 0, 2, NOT_APPLICABLE), ("1.1", "g", "g1", "x", 0, 2, NO_DATA))
    only = row(roll_up_scores(frame, CYCLE_COMPONENT))
    assert (only["parameters"], only["parameters_scored"], only["parameters_not_applicable"]) == (2, 0, 1)


def test_a_whole_that_does_not_apply_is_not_called_without_data() -> None:
    frame = scores(
        ("all", "g", "g1", "presence", 0, 2, NOT_APPLICABLE),
        ("all", "i", "i1", "presence", 0, 2, NOT_APPLICABLE),
        ("mixed", "g", "g1", "presence", 0, 2, NOT_APPLICABLE),
        ("mixed", "i", "i1", "presence", 0, 2, NO_DATA),
        ("zero", "g", "g1", "presence", 0, 2, 0),
    )
    results = roll_up_scores(frame, DIRECTION)
    # A direction of which nothing is loaded has no data.
    unloaded = results.iloc[[0]].assign(direction="unloaded", parameters=0, parameters_not_applicable=0)
    results = pd.concat([results, unloaded], ignore_index=True)
    assert dict(zip(results["direction"], nothing_of(results), strict=True)) == {
        "all": "not_applicable",
        "mixed": "no_data",
        "unloaded": "no_data",
        "zero": "",
    }


def test_a_floor_lifts_negative_components_only() -> None:
    floored = roll_up_scores(SMALL, CYCLE_COMPONENT, floor_at_zero=True)
    indicators = row(floored, cycle_component="indicators")
    assert (indicators["points"], indicators["lowest"], indicators["highest"]) == (0, 0, 1)
    assert row(floored, cycle_component="goals")["points"] == 3
    assert row(roll_up_results(floored, DIRECTION))["points"] == 3


def test_equal_sums_of_decimals_tie_whatever_their_order() -> None:
    # 0.1 + 0.2 + 0.3 and 0.3 + 0.2 + 0.1 differ in the last binary digit.
    forwards = [("1.1", "g", f"g{n}", "p", 0, 1, value) for n, value in enumerate((0.1, 0.2, 0.3))]
    backwards = [("1.1", "g", f"g{n}", "p", 0, 1, value) for n, value in enumerate((0.3, 0.2, 0.1))]
    first, second = (row(roll_up_scores(scores(*rows), CYCLE_COMPONENT)) for rows in (forwards, backwards))
    assert first["points"] == second["points"] == 0.6


@st.composite
def any_scores(draw: st.DrawFn) -> pd.DataFrame:
    """Up to 30 parameters, some penalties, some without a score."""
    rows = []
    for index in range(draw(st.integers(1, 30))):
        penalty = draw(st.booleans())
        size = draw(st.integers(1, 4))
        low, high = (-size, 0) if penalty else (0, size)
        value = draw(
            st.one_of(st.integers(low * 4, high * 4).map(lambda q: q / 4), st.sampled_from([NO_DATA, NOT_APPLICABLE]))
        )
        direction, component = draw(st.sampled_from(["1.1", "1.2"])), draw(st.sampled_from(["goals", "methods"]))
        rows.append((direction, component, f"p{draw(st.integers(1, 3))}", f"c{index}", low, high, value))
    return scores(*rows)


@FEW
@given(any_scores())
def test_every_parent_is_the_sum_of_its_children(frame: pd.DataFrame) -> None:
    positions = roll_up_scores(frame, POSITION)
    components = roll_up_scores(frame, CYCLE_COMPONENT)
    directions = roll_up_scores(frame, DIRECTION)
    pd.testing.assert_frame_equal(roll_up_results(positions, CYCLE_COMPONENT), components)
    pd.testing.assert_frame_equal(roll_up_results(components, DIRECTION), directions)
    pd.testing.assert_frame_equal(roll_up_results(directions, TOTAL), roll_up_scores(frame, TOTAL))


@FEW
@given(any_scores(), st.randoms(use_true_random=False))
def test_the_order_of_rows_is_irrelevant(frame: pd.DataFrame, random: st.DataObject) -> None:
    order = list(range(len(frame)))
    random.shuffle(order)  # type: ignore[attr-defined]
    pd.testing.assert_frame_equal(
        roll_up_scores(frame, CYCLE_COMPONENT), roll_up_scores(frame.iloc[order], CYCLE_COMPONENT)
    )


@FEW
@given(any_scores())
def test_points_lie_between_lowest_and_highest_which_meet_when_all_is_scored(frame: pd.DataFrame) -> None:
    results = with_shares(roll_up_scores(frame, CYCLE_COMPONENT))
    assert (results["lowest"] <= results["points"]).all()
    assert (results["points"] <= results["highest"]).all()
    assert (results["highest"] <= results["maximum"]).all()
    complete = results[results["complete"]]
    assert (complete["lowest"] == complete["highest"]).all()


@FEW
@given(any_scores())
def test_a_missing_score_never_counts_as_zero(frame: pd.DataFrame) -> None:
    as_zero = frame.assign(points=frame["points"].fillna(0.0))
    missing = roll_up_scores(frame, TOTAL)
    zeroed = roll_up_scores(as_zero, TOTAL)
    gaps = int(frame["points"].isna().sum())
    assert int(missing["parameters_scored"].iloc[0]) == int(zeroed["parameters_scored"].iloc[0]) - gaps
    lost = frame.loc[frame["points"].isna(), "maximum"].sum()
    assert missing["maximum_scored"].iloc[0] == zeroed["maximum_scored"].iloc[0] - lost
    assert missing["highest"].iloc[0] == zeroed["highest"].iloc[0] + lost
