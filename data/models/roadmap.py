"""Measures of roadmaps (documents 002 and 003), what proves that they were carried out, and dates of the year."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, Identity, Versioned


class RoadmapMeasure(Versioned, Base):
    """One line of a municipality's roadmap in one direction, named by its ``number`` there, such as ``2.1``.

    ``cycle_component`` is the code of a stage of the direction's methodology, or of a group of them where the
    roadmap names only that; empty where it follows no cycle. ``deadline_kind`` is one of
    ``data.vocabulary.DeadlineKind``, ``deadline_text`` the deadline as written, ``deadline_from`` and ``deadline_to``
    ISO dates, both inclusive; ``every_years`` is N of «раз в N лет». ``responsible`` is a position or a unit, never a
    person; several are separated by semicolons. ``indicator_code`` names the indicator that the measure should move.
    """

    __tablename__ = "roadmap_measure"
    IDENTITY = ("municipality_id", "direction_id", "number")
    __table_args__ = (
        Index("ix_roadmap_measure_municipality_direction_number", "municipality_id", "direction_id", "number"),
    )

    id: Mapped[Identity]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    direction_id: Mapped[int] = mapped_column(ForeignKey("direction.id"))
    number: Mapped[str] = mapped_column(String(16))
    order: Mapped[int]
    cycle_component: Mapped[str | None] = mapped_column(String(64))
    text: Mapped[str]
    deadline_kind: Mapped[str] = mapped_column(String(16))
    deadline_text: Mapped[str | None]
    deadline_from: Mapped[str | None] = mapped_column(String(10))
    deadline_to: Mapped[str | None] = mapped_column(String(10))
    responsible: Mapped[str | None]
    expected_result: Mapped[str | None]
    result: Mapped[str | None]
    indicator_code: Mapped[str | None] = mapped_column(String(64))
    every_years: Mapped[int | None]


class MeasureCompletion(Versioned, Base):
    """That one term of a measure was carried out, and the document that proves it; entered by the municipality itself.

    ``term`` is the key of ``data.measures.deadlines.Term``: a year, or ``once``. Dates are ISO. It outlives the row of
    the measure, which is known by its identity.
    """

    __tablename__ = "measure_completion"
    IDENTITY = ("municipality_id", "direction_id", "number", "term")
    __table_args__ = (Index("ix_measure_completion_measure", "municipality_id", "direction_id", "number", "term"),)

    id: Mapped[Identity]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    direction_id: Mapped[int] = mapped_column(ForeignKey("direction.id"))
    number: Mapped[str] = mapped_column(String(16))
    term: Mapped[str] = mapped_column(String(8))
    done_on: Mapped[str] = mapped_column(String(10))
    document_title: Mapped[str]
    document_number: Mapped[str | None] = mapped_column(String(64))
    document_date: Mapped[str] = mapped_column(String(10))


class CalendarDay(Versioned, Base):
    """A date of the monitoring year that a region or one municipality has set beside those of the documents.

    ``municipality_id`` is empty for a date of the whole region. ``day`` is an ISO date; with ``is_yearly`` it comes
    again each year from that year on.
    """

    __tablename__ = "calendar_day"
    IDENTITY = ("code",)

    id: Mapped[Identity]
    code: Mapped[str] = mapped_column(String(32), index=True)
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    day: Mapped[str] = mapped_column(String(10))
    is_yearly: Mapped[bool]
    title: Mapped[str]
