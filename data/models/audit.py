"""The audit log: what happened, who did it, when and from where; each row seals the one before it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, UtcTime


class AuditEntry(Base):
    """One event (``data.vocabulary.AuditEvent``). The database refuses to change or remove a row (its migration).

    Numbers have no gap. ``seal`` is the SHA-256 of the row together with the seal of the row before it
    (``data.storage.audit``), so that a row that was changed or removed past the database's back is found.
    ``revision`` is the revision made or, for an export, read.
    """

    __tablename__ = "audit_entry"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    event: Mapped[str] = mapped_column(String(32), index=True)
    actor: Mapped[str] = mapped_column(index=True)
    address: Mapped[str] = mapped_column(String(64))
    revision: Mapped[int | None]
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
    seal: Mapped[str] = mapped_column(String(64))
