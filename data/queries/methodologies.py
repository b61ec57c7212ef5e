"""Parts of a methodology with their names: blocks, directions, stages, one parameter.

Rubrics are not versioned in revisions and are open to every role. All names are in the current language.
"""

from dataclasses import dataclass

from sqlalchemy import and_, func, select

from data.language import local
from data.models.assessment import Assessment
from data.models.methodology import Block, CycleComponent, Direction, Methodology, Parameter, Position
from data.models.region import Period
from data.storage.reader import Reader, remembered


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


@remembered
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


def blocks(reader: Reader, methodology: str) -> tuple[Named, ...]:
    """The blocks of a methodology in their order; empty for one that is not known, as below."""
    return _blocks_and_directions(reader, methodology)[0]


def directions(reader: Reader, methodology: str) -> tuple[DirectionLine, ...]:
    return _blocks_and_directions(reader, methodology)[1]


@remembered
def _blocks_and_directions(reader: Reader, methodology: str) -> tuple[tuple[Named, ...], tuple[DirectionLine, ...]]:
    """Read together, as nearly every page needs both."""
    rows = reader.session.execute(
        select(Block, Direction)
        .join(Block.methodology)
        .outerjoin(Direction, and_(Direction.methodology_id == Block.methodology_id, Direction.block_id == Block.id))
        .where(Methodology.code == methodology)
        .order_by(Block.order, Direction.order)
    ).all()
    found = dict.fromkeys(block for block, _direction in rows)
    placed = sorted(((row, block.code) for block, row in rows if row is not None), key=lambda pair: pair[0].order)
    return tuple(Named(row.code, local(row.name_ru, row.name_en)) for row in found), tuple(
        DirectionLine(row.code, local(row.short_ru, row.short_en), local(row.name_ru, row.name_en), row.name_ru, block)
        for row, block in placed
    )


@remembered
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
