"""What the region itself says of its indicators, beside what came with them."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, Identity, Versioned


class CatalogueEntry(Versioned, Base):
    """One indicator as the region's catalogue describes it; what it says goes before the row of the indicator itself.

    ``unit`` and ``polarity`` are enumerations of ``data.vocabulary``; ``unit_word_*`` and ``decimals`` say how a unit
    of one's own is written. ``contact_role`` is a position or a unit, never a person. From ``break_year`` on values
    cannot be compared with earlier ones, for the reason in ``break_note``.
    """

    __tablename__ = "catalogue_entry"
    IDENTITY = ("indicator_id",)

    id: Mapped[Identity]
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), index=True)
    name_ru: Mapped[str]
    name_en: Mapped[str]
    short_ru: Mapped[str]
    short_en: Mapped[str]
    unit: Mapped[str] = mapped_column(String(32))
    unit_word_ru: Mapped[str | None] = mapped_column(String(32))
    unit_word_en: Mapped[str | None] = mapped_column(String(32))
    decimals: Mapped[int | None]
    polarity: Mapped[str] = mapped_column(String(16))
    direction_code: Mapped[str] = mapped_column(String(16))
    criterion_code: Mapped[str | None] = mapped_column(String(16))
    criterion_ru: Mapped[str | None]
    criterion_en: Mapped[str | None]
    source_ru: Mapped[str | None]
    collection_method_ru: Mapped[str | None]
    processing_ru: Mapped[str | None]
    contact_role: Mapped[str | None]
    break_year: Mapped[int | None]
    break_note: Mapped[str | None]
