"""Schools and what was observed in them, in one period, as of the reader's revision.

Two queries with two openness rules. A school with its name is a detail and stays inside the viewer's scope. The figures
of a cluster need every school of the region, so these rows come without anything that names or places a school.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Row, Select, func, select

from data.language import current_language, local
from data.measures.clusters import ClusterRule, assign_clusters
from data.measures.shares import percent_values
from data.models.indicators import Cluster, Indicator, Observation
from data.models.region import Enrolment, Municipality, Period, School
from data.storage.reader import Reader, remembered
from data.vocabulary import Level, Nothing, Polarity, Unit

COLUMNS = [
    "municipality",
    "municipality_name",
    "school",
    "school_name",
    "kind",
    "students",
    "numerator",
    "denominator",
    "value",
    "missing_reason",
]
ANONYMOUS_COLUMNS = ["cluster", "numerator", "denominator", "value"]


@dataclass(frozen=True)
class SchoolIndicator:
    """An indicator that is observed in schools; ``issues`` say what is wrong or missing in its source."""

    code: str
    short: str
    name: str
    unit: Unit
    polarity: Polarity
    source: str
    issues: tuple[str, ...]


@dataclass(frozen=True)
class ClusterLine:
    """A cluster with its names; ``rule`` says which schools it takes."""

    short: str
    name: str
    rule: ClusterRule


@remembered
def school_indicators(reader: Reader) -> tuple[SchoolIndicator, ...]:
    """Every indicator observed in schools, in its order."""
    rows = reader.session.scalars(
        select(Indicator).where(Indicator.level == Level.SCHOOL).order_by(Indicator.indicator_set, Indicator.order)
    )
    return tuple(
        SchoolIndicator(
            code=row.code,
            short=local(row.short_ru, row.short_en),
            name=local(row.name_ru, row.name_en),
            unit=Unit(row.unit),
            polarity=Polarity(row.polarity),
            # The source is the document's own Russian text; there is no English one to show.
            source=local(row.source_ru or "", ""),
            issues=tuple(row.issues_ru if current_language() == "ru" else row.issues_en),
        )
        for row in rows
    )


@remembered
def cluster_lines(reader: Reader) -> tuple[ClusterLine, ...]:
    """The clusters of the region, in their order."""
    rows = reader.session.scalars(select(Cluster).order_by(Cluster.order))
    return tuple(
        ClusterLine(
            local(row.short_ru, row.short_en),
            local(row.name_ru, row.name_en),
            ClusterRule(row.code, row.school_kind, row.minimum_students, row.maximum_students),
        )
        for row in rows
    )


@remembered
def periods_with_observations(reader: Reader, indicator: str) -> tuple[str, ...]:
    """The codes of the periods in which any school was observed, oldest first. It counts for everyone alike."""
    rows = reader.session.scalars(
        select(Period.code)
        .join(Observation, Observation.period_id == Period.id)
        .join(Indicator, Indicator.id == Observation.indicator_id)
        .where(Indicator.code == indicator, Observation.school_code.is_not(None), reader.as_of(Observation))
        .group_by(Period.code, Period.year)
        .order_by(Period.year)
    )
    return tuple(rows)


@remembered
def school_observations(reader: Reader, *, indicator: str, period: str) -> pd.DataFrame:
    """The schools whose details the viewer may see, one row each with COLUMNS, by code.

    Every school stands here, also one without an observation. ``value`` is in the indicator's unit (a share in
    percent), NaN when there is none; ``missing_reason`` then is a value of ``Nothing``, else None. ``students`` is NaN
    when the enrolment is unknown. The municipality is the one that the observation was made for: before a merger that
    is the predecessor, whose schools belong to the successor now.
    """
    statement = _statement(reader, indicator, period).where(reader.detail_scope(Municipality.code))
    return _frame(reader.session.execute(statement.order_by(School.code)).all())


def cluster_observations(reader: Reader, *, indicator: str, period: str, rules: Sequence[ClusterRule]) -> pd.DataFrame:
    """All schools of the region, without name, code, municipality, kind or enrolment: ANONYMOUS_COLUMNS only.

    For figures of whole clusters. The rows come ordered by their values, so that their order points at no school.
    Never show or export single rows of this frame: a value may be rare enough to be recognised. What is shown of it
    goes through ``data.measures.clusters.protect``, which hides groups with too few schools unknown to the viewer.
    """
    schools = _frame(reader.session.execute(_statement(reader, indicator, period)).all())
    rows = schools.assign(cluster=assign_clusters(schools, rules)["cluster"])
    return rows[ANONYMOUS_COLUMNS].sort_values(ANONYMOUS_COLUMNS, ignore_index=True)


def _statement(reader: Reader, indicator: str, period: str) -> Select[Any]:
    """Every school as of the revision, beside its enrolment and observation of the period."""
    observed = (
        select(
            Observation.school_code,
            Observation.municipality_id,
            Observation.value,
            Observation.numerator,
            Observation.denominator,
            Observation.missing_reason,
        )
        .join(Indicator, Indicator.id == Observation.indicator_id)
        .join(Period, Period.id == Observation.period_id)
        .where(Indicator.code == indicator, Period.code == period, reader.as_of(Observation))
        .subquery()
    )
    enrolled = (
        select(Enrolment.school_code, Enrolment.students)
        .join(Period, Period.id == Enrolment.period_id)
        .where(Period.code == period, reader.as_of(Enrolment))
        .subquery()
    )
    home = func.coalesce(observed.c.municipality_id, School.municipality_id)
    return (
        select(
            Municipality.code,
            Municipality.short_ru,
            Municipality.short_en,
            School.code,
            School.name_ru,
            School.kind,
            enrolled.c.students,
            observed.c.value,
            observed.c.numerator,
            observed.c.denominator,
            observed.c.missing_reason,
        )
        .outerjoin(observed, observed.c.school_code == School.code)
        .outerjoin(enrolled, enrolled.c.school_code == School.code)
        .join(Municipality, Municipality.id == home)
        .where(reader.as_of(School))
    )


def _frame(rows: Sequence[Row[Any]]) -> pd.DataFrame:
    frame = pd.DataFrame(
        [(code, local(ru, en), *rest) for code, ru, en, *rest in (tuple(row) for row in rows)],
        columns=[*COLUMNS[:6], "stated", "numerator", "denominator", "missing_reason"],
    )
    for name in ("students", "stated", "numerator", "denominator"):
        frame[name] = frame[name].astype(float)
    # Where both parts are known the value follows from them; else the stated value stands.
    frame["value"] = percent_values(frame["numerator"], frame["denominator"]).fillna(frame["stated"])
    reason = frame["missing_reason"].astype(object).where(frame["missing_reason"].notna(), Nothing.NO_DATA.value)
    # A share of nobody is not a gap in the data: there is nothing it could say.
    reason = reason.mask(frame["denominator"] == 0, Nothing.NOT_APPLICABLE.value)
    frame["missing_reason"] = reason.where(frame["value"].isna(), None)
    return frame[COLUMNS]
