"""What can be chosen on a page, and the selection with every default filled in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from data.errors import NotFound, NothingYet
from data.language import _, pgettext
from data.queries import methodologies as rubrics
from data.queries import registry
from data.queries.aliases import withheld_kinds
from data.queries.periods import periods_made_of
from data.queries.results import AssessedPeriod
from data.selection import Selection
from data.storage.reader import Reader, kept
from data.vocabulary import WITHHELD_KIND, FigureKind, MunicipalityKind

AnySelection = TypeVar("AnySelection", bound=Selection)


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
        WITHHELD_KIND: _("those whose kind is not shown"),
    }


def _kinds(reader: Reader) -> tuple[Choice, ...]:
    """The kinds that the viewer may tell apart; what is withheld is one more."""
    hidden = withheld_kinds(reader)
    names = kind_names().items()
    known = [(code, name) for code, name in names if code not in hidden and (hidden or code != WITHHELD_KIND)]
    return tuple(Choice(code, name, name) for code, name in known)


def of_kinds(title: str, kinds: Sequence[str]) -> str:
    """A title of what a filter by kinds (codes, empty for all) has left: a part is never called the whole."""
    return only(title, [name for code, name in kind_names().items() if code in kinds])


def only(title: str, names: Sequence[str]) -> str:
    """A title of what a filter has left, with the names of what it left; the title alone where it left all."""
    return _("{title}, {kinds} only").format(title=title, kinds=", ".join(names)) if names else title


def settle(
    reader: Reader, selection: AnySelection, made_of: FigureKind = FigureKind.SCORES
) -> tuple[AnySelection, Choices]:
    """Fill in period, methodology and municipality, and list what else could be chosen.

    The periods are those with figures of the kind that the page is made of; where one of them was not assessed, any
    methodology may name its directions, and none does where there is none. A viewer with a scope starts at the own
    municipality. Raises NotFound for a code that does not exist, NothingYet while nothing of the kind is stored.
    """
    stored = periods_made_of(reader, made_of)
    if not stored:
        raise NothingYet(_waiting_words(made_of))
    period = known_code(_("period"), selection.period, _periods(stored), stored[-1].code)
    methodologies = _methodologies(reader, next(one for one in stored if one.code == period))
    methodology = _known_methodology(selection.methodology, methodologies)
    choices = _choices(reader, made_of, period, methodology)
    own = reader.viewer.municipality
    default = own if own in {choice.code for choice in choices.municipalities} else choices.municipalities[0].code
    municipality = known_code(_("municipality"), selection.municipality, choices.municipalities, default)
    return selection.but(period=period, methodology=methodology, municipality=municipality), choices


@kept
def _choices(reader: Reader, made_of: FigureKind, period: str, methodology: str | None) -> Choices:
    """What else could be chosen in a period under a methodology."""
    stored = periods_made_of(reader, made_of)
    at = next(one for one in stored if one.code == period)
    return Choices(
        periods=_periods(stored),
        methodologies=_methodologies(reader, at),
        blocks=_blocks(reader, methodology or ""),
        directions=_directions(reader, methodology or ""),
        cycle_components=_cycle_components(reader, methodology or ""),
        kinds=_kinds(reader),
        municipalities=_municipalities(reader, at.year),
    )


def _known_methodology(asked: str | None, methodologies: tuple[Choice, ...]) -> str | None:
    """The one asked for or the first; none where there is none, which only pages without scores can open with."""
    if not methodologies and asked is None:
        return None
    return known_code(_("methodology"), asked, methodologies, methodologies[0].code if methodologies else "")


def _waiting_words(made_of: FigureKind) -> str:
    return {
        FigureKind.SCORES: _("This page is made of scores, and none are loaded yet."),
        FigureKind.OBSERVATIONS: _("This page is made of indicators of municipalities, and none are loaded yet."),
        FigureKind.SCHOOLS: _(
            "This page compares schools by indicators, and no observations of schools are loaded yet."
        ),
    }[made_of]


def follow(
    reader: Reader, selection: AnySelection, settled: Callable[[Reader, AnySelection], object] = settle
) -> AnySelection:
    """The selection without what a newly chosen period or methodology no longer has.

    The controls of a page still hold the old choices at that moment; a code that fits nowhere stays refused.
    ``settled`` fills in the defaults of the page and raises NotFound for what does not exist.
    """
    for names in ((), ("municipality",), ("direction",), ("methodology", "direction"), ("methodology",)):
        attempt = _without(selection, names)
        try:
            settled(reader, attempt)
        except NotFound:
            continue
        return attempt
    return _without(selection, ("methodology", "direction", "municipality"))


def _without(selection: AnySelection, names: Sequence[str]) -> AnySelection:
    return selection.but(**{name: None for name in names if name in selection.shapes()})


def known_code(field: str, code: str | None, choices: tuple[Choice, ...], default: str) -> str:
    """The code, or the default where none is chosen. Raises NotFound for one that is not among the choices."""
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


def _methodologies(reader: Reader, period: AssessedPeriod) -> tuple[Choice, ...]:
    """The methodologies of a period, the most used first; of a period without scores all that are stored."""
    if not period.methodologies:
        return tuple(Choice(one.code, one.name, one.name) for one in rubrics.methodologies(reader))
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
    """The municipalities that exist in the year, by name. Raises NothingYet where none does."""
    found = [
        Choice(one.code, one.short, one.name, one.kind)
        for one in registry.municipalities(reader)
        if one.exists_in(year)
    ]
    if not found:
        raise NothingYet(_("No municipality exists in {year}: check the years of the registry.").format(year=year))
    return tuple(sorted(found, key=lambda choice: choice.short.casefold()))
