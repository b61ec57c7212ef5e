"""All indicators of all directions in one list: what they are, since when, and the fact of the chosen municipality."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from data.queries.indicators import IndicatorLine, observations
from data.queries.intervals.observed import observed_years
from data.storage.reader import Reader
from data.views.indicators.choices import group_of
from data.views.shared.choices import Choice
from data.vocabulary import Nothing


@dataclass(frozen=True)
class ListedIndicator:
    """``first_year`` and ``last_year`` bound the years with observations, None without any.

    ``municipalities`` have an observation in the chosen year; ``fact`` is that of the chosen municipality, of
    ``period`` where that is not the plain year.
    """

    indicator: IndicatorLine
    group: Choice
    first_year: int | None
    last_year: int | None
    municipalities: int
    fact: float | Nothing
    period: str = ""


def in_groups(lines: Sequence[IndicatorLine], groups: Sequence[Choice]) -> tuple[tuple[Choice, int], ...]:
    """Each group with the number of its indicators; empty groups are left out."""
    counts = Counter(group_of(line) for line in lines)
    return tuple((one, counts[one.code]) for one in groups if counts[one.code])


def listing(
    reader: Reader, lines: Sequence[IndicatorLine], groups: Sequence[Choice], municipality: str, year: int
) -> tuple[ListedIndicator, ...]:
    """``lines`` in the order of their ``groups``."""
    known = observed_years(reader)
    codes = [line.code for line in lines]
    facts = {one.indicator: one for one in observations(reader, indicators=codes, municipality=municipality, year=year)}
    order = {one.code: place for place, one in enumerate(groups)}
    by_code = {one.code: one for one in groups}
    listed = [
        ListedIndicator(
            line,
            by_code[group_of(line)],
            min(known.get(line.code, {}), default=None),
            max(known.get(line.code, {}), default=None),
            known.get(line.code, {}).get(year, 0),
            facts[line.code].value if line.code in facts else Nothing.NO_DATA,
            facts[line.code].period if line.code in facts and facts[line.code].period != str(year) else "",
        )
        for line in lines
    ]
    return tuple(sorted(listed, key=lambda one: order[one.group.code]))
