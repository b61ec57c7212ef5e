"""Outlines of municipalities, as they are stored. Where a municipality lies is open to whoever may know it."""

from dataclasses import dataclass
from hashlib import sha256

import orjson
from sqlalchemy import exists, func, select, true

from data.formats import number
from data.language import ngettext
from data.measures.boundaries import Outline
from data.models.boundary import Boundary
from data.models.region import Municipality
from data.storage.reader import Reader, kept, remembered


@dataclass(frozen=True)
class StoredBoundary:
    """One row: ``outline`` is its JSON, ``points`` the number of its positions."""

    id: int
    municipality: str
    outline: str
    points: int


@remembered
def boundaries(reader: Reader) -> dict[str, StoredBoundary]:
    """All outlines by the code of the municipality, in order of code, as of the reader's revision.

    To a viewer who may not know others only the own one: a shape on a map is as good as a name.
    """
    allowed = true() if reader.viewer.knows_others else Municipality.code == reader.viewer.municipality
    rows = reader.session.execute(
        select(Boundary.id, Municipality.code, Boundary.outline, Boundary.points)
        .join(Municipality, Municipality.id == Boundary.municipality_id)
        .where(reader.as_of(Boundary), allowed)
        .order_by(Municipality.code)
    )
    return {code: StoredBoundary(identity, code, outline, points) for identity, code, outline, points in rows}


@kept
def boundary_revision(reader: Reader) -> int:
    """The revision that changed the outlines last, as of the reader's; 0 where there never were any."""
    changes = [
        reader.session.scalar(select(func.max(moment)).where(moment <= reader.revision))
        for moment in (Boundary.valid_from, Boundary.valid_to)
    ]
    return max(change or 0 for change in changes)


def has_boundaries(reader: Reader) -> bool:
    return bool(reader.session.scalar(select(exists().where(reader.as_of(Boundary)))))


def read_outline(text: str) -> Outline:
    """A stored outline as polygons → rings → (longitude, latitude)."""
    return [[[(x, y) for x, y in ring] for ring in polygon] for polygon in orjson.loads(text)]


def outline_words(outline: str, points: int) -> str:
    """An outline in a few words; another outline always reads differently."""
    text = ngettext("{number} position, shape {mark}", "{number} positions, shape {mark}", points)
    return text.format(number=number(points), mark=sha256(outline.encode()).hexdigest()[:6])
