"""The region and what is compared in it: municipalities, their schools, and the periods."""

from sqlalchemy import ForeignKey, String, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from data.models.base import Base, Code, Identity, Versioned


class Region(Base):
    """The one region that this database describes."""

    __tablename__ = "region"

    id: Mapped[Identity]
    name_ru: Mapped[str]
    name_en: Mapped[str]
    # For a narrow screen and for titles; empty = the name itself.
    short_ru: Mapped[str] = mapped_column(default="", server_default="")
    short_en: Mapped[str] = mapped_column(default="", server_default="")
    # Invented regions are labelled on every page and in every export.
    is_demo: Mapped[bool]
    time_zone: Mapped[str] = mapped_column(String(64))
    # Whose profile opens for those who see all; empty = the first of the ranking.
    default_municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    # What a head learns of others: who they are, and the documents of those who closed a gap.
    others_named: Mapped[bool] = mapped_column(default=True, server_default=true())
    examples_open: Mapped[bool] = mapped_column(default=False, server_default=false())


class Period(Base):
    """One assessment year; ``school_year`` is the school year that ends in it, such as 2025/26."""

    __tablename__ = "period"

    id: Mapped[Identity]
    code: Mapped[Code] = mapped_column(unique=True)
    year: Mapped[int] = mapped_column(unique=True)
    school_year: Mapped[str] = mapped_column(String(16))


class Municipality(Base):
    """A municipality; ``kind`` is one of ``data.vocabulary.MunicipalityKind``.

    ``first_year`` and ``last_year`` bound its existence (both inclusive, empty = open).
    """

    __tablename__ = "municipality"

    id: Mapped[Identity]
    code: Mapped[Code] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(String(32))
    name_ru: Mapped[str]
    name_en: Mapped[str]
    short_ru: Mapped[str]
    short_en: Mapped[str]
    first_year: Mapped[int | None]
    last_year: Mapped[int | None]
    schools: Mapped[list["School"]] = relationship(back_populates="municipality")


class MunicipalityMerger(Base):
    """``predecessor`` became part of ``successor``, which is assessed from ``year`` on."""

    __tablename__ = "municipality_merger"
    __table_args__ = (UniqueConstraint("predecessor_id", "successor_id"),)

    id: Mapped[Identity]
    predecessor_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    successor_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    year: Mapped[int]
    document: Mapped[str | None]


class School(Versioned, Base):
    """An organisation of a municipality; ``kind`` is one of ``data.vocabulary.SchoolKind``."""

    __tablename__ = "school"
    IDENTITY = ("code",)

    id: Mapped[Identity]
    code: Mapped[Code] = mapped_column(index=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    kind: Mapped[str] = mapped_column(String(32))
    name_ru: Mapped[str]
    municipality: Mapped[Municipality] = relationship(back_populates="schools")


class Enrolment(Versioned, Base):
    """Students of a school in a period; the school is named by its code, which outlives its rows."""

    __tablename__ = "enrolment"
    IDENTITY = ("school_code", "period_id")

    id: Mapped[Identity]
    school_code: Mapped[Code] = mapped_column(index=True)
    period_id: Mapped[int] = mapped_column(ForeignKey("period.id"), index=True)
    students: Mapped[int]
