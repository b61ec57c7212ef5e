"""Where figures came from: sheets of loaded files, and the files themselves."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, Identity, UtcTime

DIGEST = 64


class Source(Base):
    """One sheet of one file as it was loaded by one revision; scores and observations name it beside row and column.

    ``file_sha256`` finds the file among the originals as long as it is kept. An undo gives figures back together with
    the source they had.
    """

    __tablename__ = "source"
    __table_args__ = (UniqueConstraint("revision", "file_sha256", "sheet", name="uq_source_sheet"),)

    id: Mapped[Identity]
    revision: Mapped[int] = mapped_column(ForeignKey("revision.number"))
    file_name: Mapped[str]
    file_sha256: Mapped[str] = mapped_column(String(DIGEST), index=True)
    sheet: Mapped[str]


class Original(Base):
    """A file as it was sent, under the SHA-256 of its content; removed when its time is over (a setting)."""

    __tablename__ = "original"

    sha256: Mapped[str] = mapped_column(String(DIGEST), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    stored_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
