"""Keeping where figures came from: the sheet of a file beside each of them, and the file by the hash of its content."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from data.models.source import Original, Source

# Under this key a writing session keeps the file whose figures are being stored.
LOADED = "loaded file"


@dataclass(frozen=True)
class LoadedFile:
    """``name`` as people know it, and the SHA-256 of its content."""

    name: str
    sha256: str


def sheet_sources(session: Session, revision: int, sheets: Sequence[Any]) -> list[int | None]:
    """For each figure the identity of its sheet of the file that is being loaded; nothing where there is no file."""
    loaded: LoadedFile | None = session.info.get(LOADED)
    if loaded is None:
        return [None] * len(sheets)
    known: dict[str, int] = {}
    for sheet in dict.fromkeys(map(str, sheets)):
        same = (Source.revision == revision, Source.file_sha256 == loaded.sha256, Source.sheet == sheet)
        row = session.scalar(select(Source).where(*same))
        if row is None:
            row = Source(revision=revision, file_name=loaded.name, file_sha256=loaded.sha256, sheet=sheet)
            session.add(row)
            session.flush()
        known[sheet] = row.id
    return [known[str(sheet)] for sheet in sheets]


def keep_original(session: Session, content: bytes) -> str:
    """Keep a file for those who ask where a figure came from; gives its SHA-256. The same content is kept once."""
    digest = hashlib.sha256(content).hexdigest()
    if session.get(Original, digest) is None:
        session.add(Original(sha256=digest, content=content, stored_at=datetime.now(UTC)))
        session.flush()
    return digest


def original(session: Session, sha256: str) -> bytes | None:
    """The content of a kept file, or nothing when it is not kept (any more)."""
    return session.scalar(select(Original.content).where(Original.sha256 == sha256))


def drop_originals(session: Session, days: int) -> int:
    """Remove the files that were stored more than so many days ago; returns how many."""
    old = list(session.scalars(select(Original.sha256).where(Original.stored_at < datetime.now(UTC) - timedelta(days))))
    for start in range(0, len(old), 500):
        session.execute(delete(Original).where(Original.sha256.in_(old[start : start + 500])))
    return len(old)
