"""The audit log: entries are added in the transaction of what they tell of, and each seals the one before it.

What is recorded in a session is written as the last thing before it commits: the chain is locked for an instant only,
and what cannot be written down does not happen, because the commit fails with it.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import event, func, select, text
from sqlalchemy.orm import Session

from data.models.audit import AuditEntry
from data.origin import current_origin
from data.vocabulary import AuditEvent

_PENDING = "audit entries to be written"
# What the first entry seals.
BEGINNING = "0" * 64
AT_ONCE = 1_000


@dataclass(frozen=True)
class Break:
    """The first place where the chain does not hold: an entry that is missing or has been changed."""

    number: int
    missing: bool


@dataclass(frozen=True)
class Chain:
    """How many entries there are, the last one's seal, and where the chain breaks, if it does."""

    length: int
    seal: str
    broken: Break | None

    @property
    def head(self) -> str:
        """What to note elsewhere: entries cut off at the end show only against an earlier head."""
        return f"{self.length}:{self.seal}"


def record(
    session: Session,
    happened: AuditEvent,
    actor: str,
    *,
    revision: int | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Write an entry when the session commits; nothing when it rolls back. ``actor`` is an account, or a role."""
    pending = session.info.get(_PENDING)
    if pending is None:
        pending = session.info[_PENDING] = []
        event.listen(session, "before_commit", _write)
        event.listen(session, "after_rollback", _forget)
    pending.append(
        {
            "at": datetime.now(UTC),
            "event": happened.value,
            "actor": actor,
            "address": current_origin(),
            "revision": revision,
            "detail": detail or {},
        }
    )


def _write(session: Session) -> None:
    pending = session.info[_PENDING]
    if not pending:
        return
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE audit_entry IN EXCLUSIVE MODE"))
    last = session.execute(
        select(AuditEntry.number, AuditEntry.seal).order_by(AuditEntry.number.desc()).limit(1)
    ).first()
    number, seal = (last.number, last.seal) if last else (0, BEGINNING)
    for fields in pending:
        number += 1
        seal = seal_of(seal, number, fields)
        session.add(AuditEntry(number=number, seal=seal, **fields))
    session.flush()
    pending.clear()


def _forget(session: Session) -> None:
    session.info[_PENDING].clear()


def seal_of(previous: str, number: int, fields: dict[str, Any]) -> str:
    """The seal of an entry (hexadecimal) after the entry with the seal ``previous``."""
    content = {**fields, "at": fields["at"].astimezone(UTC).isoformat(), "number": number, "previous": previous}
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


def how_many(session: Session, happened: AuditEvent) -> int:
    """How many entries of this event there are."""
    count = select(func.count()).select_from(AuditEntry).where(AuditEntry.event == happened.value)
    return session.scalar(count) or 0


def last_time(session: Session, happened: AuditEvent) -> datetime | None:
    """When the latest entry of this event was written; None where there is none."""
    return session.scalar(select(func.max(AuditEntry.at)).where(AuditEntry.event == happened.value))


def verify_chain(session: Session, head: str = "") -> Chain:
    """Walk the whole log. ``head`` is that of an earlier walk: an entry that it names must still stand as it did.

    Raises ValueError for a head that is none.
    """
    known, known_seal = _head(head)
    number, seal = 0, BEGINNING
    for entry in _entries(session):
        if entry.number != number + 1:
            return Chain(number, seal, Break(number + 1, missing=True))
        number += 1
        seal = seal_of(seal, number, _fields(entry))
        if seal != entry.seal or (number == known and seal != known_seal):
            return Chain(number, seal, Break(number, missing=False))
    return Chain(number, seal, Break(number + 1, missing=True) if number < known else None)


def _head(head: str) -> tuple[int, str]:
    if not head:
        return 0, BEGINNING
    number, _colon, seal = head.partition(":")
    if not number.isdecimal() or len(seal) != len(BEGINNING):
        raise ValueError(head)
    return int(number), seal


def _entries(session: Session) -> Iterator[AuditEntry]:
    last = None
    while True:
        page = select(AuditEntry).order_by(AuditEntry.number).limit(AT_ONCE)
        found = list(session.scalars(page if last is None else page.where(AuditEntry.number > last)))
        yield from found
        if len(found) < AT_ONCE:
            return
        last = found[-1].number
        session.expunge_all()


def _fields(entry: AuditEntry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in ("at", "event", "actor", "address", "revision", "detail")}
