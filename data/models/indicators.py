"""Indicators, what was observed of them, what they should reach, and the clusters schools are compared in."""

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from data.models.base import Base, Code, FromFile, Identity, Versioned


class Indicator(Base):
    """A measured quantity.

    ``unit``, ``polarity`` and ``level`` hold values of the enumerations of the same names in ``data.vocabulary``.
    ``indicator_set`` names the list it comes from, such as ``karabash`` (document 002) or ``sochi`` (document 004).
    ``issues_ru`` and ``issues_en`` tell what is wrong in the source, one sentence an item.
    """

    __tablename__ = "indicator"

    id: Mapped[Identity]
    code: Mapped[Code] = mapped_column(unique=True)
    indicator_set: Mapped[Code]
    order: Mapped[int]
    level: Mapped[str] = mapped_column(String(16))
    unit: Mapped[str] = mapped_column(String(32))
    polarity: Mapped[str] = mapped_column(String(16))
    direction_code: Mapped[str] = mapped_column(String(16))
    criterion_code: Mapped[str | None] = mapped_column(String(16))
    criterion_ru: Mapped[str | None]
    criterion_en: Mapped[str | None]
    name_ru: Mapped[str]
    name_en: Mapped[str]
    short_ru: Mapped[str]
    short_en: Mapped[str]
    numerator_ru: Mapped[str | None]
    denominator_ru: Mapped[str | None]
    source_ru: Mapped[str | None]
    collection_method_ru: Mapped[str | None]
    issues_ru: Mapped[list[str]] = mapped_column(JSON)
    issues_en: Mapped[list[str]] = mapped_column(JSON)


class IndicatorRule(Base):
    """A consistency rule: in every unit, ``smaller`` never exceeds ``larger`` (winners are participants)."""

    __tablename__ = "indicator_rule"

    id: Mapped[Identity]
    smaller_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"))
    larger_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"))
    note_ru: Mapped[str]
    note_en: Mapped[str]


class Observation(FromFile, Versioned, Base):
    """An indicator of one municipality, or of one school of it, in one period.

    ``value`` is in the indicator's unit; where numerator and denominator are known it is left empty and derived.
    ``interval_code`` is a code of ``data.text.intervals``, empty for the year itself; ``label`` is what the source
    calls it, empty where that is the year or the school year.
    """

    __tablename__ = "observation"
    IDENTITY = ("indicator_id", "period_id", "municipality_id", "school_code", "interval_code")
    __table_args__ = (
        Index("ix_observation_indicator_period", "indicator_id", "period_id"),
        # Few figures are of anything but a year; which they are is asked before any are read.
        Index(
            "ix_observation_interval",
            "indicator_id",
            "period_id",
            "interval_code",
            sqlite_where=text("interval_code IS NOT NULL"),
            postgresql_where=text("interval_code IS NOT NULL"),
        ),
    )

    id: Mapped[Identity]
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"))
    period_id: Mapped[int] = mapped_column(ForeignKey("period.id"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    school_code: Mapped[str | None] = mapped_column(String(64))
    interval_code: Mapped[str | None] = mapped_column(String(8))
    label: Mapped[str | None] = mapped_column(String(64))
    value: Mapped[float | None]
    numerator: Mapped[float | None]
    denominator: Mapped[float | None]
    missing_reason: Mapped[str | None] = mapped_column(String(16))
    comment: Mapped[str | None]


class Target(Versioned, Base):
    """What an indicator should reach; ``kind`` and ``reading`` are enumerations of ``data.vocabulary``.

    ``raw_ru`` is the source's own text. A text whose parts disagree keeps the disagreement in ``contradiction_*``.
    Without a municipality the target is the region's and holds for each municipality. A range reaches from ``value``
    to ``upper``. ``steps`` are the levels before that of ``year``, as ``data.text.target_steps`` writes them.
    """

    __tablename__ = "target"
    IDENTITY = ("indicator_id", "municipality_id")

    id: Mapped[Identity]
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), index=True)
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    kind: Mapped[str] = mapped_column(String(40))
    operator: Mapped[str | None] = mapped_column(String(2))
    value: Mapped[float | None]
    upper: Mapped[float | None]
    steps: Mapped[str | None]
    annual_floor: Mapped[float | None]
    year: Mapped[int | None]
    baseline_year: Mapped[int | None]
    reading: Mapped[str | None] = mapped_column(String(24))
    raw_ru: Mapped[str]
    contradiction_ru: Mapped[str | None]
    contradiction_en: Mapped[str | None]


class Cluster(Base):
    """A group of schools by kind and size; both bounds of ``students`` are inclusive, empty = open."""

    __tablename__ = "cluster"

    id: Mapped[Identity]
    code: Mapped[Code] = mapped_column(unique=True)
    order: Mapped[int]
    school_kind: Mapped[str] = mapped_column(String(32))
    minimum_students: Mapped[int | None]
    maximum_students: Mapped[int | None]
    name_ru: Mapped[str]
    name_en: Mapped[str]
    short_ru: Mapped[str]
    short_en: Mapped[str]
