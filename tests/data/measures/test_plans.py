"""Plans by hand and against trying out every way: smallest sets, ties, penalties, floors, what is out of reach."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.measures.cycle import component_states, verdicts
from data.measures.plans import (
    Outcome,
    Plan,
    applied_totals,
    apply_plan,
    chosen_plan,
    close_cycle,
    next_place,
    open_parameters,
    places_above,
)
from data.measures.ranks import Unranked, subject_totals, with_ranks
from data.measures.roll_up import COUNT_COLUMNS, roll_up_scores
from data.vocabulary import Nothing, Verdict

OWN = "own"
NAN = float("nan")
STAGES = ("goals", "indicators")


class Row(NamedTuple):
    cycle_component: str
    minimum: float
    maximum: float
    points: float
    missing_reason: str = ""
    direction: str = "1.1"


def frame(*rows: Row) -> pd.DataFrame:
    numbered = [{**row._asdict(), "position": f"p{number}", "parameter": "x"} for number, row in enumerate(rows)]
    return pd.DataFrame(numbered)


def totals(parameters: pd.DataFrame, others: Sequence[float], floor: bool = False) -> pd.DataFrame:
    """Direction totals of the own municipality and of others with these points in 1.1, everything scored."""
    count = len(parameters)
    lines = [("own", 0.0), *((f"o{number}", points) for number, points in enumerate(others))]
    start = pd.DataFrame(
        {
            "municipality": [name for name, _points in lines],
            "direction": "1.1",
            "kind": "urban_okrug",
            "points": [float(points) for _name, points in lines],
            "maximum": 100.0,
            "maximum_scored": 100.0,
            "parameters": count,
            "parameters_scored": count,
            "parameters_not_applicable": 0,
        }
    )
    return applied_totals(start, OWN, parameters, floor_at_zero=floor)


def planned(parameters: pd.DataFrame, others: Sequence[float], places: int = 1, floor: bool = False) -> Plan:
    ranked = with_ranks(subject_totals(totals(parameters, others, floor), ["1.1"]))
    return next_place(parameters, ranked, OWN, places, floor_at_zero=floor)


def place(parameters: pd.DataFrame, others: Sequence[float], floor: bool = False) -> int:
    ranked = with_ranks(subject_totals(totals(parameters, others, floor), ["1.1"]))
    return int(ranked.loc[ranked["municipality"] == OWN, "rank_first"].iloc[0])


def rises(plan: Plan) -> list[tuple[str, float]]:
    return [(step.position, step.gain) for step in plan.steps]


def test_one_large_rise_is_smaller_than_two_small_ones() -> None:
    parameters = frame(Row("goals", 0, 1, 0), Row("goals", 0, 1, 0), Row("goals", 0, 3, 0))
    plan = planned(parameters, [2, 9])
    # Two points are needed: the third parameter alone gives them, and rises no further than that.
    assert plan.outcome is Outcome.FOUND
    assert rises(plan) == [("p2", 2)]
    assert (plan.goal, plan.holders) == (2, ("o0",))
    assert place(apply_plan(parameters, plan.steps), [2, 9]) == 2


def test_among_as_many_parameters_fewer_points_win() -> None:
    # A penalty of 2 goes as a whole; a parameter can rise by the one point that is needed.
    parameters = frame(Row("goals", -2, 0, -2), Row("goals", 0, 2, 1), Row("goals", 0, 1, 1))
    assert rises(planned(parameters, [1])) == [("p1", 1)]


def test_a_removed_penalty_counts() -> None:
    parameters = frame(Row("goals", -2, 0, -2), Row("goals", 0, 1, 0), Row("goals", 0, 1, 1))
    plan = planned(parameters, [1])
    assert rises(plan) == [("p0", 2)]
    assert apply_plan(parameters, plan.steps)["points"].tolist() == [0, 0, 1]


def test_equal_points_share_the_place_and_so_have_it() -> None:
    parameters = frame(Row("goals", 0, 9, 4))
    plan = planned(parameters, [8, 6, 6])
    # 8, 6, 6, 4: two points more share places 2–4, so one place more has become two.
    assert rises(plan) == [("p0", 2)]
    assert plan.holders == ("o1", "o2")
    assert place(apply_plan(parameters, plan.steps), [8, 6, 6]) == 2
    assert rises(planned(parameters, [8, 6, 6], places=3)) == [("p0", 4)]


def test_who_shares_a_place_rises_from_the_first_of_the_shared() -> None:
    parameters = frame(Row("goals", 0, 9, 6))
    assert rises(planned(parameters, [8, 6])) == [("p0", 2)]


def test_who_is_first_needs_no_plan_even_when_the_place_is_shared() -> None:
    assert planned(frame(Row("goals", 0, 9, 8)), [8, 6]).outcome is Outcome.ALREADY


def test_places_above_are_those_of_the_results_above() -> None:
    parameters = frame(Row("goals", 0, 9, 4))
    # 9, 8, 6, 6, 4, 4, 1: reaching 6 shares places 3–4, two above place 5.
    ranked = with_ranks(subject_totals(totals(parameters, [9, 8, 6, 6, 4, 1]), ["1.1"]))
    assert places_above(ranked, OWN) == (2, 3, 4)
    assert places_above(ranked, "o0") == ()
    unscored = totals(frame(Row("goals", 0, 9, NAN, Nothing.NO_DATA)), [9])
    assert places_above(with_ranks(subject_totals(unscored, ["1.1"])), OWN) == ()


def test_out_of_reach_says_what_everything_would_give() -> None:
    plan = planned(frame(Row("goals", 0, 2, 1), Row("goals", -1, 0, -1)), [9])
    assert (plan.outcome, plan.ceiling, plan.goal, plan.steps) == (Outcome.OUT_OF_REACH, 2, 9, ())


def test_who_is_not_ranked_gets_the_reason() -> None:
    parameters = frame(Row("goals", 0, 2, 1), Row("goals", 0, 2, NAN, Nothing.NO_DATA))
    plan = planned(parameters, [9])
    assert (plan.outcome, plan.unranked) == (Outcome.UNRANKED, Unranked.PARTLY_SCORED)


def test_there_are_no_more_places_than_there_are() -> None:
    parameters = frame(Row("goals", 0, 2, 1))
    for places in (0, 2):
        with pytest.raises(ValueError, match="places above"):
            planned(parameters, [9], places)


def test_under_a_floor_the_first_points_of_a_component_below_zero_are_lost() -> None:
    # Goals stand at −3 and count as 0: three points there are lost, while indicators give one by one.
    parameters = frame(
        Row("goals", -3, 0, -3), Row("goals", 0, 4, 0), Row("indicators", 0, 1, 0), Row("indicators", 0, 1, 0)
    )
    assert rises(planned(parameters, [1], floor=False)) == [("p1", 4)]
    assert rises(planned(parameters, [1], floor=True)) == [("p2", 1)]
    assert rises(planned(parameters, [4], floor=True)) == [("p0", 3), ("p1", 4)]


def test_parts_of_points_rise_to_the_next_whole_point_or_to_the_maximum() -> None:
    parameters = frame(Row("goals", 0, 2.5, 0.25))
    assert [planned(parameters, [goal]).steps[0].after for goal in (0.5, 1, 1.5, 2.25)] == [1, 1, 2, 2.5]


def test_a_cycle_is_closed_by_what_each_component_lacks() -> None:
    parameters = frame(
        Row("goals", 0, 2, 2),
        Row("goals", 0, 2, 1),
        Row("indicators", 0, 3, 0),
        Row("indicators", -1, 0, -1),
    )
    plan = close_cycle(parameters, STAGES, 1.0)
    assert rises(plan) == [("p1", 1), ("p2", 3), ("p3", 1)]
    assert verdict(apply_plan(parameters, plan.steps), 1.0) is Verdict.EFFECTIVE


def test_a_lower_threshold_asks_for_less() -> None:
    parameters = frame(Row("goals", 0, 2, 2), Row("indicators", 0, 3, 0), Row("indicators", 0, 1, 0))
    # Three quarters of 4 points.
    assert rises(close_cycle(parameters, STAGES, 0.75)) == [("p1", 3)]
    assert rises(close_cycle(parameters, STAGES, 0.7)) == [("p1", 3)]


def test_what_nobody_has_scored_counts_from_its_minimum() -> None:
    parameters = frame(
        Row("goals", 0, 2, NAN, Nothing.NO_DATA), Row("indicators", 0, 1, 1), Row("indicators", -1, 0, NAN, "no_data")
    )
    plan = close_cycle(parameters, STAGES, 1.0)
    assert [(step.position, step.before, step.after, step.gain) for step in plan.steps] == [
        ("p0", None, 2, 2),
        ("p2", None, 0, 0),
    ]
    assert verdict(apply_plan(parameters, plan.steps), 1.0) is Verdict.EFFECTIVE


def test_a_closed_cycle_needs_nothing() -> None:
    parameters = frame(Row("goals", 0, 2, 2), Row("indicators", 0, 1, 1))
    assert close_cycle(parameters, STAGES, 1.0).outcome is Outcome.ALREADY


def test_a_cycle_that_cannot_be_closed_says_which_component_and_why() -> None:
    without = close_cycle(frame(Row("goals", 0, 2, 2)), STAGES, 1.0)
    assert (without.outcome, without.blocked) == (Outcome.NO_RUBRIC, ("indicators",))
    parameters = frame(Row("goals", 0, 2, 0), Row("indicators", 0, 1, NAN, Nothing.NOT_APPLICABLE))
    not_here = close_cycle(parameters, STAGES, 1.0)
    assert (not_here.outcome, not_here.blocked) == (Outcome.NOT_APPLICABLE, ("indicators",))


def test_an_own_choice_rises_to_the_maximum_or_as_in_the_plan_it_came_from() -> None:
    parameters = frame(Row("goals", 0, 3, 0), Row("goals", 0, 3, 1), Row("goals", 0, 1, 1))
    base = planned(parameters, [4])
    assert rises(base) == [("p0", 2)]
    keys = ["1.1~p1~x", "1.1~p0~x", "1.1~p2~x", "1.1~nothing~x"]
    assert rises(chosen_plan(parameters, keys, base.steps)) == [("p0", 2), ("p1", 2)]
    assert rises(chosen_plan(parameters, keys)) == [("p0", 3), ("p1", 2)]
    assert chosen_plan(parameters, []).steps == ()


def test_nothing_rises_above_its_maximum() -> None:
    parameters = frame(Row("goals", 0, 3, 0))
    step = open_parameters(parameters)[0]
    with pytest.raises(ValueError, match="no such parameter"):
        apply_plan(frame(Row("goals", 0, 2, 0)), [step])
    with pytest.raises(ValueError, match="no such parameter"):
        apply_plan(parameters.assign(position="other"), [step])


def test_others_stay_as_they_are() -> None:
    parameters = frame(Row("goals", 0, 3, 0))
    before = totals(parameters, [2, 1])
    after = applied_totals(before, OWN, apply_plan(parameters, open_parameters(parameters)))
    assert after["points"].tolist() == [3, 2, 1]
    pd.testing.assert_frame_equal(after.iloc[1:], before.iloc[1:])
    assert before["points"].tolist() == [0, 2, 1]


def verdict(parameters: pd.DataFrame, threshold: float) -> Verdict:
    results = roll_up_scores(parameters.assign(municipality=OWN), ["municipality", "direction", "cycle_component"])
    return Verdict(verdicts(component_states(results, threshold), STAGES)["verdict"].iloc[0])


# Every way to raise: per way its number of parameters and the sum of each component, in quarters of a point.
def every_way(rows: Sequence[Row]) -> tuple[np.ndarray, np.ndarray]:
    counts = np.zeros(1, dtype=int)
    sums = np.zeros((1, len(STAGES)), dtype=int)
    for row in rows:
        ways = [(0, row.points)] + [(1, level) for level in levels(row)]
        counts = np.concatenate([counts + taken for taken, _level in ways])
        added = [round(4 * level) * (np.array(STAGES) == row.cycle_component) for _taken, level in ways]
        sums = np.concatenate([sums + each for each in added])
    return counts, sums


def levels(row: Row) -> list[float]:
    if row.points >= row.maximum:
        return []
    if row.maximum <= 0:
        return [row.maximum]
    return [level for level in range(-9, 10) if row.points < level < row.maximum] + [row.maximum]


QUARTERS = st.sampled_from([0, 0.25, 0.5, 1, 1.25])


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    """Up to 15 parameters with as many ways as can be tried out, halves and penalties among them."""
    found: list[Row] = []
    ways = 1
    for _number in range(draw(st.integers(1, 15))):
        maximum = draw(st.sampled_from([0, 1, 1, 1, 2, 1.5, 3]))
        minimum = draw(st.sampled_from([-2, -1])) if maximum == 0 else draw(st.sampled_from([0, 0, -1]))
        points = min(max(draw(st.one_of(QUARTERS, st.integers(-2, 3))), minimum), maximum)
        row = Row(draw(st.sampled_from(STAGES)), minimum, maximum, points)
        ways *= len(levels(row)) + 1
        if ways > 2**15:
            break
        found.append(row)
    return found or [Row("goals", 0, 2, 1)]


@settings(max_examples=30)
@given(rows(), st.lists(st.integers(-12, 30).map(lambda number: number / 2), min_size=1, max_size=4), st.booleans())
def test_no_way_is_smaller_and_the_promised_place_is_reached(
    given_rows: list[Row], others: list[float], floor: bool
) -> None:
    parameters = frame(*given_rows)
    counts, sums = every_way(given_rows)
    reached = (np.maximum(sums, 0) if floor else sums).sum(axis=1)
    now = place(parameters, others, floor)
    for places in range(1, now):
        plan = planned(parameters, others, places, floor)
        is_enough = (4 * np.array(others)[:, None] > reached).sum(axis=0) < now - places
        if not is_enough.any():
            assert plan.outcome is Outcome.OUT_OF_REACH
            assert plan.ceiling == pytest.approx(reached.max() / 4)
            continue
        after = apply_plan(parameters, plan.steps)
        assert (after["points"] <= after["maximum"]).all()
        fewest = counts[is_enough].min()
        assert len(plan.steps) == fewest
        gained = 4 * subject_totals(totals(after, others, floor), ["1.1"])["points"].iloc[0]
        assert gained == reached[is_enough & (counts == fewest)].min()
        assert place(after, others, floor) <= now - places


@settings(max_examples=30)
@given(rows(), st.sampled_from([0.25, 0.5, 0.7, 1.0]))
def test_no_way_closes_a_cycle_with_less(given_rows: list[Row], threshold: float) -> None:
    parameters = frame(*given_rows)
    maxima = np.array([sum(row.maximum for row in given_rows if row.cycle_component == stage) for stage in STAGES])
    plan = close_cycle(parameters, STAGES, threshold)
    if (maxima == 0).any():
        assert plan.outcome is Outcome.NO_RUBRIC
        return
    counts, sums = every_way(given_rows)
    is_enough = (sums >= 4 * threshold * maxima - 1e-6).all(axis=1) & (sums > 0).all(axis=1)
    fewest = counts[is_enough].min()
    least = sums.sum(axis=1)[is_enough & (counts == fewest)].min() - 4 * parameters["points"].sum()
    assert (len(plan.steps), 4 * plan.gain) == (fewest, pytest.approx(least))
    assert (plan.outcome is Outcome.ALREADY) == (fewest == 0)
    assert verdict(apply_plan(parameters, plan.steps), threshold) is Verdict.EFFECTIVE


def test_counts_of_a_filled_gap_follow() -> None:
    parameters = frame(Row("goals", 0, 2, NAN, Nothing.NO_DATA), Row("goals", 0, 1, 1))
    before = totals(parameters, [1])
    assert before.loc[0, [*COUNT_COLUMNS]].tolist() == [2, 1, 0]
    after = applied_totals(before, OWN, apply_plan(parameters, open_parameters(parameters)))
    assert after.loc[0, ["points", "maximum_scored", *COUNT_COLUMNS]].tolist() == [3, 3, 2, 2, 0]
    assert with_ranks(subject_totals(after, ["1.1"]))["rank_first"].tolist() == [1, 2]
