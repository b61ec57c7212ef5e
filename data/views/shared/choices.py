"""What can be chosen on a page, and the selection with every default filled in."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.errors import NotFound
from data.language import _, pgettext
from data.queries import methodologies as rubrics
from data.queries import registry
from data.queries.results import AssessedPeriod, assessed_periods
from data.selection import Selection
from data.storage.reader import Reader
from data.vocabulary import MunicipalityKind


@dataclass(frozen=True)
class Choice:
    """``short`` fits a chart or a list, ``name`` is the full official name; ``group`` is a block or a kind."""

    code: str
    short: str
    name: str
    group: str = ""


@dataclass(frozen=True)
class Choices:
    """Everything that exists for the selected period and methodology, in its official order."""

    periods: tuple[Choice, ...]
    methodologies: tuple[Choice, ...]
    blocks: tuple[Choice, ...]
    directions: tuple[Choice, ...]
    cycle_components: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    municipalities: tuple[Choice, ...]

    @staticmethod
    def find(choices: tuple[Choice, ...], code: str) -> Choice:
        return next(choice for choice in choices if choice.code == code)


def kind_names() -> dict[str, str]:
    return {
        MunicipalityKind.URBAN_OKRUG: _("urban okrugs"),
        MunicipalityKind.MUNICIPAL_OKRUG: _("municipal okrugs"),
        MunicipalityKind.MUNICIPAL_DISTRICT: _("municipal districts"),
    }


def settle(reader: Reader, selection: Selection) -> tuple[Selection, Choices]:
    """Fill in period, methodology, direction and municipality, and list what else could be chosen.

    A viewer with a scope starts at the own municipality. Raises NotFound for a code that does not exist.
    """
    assessed = assessed_periods(reader)
    if not assessed:
        raise NotFound(_("There are no assessments yet. Load a workbook of scores, then open this page again."))
    periods = _periods(assessed)
    period = _settled(_("period"), selection.period, periods, periods[-1].code)
    at = next(one for one in assessed if one.code == period)
    methodologies = _methodologies(at)
    methodology = _settled(_("methodology"), selection.methodology, methodologies, methodologies[0].code)
    directions = _directions(reader, methodology)
    municipalities = _municipalities(reader, at.year)
    own = reader.viewer.municipality
    default = own if own in {choice.code for choice in municipalities} else municipalities[0].code
    settled = selection.but(
        period=period,
        methodology=methodology,
        direction=_settled(_("direction"), selection.direction, directions, directions[0].code),
        municipality=_settled(_("municipality"), selection.municipality, municipalities, default),
    )
    return settled, Choices(
        periods=periods,
        methodologies=methodologies,
        blocks=_blocks(reader, methodology),
        directions=directions,
        cycle_components=_cycle_components(reader, methodology),
        kinds=tuple(Choice(code, name, name) for code, name in kind_names().items()),
        municipalities=municipalities,
    )


def _settled(field: str, code: str | None, choices: tuple[Choice, ...], default: str) -> str:
    if code is None:
        return default
    if code not in {choice.code for choice in choices}:
        raise NotFound(
            _("There is no {field} “{code}” here. Known: {known}.").format(
                field=field, code=code, known=", ".join(choice.code for choice in choices[:12])
            )
        )
    return code


def _periods(assessed: Sequence[AssessedPeriod]) -> tuple[Choice, ...]:
    return tuple(
        Choice(one.code, str(one.year), pgettext("period", "{year}").format(year=one.year), one.school_year)
        for one in assessed
    )


def _methodologies(period: AssessedPeriod) -> tuple[Choice, ...]:
    """The methodologies of a period, the most used first."""
    named = zip(period.methodologies, period.methodology_names, strict=True)
    return tuple(Choice(code, name, name) for code, name in named)


def _blocks(reader: Reader, methodology: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(one.code, _("Block {code}").format(code=one.code), one.name)
        for one in rubrics.blocks(reader, methodology)
    )


def _directions(reader: Reader, methodology: str) -> tuple[Choice, ...]:
    return tuple(Choice(one.code, one.short, one.name, one.block) for one in rubrics.directions(reader, methodology))


def _cycle_components(reader: Reader, methodology: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(one.code, one.short, one.name, one.group) for one in rubrics.cycle_components(reader, methodology)
    )


def _municipalities(reader: Reader, year: int) -> tuple[Choice, ...]:
    """The municipalities that exist in the year, by name."""
    found = [
        Choice(one.code, one.short, one.name, one.kind)
        for one in registry.municipalities(reader)
        if one.exists_in(year)
    ]
    return tuple(sorted(found, key=lambda choice: choice.short.casefold()))
