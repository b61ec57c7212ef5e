"""Scores given to municipalities, their evidence, and the totals derived from them."""

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, FromFile, Identity, Versioned


class Assessment(Base):
    """One municipality in one period by one methodology. It says nothing by itself: its scores do."""

    __tablename__ = "assessment"
    __table_args__ = (UniqueConstraint("municipality_id", "period_id", "methodology_id"),)

    id: Mapped[Identity]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    period_id: Mapped[int] = mapped_column(ForeignKey("period.id"), index=True)
    methodology_id: Mapped[int] = mapped_column(ForeignKey("methodology.id"), index=True)


class Evidence(Base):
    """A document that proves a score."""

    __tablename__ = "evidence"

    id: Mapped[Identity]
    title: Mapped[str]
    number: Mapped[str | None]
    date: Mapped[str | None] = mapped_column(String(32))
    link: Mapped[str | None]


class Score(FromFile, Versioned, Base):
    """Points of one parameter in one assessment, or the reason why there are none.

    Exactly one of ``points`` and ``missing_reason`` is set; ``missing_reason`` is one of ``data.vocabulary.Nothing``.
    """

    __tablename__ = "score"
    IDENTITY = ("assessment_id", "parameter_id")
    __table_args__ = (Index("ix_score_assessment_parameter", "assessment_id", "parameter_id"),)

    id: Mapped[Identity]
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    parameter_id: Mapped[int] = mapped_column(ForeignKey("parameter.id"))
    points: Mapped[float | None]
    missing_reason: Mapped[str | None] = mapped_column(String(16))
    comment: Mapped[str | None]
    evidence_id: Mapped[int | None] = mapped_column(ForeignKey("evidence.id"))


class ComponentResult(Versioned, Base):
    """Derived from scores in the transaction that stores them: one stage of one direction.

    ``points`` sums what is scored; ``lowest`` and ``highest`` add what the parameters without a score could still
    give; ``maximum`` is all that is loaded and ``maximum_scored`` the part of it that is scored. All in points.
    """

    __tablename__ = "component_result"
    __table_args__ = (Index("ix_component_result_assessment_validity", "assessment_id", "valid_to"),)

    id: Mapped[Identity]
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    direction_id: Mapped[int] = mapped_column(ForeignKey("direction.id"))
    cycle_component_id: Mapped[int] = mapped_column(ForeignKey("cycle_component.id"))
    points: Mapped[float]
    lowest: Mapped[float]
    highest: Mapped[float]
    maximum: Mapped[float]
    maximum_scored: Mapped[float]
    parameters: Mapped[int]
    parameters_scored: Mapped[int]
    parameters_not_applicable: Mapped[int]
