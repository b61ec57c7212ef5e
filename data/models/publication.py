"""How far what is shown of a period is settled, and from when everybody sees it."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, Identity, UtcTime, Versioned


class PublicationState(Versioned, Base):
    """The scores of a period by a methodology, or, without a methodology, the indicators of the period.

    ``approved_in`` is the revision that approved them, empty while they are preliminary; whatever changes them later is
    a correction. Until ``opens_at`` (UTC; ``opens_on`` is the day in the region) only the ministry sees revisions from
    ``hidden_from`` on. Each change of a state is a revision of its own, and can be undone like any other.
    """

    __tablename__ = "publication_state"
    IDENTITY = ("period_id", "methodology_id")

    id: Mapped[Identity]
    period_id: Mapped[int] = mapped_column(ForeignKey("period.id"), index=True)
    methodology_id: Mapped[int | None] = mapped_column(ForeignKey("methodology.id"))
    approved_in: Mapped[int | None] = mapped_column(ForeignKey("revision.number"))
    hidden_from: Mapped[int | None] = mapped_column(ForeignKey("revision.number"))
    opens_on: Mapped[str | None] = mapped_column(String(10))
    opens_at: Mapped[datetime | None] = mapped_column(UtcTime)
