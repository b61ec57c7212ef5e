"""What every table shares: naming of constraints, and validity in revisions."""

from datetime import UTC, datetime
from typing import Annotated, ClassVar

from sqlalchemy import DateTime, Dialect, ForeignKey, MetaData, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

# Fixed names let a migration drop or change a constraint on both databases.
CONSTRAINT_NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Identity = Annotated[int, mapped_column(primary_key=True)]
Code = Annotated[str, mapped_column(String(64))]


class UtcTime(TypeDecorator[datetime]):
    """A time that is UTC. SQLite gives times back without their zone; here they get it again."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=CONSTRAINT_NAMES)


class FromFile:
    """A figure that may come from a cell of a file: its sheet (``data.models.source``), row and column from 1."""

    @declared_attr
    def source_id(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("source.id"))

    @declared_attr
    def source_row(cls) -> Mapped[int | None]:
        return mapped_column()

    @declared_attr
    def source_column(cls) -> Mapped[int | None]:
        return mapped_column()


class Versioned:
    """A row that is true from one revision on, until another revision ends it.

    ``valid_to`` is the first revision in which the row is no longer true; empty while it is. ``IDENTITY`` names the
    columns that say which row is which, for the comparison and the undo of revisions; it is empty for derived results,
    which follow from other tables.
    """

    IDENTITY: ClassVar[tuple[str, ...]] = ()

    @declared_attr
    def valid_from(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("revision.number"), index=True)

    @declared_attr
    def valid_to(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("revision.number"), index=True)
