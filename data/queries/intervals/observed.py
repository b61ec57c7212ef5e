"""Which periods figures are of, and which of them stand for years; counts name nobody and are open to everyone."""

from collections.abc import Collection, Mapping

import pandas as pd
from sqlalchemy import ColumnElement, func, select

from data.measures.indicators.standing import Standing, standing
from data.models.indicators import Indicator, Observation
from data.models.region import Period
from data.queries.kept_frames import KEPT
from data.storage.reader import Reader, kept, remembered
from data.text.intervals.interval import IntervalKind, interval
from data.text.intervals.words import period_words

_COLUMNS = ["indicator", "year", "interval", "count", "facts"]


@remembered
def observed_years(reader: Reader) -> Mapping[str, Mapping[int, int]]:
    """How many municipalities have an observation that stands for the year, by indicator and year."""
    stands = standing_intervals(reader)
    found: dict[str, dict[int, int]] = {}
    for indicator, year, code, count, _facts in _observed(reader).itertuples(index=False):
        if stands_for_year(stands, indicator, int(year), code):
            found.setdefault(indicator, {})[int(year)] = int(count)
    return found


@remembered
def observed_periods(reader: Reader, indicator: str) -> tuple[tuple[int, str], ...]:
    """Year and code of the interval of every period with an observation of a municipality, in the order of time."""
    frame = _observed(reader)
    rows = frame.loc[frame["indicator"] == indicator, ["year", "interval"]].itertuples(index=False)
    return tuple(sorted(((int(year), str(code)) for year, code in rows), key=in_time))


def in_time(period: tuple[int, str]) -> tuple[int, int, bool]:
    """What periods are ordered by: the last day, then, of those that end together, the longer one last, and a revised
    release after the first one.
    """
    year, code = period
    found = interval(code)
    return found.end(year).toordinal(), -found.start(year).toordinal(), found.is_revised


@kept
def standing_intervals(reader: Reader, *, of_schools: bool = False) -> Mapping[str, Standing]:
    """What stands for the years of each indicator that has figures of anything but years; the others are not here."""
    return {indicator: standing(found) for indicator, found in _not_of_years_alone(reader, of_schools).items()}


def without_years(reader: Reader, *, of_schools: bool = False) -> set[str]:
    """The indicators that have figures, and none of a year: a form of a year has no place for them."""
    found = _not_of_years_alone(reader, of_schools)
    return {
        indicator
        for indicator, facts in found.items()
        if all(interval(code).kind is not IntervalKind.YEAR for _year, code in facts)
    }


@kept
def _not_of_years_alone(reader: Reader, of_schools: bool) -> Mapping[str, Mapping[tuple[int, str], int]]:
    """(year, code of the interval) → how many have a fact, of each indicator with figures of anything but years."""
    counted = (
        select(
            Indicator.code,
            Period.year,
            Observation.interval_code,
            func.count() - func.count(Observation.missing_reason),
        )
        .select_from(Observation)
        .join(Indicator, Indicator.id == Observation.indicator_id)
        .join(Period, Period.id == Observation.period_id)
        .where(reader.as_of(Observation), _of_level(of_schools))
        .group_by(Indicator.code, Period.year, Observation.interval_code)
    )
    rows = [*reader.session.execute(counted.where(Observation.interval_code.is_not(None)))]
    if rows:
        of_years = counted.where(Observation.interval_code.is_(None), Indicator.code.in_({row[0] for row in rows}))
        rows += reader.session.execute(of_years)
    facts: dict[str, dict[tuple[int, str], int]] = {}
    for indicator, year, code, number in rows:
        facts.setdefault(indicator, {})[year, code or ""] = number
    return facts


def parts_of_year(reader: Reader, indicators: Collection[str], year: int) -> dict[str, str]:
    """What stands for the year of those of the indicators for which it is a part of it, in words."""
    stands = standing_intervals(reader)
    codes = {code: stands[code].by_year.get(year) for code in indicators if code in stands}
    return {indicator: period_words(year, code) for indicator, code in codes.items() if code}


def stands_for_year(stands: Mapping[str, Standing], indicator: str, year: int, code: str | None) -> bool:
    """Whether a figure of this interval stands for its year."""
    known = stands.get(indicator)
    return not code if known is None else known.by_year.get(year) == (code or "")


def _of_level(of_schools: bool) -> ColumnElement[bool]:
    return Observation.school_code.is_not(None) if of_schools else Observation.school_code.is_(None)


def _observed(reader: Reader) -> pd.DataFrame:
    def read() -> pd.DataFrame:
        rows = reader.session.execute(
            select(
                Indicator.code,
                Period.year,
                Observation.interval_code,
                func.count(),
                func.count() - func.count(Observation.missing_reason),
            )
            .select_from(Observation)
            .join(Indicator, Indicator.id == Observation.indicator_id)
            .join(Period, Period.id == Observation.period_id)
            .where(reader.as_of(Observation), Observation.school_code.is_(None))
            .group_by(Indicator.code, Period.year, Observation.interval_code)
        )
        return pd.DataFrame([(*row[:2], row[2] or "", *row[3:]) for row in rows], columns=_COLUMNS)

    return KEPT.get(reader, ("observed_periods",), read)
