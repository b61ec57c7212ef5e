"""Parts of a methodology with their names: blocks, directions, stages, one parameter.

Rubrics are not versioned in revisions and are open to every role. All names are in the current language.
"""

from dataclasses import dataclass

from sqlalchemy import func, select

from data.language import local
from data.models.assessment import Assessment
from data.models.methodology import Block, CycleComponent, Direction, Methodology, Parameter, Position
from data.models.region import Period
from data.storage.reader import Reader, kept, remembered, timeless


@dataclass(frozen=True)
class Named:
    """A code and its full name."""

    code: str
    name: str


@dataclass(frozen=True)
class DirectionLine:
    """``block`` is the code of its block; ``name_ru`` is how the source, which is Russian, calls the direction."""

    code: str
    short: str
    name: str
    name_ru: str
    block: str


@dataclass(frozen=True)
class CycleComponentLine:
    """``group`` is the code of the coarser stage that the component belongs to."""

    code: str
    short: str
    name: str
    group: str


@dataclass(frozen=True)
class ParameterLine:
    """One parameter of one position; ``minimum`` and ``maximum`` in points."""

    direction: str
    position: str
    code: str
    name: str
    minimum: float
    maximum: float


@kept
def methodologies(reader: Reader) -> tuple[Named, ...]:
    """All methodologies: the one assessed by last first, then the one with more parameters, then by code."""
    assessed = select(func.max(Period.year)).join(Assessment, Assessment.period_id == Period.id)
    last_assessed = assessed.where(Assessment.methodology_id == Methodology.id).scalar_subquery()
    parameters = select(func.count(Parameter.id)).join(Parameter.position).join(Position.direction)
    loaded = parameters.where(Direction.methodology_id == Methodology.id).scalar_subquery()
    rows = reader.session.scalars(
        select(Methodology).order_by(func.coalesce(last_assessed, 0).desc(), loaded.desc(), Methodology.code)
    )
    return tuple(Named(row.code, local(row.name_ru, row.name_en)) for row in rows)


# A block with one of its directions and the points itemised in it; a block or a methodology may have none.
OutlineRow = tuple[Methodology, Block | None, Direction | None, float]


@timeless
@kept
def outline(reader: Reader, methodology: str) -> tuple[OutlineRow, ...]:
    """The methodology, its blocks and directions in their order: read together, as nearly every page needs them all."""
    rows = reader.session.execute(
        select(Methodology, Block, Direction, func.coalesce(func.sum(Parameter.maximum), 0.0))
        .select_from(Methodology)
        .outerjoin(Block, Block.methodology_id == Methodology.id)
        .outerjoin(Direction, Direction.block_id == Block.id)
        .outerjoin(Position, Position.direction_id == Direction.id)
        .outerjoin(Parameter, Parameter.position_id == Position.id)
        .where(Methodology.code == methodology)
        .group_by(Methodology.id, Block.id, Direction.id)
        .order_by(Block.order, Direction.order)
    )
    return tuple((row[0], row[1], row[2], row[3]) for row in rows)


def blocks(reader: Reader, methodology: str) -> tuple[Named, ...]:
    """The blocks of a methodology in their order; empty for one that is not known, as below."""
    found = dict.fromkeys(block for _same, block, _direction, _loaded in outline(reader, methodology) if block)
    return tuple(Named(row.code, local(row.name_ru, row.name_en)) for row in found)


def directions(reader: Reader, methodology: str) -> tuple[DirectionLine, ...]:
    rows = outline(reader, methodology)
    found = sorted(
        ((row, block.code) for _same, block, row, _loaded in rows if block and row), key=lambda pair: pair[0].order
    )
    return tuple(
        DirectionLine(row.code, local(row.short_ru, row.short_en), local(row.name_ru, row.name_en), row.name_ru, block)
        for row, block in found
    )


@timeless
@kept
def cycle_components(reader: Reader, methodology: str) -> tuple[CycleComponentLine, ...]:
    rows = reader.session.scalars(
        select(CycleComponent)
        .join(CycleComponent.methodology)
        .where(Methodology.code == methodology)
        .order_by(CycleComponent.order)
    )
    return tuple(
        CycleComponentLine(row.code, local(row.short_ru, row.short_en), local(row.name_ru, row.name_en), row.group)
        for row in rows
    )


@remembered
def parameter_line(
    reader: Reader, *, methodology: str, direction: str, position: str, parameter: str
) -> ParameterLine | None:
    """The parameter of these codes, or nothing when one of them is not known."""
    row = reader.session.execute(
        select(Parameter.name_ru, Parameter.name_en, Parameter.minimum, Parameter.maximum)
        .join(Parameter.position)
        .join(Position.direction)
        .join(Direction.methodology)
        .where(Methodology.code == methodology, Direction.code == direction)
        .where(Position.code == position, Parameter.code == parameter)
    ).first()
    if row is None:
        return None
    russian, english, minimum, maximum = row
    return ParameterLine(direction, position, parameter, local(russian, english), minimum, maximum)
