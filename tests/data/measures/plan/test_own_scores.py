"""Scores of one municipality as arrays say what the frames of all municipalities say, with and without a plan."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.measures.cycle import component_states, verdicts
from data.measures.plan.own_scores import OwnScores
from data.measures.plans import applied_totals, apply_plan, open_parameters
from data.measures.ranks import Unranked, place_among, subject_totals, with_places, with_ranks
from data.measures.roll_up import CYCLE_COMPONENT, roll_up_scores
from data.vocabulary import Nothing

pytestmark = pytest.mark.slow

OWN, DIRECTIONS, STAGES = "own", ("1.1", "1.2", "2.1"), ("goals", "indicators", "measures")
THRESHOLD = 0.7


@st.composite
def rubrics(draw: st.DrawFn) -> pd.DataFrame:
    """Parameters of one municipality; some are penalties, some have no score, some do not apply."""
    rows = []
    for number in range(draw(st.integers(1, 14))):
        low, high = draw(st.sampled_from([(0.0, 2.0), (0.0, 0.3), (-3.0, 0.0), (0.1, 1.0)]))
        share = draw(st.sampled_from([None, None, 0.0, 0.1, 0.7, 1.0]))
        rows.append(
            {
                "direction": draw(st.sampled_from(DIRECTIONS)),
                "cycle_component": draw(st.sampled_from(STAGES[: draw(st.integers(1, 3))])),
                "position": f"p{number}",
                "parameter": "x",
                "minimum": low,
                "maximum": high,
                "points": math.nan if share is None else round(low + share * (high - low), 6),
                "missing_reason": ""
                if share is not None
                else draw(st.sampled_from([Nothing.NO_DATA.value, Nothing.NOT_APPLICABLE.value])),
            }
        )
    return pd.DataFrame(rows)


def totals_of(parameters: pd.DataFrame, others: list[float], *, floor: bool) -> pd.DataFrame:
    """Totals of the own municipality and of others who are scored in full."""
    counts = parameters.groupby("direction").size()
    lines = [
        {
            "municipality": name,
            "direction": direction,
            "kind": "urban_okrug",
            "points": points,
            "maximum": 100.0,
            "maximum_scored": 100.0,
            "parameters": int(count),
            "parameters_scored": int(count),
            "parameters_not_applicable": 0,
        }
        for name, points in [(OWN, 0.0), *((f"o{place}", points) for place, points in enumerate(others))]
        for direction, count in counts.items()
    ]
    return applied_totals(pd.DataFrame(lines), OWN, parameters, floor_at_zero=floor)


@settings(deadline=None, max_examples=60)
@given(rubrics(), st.booleans(), st.data())
def test_arrays_say_what_frames_say(parameters: pd.DataFrame, floor: bool, data: st.DataObject) -> None:
    steps = open_parameters(parameters)
    taken = data.draw(st.lists(st.sampled_from(steps), unique=True)) if steps else []
    planned = apply_plan(parameters, taken)
    own = OwnScores.of(parameters, floor_at_zero=floor).raised({step.key: step.after for step in taken})

    results = roll_up_scores(planned.assign(municipality=OWN), CYCLE_COMPONENT, floor_at_zero=floor)
    judged = verdicts(component_states(results, THRESHOLD), list(STAGES))
    said = {
        row.direction: (row.verdict, row.first_broken, row.first_broken_state) for row in judged.itertuples(index=False)
    }
    assert {code: tuple(one) for code, one in own.judged(list(STAGES), THRESHOLD).items()} == said

    others = data.draw(st.lists(st.sampled_from([0.0, 0.3, 1.0, 2.0, 5.5]), max_size=6))
    totals = totals_of(planned, others, floor=floor)
    every = tuple(totals["direction"].unique())
    for directions in [(code,) for code in every] + [every]:
        ranked = with_ranks(subject_totals(totals, directions))
        row = ranked[ranked["municipality"] == OWN].iloc[0]
        found = own.total(directions)
        assert found.unranked == row["unranked"]
        assert found.points == (None if pd.isna(row["points"]) else row["points"])
        if found.unranked is Unranked.RANKED and found.points is not None:
            rest = ranked.loc[ranked["municipality"] != OWN, "points"].to_numpy()
            assert place_among(found.points, rest) == (row["rank_first"], row["rank_last"])


def test_a_place_is_shared_by_equal_points() -> None:
    points = [3.0, 2.0, 2.0, 1.0]
    frame = pd.DataFrame({"points": points, "kind": "x", "unranked": ""})
    assert with_places(frame)[["rank_first", "rank_last"]].to_numpy().tolist() == [[1, 1], [2, 3], [2, 3], [4, 4]]
    others = pd.Series([3.0, 2.0, 1.0]).to_numpy()
    assert [place_among(each, others) for each in (3.5, 3.0, 2.0, 0.5)] == [(1, 1), (1, 2), (2, 3), (4, 4)]


def test_a_plan_raises_what_is_there_and_no_higher_than_its_maximum() -> None:
    row = {"direction": "1.1", "cycle_component": "goals", "position": "p", "parameter": "x", "minimum": 0.0}
    own = OwnScores.of(
        pd.DataFrame([{**row, "maximum": 2.0, "points": 1.0, "missing_reason": ""}]), floor_at_zero=False
    )
    assert own.raised({"1.1~p~x": 2.0}).total(["1.1"]).points == 2.0
    assert own.total(["1.1"]).points == 1.0
    for rises in ({"1.1~p~x": 2.5}, {"1.1~q~x": 1.0}):
        with pytest.raises(ValueError, match="no such parameter"):
            own.raised(rises)
