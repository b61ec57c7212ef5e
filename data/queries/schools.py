"""Schools and what was observed in them, in one period, as of the reader's revision.

Two queries with two openness rules. A school with its name is a detail and stays inside the viewer's scope. The figures
of a cluster need every school of the region, so these rows come without anything that names or places a school.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import ColumnElement, select

from data.language import current_language, local
from data.measures.clusters import ClusterRule, assign_clusters
from data.measures.shares import percent_values
from data.models.indicators import Cluster, Indicator, Observation
from data.models.region import Enrolment, Municipality, Period, School
from data.queries import registry
from data.queries.aliases import shown_code, shown_codes
from data.queries.catalogue.described import catalogue
from data.queries.intervals.observed import standing_intervals
from data.queries.kept_frames import KEPT
from data.storage.reader import Reader, kept
from data.vocabulary import AnyUnit, Level, Nothing, Polarity

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
    unit: AnyUnit
    polarity: Polarity
    source: str
    issues: tuple[str, ...]


@dataclass(frozen=True)
class ClusterLine:
    """A cluster with its names; ``rule`` says which schools it takes."""

    short: str
    name: str
    rule: ClusterRule


@kept
def school_indicators(reader: Reader) -> tuple[SchoolIndicator, ...]:
    """Every indicator observed in schools, in its order."""
    return tuple(
        SchoolIndicator(
            code=one.code,
            short=one.text("short"),
            name=one.text("name"),
            unit=one.unit,
            polarity=Polarity(one.values["polarity"]),
            # The source is the document's own Russian text; there is no English one to show.
            source=local(one.values["source_ru"] or "", ""),
            issues=one.issues_ru if current_language() == "ru" else one.issues_en,
        )
        for one in catalogue(reader)
        if one.level == Level.SCHOOL
    )


@kept
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


@kept
def periods_with_observations(reader: Reader, indicator: str) -> tuple[str, ...]:
    """The codes of the periods in which any school was observed, oldest first. It counts for everyone alike."""
    observed = select(Observation.id).where(
        Observation.indicator_id == select(Indicator.id).where(Indicator.code == indicator).scalar_subquery(),
        Observation.period_id == Period.id,
        Observation.school_code.is_not(None),
        reader.as_of(Observation),
    )
    return tuple(reader.session.scalars(select(Period.code).where(observed.exists()).order_by(Period.year)))


def school_observations(reader: Reader, *, indicator: str, period: str) -> pd.DataFrame:
    """The schools whose details the viewer may see, one row each with COLUMNS, by code.

    Every school stands here, also one without an observation. ``value`` is in the indicator's unit (a share in
    percent), NaN when there is none; ``missing_reason`` then is a value of ``Nothing``, else None. ``students`` is NaN
    when the enrolment is unknown. The municipality is the one that the observation was made for: before a merger that
    is the predecessor, whose schools belong to the successor now.
    """
    frame = _everyone(reader, indicator, period)
    if not reader.viewer.sees_all_details:
        frame = frame[frame["municipality"] == reader.viewer.municipality].reset_index(drop=True)
    names = _municipality_names(reader)
    frame.insert(1, "municipality_name", [names[code] for code in frame["municipality"]])
    return frame[COLUMNS]


def cluster_observations(reader: Reader, *, indicator: str, period: str, rules: Sequence[ClusterRule]) -> pd.DataFrame:
    """All schools of the region, without name, code, municipality, kind or enrolment: ANONYMOUS_COLUMNS only.

    For figures of whole clusters. The rows come ordered by their values, so that their order points at no school.
    Never show or export single rows of this frame: a value may be rare enough to be recognised. What is shown of it
    goes through ``data.measures.clusters.protect``, which hides groups with too few schools unknown to the viewer.
    """
    schools = _everyone(reader, indicator, period)
    rows = schools.assign(cluster=assign_clusters(schools, rules)["cluster"])
    return rows[ANONYMOUS_COLUMNS].sort_values(ANONYMOUS_COLUMNS, ignore_index=True)


def _everyone(reader: Reader, indicator: str, period: str) -> pd.DataFrame:
    """Every school as of the revision beside its enrolment and observation of the period, whoever asks.

    The three are read one by one and joined here: a database that does not know how large they are compares every
    school with every observation, which never ends for the schools of a country.
    """

    def read() -> pd.DataFrame:
        frame = school_register(reader).merge(_observed(reader, indicator, period), on="school", how="left")
        frame["municipality"] = frame["observed_for"].fillna(frame["municipality"])
        frame["students"] = frame["school"].map(enrolment(reader, period)).astype(float)
        return _with_values(frame)

    return KEPT.get(reader, ("school_observations", indicator, period), read)


def school_register(reader: Reader) -> pd.DataFrame:
    """Every school as of the revision, by code: ``school``, ``school_name``, ``kind`` and its ``municipality`` now.

    For whole counts and for joining: of a viewer's own schools ``school_observations`` has the names.
    """

    def read() -> pd.DataFrame:
        statement = select(School.code, School.name_ru, School.kind, Municipality.code).join(School.municipality)
        rows = reader.session.execute(statement.where(reader.as_of(School)).order_by(School.code)).all()
        found = pd.DataFrame(rows, columns=["school", "school_name", "kind", "municipality"], dtype=object)
        return found.assign(municipality=shown_codes(reader, found["municipality"]))

    return KEPT.get(reader, ("school_register",), read)


def enrolment(reader: Reader, period: str) -> pd.Series:
    """Students by the code of the school, of those schools whose enrolment in the period is known."""

    def read() -> pd.DataFrame:
        statement = select(Enrolment.school_code, Enrolment.students).join(Period, Period.id == Enrolment.period_id)
        rows = reader.session.execute(statement.where(Period.code == period, reader.as_of(Enrolment))).all()
        return pd.DataFrame(rows, columns=["school", "students"]).set_index("school")

    return KEPT.get(reader, ("enrolment", period), read)["students"]


def _observed(reader: Reader, indicator: str, period: str) -> pd.DataFrame:
    statement = (
        select(
            Observation.school_code,
            Municipality.code,
            Observation.value,
            Observation.numerator,
            Observation.denominator,
            Observation.missing_reason,
        )
        .join(Indicator, Indicator.id == Observation.indicator_id)
        .join(Period, Period.id == Observation.period_id)
        .join(Municipality, Municipality.id == Observation.municipality_id)
        .where(Indicator.code == indicator, Period.code == period, reader.as_of(Observation))
        .where(Observation.school_code.is_not(None), _stands_for_year(reader, indicator, period))
    )
    rows = reader.session.execute(statement).all()
    columns = ["school", "observed_for", "stated", "numerator", "denominator", "missing_reason"]
    found = pd.DataFrame(rows, columns=columns, dtype=object)
    return found.assign(observed_for=shown_codes(reader, found["observed_for"]))


def _stands_for_year(reader: Reader, indicator: str, period: str) -> ColumnElement[bool]:
    known = standing_intervals(reader, of_schools=True).get(indicator)
    year = next((one.year for one in registry.periods(reader) if one.code == period), 0)
    code = known.by_year.get(year) if known is not None else None
    return Observation.interval_code == code if code else Observation.interval_code.is_(None)


def _municipality_names(reader: Reader) -> dict[str, str]:
    rows = reader.session.execute(select(Municipality.code, Municipality.short_ru, Municipality.short_en))
    return {shown_code(reader, code): local(ru, en) for code, ru, en in rows}


def _with_values(frame: pd.DataFrame) -> pd.DataFrame:
    for name in ("stated", "numerator", "denominator"):
        frame[name] = frame[name].astype(float)
    # Where both parts are known the value follows from them; else the stated value stands.
    frame["value"] = percent_values(frame["numerator"], frame["denominator"]).fillna(frame["stated"])
    reason = frame["missing_reason"].where(frame["missing_reason"].notna(), Nothing.NO_DATA.value)
    # A share of nobody is not a gap in the data: there is nothing it could say.
    reason = reason.mask(frame["denominator"] == 0, Nothing.NOT_APPLICABLE.value)
    frame["missing_reason"] = reason.where(frame["value"].isna(), None)
    return frame[[name for name in COLUMNS if name != "municipality_name"]]
