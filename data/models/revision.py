"""Revisions: every accepted change of the data, so that any figure can be read as it was."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, composite, mapped_column

from data.messages import Message
from data.models.base import Base, UtcTime


class Revision(Base):
    """One accepted change. ``created_at`` is UTC; ``kind`` is one of ``data.vocabulary.RevisionKind``.

    ``author`` is a role, ``data.messages.DEMONSTRATION`` or a name as it was given.
    """

    __tablename__ = "revision"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    author: Mapped[str]
    kind: Mapped[str] = mapped_column(String(16))
    message_code: Mapped[str | None] = mapped_column(String(64))
    message_arguments: Mapped[dict[str, Any]] = mapped_column(JSON, server_default="{}")
    message_text: Mapped[str] = mapped_column(server_default="")
    message: Mapped[Message] = composite("message_code", "message_arguments", "message_text")
    file_name: Mapped[str | None]
    file_sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    undoes: Mapped[int | None] = mapped_column(ForeignKey("revision.number"))
    changed_cells: Mapped[int] = mapped_column(default=0)
