"""Intervals in words, in the user's language: «I квартал 2026», «1 сентября 2025», «2014–2016»."""

from datetime import date
from typing import Any

from babel.dates import format_date

from data.language import _, current_language, ngettext, pgettext
from data.text.intervals.interval import Interval, IntervalKind, interval

NUMERALS = ("I", "II", "III", "IV")
# A year that has every day.
_ANY_YEAR = 2000


def period_words(year: int, code: str | None) -> str:
    """A period with its year; a plain year is its number."""
    found = interval(code)
    return _with_release(_dated(found, year), found)


def interval_words(code: str | None) -> str:
    """An interval of no certain year, as a choice: «I квартал», «1 сентября», «3 года»."""
    found = interval(code)
    return _with_release(_plain(found), found)


def series_words(series: str) -> str:
    """What follows each other in one series, in the plural: «кварталы», «годы»."""
    kind = IntervalKind("" if series in ("", "R") else series[0])
    number = int("".join(letter for letter in series if letter.isdigit()) or 0)
    words = {
        IntervalKind.YEAR: pgettext("periods", "years"),
        IntervalKind.SCHOOL_YEAR: pgettext("periods", "school years"),
        IntervalKind.WINDOW: ngettext("spans of {number} year", "spans of {number} years", number),
        IntervalKind.CUMULATIVE: pgettext("periods", "from January on"),
        IntervalKind.HALF: pgettext("periods", "half-years"),
        IntervalKind.QUARTER: pgettext("periods", "quarters"),
        IntervalKind.MONTH: pgettext("periods", "months"),
        IntervalKind.DATE: pgettext("periods", "dates"),
    }[kind].format(number=number)
    return _("{period}, revised").format(period=words) if series.endswith("R") else words


def _with_release(words: str, found: Interval) -> str:
    return _("{period}, revised").format(period=words) if found.is_revised else words


def _dated(found: Interval, year: int) -> str:
    kind = found.kind
    if kind is IntervalKind.WINDOW:
        return f"{year - found.number + 1}–{year}"
    if kind is IntervalKind.SCHOOL_YEAR:
        return _("school year {year}").format(year=f"{year - 1}/{year % 100:02d}")
    if kind is IntervalKind.DATE:
        return _day(found.end(year), "d MMMM y")
    return f"{_plain(found)} {year}" if kind is not IntervalKind.YEAR else str(year)


def _plain(found: Interval) -> str:
    kind, number = found.kind, found.number
    words: dict[IntervalKind, Any] = {
        IntervalKind.YEAR: lambda: pgettext("period", "year"),
        IntervalKind.SCHOOL_YEAR: lambda: _("school year"),
        IntervalKind.WINDOW: lambda: ngettext(
            "{number} year up to the year", "{number} years up to the year", number
        ).format(number=number),
        IntervalKind.CUMULATIVE: lambda: _from_january(number),
        IntervalKind.HALF: lambda: _("half-year {numeral}").format(numeral=NUMERALS[number - 1]),
        IntervalKind.QUARTER: lambda: _("quarter {numeral}").format(numeral=NUMERALS[number - 1]),
        IntervalKind.MONTH: lambda: _day(date(_ANY_YEAR, number, 1), "LLLL"),
        IntervalKind.DATE: lambda: _day(found.end(_ANY_YEAR), "d MMMM"),
    }
    return str(words[kind]())


def _from_january(last: int) -> str:
    first = _day(date(_ANY_YEAR, 1, 1), "LLLL")
    return first if last == 1 else f"{first}–{_day(date(_ANY_YEAR, last, 1), 'LLLL')}"


def _day(day: date, pattern: str) -> str:
    return str(format_date(day, pattern, locale=current_language()))
