"""The rubrics that ship: what the documents itemise is exact, and what is demonstration says so."""

from collections import Counter

import pytest

from data.methodology.checks import check_methodology
from data.methodology.definition import MethodologyDefinition, StatedTotal
from data.methodology.yaml_files import SHIPPED_CODES, read_shipped
from data.vocabulary import Comparability

CYCLE = (
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


def maximum_of(definition: MethodologyDefinition, **what: str) -> float:
    return sum(row.maximum for row in definition.parameters_of(StatedTotal(maximum=0, **what)))


def points_of(definition: MethodologyDefinition, direction: str, component: str) -> dict[tuple[str, str], tuple]:
    positions = {row.code: row for row in definition.positions if row.direction == direction}
    return {
        (positions[row.position].text_ru, row.code): (row.minimum, row.maximum)
        for row in definition.parameters
        if row.direction == direction and positions[row.position].cycle_component == component
    }


@pytest.mark.parametrize("code", SHIPPED_CODES)
def test_nothing_is_wrong_with_a_shipped_rubric(code: str) -> None:
    definition = read_shipped(code)
    assert check_methodology(definition) == []
    assert definition.code == code
    assert definition.formed_threshold == 1.0
    assert not definition.floor_at_zero
    assert tuple(row.code for row in definition.cycle_components) == CYCLE
    assert len({row.group for row in definition.cycle_components}) == 6


def test_the_official_rubric_holds_47_of_149_and_nothing_else() -> None:
    official = read_shipped("official-2021-partial")
    assert not official.is_demo
    assert maximum_of(official) == maximum_of(official, direction="1.1") == 47
    assert maximum_of(official, direction="1.1", cycle_component="goals") == 27
    assert maximum_of(official, direction="1.1", cycle_component="indicators") == 20
    assert [row.official_maximum for row in official.directions] == [149, *[None] * 7]
    assert [row.official_maximum for row in official.blocks] == [480, None]
    assert sum(row.minimum for row in official.parameters) == -10
    assert [row.code for row in official.positions] == [f"1.1.g{n}" for n in range(1, 7)] + [
        f"1.1.i{n}" for n in range(1, 8)
    ]


def test_columns_of_the_official_rubric_sum_up_as_in_the_source() -> None:
    official = read_shipped("official-2021-partial")
    columns = Counter()
    for row in official.parameters:
        columns[row.position[4], row.code] += row.maximum + row.minimum
    assert columns == {
        ("g", "presence"): 9,
        ("g", "justification"): 9,
        ("g", "alignment"): 9,
        ("i", "presence"): 10,
        ("i", "matches_goal"): 10,
        ("i", "nonfunctional_or_negative"): -10,
    }


def test_the_demonstration_has_eight_complete_directions_of_900_points() -> None:
    demonstration = read_shipped("demonstration-8")
    assert demonstration.is_demo
    totals = {row.code: maximum_of(demonstration, direction=row.code) for row in demonstration.directions}
    assert totals == {
        "1.1": 149, "1.2": 112, "1.3": 108, "1.4": 111, "2.1": 84, "2.2": 126, "2.3": 118, "2.4": 92
    }  # fmt: skip
    assert maximum_of(demonstration, block="1") == 480
    assert maximum_of(demonstration, block="2") == 420
    assert maximum_of(demonstration) == 900
    assert [maximum_of(demonstration, direction="1.1", cycle_component=code) for code in CYCLE] == [
        27, 20, 12, 24, 18, 12, 12, 10, 14
    ]  # fmt: skip


@pytest.mark.parametrize("code", ["demonstration-8", "demonstration-9"])
def test_every_direction_of_a_demonstration_has_every_component_and_a_penalty(code: str) -> None:
    definition = read_shipped(code)
    for direction in definition.directions:
        for component in CYCLE:
            assert maximum_of(definition, direction=direction.code, cycle_component=component) > 0
        penalties = [row for row in definition.parameters if row.direction == direction.code and row.minimum < 0]
        assert penalties
        assert all(row.maximum == 0 for row in penalties)
    assert all(row.minimum == int(row.minimum) and row.maximum == int(row.maximum) for row in definition.parameters)


def test_the_demonstration_scores_1_1_as_the_official_rubric_does() -> None:
    official, demonstration = read_shipped("official-2021-partial"), read_shipped("demonstration-8")
    for component in ("goals", "indicators"):
        assert points_of(official, "1.1", component) == points_of(demonstration, "1.1", component)


def test_the_nine_directions_continue_as_eight() -> None:
    older = read_shipped("demonstration-9")
    assert len(older.directions) == 9
    links = {
        row.direction: (row.newer_direction, row.comparable)
        for row in older.crosswalk
        if row.comparable is not Comparability.NONE
    }
    assert links == {
        "1.1": ("1.1", Comparability.PARTLY),
        "1.2": ("1.2", Comparability.FULL),
        "1.3": ("1.3", Comparability.FULL),
        "1.4": ("1.4", Comparability.FULL),
        "2.1": ("1.1", Comparability.PARTLY),
        "2.2": ("2.1", Comparability.FULL),
        "2.3": ("2.2", Comparability.PARTLY),
        "2.4": ("2.2", Comparability.PARTLY),
        "2.5": ("2.3", Comparability.FULL),
    }


def test_the_newer_2_4_has_no_ancestor_but_a_namesake() -> None:
    links = [row for row in read_shipped("demonstration-9").crosswalk if row.newer_direction == "2.4"]
    assert [(row.direction, row.comparable) for row in links] == [("2.4", Comparability.NONE)]
    assert "предшественника нет" in links[0].note_ru


def test_a_direction_that_continues_in_full_keeps_its_maximum() -> None:
    older, newer = read_shipped("demonstration-9"), read_shipped("demonstration-8")
    for row in older.crosswalk:
        if row.comparable is Comparability.FULL:
            assert maximum_of(older, direction=row.direction) == maximum_of(newer, direction=row.newer_direction)
