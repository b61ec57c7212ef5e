"""Which figure of an indicator stands for a year, where it has figures of several intervals.

In each year the kind stands of which most municipalities have a fact, so that a few figures of another kind change
nobody's verdict; where two kinds have equally many, the yearly one, else that of the longest intervals. Of a kind with
several intervals in the year the last one stands that anybody has a fact of. It is the same for every municipality, and
nothing is ever added up.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from data.text.intervals.interval import interval, standing_series


@dataclass(frozen=True)
class Standing:
    """Of one indicator: the code of the interval that stands for each year, empty for the year itself."""

    by_year: Mapping[int, str]

    def series_of(self, year: int) -> str:
        """The kind that stands for ``year``, or for the last earlier one that has any figure, else for the first."""
        known = [at for at in self.by_year if at <= year]
        nearest = max(known) if known else min(self.by_year, default=None)
        return interval(self.by_year[nearest]).series if nearest is not None else ""


def standing(facts: Mapping[tuple[int, str], int]) -> Standing:
    """``facts``: (year, code of the interval) → how many have a fact, 0 where there are only marks of nothing.

    A kind has as many as its interval that most have.
    """
    of_years: dict[int, dict[str, int]] = {}
    for (year, code), number in facts.items():
        of_years.setdefault(year, {})[code] = number
    return Standing({year: _of_year(year, found) for year, found in of_years.items()})


def _of_year(year: int, facts: Mapping[str, int]) -> str:
    most: dict[str, int] = {}
    for code, number in facts.items():
        series = interval(code).series
        most[series] = max(most.get(series, 0), number)
    stands = standing_series(series for series, number in most.items() if number == max(most.values()))
    codes = (code for code in facts if interval(code).series == stands)
    return max(codes, key=lambda code: (facts[code] > 0, interval(code).end(year), code))
