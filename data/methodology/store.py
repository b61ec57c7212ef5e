"""Storing a rubric. Assessments refer to its rows, so a stored rubric never changes: a new version gets a new code."""

from dataclasses import fields, replace
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.errors import Conflict
from data.language import _
from data.methodology.definition import (
    BlockDefinition,
    CycleComponentDefinition,
    DirectionDefinition,
    MethodologyDefinition,
    ParameterDefinition,
    PositionDefinition,
)
from data.models.base import Base
from data.models.methodology import (
    Block,
    CycleComponent,
    Direction,
    DirectionCrosswalk,
    Methodology,
    Parameter,
    Position,
)

Definition = TypeVar("Definition")
# Fields of a definition that name other rows or its file, and so are no columns of the row itself.
REFERENCES = {"block", "direction", "cycle_component", "position", "place"}
PARTS = {"blocks", "directions", "cycle_components", "positions", "parameters", "stated_totals", "crosswalk"}


class MethodologyRefused(Conflict):
    """The rubric contradicts one that is stored, or refers to one that is not."""


def store_methodology(session: Session, definition: MethodologyDefinition) -> Methodology:
    """Add a checked rubric to the caller's transaction; the same rubric again changes nothing.

    Raises MethodologyRefused when the code is taken by another rubric, or the crosswalk leads to none.
    """
    stored = session.scalar(select(Methodology).where(Methodology.code == definition.code))
    if stored is not None:
        if read_stored(stored) == as_stored(definition):
            return stored
        raise MethodologyRefused(
            _(
                "A different methodology with the code {code} is already stored (version {version}). "
                "Scores refer to it, so it is not changed: give the new version a new code."
            ).format(code=definition.code, version=stored.version)
        )
    methodology = _methodology(definition)
    session.add(methodology)
    session.flush()
    _store_crosswalk(session, definition, methodology)
    return methodology


def _columns(row: Any, without: set[str] = REFERENCES) -> dict[str, Any]:
    return {field.name: getattr(row, field.name) for field in fields(row) if field.name not in without}


def _methodology(definition: MethodologyDefinition) -> Methodology:
    blocks = {row.code: Block(order=order, **_columns(row)) for order, row in enumerate(definition.blocks, start=1)}
    components = {
        row.code: CycleComponent(order=order, **_columns(row))
        for order, row in enumerate(definition.cycle_components, start=1)
    }
    directions = {
        row.code: Direction(order=order, block=blocks[row.block], **_columns(row))
        for order, row in enumerate(definition.directions, start=1)
    }
    positions = {
        (row.direction, row.code): Position(
            order=order,
            direction=directions[row.direction],
            cycle_component=components[row.cycle_component],
            **_columns(row),
        )
        for order, row in enumerate(definition.positions, start=1)
    }
    for order, row in enumerate(definition.parameters, start=1):
        positions[row.direction, row.position].parameters.append(Parameter(order=order, **_columns(row)))
    return Methodology(
        blocks=list(blocks.values()),
        directions=list(directions.values()),
        cycle_components=list(components.values()),
        **_columns(definition, PARTS),
    )


def _store_crosswalk(session: Session, definition: MethodologyDefinition, older: Methodology) -> None:
    older_directions = {direction.code: direction for direction in older.directions}
    for row in definition.crosswalk:
        newer = session.scalar(
            select(Direction)
            .join(Methodology)
            .where(Methodology.code == row.newer_methodology, Direction.code == row.newer_direction)
        )
        if newer is None:
            raise MethodologyRefused(
                _("The crosswalk leads to direction {direction} of methodology {code}, which is not stored.").format(
                    direction=row.newer_direction, code=row.newer_methodology
                )
            )
        session.add(
            DirectionCrosswalk(
                older_id=older_directions[row.direction].id,
                newer_id=newer.id,
                comparable=row.comparable.value,
                note_ru=row.note_ru,
                note_en=row.note_en,
            )
        )


def as_stored(definition: MethodologyDefinition) -> MethodologyDefinition:
    """The rubric without what ``read_stored`` does not give back: places, stated totals and the crosswalk."""
    return replace(
        definition,
        blocks=tuple(replace(row, place=None) for row in definition.blocks),
        directions=tuple(replace(row, place=None) for row in definition.directions),
        cycle_components=tuple(replace(row, place=None) for row in definition.cycle_components),
        positions=tuple(replace(row, place=None) for row in definition.positions),
        parameters=tuple(replace(row, place=None) for row in definition.parameters),
        stated_totals=(),
        crosswalk=(),
    )


def _definition(kind: type[Definition], row: Base, **references: str) -> Definition:
    columns = {field.name for field in fields(kind)} - REFERENCES  # type: ignore[arg-type]
    return kind(**{name: getattr(row, name) for name in columns}, **references)


def read_stored(methodology: Methodology) -> MethodologyDefinition:
    """A stored rubric as a definition, without its crosswalk: what a template workbook is made from."""
    positions = sorted(
        (row for direction in methodology.directions for row in direction.positions), key=lambda row: row.order
    )
    parameters = sorted((row for position in positions for row in position.parameters), key=lambda row: row.order)
    scalars = {field.name for field in fields(MethodologyDefinition)} - PARTS
    return MethodologyDefinition(
        **{name: getattr(methodology, name) for name in scalars},
        blocks=tuple(_definition(BlockDefinition, row) for row in methodology.blocks),
        directions=tuple(_definition(DirectionDefinition, row, block=row.block.code) for row in methodology.directions),
        cycle_components=tuple(_definition(CycleComponentDefinition, row) for row in methodology.cycle_components),
        positions=tuple(
            _definition(PositionDefinition, row, direction=row.direction.code, cycle_component=row.cycle_component.code)
            for row in positions
        ),
        parameters=tuple(
            _definition(ParameterDefinition, row, direction=row.position.direction.code, position=row.position.code)
            for row in parameters
        ),
    )
