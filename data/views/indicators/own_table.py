"""The viewer's own table: chosen indicators, municipalities and periods, all of them in the address."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import quote, unquote

from data.errors import NotFound
from data.language import _
from data.queries.indicators import EVERY_INTERVAL, IndicatorLine, ObservationLine, observations
from data.queries.intervals.observed import in_time, observed_periods, standing_intervals, stands_for_year
from data.storage.reader import Reader
from data.text.intervals.interval import period_code
from data.text.intervals.words import period_words
from data.views.indicators.address import IndicatorsSelection
from data.views.shared.choices import Choice
from data.vocabulary import Nothing

# Indicator, municipality and period, as the address has it.
Key = tuple[str, str, str]
Known = TypeVar("Known")


@dataclass(frozen=True)
class OwnPeriod:
    """A year, which is what stands for it, or a part of one by the code of its interval."""

    year: int
    interval: str = ""

    @property
    def address(self) -> str:
        return period_code(self.year, self.interval)

    @property
    def words(self) -> str:
        return period_words(self.year, self.interval)


@dataclass(frozen=True)
class OwnTable:
    """``lines`` × ``places`` × ``periods``; ``facts`` by indicator, municipality and period, missing ones left out.

    ``every_place`` and ``every_period`` are what could be chosen.
    """

    lines: tuple[IndicatorLine, ...]
    places: tuple[Choice, ...]
    periods: tuple[OwnPeriod, ...]
    every_place: tuple[Choice, ...]
    every_period: tuple[OwnPeriod, ...]
    facts: Mapping[Key, ObservationLine]

    @property
    def span(self) -> str:
        """What the periods reach over, as the name of a file says it: «2018–2026»."""
        years = [period.year for period in self.periods]
        if len(self.periods) == 1:
            return self.periods[0].words
        return str(years[0]) if years[0] == years[-1] else f"{years[0]}–{years[-1]}"

    def fact(self, line: IndicatorLine, place: Choice, period: OwnPeriod) -> ObservationLine | None:
        return self.facts.get((line.code, place.code, period.address))

    def value(self, line: IndicatorLine, place: Choice, period: OwnPeriod) -> float | Nothing:
        fact = self.fact(line, place, period)
        return fact.value if fact else Nothing.NO_DATA


def in_address(code: str) -> str:
    """A code as a list of the address holds it: commas and blanks would part it."""
    return quote(code, safe="")


def own_table(
    reader: Reader,
    selection: IndicatorsSelection,
    lines: Sequence[IndicatorLine],
    municipalities: Sequence[Choice],
    years: Sequence[int],
) -> OwnTable:
    """What the selection names, of the municipalities whose details the viewer may see.

    Where no municipality or period is chosen: all of them, and the chosen year. Raises NotFound for an indicator, a
    municipality or a period that there is not.
    """
    by_code = {line.code: line for line in lines}
    chosen = tuple(_known(by_code, unquote(code)) for code in selection.own)
    seen = tuple(item for item in municipalities if reader.viewer.sees_details_of(item.code))
    places = {item.code: item for item in seen}
    own_places = tuple(_known(places, code) for code in selection.places) or seen
    every = _periods(reader, chosen, years)
    known = {period.address: period for period in every}
    own = sorted((_known(known, address) for address in selection.years), key=_in_time)
    periods = tuple(own) or (OwnPeriod(years[-1]),)
    codes = {item.code for item in own_places}
    facts = {
        key: fact
        for key, fact in _facts(reader, [line.code for line in chosen])
        if fact.municipality in codes and key[2] in {period.address for period in periods}
    }
    return OwnTable(chosen, own_places, periods, seen, every, facts)


def _periods(reader: Reader, chosen: Sequence[IndicatorLine], years: Sequence[int]) -> tuple[OwnPeriod, ...]:
    """Every year, and the parts of years that one of the indicators has."""
    parts = {
        OwnPeriod(year, code)
        for line in chosen
        if line.code in standing_intervals(reader)
        for year, code in observed_periods(reader, line.code)
        if code and year in years
    }
    return tuple(sorted({*map(OwnPeriod, years), *parts}, key=_in_time))


def _in_time(period: OwnPeriod) -> tuple[int, int, bool]:
    return in_time((period.year, period.interval))


def _facts(reader: Reader, codes: Sequence[str]) -> Iterator[tuple[Key, ObservationLine]]:
    """Each fact under its own period, and what stands for a year under the year too."""
    stands = standing_intervals(reader)
    has_parts = any(code in stands for code in codes)
    found = observations(reader, indicators=codes, interval=EVERY_INTERVAL if has_parts else None) if codes else ()
    for fact in found:
        if fact.interval:
            yield (fact.indicator, fact.municipality, period_code(fact.year, fact.interval)), fact
        if stands_for_year(stands, fact.indicator, fact.year, fact.interval):
            yield (fact.indicator, fact.municipality, str(fact.year)), fact


def _known(known: Mapping[str, Known], code: str) -> Known:
    if code not in known:
        raise NotFound(_("The own table has no “{code}”. Choose it again on the page.").format(code=code[:64]))
    return known[code]
