"""Which recommendations there are and in which order: by hand, and one per gap whatever the numbers."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from data.measures.recommendations import COLUMNS, GapKind, component_gaps, peer_medians, recommendations
from data.vocabulary import ComponentState, TargetStatus

FORMED, PARTIAL, ABSENT = ComponentState.FORMED, ComponentState.PARTIAL, ComponentState.ABSENT
REQUIRED = ("goals", "indicators", "methods")
NO_LOSSES = pd.DataFrame(columns=["municipality", "direction", "cycle_component", "penalty", "bare"])
NO_TARGETS = pd.DataFrame(columns=["municipality", "direction", "indicator", "status"])


def row(
    direction: str, component: str, state: ComponentState, points: float, maximum: float, parameters: int = 1
) -> dict:
    return {
        "municipality": "M1",
        "direction": direction,
        "cycle_component": component,
        "state": state.value,
        "points": points,
        "maximum": maximum,
        "maximum_scored": maximum,
        "parameters": parameters,
    }


def states(*rows: dict) -> pd.DataFrame:
    return pd.DataFrame(list(rows))


def test_first_broken_links_come_first_in_cycle_order_then_by_cost_then_the_rest_by_cost() -> None:
    found = recommendations(
        states(
            row("1.1", "goals", FORMED, 5, 5),
            row("1.1", "indicators", PARTIAL, 3, 5),
            row("1.1", "methods", ABSENT, 0, 9),
            row("1.2", "goals", PARTIAL, 4, 5),
            row("1.2", "indicators", PARTIAL, 1, 5),
            row("1.2", "methods", FORMED, 5, 5),
            row("1.3", "goals", ABSENT, 0, 5),
            row("1.3", "indicators", FORMED, 5, 5),
            row("1.3", "methods", FORMED, 5, 5),
            row("1.4", "goals", FORMED, 5, 5),
            row("1.4", "indicators", FORMED, 5, 5),
            row("1.4", "methods", FORMED, 5, 5),
        ),
        NO_LOSSES,
        NO_TARGETS,
        REQUIRED,
    )
    # Goals of 1.3 cost 5 and those of 1.2 cost 1; then the first break of 1.1; then 9 and 4 points.
    assert list(found["key"]) == [
        "cycle~1.3~goals",
        "cycle~1.2~goals",
        "cycle~1.1~indicators",
        "cycle~1.1~methods",
        "cycle~1.2~indicators",
    ]
    assert list(found["is_first"]) == [True, True, True, False, False]
    assert list(found["lost"]) == [5, 1, 2, 9, 4]
    assert list(found.columns) == COLUMNS


def test_penalties_and_points_without_a_document_come_with_their_cell() -> None:
    losses = pd.DataFrame(
        {
            "municipality": ["M1"],
            "direction": ["1.1"],
            "cycle_component": ["indicators"],
            "penalty": [2.0],
            "bare": [3.0],
        }
    )
    found = recommendations(
        states(row("1.1", "goals", PARTIAL, 1, 2), row("1.1", "indicators", PARTIAL, 1, 5)),
        losses,
        NO_TARGETS,
        REQUIRED,
    ).set_index("cycle_component")
    assert tuple(found.loc["indicators", ["lost", "penalty", "bare"]]) == (4, 2, 3)
    assert tuple(found.loc["goals", ["lost", "penalty", "bare"]]) == (1, 0, 0)


def test_a_component_that_the_rubric_does_not_ask_about_is_no_gap() -> None:
    asked = row("1.1", "goals", ComponentState.NO_DATA, float("nan"), 5)
    unasked = row("1.1", "indicators", ComponentState.NO_DATA, float("nan"), 0, parameters=0)
    optional = row("1.1", "extra", ABSENT, 0, 5)
    found = recommendations(states(asked, unasked, optional), NO_LOSSES, NO_TARGETS, REQUIRED)
    assert list(found["key"]) == ["cycle~1.1~goals"]
    assert found["lost"].isna().all()


def test_targets_stand_last_and_the_missed_ones_before_those_behind() -> None:
    statuses = [TargetStatus.BEHIND, TargetStatus.MET, TargetStatus.MISSED, TargetStatus.CANNOT_BE_JUDGED]
    targets = pd.DataFrame(
        {
            "municipality": "M1",
            "direction": "2.2",
            "indicator": ["k1", "k2", "k3", "k4"],
            "status": [status.value for status in statuses],
        }
    )
    found = recommendations(states(row("1.1", "goals", ABSENT, 0, 1)), NO_LOSSES, targets, REQUIRED)
    assert list(found["key"]) == ["cycle~1.1~goals", "target~k3", "target~k1"]
    assert list(found["kind"]) == [GapKind.COMPONENT, GapKind.TARGET, GapKind.TARGET]


CELL = st.tuples(
    st.sampled_from(["M1", "M2"]), st.sampled_from(["1.1", "1.2", "2.1"]), st.sampled_from([*REQUIRED, "extra"])
)


@given(
    cells=st.dictionaries(CELL, st.tuples(st.sampled_from(list(ComponentState)), st.integers(-3, 9)), min_size=1),
    parameters=st.integers(0, 2),
    statuses=st.dictionaries(
        st.tuples(st.sampled_from(["M1", "M2"]), st.sampled_from(["k1", "k2", "k3"])),
        st.sampled_from(list(TargetStatus)),
    ),
)
def test_no_gap_is_without_a_recommendation_and_none_is_without_a_gap(
    cells: dict, parameters: int, statuses: dict
) -> None:
    frame = pd.DataFrame(
        [
            row(direction, component, state, points, 9, 1 if index else parameters) | {"municipality": municipality}
            for index, ((municipality, direction, component), (state, points)) in enumerate(cells.items())
        ]
    )
    targets = pd.DataFrame(
        [(municipality, "2.2", code, status.value) for (municipality, code), status in statuses.items()],
        columns=["municipality", "direction", "indicator", "status"],
    )
    found = recommendations(frame, NO_LOSSES, targets, REQUIRED)
    asked = {
        (each.municipality, f"cycle~{each.direction}~{each.cycle_component}")
        for each in frame.itertuples()
        if each.parameters and each.cycle_component in REQUIRED and each.state != FORMED
    }
    at_risk = {
        (municipality, f"target~{code}")
        for (municipality, code), status in statuses.items()
        if status in (TargetStatus.MISSED, TargetStatus.BEHIND)
    }
    keys = list(zip(found["municipality"], found["key"], strict=True))
    assert len(keys) == len(set(keys))
    assert set(keys) == asked | at_risk
    assert len(component_gaps(frame, REQUIRED)) == len(asked)


def test_the_median_is_of_peers_scored_in_full_and_needs_three_of_them() -> None:
    totals = pd.DataFrame(
        {
            "municipality": ["A", "B", "C", "D", "A", "B", "C"],
            "direction": ["1.1"] * 4 + ["1.2"] * 3,
            "points": [10.0, 20.0, 40.0, 90.0, 1.0, 2.0, 3.0],
            "maximum": [100.0] * 4 + [5.0] * 3,
            "maximum_scored": [100.0] * 4 + [5.0, 5.0, 4.0],
            "parameters": 1,
        }
    )
    assert peer_medians(totals, ["A", "B", "C"]) == {"1.1": 20.0}
    assert peer_medians(totals, ["A", "B"]) == {}
