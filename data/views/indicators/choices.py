"""What can be chosen on /indicators: periods, municipalities, groups; an assessment is needed for none of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.errors import NotFound, NothingYet
from data.language import _, pgettext
from data.queries import methodologies as rubrics
from data.queries import registry
from data.queries.indicators import IndicatorLine
from data.queries.intervals.observed import observed_periods, observed_years
from data.queries.results import assessed_periods
from data.storage.reader import Reader
from data.views.indicators.address import WITHOUT_DIRECTION, IndicatorsSelection
from data.views.shared.choices import Choice, Choices, known_code


@dataclass(frozen=True)
class Settled:
    """The chosen codes with every default filled in; ``years`` are all up to the chosen one, in order."""

    period: str
    municipality: str
    year: int
    years: tuple[int, ...]
    choices: Choices


def settle(reader: Reader, selection: IndicatorsSelection, chosen: IndicatorLine | None) -> Settled:
    """Without a choice: the last period with a fact of the indicator asked for, else the last that was assessed.

    A viewer with a scope starts at the own municipality. Raises NotFound for a code that does not exist, and where
    there is nothing to choose from.
    """
    entries = registry.periods(reader)
    if not entries:
        raise NothingYet(_("This page is made of periods, and none are there yet."))
    periods = tuple(
        Choice(one.code, str(one.year), pgettext("period", "{year}").format(year=one.year), one.school_year)
        for one in entries
    )
    default = _default_year(reader, chosen, selection.interval, entries[-1].year)
    code = known_code(_("period"), selection.period, periods, next(one.code for one in entries if one.year == default))
    year = next(one.year for one in entries if one.code == code)
    municipalities = _municipalities(reader, year)
    own = reader.viewer.municipality
    if not municipalities:
        raise NothingYet(_("This page is made of municipalities, and none are loaded yet."))
    first = own if own in {one.code for one in municipalities} else municipalities[0].code
    return Settled(
        period=code,
        municipality=known_code(_("municipality"), selection.municipality, municipalities, first),
        year=year,
        years=tuple(one.year for one in entries if one.year <= year),
        choices=Choices(periods, (), (), (), (), (), municipalities),
    )


def _default_year(reader: Reader, chosen: IndicatorLine | None, interval: str | None, last: int) -> int:
    years = observed_years(reader)
    if chosen and interval is not None:
        return max(year for year, code in observed_periods(reader, chosen.code) if code == interval)
    if chosen and chosen.code in years:
        return max(years[chosen.code])
    if assessed := assessed_periods(reader):
        return assessed[-1].year
    return max((year for counts in years.values() for year in counts), default=last)


def _municipalities(reader: Reader, year: int) -> tuple[Choice, ...]:
    """Those that exist in the year, by name."""
    found = [
        Choice(one.code, one.short, one.name, one.kind)
        for one in registry.municipalities(reader)
        if one.exists_in(year)
    ]
    return tuple(sorted(found, key=lambda choice: choice.short.casefold()))


def groups(reader: Reader, lines: Sequence[IndicatorLine], asked: str | None) -> tuple[Choice, ...]:
    """Directions that have indicators, and the one asked for; what has no direction is a group like the others."""
    wanted = {line.direction for line in lines} | ({asked} if asked else set())
    assessed = assessed_periods(reader)
    known = rubrics.directions(reader, assessed[-1].methodologies[0]) if assessed else ()
    named = tuple(Choice(one.code, one.short, one.name, one.block) for one in known if one.code in wanted)
    unnamed = sorted(wanted - {choice.code for choice in named} - {asked, "", WITHOUT_DIRECTION})
    ungrouped = any(not line.direction for line in lines) or asked == WITHOUT_DIRECTION
    nowhere = _("without a direction")
    return (
        *named,
        *(Choice(code, code, code) for code in unnamed),
        *((Choice(WITHOUT_DIRECTION, nowhere, nowhere),) if ungrouped else ()),
    )


def all_directions(reader: Reader) -> tuple[Choice, ...]:
    """Every direction of the methodology of now, whether it has indicators or not."""
    assessed = assessed_periods(reader)
    known = rubrics.directions(reader, assessed[-1].methodologies[0]) if assessed else ()
    return tuple(Choice(one.code, one.short, one.name, one.block) for one in known)


def group(known: Sequence[Choice], lines: Sequence[IndicatorLine], asked: str | None) -> Choice:
    """The group asked for, or the first that has indicators. Raises NotFound for one that does not exist."""
    if not known:
        raise NothingYet(_("This page is made of indicators, and none are loaded yet."))
    if asked is None:
        filled = {group_of(line) for line in lines}
        return next((choice for choice in known if choice.code in filled), known[0])
    found = next((choice for choice in known if choice.code == asked), None)
    if found is None:
        raise NotFound(_("There is no direction “{code}” with indicators.").format(code=asked))
    return found


def group_of(line: IndicatorLine) -> str:
    """How the address names the group of an indicator."""
    return line.direction or WITHOUT_DIRECTION
