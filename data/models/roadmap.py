"""Measures of the roadmaps by which municipalities manage the quality of education (documents 002 and 003)."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, Identity, Versioned


class RoadmapMeasure(Versioned, Base):
    """One line of a municipality's roadmap in one direction, named by its ``number`` there, such as ``2.1``.

    ``cycle_component`` is the code of a stage of the direction's methodology, or of a group of them where the
    roadmap names only that; empty where it follows no cycle. ``deadline_kind`` is one of
    ``data.vocabulary.DeadlineKind``, ``deadline_text`` the deadline as written, ``deadline_from`` and ``deadline_to``
    ISO dates, both inclusive. ``responsible`` is a position or a unit, never a person.
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
