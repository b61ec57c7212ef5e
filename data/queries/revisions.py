"""Revisions: what each says of itself, up to the one that is read."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from data.messages import Message
from data.models.revision import Revision
from data.storage.reader import Reader, remembered
from data.vocabulary import RevisionKind


@dataclass(frozen=True)
class RevisionLine:
    """One accepted change. ``created_at`` is UTC; ``author`` is as ``Revision`` has it.

    ``undoes`` is the revision that this one reversed; ``file_name`` and ``file_sha256`` are empty without a file and
    for several, of which ``files`` counts how many were stored together.
    """

    number: int
    created_at: datetime
    author: str
    kind: RevisionKind
    message: Message
    file_name: str
    file_sha256: str
    changed_cells: int
    undoes: int | None
    files: int = 0


@remembered
def revision_line(reader: Reader) -> RevisionLine | None:
    """The revision that is read; nothing in an empty database."""
    row = reader.session.get(Revision, reader.revision)
    return _line(row) if row else None


@remembered
def revisions(reader: Reader, numbers: Collection[int] | None = None) -> tuple[RevisionLine, ...]:
    """Revisions up to the reader's, the latest first: all of them, or those of these ``numbers``."""
    query = select(Revision).where(Revision.number <= reader.revision).order_by(Revision.number.desc())
    if numbers is not None:
        query = query.where(Revision.number.in_(numbers))
    return tuple(_line(row) for row in reader.session.scalars(query))


def _line(row: Revision) -> RevisionLine:
    return RevisionLine(
        number=row.number,
        created_at=row.created_at,
        author=row.author,
        kind=RevisionKind(row.kind),
        message=row.message,
        file_name=row.file_name or "",
        file_sha256=row.file_sha256 or "",
        changed_cells=row.changed_cells,
        undoes=row.undoes,
        files=row.message.arguments.get("files", 0),
    )
