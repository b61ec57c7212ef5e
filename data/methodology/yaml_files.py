"""Rubrics written as YAML in a compact form: the rows of a direction once, and a line of points for each column.

rows:                                  # the positions, used by every stage without rows of its own
- {ru: по …, en: …}
cycle_components:
  goals:
    maximum: 7                         # stated, and checked against the points below
    points:
      presence: 2 2 1                  # one number for each row; a negative one is a penalty
      alignment: 1 1 -                 # «-»: this row has no such parameter
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

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

SHIPPED_FOLDER = Path(__file__).parent / "shipped"
SHIPPED_CODES = ("official-2021-partial", "demonstration-8", "demonstration-9")

Mapping = dict[str, Any]


class _Rows(NamedTuple):
    positions: list[PositionDefinition]
    parameters: list[ParameterDefinition]
    stated_totals: list[StatedTotal]


@cache
def read_shipped(code: str) -> MethodologyDefinition:
    """One of ``SHIPPED_CODES``."""
    return read_methodology(SHIPPED_FOLDER / f"{code.replace('-', '_')}.yaml")


def read_methodology(path: Path) -> MethodologyDefinition:
    """Read a rubric and, beside it, the file of its cycle that ``cycle`` names.

    Raises KeyError or ValueError where the form itself is broken; what is wrong with the rubric is for
    ``data.methodology.checks``.
    """
    content = _load(path)
    cycle = _load(path.parent / content["cycle"])
    rows = _Rows([], [], [])
    for index, direction in enumerate(content["directions"]):
        _expand_direction(direction, cycle, f"directions[{index}]", rows)
    return MethodologyDefinition(
        **{key: content[key] for key in ("code", "version", "name_ru", "name_en", "source_ru", "source_en")},
        is_demo=content.get("is_demo", False),
        formed_threshold=float(content.get("formed_threshold", 1.0)),
        floor_at_zero=content.get("floor_at_zero", False),
        blocks=tuple(_block(block, index) for index, block in enumerate(content["blocks"])),
        directions=tuple(_direction(direction, index) for index, direction in enumerate(content["directions"])),
        cycle_components=tuple(
            CycleComponentDefinition(
                **{key: value for key, value in component.items() if key not in ("position_prefix", "columns")},
                place=f"{content['cycle']}: cycle_components[{index}]",
            )
            for index, component in enumerate(cycle["cycle_components"])
        ),
        positions=tuple(rows.positions),
        parameters=tuple(rows.parameters),
        stated_totals=(*rows.stated_totals, *_stated_sums(content)),
        crosswalk=tuple(_crosswalk(row, index) for index, row in enumerate(content.get("crosswalk", []))),
    )


def _load(path: Path) -> Mapping:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(content, dict):
        raise ValueError(f"{path.name} does not hold a mapping")
    return content


def _block(block: Mapping, index: int) -> BlockDefinition:
    return BlockDefinition(
        code=block["code"],
        name_ru=block["name_ru"],
        name_en=block["name_en"],
        official_maximum=block.get("official_maximum"),
        place=f"blocks[{index}]",
    )


def _direction(direction: Mapping, index: int) -> DirectionDefinition:
    return DirectionDefinition(
        **{key: direction[key] for key in ("code", "block", "name_ru", "name_en", "short_ru", "short_en")},
        official_maximum=direction.get("official_maximum"),
        place=f"directions[{index}]",
    )


def _crosswalk(row: Mapping, index: int) -> CrosswalkDefinition:
    return CrosswalkDefinition(
        **{key: row[key] for key in ("direction", "newer_methodology", "newer_direction", "note_ru", "note_en")},
        comparable=Comparability(row["comparable"]),
        place=f"crosswalk[{index}]",
    )


def _stated_sums(content: Mapping) -> list[StatedTotal]:
    """Totals stated for directions, blocks and the whole; those of stages come with their points."""
    totals = [
        StatedTotal(direction=row["code"], maximum=row["maximum"], place=f"directions[{index}].maximum")
        for index, row in enumerate(content["directions"])
        if "maximum" in row
    ]
    totals += [
        StatedTotal(block=row["code"], maximum=row["maximum"], place=f"blocks[{index}].maximum")
        for index, row in enumerate(content["blocks"])
        if "maximum" in row
    ]
    if "maximum" in content:
        totals.append(StatedTotal(maximum=content["maximum"], place="maximum"))
    return totals


def _expand_direction(direction: Mapping, cycle: Mapping, place: str, rows: _Rows) -> None:
    components = {component["code"]: component for component in cycle["cycle_components"]}
    for code, filled in direction.get("cycle_components", {}).items():
        here = f"{place}.cycle_components.{code}"
        # A component that the cycle does not know keeps its code, so that the checks can name it.
        component = components.get(code, {"code": code, "position_prefix": code, "columns": {}})
        texts = filled.get("rows") or direction["rows"]
        positions = _positions(direction["code"], component, texts, here)
        rows.positions.extend(positions)
        rows.parameters.extend(_parameters(positions, component["columns"], filled["points"], here))
        if "maximum" in filled:
            rows.stated_totals.append(
                StatedTotal(
                    direction=direction["code"],
                    cycle_component=code,
                    maximum=filled["maximum"],
                    place=f"{here}.maximum",
                )
            )


def _positions(direction: str, component: Mapping, texts: list[Mapping], place: str) -> list[PositionDefinition]:
    return [
        PositionDefinition(
            code=f"{direction}.{component['position_prefix']}{number}",
            direction=direction,
            cycle_component=component["code"],
            text_ru=text["ru"],
            text_en=text["en"],
            place=f"{place}, row {number}",
        )
        for number, text in enumerate(texts, start=1)
    ]


def _parameters(
    positions: list[PositionDefinition], columns: Mapping, lines: Mapping, place: str
) -> Iterator[ParameterDefinition]:
    """Parameters row by row; ``lines`` holds the points of each column, ``columns`` its names."""
    points = {column: _points(line, len(positions), f"{place}.points.{column}") for column, line in lines.items()}
    for index, position in enumerate(positions):
        for column, values in points.items():
            value = values[index]
            if value is not None:
                names = columns.get(column, {"ru": column, "en": column})
                yield ParameterDefinition(
                    code=column,
                    direction=position.direction,
                    position=position.code,
                    name_ru=names["ru"],
                    name_en=names["en"],
                    minimum=min(value, 0.0),
                    maximum=max(value, 0.0),
                    place=f"{place}.points.{column}, row {index + 1}",
                )


def _points(line: str | int, rows: int, place: str) -> list[float | None]:
    points = [None if word == "-" else float(word) for word in str(line).split()]
    if len(points) != rows:
        raise ValueError(f"{place}: {len(points)} numbers for {rows} rows")
    return points
