"""A small rubric that is right, and one mistake at a time."""

from dataclasses import replace

from data.findings import Finding, refuses
from data.language import speaking
from data.methodology.checks import check_methodology
from data.methodology.definition import (
    BlockDefinition,
    CrosswalkDefinition,
    CycleComponentDefinition,
    DirectionDefinition,
    MethodologyDefinition,
    ParameterDefinition,
    PositionDefinition,
    StatedTotal,
)
from data.vocabulary import Comparability


def component(code: str) -> CycleComponentDefinition:
    return CycleComponentDefinition(code=code, name_ru=code, name_en=code, short_ru=code, short_en=code, group=code)


def direction(code: str, block: str = "1", official_maximum: float | None = None) -> DirectionDefinition:
    return DirectionDefinition(
        code=code,
        block=block,
        name_ru=code,
        name_en=code,
        short_ru=code,
        short_en=code,
        official_maximum=official_maximum,
        place=f"Направления!A{code[-1]}",
    )


def position(code: str, cycle_component: str = "goals", direction: str = "1.1") -> PositionDefinition:
    return PositionDefinition(
        code=code, direction=direction, cycle_component=cycle_component, text_ru="по …", text_en="of …"
    )


def parameter(
    code: str, position: str, maximum: float, minimum: float = 0, place: str = "Рубрика!F7"
) -> ParameterDefinition:
    return ParameterDefinition(
        code=code,
        direction="1.1",
        position=position,
        name_ru=code,
        name_en=code,
        minimum=minimum,
        maximum=maximum,
        place=place,
    )


# Goals: 2 + 1 = 3; indicators: 2 and a penalty; direction 5 of an official 149.
RIGHT = MethodologyDefinition(
    code="small",
    version="1",
    name_ru="Малая",
    name_en="Small",
    source_ru="",
    source_en="",
    blocks=(BlockDefinition(code="1", name_ru="1", name_en="1", official_maximum=480),),
    directions=(direction("1.1", official_maximum=149),),
    cycle_components=(component("goals"), component("indicators")),
    positions=(position("g1"), position("g2"), position("i1", "indicators")),
    parameters=(
        parameter("presence", "g1", 2),
        parameter("presence", "g2", 1),
        parameter("presence", "i1", 2),
        parameter("penalty", "i1", 0, minimum=-2),
    ),
    stated_totals=(
        StatedTotal(direction="1.1", cycle_component="goals", maximum=3),
        StatedTotal(direction="1.1", maximum=5),
        StatedTotal(block="1", maximum=5),
        StatedTotal(maximum=5),
    ),
)


def rules(definition: MethodologyDefinition) -> list[str]:
    return [finding.rule for finding in check_methodology(definition)]


def only(definition: MethodologyDefinition) -> Finding:
    (finding,) = check_methodology(definition)
    return finding


def test_a_partly_loaded_official_maximum_is_no_contradiction() -> None:
    assert check_methodology(RIGHT) == []


def test_a_stated_total_that_differs_names_its_place_and_both_numbers() -> None:
    wrong = StatedTotal(direction="1.1", cycle_component="goals", maximum=4, place="Рубрика!G12")
    with speaking("ru"):
        finding = only(replace(RIGHT, stated_totals=(wrong,)))
    assert refuses([finding])
    assert finding.rule == "contradictory-total"
    assert (finding.sheet, finding.cell) == ("Рубрика", "G12")
    assert (finding.found, finding.expected) == ("4", "3")
    assert finding.message == "Направление 1.1, звено цикла goals: указан итог 4, а сумма по параметрам — 3."


def test_totals_of_direction_block_component_and_whole_are_all_checked() -> None:
    wrong = (
        StatedTotal(direction="1.1", maximum=6),
        StatedTotal(block="1", maximum=6),
        StatedTotal(cycle_component="indicators", maximum=6),
        StatedTotal(maximum=6),
    )
    assert rules(replace(RIGHT, stated_totals=wrong)) == ["contradictory-total"] * 4


def test_an_official_maximum_below_what_is_loaded_is_refused() -> None:
    finding = only(replace(RIGHT, directions=(direction("1.1", official_maximum=4),)))
    assert finding.rule == "official-maximum-exceeded"
    assert (finding.sheet, finding.cell) == ("Направления", "A1")


def test_an_official_maximum_of_zero_is_a_maximum() -> None:
    assert rules(replace(RIGHT, directions=(direction("1.1", official_maximum=0),))) == ["official-maximum-exceeded"]


def test_a_code_used_twice_names_the_first_place() -> None:
    twice = (*RIGHT.parameters, parameter("presence", "g1", 0, place="Рубрика!F9"))
    with speaking("en"):
        finding = only(replace(RIGHT, parameters=twice))
    assert finding.rule == "duplicate-code"
    assert finding.cell == "F9"
    assert "Рубрика!F7" in finding.message


def test_duplicates_of_every_kind_are_found() -> None:
    assert rules(replace(RIGHT, blocks=RIGHT.blocks * 2)) == ["duplicate-code"]
    assert rules(replace(RIGHT, directions=RIGHT.directions * 2)) == ["duplicate-code"]
    assert rules(replace(RIGHT, cycle_components=(*RIGHT.cycle_components, component("goals")))) == ["duplicate-code"]
    assert rules(replace(RIGHT, positions=(*RIGHT.positions, position("g1")))) == ["duplicate-code"]


def test_unknown_references_of_every_kind_are_found() -> None:
    assert "unknown-reference" in rules(replace(RIGHT, directions=(direction("1.1", block="7"),), stated_totals=()))
    both = ["unknown-reference", "position-without-parameters"]
    assert rules(replace(RIGHT, positions=(*RIGHT.positions, position("x", direction="9.9")))) == both
    assert rules(replace(RIGHT, positions=(*RIGHT.positions, position("x", "dreams")))) == both
    assert rules(replace(RIGHT, parameters=(*RIGHT.parameters, parameter("p", "g9", 0)))) == ["unknown-reference"]
    unknown_total = StatedTotal(direction="9.9", maximum=0)
    assert rules(replace(RIGHT, stated_totals=(unknown_total,))) == ["unknown-reference"]
    link = CrosswalkDefinition(
        direction="9.9",
        newer_methodology="x",
        newer_direction="1.1",
        comparable=Comparability.FULL,
        note_ru="",
        note_en="",
    )
    assert rules(replace(RIGHT, crosswalk=(link,))) == ["unknown-reference"]


def test_a_minimum_above_the_maximum_is_refused() -> None:
    assert rules(replace(RIGHT, parameters=(*RIGHT.parameters, parameter("p", "g1", -1)), stated_totals=())) == [
        "minimum-above-maximum"
    ]


def test_a_threshold_outside_zero_to_one_is_refused() -> None:
    assert rules(replace(RIGHT, formed_threshold=0)) == ["threshold-out-of-range"]
    assert rules(replace(RIGHT, formed_threshold=1.2)) == ["threshold-out-of-range"]
    assert rules(replace(RIGHT, formed_threshold=0.8)) == []


def test_all_findings_come_at_once() -> None:
    wrong = replace(
        RIGHT,
        formed_threshold=2,
        parameters=(*RIGHT.parameters, parameter("p", "g9", 1, minimum=3)),
        directions=(*RIGHT.directions, direction("1.1")),
    )
    found = rules(wrong)
    assert {"duplicate-code", "unknown-reference", "threshold-out-of-range", "minimum-above-maximum"} <= set(found)
    assert "contradictory-total" in found
