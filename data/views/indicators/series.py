"""One indicator of one municipality over time: every period of one kind in order, and which other kinds there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.language import _
from data.queries.indicators import EVERY_INTERVAL, ObservationLine, observations
from data.queries.intervals.observed import in_time, observed_periods, standing_intervals
from data.storage.reader import Reader
from data.text.intervals.interval import IntervalKind, interval
from data.text.intervals.labels import spanned
from data.text.intervals.words import period_words, series_words
from data.views.indicators.rows import Row
from data.vocabulary import Nothing


@dataclass(frozen=True)
class Point:
    """One period: ``words`` are the source's own label or the product's; ``year`` is the one that it ends in."""

    year: int
    interval: str
    words: str
    value: float | Nothing
    numerator: float | None
    denominator: float | None

    @property
    def place(self) -> float:
        """On an axis on which a year has its number in its middle."""
        return interval(self.interval).place(self.year)

    @property
    def days(self) -> tuple[str, str]:
        """First and last day, ISO."""
        found = spanned(self.interval, self.words)
        return found.start(self.year).isoformat(), found.end(self.year).isoformat()


@dataclass(frozen=True)
class PeriodSeries:
    """Of one indicator. ``points`` are all of one kind, ``series``; ``standing`` is the kind that stands for the year
    that is shown, ``by_year`` the code of the interval that stands for each. ``others``: of each other kind its code
    and its last interval.
    """

    indicator: str
    series: str
    points: tuple[Point, ...]
    standing: str
    by_year: dict[int, str]
    others: tuple[tuple[str, str], ...]

    @property
    def is_standing(self) -> bool:
        return self.series == self.standing

    @property
    def is_plain(self) -> bool:
        """Whether there are years and nothing else, under no other words."""
        return not self.others and all(not point.interval and point.words == str(point.year) for point in self.points)

    def stands(self, point: Point) -> bool:
        """Whether targets judge the year of the point by it."""
        return self.by_year.get(point.year, "") == point.interval


def period_series(reader: Reader, row: Row, municipality: str, chosen: str | None) -> PeriodSeries:
    """The series that the interval ``chosen`` belongs to, else the one that stands for years; up to the row's year."""
    code = row.indicator.code
    stands = standing_intervals(reader).get(code)
    if stands is None:
        return _plain_years(row)
    standing = stands.series_of(row.now.year)
    series = interval(chosen).series if chosen is not None else standing
    facts = observations(reader, indicators=[code], municipality=municipality, interval=EVERY_INTERVAL)
    last = row.now.year
    found = {(one.year, one.interval): one for one in facts if _is_of((one.year, one.interval), series)}
    if not found and series == "":
        points = tuple(_of_years(row))
    else:
        periods = _expected(found, [period for period in observed_periods(reader, code) if _is_of(period, series)])
        points = tuple(_point(*period, found.get(period)) for period in periods if period[0] <= last)
    return PeriodSeries(code, series, points, standing, dict(stands.by_year), _others(reader, code, series))


def known_interval(reader: Reader, indicator: str, asked: str | None) -> str | None:
    """The interval asked for, where the indicator has any figure of it; what stands for the year needs no name."""
    if asked is None or asked not in {code for _year, code in observed_periods(reader, indicator)}:
        return None
    return asked


def series_of(known: PeriodSeries | None, row: Row) -> PeriodSeries:
    """The series of a row, which is ``known`` of the chosen one; of another one its years."""
    return known if known is not None and known.indicator == row.indicator.code else _plain_years(row)


def standing_words(found: PeriodSeries, year: int) -> str:
    """By which figure a year is judged, where it is not plainly the year's own; empty where nothing need be said."""
    if found.is_plain:
        return ""
    rule = kinds_rule() if found.others else ""
    if not found.standing and found.others:
        words = _("{year} is judged by the figure of the year; parts of years stand beside it and are never added up.")
    elif not interval(found.by_year.get(year)).is_within_year:
        return rule
    else:
        words = _(
            "A year is judged by its last figure, {year} by that of {period}. Parts of a year are never added up."
        )
    judged = words.format(year=year, period=period_words(year, found.by_year.get(year)))
    return " ".join(filter(None, (judged, rule)))


def kinds_rule() -> str:
    """Which of several kinds of figures stands for a year."""
    return _(
        "Of several kinds of figures the one stands for a year that most municipalities have; "
        "where two have equally many, the yearly one."
    )


def kind_words(series: str) -> str:
    words = series_words(series)
    return words[:1].upper() + words[1:]


def _plain_years(row: Row) -> PeriodSeries:
    return PeriodSeries(row.indicator.code, "", tuple(_of_years(row)), "", {}, ())


def _of_years(row: Row) -> Iterable[Point]:
    return (
        Point(line.year, "", line.label or str(line.year), line.value, line.numerator, line.denominator)
        for line in row.years
    )


def _point(year: int, code: str, fact: ObservationLine | None) -> Point:
    if fact is None:
        return Point(year, code, period_words(year, code), Nothing.NO_DATA, None, None)
    return Point(year, code, fact.period, fact.value, fact.numerator, fact.denominator)


def _is_of(period: tuple[int, str], series: str) -> bool:
    return interval(period[1]).series == series


def _expected(own: Iterable[tuple[int, str]], anybody: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """The own periods and those missing between them: what anybody has, and the same parts of the years between.

    A part that nobody ever has is no gap; a date belongs to its year.
    """
    known = sorted(own, key=in_time)
    if not known:
        return []
    years = range(known[0][0], known[-1][0] + 1)
    parts = {code for _year, code in anybody if interval(code).kind is not IntervalKind.DATE}
    every = {*known, *anybody, *((year, code) for year in years for code in parts)}
    first, last = in_time(known[0]), in_time(known[-1])
    return sorted((period for period in every if first <= in_time(period) <= last), key=in_time)


def _others(reader: Reader, code: str, series: str) -> tuple[tuple[str, str], ...]:
    last = {interval(one).series: one for _year, one in observed_periods(reader, code)}
    return tuple((kind, one) for kind, one in sorted(last.items()) if kind != series)
