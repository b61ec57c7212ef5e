"""The crosswalk from an older methodology to a newer one, as it is stored."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from data.language import local
from data.models.methodology import Direction, DirectionCrosswalk, Methodology
from data.storage.reader import Reader, kept
from data.vocabulary import Comparability


@dataclass(frozen=True)
class CrosswalkLine:
    """One row of the crosswalk: codes and full names of both directions, and the note in the viewer's language."""

    older: str
    older_name: str
    newer: str
    newer_name: str
    comparable: Comparability
    note: str


@kept
def crosswalk(reader: Reader, *, older: str, newer: str) -> tuple[CrosswalkLine, ...]:
    """The rows from one methodology (a code) to another, in the order of the older rubric; empty where none is stored.

    Rubrics are not versioned in revisions and open to every role, and so is this.
    """
    before, after = aliased(Direction), aliased(Direction)
    first, second = aliased(Methodology), aliased(Methodology)
    rows = reader.session.execute(
        select(before, after, DirectionCrosswalk)
        .join(before, before.id == DirectionCrosswalk.older_id)
        .join(after, after.id == DirectionCrosswalk.newer_id)
        .join(first, first.id == before.methodology_id)
        .join(second, second.id == after.methodology_id)
        .where(first.code == older, second.code == newer)
        .order_by(before.order, after.order)
    )
    return tuple(
        CrosswalkLine(
            older=old.code,
            older_name=local(old.name_ru, old.name_en),
            newer=new.code,
            newer_name=local(new.name_ru, new.name_en),
            comparable=Comparability(row.comparable),
            note=local(row.note_ru, row.note_en),
        )
        for old, new, row in rows
    )
