"""Texts of analytical notes as people have worded them: every version ever saved, none of them changed later."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, Code, Identity, UtcTime


class NoteText(Base):
    """One version of one section of a municipality's note, in one language.

    The table is append-only, and the database itself refuses to change or remove a row (migration of this table): an
    approved text cannot be overwritten, only followed by a later version. ``section`` is the key of a recommendation
    (``data.measures.recommendations``) or ``deadline``. ``state`` is one of ``data.vocabulary.NoteState``.
    ``revision`` and ``figures`` are the data it was written against; ``created_at`` is UTC, ``author`` an account or
    a role.
    """

    __tablename__ = "note_text"
    __table_args__ = (
        # Of two people who save the same version one is refused, whatever the code does.
        UniqueConstraint(
            "municipality_id",
            "period_id",
            "methodology_id",
            "language",
            "section",
            "version",
            name="uq_note_text_version",
        ),
    )

    id: Mapped[Identity]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    period_id: Mapped[int] = mapped_column(ForeignKey("period.id"))
    methodology_id: Mapped[int] = mapped_column(ForeignKey("methodology.id"))
    language: Mapped[str] = mapped_column(String(2))
    section: Mapped[str] = mapped_column(String(160))
    version: Mapped[int]
    text: Mapped[str]
    state: Mapped[str] = mapped_column(String(16))
    author: Mapped[Code]
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    revision: Mapped[int] = mapped_column(ForeignKey("revision.number"))
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
