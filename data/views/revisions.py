"""The list of revisions: who changed the data, when, from which file."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from data.models.revision import Revision
from data.reader import Reader
from data.vocabulary import RevisionKind


@dataclass(frozen=True)
class RevisionEntry:
    """``created_at`` is UTC. ``undoes`` is the revision this one reversed, ``undone_by`` the one that reversed it."""

    number: int
    created_at: datetime
    author: str
    kind: RevisionKind
    message: str
    file_name: str
    file_sha256: str
    changed_cells: int
    undoes: int | None
    undone_by: int | None


def revision_entries(reader: Reader) -> tuple[RevisionEntry, ...]:
    """All revisions up to the reader's, the latest first. Open to those who may change data."""
    reader.viewer.require_writing()
    rows = reader.session.scalars(
        select(Revision).where(Revision.number <= reader.revision).order_by(Revision.number.desc())
    ).all()
    undone_by: dict[int, int] = {}
    for row in rows:
        # The latest first: an undo that was undone itself no longer counts.
        if row.undoes is not None and row.number not in undone_by:
            undone_by[row.undoes] = row.number
    return tuple(
        RevisionEntry(
            number=row.number,
            # SQLite gives times back without their zone; what is stored is UTC.
            created_at=row.created_at if row.created_at.tzinfo else row.created_at.replace(tzinfo=UTC),
            author=row.author,
            kind=RevisionKind(row.kind),
            message=row.message,
            file_name=row.file_name or "",
            file_sha256=row.file_sha256 or "",
            changed_cells=row.changed_cells,
            undoes=row.undoes,
            undone_by=undone_by.get(row.number),
        )
        for row in rows
    )
