"""What stands around every page: the region and the rubric that figures come from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from data.language import local
from data.models.methodology import Block
from data.models.region import Municipality, Region
from data.queries.aliases import shown_code
from data.queries.methodologies import OutlineRow, outline
from data.storage.reader import Reader, remembered


@dataclass(frozen=True)
class RegionLine:
    """Name and zone of the region, whether its data are a demonstration, and whose profile opens without a choice.

    ``short`` is the name itself where the region has no short one. ``default_municipality`` is a code; None where the
    region names none.
    """

    name: str
    short: str
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


def today_in_region(reader: Reader) -> date:
    """The day it is now where the region is."""
    region = region_line(reader)
    return datetime.now(UTC).astimezone(ZoneInfo(region.time_zone if region else "UTC")).date()


@remembered
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
    name = local(region.name_ru, region.name_en)
    short = local(region.short_ru, region.short_en) or name
    default = shown_code(reader, municipality) if municipality else None
    return RegionLine(name, short, region.is_demo, region.time_zone, default)


def methodology_line(reader: Reader, code: str) -> MethodologyLine | None:
    rows = outline(reader, code)
    if not rows:
        return None
    methodology = rows[0][0]
    return MethodologyLine(
        code=methodology.code,
        version=methodology.version,
        name=local(methodology.name_ru, methodology.name_en),
        source=local(methodology.source_ru, methodology.source_en),
        is_demo=methodology.is_demo,
        formed_threshold=methodology.formed_threshold,
        floor_at_zero=methodology.floor_at_zero,
        loaded_parts=_loaded_parts(rows),
    )


def _loaded_parts(rows: Sequence[OutlineRow]) -> tuple[LoadedPart, ...]:
    """Directions by code, then blocks in their order; only those whose official maximum is known."""
    loaded: dict[Block, float] = {}
    parts = []
    for _same, block, direction, points in rows:
        if block is not None:
            loaded[block] = loaded.get(block, 0.0) + points
        if direction is not None and direction.official_maximum:
            parts.append(LoadedPart(direction.code, False, points, direction.official_maximum))
    parts.sort(key=lambda part: part.code)
    official = ((block.code, points, block.official_maximum) for block, points in loaded.items())
    return (*parts, *(LoadedPart(code, True, points, maximum) for code, points, maximum in official if maximum))
