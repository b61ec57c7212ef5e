"""The stretch of time that a figure is of: a year, or a quarter, a date, several years within or up to one.

A period of the region is a year; where in it a figure stands is its interval, whose code is stored beside the period:
nothing for the year itself, ``Q1``, ``H2``, ``M09``, ``C09`` (from January on), ``D0901`` (a date), ``W3`` (the last
three years), ``S`` (a school year kept apart from years). An ``R`` behind it is a revised release that stands beside
the first one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

LONGEST_WINDOW = 10
_CODE = re.compile(
    r"(?:(?P<kind>[HQW])(?P<digit>[1-9]|10)|(?P<two>[MC])(?P<month>[0-9]{2})|D(?P<day>[0-9]{4})|(?P<s>S))?(?P<r>R)?"
)
_PERIOD = re.compile(r"(?P<year>[12][0-9]{3})(?:-(?P<interval>[A-Z0-9]{1,6}))?", re.ASCII)


class IntervalKind(StrEnum):
    """In the order in which figures stand for a year, where an indicator has several kinds."""

    YEAR = ""
    SCHOOL_YEAR = "S"
    WINDOW = "W"
    CUMULATIVE = "C"
    HALF = "H"
    QUARTER = "Q"
    MONTH = "M"
    DATE = "D"


_ORDER = tuple(IntervalKind)
_MOST = {IntervalKind.HALF: 2, IntervalKind.QUARTER: 4, IntervalKind.MONTH: 12, IntervalKind.CUMULATIVE: 12}


@dataclass(frozen=True)
class Interval:
    """``number``: which half, quarter or month; the last month from January on; the years of a window; month and day
    of a date as 901. A revised release that replaces the first one is no interval of its own.
    """

    kind: IntervalKind = IntervalKind.YEAR
    number: int = 0
    is_revised: bool = False

    def __post_init__(self) -> None:
        if not self._is_possible():
            raise ValueError(f"no interval: {self.kind} {self.number}")

    def _is_possible(self) -> bool:
        if self.kind in _MOST:
            return 1 <= self.number <= _MOST[self.kind]
        if self.kind is IntervalKind.WINDOW:
            return 2 <= self.number <= LONGEST_WINDOW
        if self.kind is IntervalKind.DATE:
            # 29 February is a date of some years.
            return _is_day(2000, self.number)
        return self.number == 0

    @property
    def code(self) -> str:
        """As it is stored and stands in addresses; empty for the year itself."""
        digits = {IntervalKind.MONTH: 2, IntervalKind.CUMULATIVE: 2, IntervalKind.DATE: 4}.get(self.kind, 1)
        number = f"{self.number:0{digits}d}" if self.number else ""
        return f"{self.kind.value}{number}{'R' if self.is_revised else ''}"

    @property
    def series(self) -> str:
        """The same for intervals that follow each other in one series: all quarters, all windows of three years."""
        number = str(self.number) if self.kind is IntervalKind.WINDOW else ""
        return f"{self.kind.value}{number}{'R' if self.is_revised else ''}"

    @property
    def is_within_year(self) -> bool:
        """Whether a year may have several of the kind."""
        return _ORDER.index(self.kind) > _ORDER.index(IntervalKind.WINDOW)

    def start(self, year: int) -> date:
        """The first day, for the year in which the interval ends."""
        kind, number = self.kind, self.number
        if kind is IntervalKind.SCHOOL_YEAR:
            return date(year - 1, 9, 1)
        if kind is IntervalKind.DATE:
            return self.end(year)
        first = {IntervalKind.WINDOW: year - number + 1}.get(kind, year)
        month = {
            IntervalKind.HALF: 6 * number - 5,
            IntervalKind.QUARTER: 3 * number - 2,
            IntervalKind.MONTH: number,
        }.get(kind, 1)
        return date(first, month, 1)

    def end(self, year: int) -> date:
        """The last day."""
        kind, number = self.kind, self.number
        if kind is IntervalKind.SCHOOL_YEAR:
            return date(year, 8, 31)
        if kind is IntervalKind.DATE:
            return date(year, number // 100, number % 100)
        month = {
            IntervalKind.HALF: 6 * number,
            IntervalKind.QUARTER: 3 * number,
            IntervalKind.MONTH: number,
            IntervalKind.CUMULATIVE: number,
        }.get(kind, 12)
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)

    def exists_in(self, year: int) -> bool:
        """Whether the year has it: 29 February is no date of most years."""
        return self.kind is not IntervalKind.DATE or _is_day(year, self.number)

    def place(self, year: int) -> float:
        """Where it lies on an axis on which a year is as wide as 1 and its number is in its middle.

        Parts of a year lie in their own middle, what counts from January on and dates at their last day; a year and
        what is longer lie at the number of the year.
        """
        if not self.is_within_year:
            return float(year)
        from_the_end = self.kind in (IntervalKind.CUMULATIVE, IntervalKind.DATE)
        last = (self.end(year) - date(year, 1, 1)).days + 1
        first = last if from_the_end else (self.start(year) - date(year, 1, 1)).days
        whole = (date(year + 1, 1, 1) - date(year, 1, 1)).days
        return year - 0.5 + (first + last) / 2 / whole


YEAR = Interval()


def interval(code: str | None) -> Interval:
    """The interval of a stored code. Raises ValueError for what is none."""
    match = _CODE.fullmatch(code or "")
    if match is None:
        raise ValueError(f"no interval: {code}")
    revised = bool(match["r"])
    if match["kind"]:
        return Interval(IntervalKind(match["kind"]), int(match["digit"]), revised)
    if match["two"]:
        return Interval(IntervalKind(match["two"]), int(match["month"]), revised)
    if match["day"]:
        return Interval(IntervalKind.DATE, int(match["day"]), revised)
    return Interval(IntervalKind.SCHOOL_YEAR if match["s"] else IntervalKind.YEAR, 0, revised)


def period_code(year: int, code: str) -> str:
    """«2026» for the year, «2026-Q1» for what lies within it or reaches up to it."""
    return f"{year}-{code}" if code else str(year)


def split_period(text: str) -> tuple[int, str] | None:
    """Year and code of the interval of «2026» or «2026-Q1»; None for what is neither."""
    match = _PERIOD.fullmatch(text)
    if match is None:
        return None
    try:
        found = interval(match["interval"])
    except ValueError:
        return None
    year = int(match["year"])
    return (year, found.code) if found.exists_in(year) else None


def standing_series(series: Iterable[str]) -> str:
    """The one of several series that stands for years: the yearly one, else the one of the longest intervals."""
    return min(series, key=_rank, default="")


def _rank(series: str) -> tuple[int, int, bool]:
    kind = IntervalKind(series[:1] if series[:1] != "R" else "")
    years = "".join(letter for letter in series if letter.isdigit())
    return _ORDER.index(kind), int(years or 0), series.endswith("R")


def _is_day(year: int, number: int) -> bool:
    try:
        date(year, number // 100, number % 100)
    except ValueError:
        return False
    return True
