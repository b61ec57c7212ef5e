"""Mappings of the columns of foreign tables, kept to be used again."""

from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, Code, Identity


class ColumnMapping(Base):
    """``kind`` is the kind of import, such as ``table``; ``content`` is read by ``kinds.foreign_table.mapping``."""

    __tablename__ = "column_mapping"
    __table_args__ = (UniqueConstraint("kind", "name"),)

    id: Mapped[Identity]
    kind: Mapped[Code]
    name: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
