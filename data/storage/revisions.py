"""Opening a revision: the number under which a change of the data is stored."""

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.messages import Message
from data.models.revision import Revision
from data.storage.audit import record
from data.storage.reader import latest_revision
from data.vocabulary import AuditEvent, RevisionKind


def open_revision(
    session: Session,
    *,
    author: str,
    kind: RevisionKind,
    message: Message,
    file_name: str | None = None,
    file_sha256: str | None = None,
    about: Mapping[str, str] | None = None,
) -> Revision:
    """Add the next revision to a writing session (``data.storage.database.writing``), which keeps numbers in order.

    Every revision is in the audit log, or it is not stored; ``about`` says there what an edit was about.
    """
    revision = Revision(
        number=latest_revision(session) + 1,
        created_at=datetime.now(UTC),
        author=author,
        kind=kind,
        message=message,
        file_name=file_name,
        file_sha256=file_sha256,
    )
    session.add(revision)
    session.flush()
    detail = {"file": file_name, "sha256": file_sha256} if file_name else {**message.arguments, **(about or {})}
    record(session, AuditEvent(kind.value), author, revision=revision.number, detail=detail)
    return revision


def undone_revisions(session: Session) -> frozenset[int]:
    """The revisions that another one has reversed; an undo that was undone itself no longer counts."""
    undone: set[int] = set()
    query = select(Revision.number, Revision.undoes).where(Revision.undoes.is_not(None))
    for number, undoes in session.execute(query.order_by(Revision.number.desc())):
        if number not in undone and undoes is not None:
            undone.add(undoes)
    return frozenset(undone)
