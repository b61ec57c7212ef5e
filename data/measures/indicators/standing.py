"""Which figure of an indicator stands for a year, where it has figures of several intervals.

One series stands for all years of an indicator, so that a year is never compared with a quarter: the yearly one where
there is any, else that of the longest intervals. In a year with several of them the last one stands that anybody has a
fact of, the same for every municipality. Nothing is ever added up.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from data.text.intervals.interval import interval, standing_series


@dataclass(frozen=True)
class Standing:
    """Of one indicator: the series that stands for years, and the code of the interval that stands for each year."""

    series: str
    by_year: Mapping[int, str]


def standing(facts: Mapping[tuple[int, str], int], *, has_years: bool) -> Standing:
    """``facts``: (year, code of the interval) → how many have a fact, 0 where there are only marks of nothing.

    ``has_years``: whether there are figures of plain years, which ``facts`` need not list.
    """
    every = {interval(code).series for _year, code in facts} | ({""} if has_years else set())
    series = standing_series(every)
    last: dict[int, tuple[bool, int, str]] = {}
    for (year, code), number in facts.items():
        found = interval(code)
        if found.series == series:
            last[year] = max(last.get(year, (False, 0, "")), (number > 0, found.end(year).toordinal(), code))
    return Standing(series, {year: code for year, (_has_fact, _last_day, code) in last.items()})
