"""The viewer's own table: chosen indicators, municipalities and years, all of them in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import quote, unquote

from data.errors import NotFound
from data.language import _
from data.queries.indicators import IndicatorLine, ObservationLine, observations
from data.storage.reader import Reader
from data.views.indicators.address import IndicatorsSelection
from data.views.shared.choices import Choice
from data.vocabulary import Nothing

# Where no municipality or year is chosen: all of them, and the chosen year.
Key = tuple[str, str, int]
Known = TypeVar("Known")


@dataclass(frozen=True)
class OwnTable:
    """``lines`` × ``places`` × ``years``; ``facts`` by indicator, municipality and year, missing ones left out.

    ``every_place`` and ``every_year`` are what could be chosen.
    """

    lines: tuple[IndicatorLine, ...]
    places: tuple[Choice, ...]
    years: tuple[int, ...]
    every_place: tuple[Choice, ...]
    every_year: tuple[int, ...]
    facts: Mapping[Key, ObservationLine]

    def value(self, line: IndicatorLine, place: Choice, year: int) -> float | Nothing:
        fact = self.facts.get((line.code, place.code, year))
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

    Raises NotFound for an indicator, a municipality or a year that there is not.
    """
    by_code = {line.code: line for line in lines}
    chosen = tuple(_known(by_code, unquote(code)) for code in selection.own)
    seen = tuple(item for item in municipalities if reader.viewer.sees_details_of(item.code))
    places = {item.code: item for item in seen}
    own_places = tuple(_known(places, code) for code in selection.places) or seen
    known_years = {str(year): year for year in years}
    own_years = tuple(sorted(_known(known_years, year) for year in selection.years)) or tuple(years[-1:])
    codes = {item.code for item in own_places}
    found = observations(reader, indicators=[line.code for line in chosen]) if chosen else ()
    facts = {
        (fact.indicator, fact.municipality, fact.year): fact
        for fact in found
        if fact.municipality in codes and fact.year in own_years
    }
    return OwnTable(chosen, own_places, own_years, seen, tuple(years), facts)


def _known(known: Mapping[str, Known], code: str) -> Known:
    if code not in known:
        raise NotFound(_("The own table has no “{code}”. Choose it again on the page.").format(code=code[:64]))
    return known[code]
