"""What stands around every page: the region and the rubric that figures come from."""

from dataclasses import dataclass

from sqlalchemy import func, select

from data.language import local
from data.models.methodology import Block, Direction, Methodology, Parameter, Position
from data.models.region import Municipality, Region
from data.storage.reader import Reader


@dataclass(frozen=True)
class RegionLine:
    """Name and zone of the region, whether its data are a demonstration, and whose profile opens without a choice.

    ``default_municipality`` is a code; None where the region names none.
    """

    name: str
    is_demo: bool
    time_zone: str
    default_municipality: str | None


@dataclass(frozen=True)
class LoadedPart:
    """How many of the official points of a direction or block are itemised in the rubric, in points."""

    code: str
    is_block: bool
    loaded: float
    official: float


@dataclass(frozen=True)
class MethodologyLine:
    """The rubric of a page: its name, its settings, and how much of the official maxima it itemises."""

    code: str
    version: str
    name: str
    source: str
    is_demo: bool
    formed_threshold: float
    floor_at_zero: bool
    loaded_parts: tuple[LoadedPart, ...]


def region_line(reader: Reader) -> RegionLine | None:
    """The region of the database, or nothing while none is loaded."""
    row = reader.session.execute(
        select(Region, Municipality.code)
        .outerjoin(Municipality, Municipality.id == Region.default_municipality_id)
        .limit(1)
    ).first()
    if row is None:
        return None
    region, municipality = row
    return RegionLine(local(region.name_ru, region.name_en), region.is_demo, region.time_zone, municipality)


def methodology_line(reader: Reader, code: str) -> MethodologyLine | None:
    methodology = reader.session.scalar(select(Methodology).where(Methodology.code == code))
    if methodology is None:
        return None
    return MethodologyLine(
        code=methodology.code,
        version=methodology.version,
        name=local(methodology.name_ru, methodology.name_en),
        source=local(methodology.source_ru, methodology.source_en),
        is_demo=methodology.is_demo,
        formed_threshold=methodology.formed_threshold,
        floor_at_zero=methodology.floor_at_zero,
        loaded_parts=_loaded_parts(reader, methodology.id),
    )


def _loaded_parts(reader: Reader, methodology_id: int) -> tuple[LoadedPart, ...]:
    rows = reader.session.execute(
        select(Direction.code, Direction.official_maximum, Block.code, func.coalesce(func.sum(Parameter.maximum), 0.0))
        .join(Direction.block)
        .outerjoin(Position, Position.direction_id == Direction.id)
        .outerjoin(Parameter, Parameter.position_id == Position.id)
        .where(Direction.methodology_id == methodology_id)
        .group_by(Direction.id, Direction.code, Direction.official_maximum, Block.code)
        .order_by(Direction.code)
    ).all()
    directions = [LoadedPart(code, False, loaded, official) for code, official, _, loaded in rows if official]
    blocks = reader.session.execute(
        select(Block.code, Block.official_maximum)
        .where(Block.methodology_id == methodology_id, Block.official_maximum.is_not(None))
        .order_by(Block.order)
    ).all()
    return (
        *directions,
        *(
            LoadedPart(code, True, sum(row[3] for row in rows if row[2] == code), official)
            for code, official in blocks
            if official
        ),
    )
