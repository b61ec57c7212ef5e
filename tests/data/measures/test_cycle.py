"""States, verdicts and the first break: the rule of document 001, worked out by hand."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.measures.cycle import component_states, grouped_states, verdicts
from data.vocabulary import ComponentState, Verdict

FORMED, PARTIAL, ABSENT, NO_DATA, NOT_APPLICABLE = (
    ComponentState.FORMED,
    ComponentState.PARTIAL,
    ComponentState.ABSENT,
    ComponentState.NO_DATA,
    ComponentState.NOT_APPLICABLE,
)
NINE = (
    "goals",
    "indicators",
    "methods",
    "monitoring",
    "analysis",
    "recommendations",
    "measures",
    "decisions",
    "effectiveness",
)
SIX = dict(zip(NINE, ("1", "2", "2", "3", "4", "4", "5", "5", "6"), strict=True))


def result(points: float, maximum: float, *, unscored: float = 0, penalty: float = 0, parameters: int = 2) -> dict:
    """One row in which ``unscored`` points and a penalty of ``penalty`` are still open."""
    is_open = bool(unscored or penalty)
    return {
        "municipality": "M1",
        "direction": "1.1",
        "cycle_component": "goals",
        "points": points,
        "lowest": points - penalty,
        "highest": points + unscored,
        "maximum": maximum,
        "maximum_scored": maximum - unscored,
        "parameters": parameters,
        "parameters_scored": parameters - is_open,
        "parameters_not_applicable": 0,
    }


def state_of(row: dict, threshold: float = 1.0) -> str:
    return component_states(pd.DataFrame([row]), threshold)["state"].iloc[0]


@pytest.mark.parametrize(
    ("row", "threshold", "expected"),
    [
        (result(27, 27), 1.0, FORMED),
        (result(26, 27), 1.0, PARTIAL),
        (result(0.5, 27), 1.0, PARTIAL),
        (result(0, 27), 1.0, ABSENT),
        (result(-3, 20), 1.0, ABSENT),
        (result(16, 20), 0.8, FORMED),
        (result(15.5, 20), 0.8, PARTIAL),
        # 0.1 + 0.2 is a little above 0.3, and 0.7 · 10 a little below 7.
        (result(0.1 + 0.2, 0.3), 1.0, FORMED),
        (result(0.1 * 3 - 0.3, 0.3), 1.0, ABSENT),
        (result(7, 10), 0.7, FORMED),
        # 5 of 20 scored with 1 point: between 1 and 16 of 20, so partial whatever comes.
        (result(1, 20, unscored=15), 1.0, PARTIAL),
        # 0 points so far and 15 open: absent or partial, nobody knows.
        (result(0, 20, unscored=15), 1.0, NO_DATA),
        # All points so far and 15 open: partial or formed.
        (result(5, 20, unscored=15), 1.0, NO_DATA),
        # With a threshold of 80 % the last open point changes nothing.
        (result(17, 20, unscored=1), 0.8, FORMED),
        # Full points, but nobody has judged whether the penalty of 2 is due.
        (result(20, 20, penalty=2), 1.0, NO_DATA),
        (result(-4, 20, penalty=2), 1.0, ABSENT),
    ],
)
def test_state_follows_the_bounds(row: dict, threshold: float, expected: ComponentState) -> None:
    assert state_of(row, threshold) == expected


def test_nothing_scored_nothing_loaded_and_nothing_applicable_differ() -> None:
    unscored = result(0, 20, unscored=20, parameters=1)
    not_loaded = result(0, 0, parameters=0)
    not_applicable = {**unscored, "parameters_not_applicable": 1}
    partly = {**result(10, 20, unscored=10), "parameters_not_applicable": 1}
    assert [state_of(row) for row in (unscored, not_loaded, not_applicable, partly)] == [
        NO_DATA,
        NO_DATA,
        NOT_APPLICABLE,
        NO_DATA,
    ]


def test_states_keep_every_row_and_its_index() -> None:
    frame = pd.DataFrame([result(0, 5), result(5, 5), result(3, 5)], index=[7, 3, 5])
    states = component_states(frame, 1.0)
    assert list(states.index) == [7, 3, 5]
    assert list(states["state"]) == [ABSENT, FORMED, PARTIAL]


points = st.integers(-20, 40).map(lambda tenth: tenth / 10)


@given(points, points, st.floats(0.05, 1.0))
def test_more_points_never_lower_a_state(first: float, second: float, threshold: float) -> None:
    order = [ABSENT, PARTIAL, FORMED]
    lower, higher = sorted((first, second))
    assert order.index(state_of(result(lower, 4), threshold)) <= order.index(state_of(result(higher, 4), threshold))


@given(points, st.floats(0.05, 1.0), st.floats(0.05, 1.0))
def test_a_higher_threshold_never_forms_more(given_points: float, first: float, second: float) -> None:
    lower, higher = sorted((first, second))
    if state_of(result(given_points, 4), higher) == FORMED:
        assert state_of(result(given_points, 4), lower) == FORMED


@given(points, st.integers(0, 20), st.integers(0, 20), st.floats(0, 1))
def test_a_decided_state_survives_whatever_the_open_scores_become(
    given_points: float, unscored: int, penalty: int, where: float
) -> None:
    row = result(given_points, 4, unscored=unscored / 10, penalty=penalty / 10)
    decided = state_of(row)
    settled = row["lowest"] + where * (row["highest"] - row["lowest"])
    assert decided in (NO_DATA, state_of(result(settled, 4)))


def direction(*cells: str, names: tuple[str, ...] = NINE, code: str = "M1") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "municipality": code,
            "direction": "1.1",
            "cycle_component": names[: len(cells)],
            "state": [str(cell) for cell in cells],
        }
    )


def by_the_rule(cells: tuple[str, ...]) -> Verdict:
    """Document 001, read aloud."""
    if all(cell == FORMED for cell in cells):
        return Verdict.EFFECTIVE
    if any(cell in (ABSENT, PARTIAL) for cell in cells):
        return Verdict.INEFFECTIVE
    return Verdict.CANNOT_BE_JUDGED


@pytest.mark.parametrize("length", [1, 2, 3, 4])
def test_truth_table_over_all_patterns(length: int) -> None:
    patterns = list(product(ComponentState, repeat=length))
    names = NINE[:length]
    frame = pd.concat(direction(*cells, code=f"M{index}") for index, cells in enumerate(patterns))
    found = verdicts(frame, names)
    assert list(found["verdict"]) == [by_the_rule(cells) for cells in patterns]
    assert list(found["formed"]) == [cells.count(FORMED) for cells in patterns]
    for cells, row in zip(patterns, found.itertuples(), strict=True):
        gaps = [(name, cell) for name, cell in zip(names, cells, strict=True) if cell != FORMED]
        assert (row.first_broken, row.first_broken_state) == (gaps[0] if gaps else ("", ""))


def test_all_patterns_of_presence_over_the_whole_cycle() -> None:
    patterns = list(product((FORMED, PARTIAL, ABSENT), repeat=9))
    frame = pd.DataFrame(
        {
            "municipality": np.repeat([f"M{index}" for index in range(len(patterns))], 9),
            "direction": "1.1",
            "cycle_component": NINE * len(patterns),
            "state": [str(cell) for cells in patterns for cell in cells],
        }
    )
    found = verdicts(frame, NINE)
    effective = found["verdict"] == Verdict.EFFECTIVE
    assert list(effective) == [set(cells) == {FORMED} for cells in patterns]
    assert effective.sum() == 1
    # Without data nowhere, a direction that is not effective is ineffective: nothing is left open.
    assert (found["verdict"] == Verdict.INEFFECTIVE).sum() == 3**9 - 1
    gaps = [next((place for place, cell in enumerate(cells) if cell != FORMED), None) for cells in patterns]
    assert list(found["first_broken"]) == ["" if gap is None else NINE[gap] for gap in gaps]
    assert list(found["first_broken_state"]) == [
        "" if gap is None else cells[gap] for cells, gap in zip(patterns, gaps, strict=True)
    ]
    # Whatever follows the first gap, it breaks there: two thirds at the goals, then a third of what is left each time.
    counts = found["first_broken"].value_counts()
    assert [counts[name] for name in NINE] == [2 * 3**later for later in range(8, -1, -1)]


@pytest.mark.parametrize("empty", range(9))
def test_maximum_points_with_one_empty_component_is_ineffective(empty: int) -> None:
    rows = [
        {**result(0 if index == empty else 100, 1 if index == empty else 100), "cycle_component": name}
        for index, name in enumerate(NINE)
    ]
    found = verdicts(component_states(pd.DataFrame(rows), 1.0), NINE).iloc[0]
    assert found["verdict"] == Verdict.INEFFECTIVE
    assert found["first_broken"] == NINE[empty]
    assert found["first_broken_state"] == ABSENT
    assert found["formed"] == 8


def test_a_link_without_data_comes_first_but_is_not_called_broken() -> None:
    found = verdicts(direction(FORMED, NO_DATA, ABSENT), NINE[:3]).iloc[0]
    assert found["verdict"] == Verdict.INEFFECTIVE
    assert (found["first_broken"], found["first_broken_state"]) == ("indicators", NO_DATA)


def test_a_required_component_without_a_row_has_no_data() -> None:
    found = verdicts(direction(FORMED, FORMED), NINE).iloc[0]
    assert found["verdict"] == Verdict.CANNOT_BE_JUDGED
    assert (found["first_broken"], found["first_broken_state"]) == ("methods", NO_DATA)
    assert (found["formed"], found["required"]) == (2, 9)


def test_units_keep_their_order_and_a_cycle_of_nothing_is_refused() -> None:
    frame = pd.concat([direction(FORMED, code="M9"), direction(ABSENT, code="M2")])
    assert list(verdicts(frame, NINE[:1])["municipality"]) == ["M9", "M2"]
    with pytest.raises(ValueError, match="at least one"):
        verdicts(frame, ())


cycles = st.lists(st.sampled_from(list(ComponentState)), min_size=9, max_size=9)


def with_points(frame: pd.DataFrame) -> pd.DataFrame:
    size = len(frame)
    return frame.assign(
        points=np.where(frame["state"] == NO_DATA, np.nan, 1.0),
        lowest=0.0,
        highest=2.0,
        maximum=2.0,
        maximum_scored=1.0,
        parameters=np.arange(size) + 1,
        parameters_scored=1,
        parameters_not_applicable=0,
    )


@given(cycles)
def test_six_stages_give_the_verdict_and_the_first_link_of_nine(cells: list[ComponentState]) -> None:
    nine = with_points(direction(*cells))
    fine = verdicts(nine, NINE).iloc[0]
    coarse = verdicts(grouped_states(nine, SIX), tuple("123456")).iloc[0]
    assert coarse["verdict"] == fine["verdict"]
    assert coarse["first_broken"] == SIX.get(fine["first_broken"], "")


@given(cycles, st.integers(0, 8))
def test_forming_one_more_component_never_worsens_a_verdict(cells: list[ComponentState], index: int) -> None:
    improved = [FORMED if place == index else cell for place, cell in enumerate(cells)]
    before = verdicts(direction(*cells), NINE).iloc[0]
    after = verdicts(direction(*improved), NINE).iloc[0]
    if before["verdict"] == Verdict.EFFECTIVE:
        assert after["verdict"] == Verdict.EFFECTIVE
    assert after["formed"] - before["formed"] == (cells[index] != FORMED)


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ((FORMED, FORMED), FORMED),
        ((FORMED, PARTIAL), PARTIAL),
        ((FORMED, ABSENT), PARTIAL),
        ((ABSENT, ABSENT), ABSENT),
        ((ABSENT, NO_DATA), PARTIAL),
        ((FORMED, NO_DATA), NO_DATA),
        ((FORMED, NOT_APPLICABLE), NO_DATA),
        ((NO_DATA, NO_DATA), NO_DATA),
        ((NOT_APPLICABLE, NOT_APPLICABLE), NOT_APPLICABLE),
    ],
)
def test_state_of_a_stage_of_two(members: tuple[str, str], expected: ComponentState) -> None:
    frame = with_points(direction(*members))
    assert grouped_states(frame, {"goals": "a", "indicators": "a"})["state"].tolist() == [expected]


def test_a_stage_sums_points_and_stays_empty_where_nothing_is_scored() -> None:
    frame = with_points(direction(FORMED, NO_DATA, NO_DATA, NO_DATA))
    stages = grouped_states(frame, {"goals": "a", "indicators": "a", "methods": "b", "monitoring": "b"})
    assert list(stages["cycle_component"]) == ["a", "b"]
    assert stages["points"].fillna(-1).tolist() == [1.0, -1.0]
    assert stages["maximum"].tolist() == [4.0, 4.0]
    assert stages["parameters"].tolist() == [3, 7]
