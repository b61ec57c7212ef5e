"""Measures without analysis, analysis without monitoring, indicators without goals: every pattern of presence."""

from itertools import product

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.measures.chains import LINKS, ChainPattern, ChainState, chain_breaks
from data.vocabulary import ComponentState

FORMED, PARTIAL, ABSENT, NO_DATA, NOT_APPLICABLE = (
    ComponentState.FORMED,
    ComponentState.PARTIAL,
    ComponentState.ABSENT,
    ComponentState.NO_DATA,
    ComponentState.NOT_APPLICABLE,
)
FOUND, NOT_FOUND, NOT_JUDGED = ChainState.FOUND, ChainState.NOT_FOUND, ChainState.NOT_JUDGED
# Worked out by hand: (earlier, later) → what is said.
TRUTH = {
    (FORMED, FORMED): NOT_FOUND,
    (FORMED, PARTIAL): NOT_FOUND,
    (FORMED, ABSENT): NOT_FOUND,
    (FORMED, NO_DATA): NOT_JUDGED,
    (FORMED, NOT_APPLICABLE): NOT_JUDGED,
    (PARTIAL, FORMED): NOT_FOUND,
    (PARTIAL, PARTIAL): NOT_FOUND,
    (PARTIAL, ABSENT): NOT_FOUND,
    (PARTIAL, NO_DATA): NOT_JUDGED,
    (PARTIAL, NOT_APPLICABLE): NOT_JUDGED,
    (ABSENT, FORMED): FOUND,
    (ABSENT, PARTIAL): FOUND,
    (ABSENT, ABSENT): NOT_FOUND,
    (ABSENT, NO_DATA): NOT_JUDGED,
    (ABSENT, NOT_APPLICABLE): NOT_JUDGED,
    **{(NO_DATA, later): NOT_JUDGED for later in ComponentState},
    **{(NOT_APPLICABLE, later): NOT_JUDGED for later in ComponentState},
}
LINKED = ("goals", "indicators", "monitoring", "analysis", "measures")


def states(*rows: tuple[str, dict[str, ComponentState]]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"municipality": code, "direction": "1.1", "cycle_component": name, "state": state.value}
            for code, cells in rows
            for name, state in cells.items()
        ]
    )


@pytest.mark.parametrize("pattern", list(ChainPattern))
def test_truth_table_of_each_pattern(pattern: ChainPattern) -> None:
    link = LINKS[pattern]
    assert set(TRUTH) == set(product(ComponentState, repeat=2))
    pairs = list(TRUTH)
    rest = dict.fromkeys(LINKED, FORMED)
    frame = states(*((f"M{place}", {**rest, link.earlier: a, link.later: b}) for place, (a, b) in enumerate(pairs)))
    found = chain_breaks(frame)
    of_pattern = found[found["pattern"] == pattern]
    assert dict(zip(pairs, of_pattern["state"], strict=True)) == TRUTH


def test_all_presence_patterns_of_the_linked_components() -> None:
    patterns = list(product(ComponentState, repeat=len(LINKED)))
    frame = states(*((f"M{place}", dict(zip(LINKED, cells, strict=True))) for place, cells in enumerate(patterns)))
    found = chain_breaks(frame)
    assert len(found) == 3 * len(patterns)
    expected = [
        TRUTH[cells[LINKED.index(link.earlier)], cells[LINKED.index(link.later)]]
        for cells in patterns
        for link in LINKS.values()
    ]
    assert list(found["state"]) == expected


def test_the_three_patterns_link_neighbours_of_the_cycle() -> None:
    assert {pattern.value: tuple(link) for pattern, link in LINKS.items()} == {
        "measures_without_analysis": ("analysis", "measures"),
        "analysis_without_monitoring": ("monitoring", "analysis"),
        "indicators_without_goals": ("goals", "indicators"),
    }


def test_a_component_that_the_rubric_does_not_have_is_not_judged() -> None:
    found = chain_breaks(states(("M1", {"goals": ABSENT, "indicators": PARTIAL})))
    assert list(found["state"]) == [NOT_JUDGED, NOT_JUDGED, FOUND]


def test_units_keep_their_order_and_each_has_every_pattern() -> None:
    found = chain_breaks(states(("M9", {"goals": FORMED}), ("M2", {"goals": ABSENT, "indicators": FORMED})))
    assert list(found["municipality"]) == ["M9"] * 3 + ["M2"] * 3
    assert list(found["pattern"]) == [pattern.value for pattern in ChainPattern] * 2


@given(st.lists(st.sampled_from(list(ComponentState)), min_size=5, max_size=5))
def test_forming_the_earlier_link_always_cures(cells: list[ComponentState]) -> None:
    before = dict(zip(LINKED, cells, strict=True))
    for pattern, link in LINKS.items():
        found = chain_breaks(states(("M1", {**before, link.earlier: FORMED}))).set_index("pattern")["state"]
        assert found[pattern] != FOUND
