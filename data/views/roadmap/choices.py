"""What can be chosen on /roadmap, and the selection with its defaults filled in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from data.errors import NothingYet
from data.language import _
from data.queries.methodologies import CycleComponentLine, cycle_components, directions, methodologies
from data.queries.registry import municipalities
from data.queries.roadmap_measures import MeasureLine
from data.storage.reader import Reader
from data.views.roadmap.address import RoadmapSelection
from data.views.shared.choices import Choice, known_code
from data.views.shared.measure_rows import Finding, day_of, finding_words, status_words
from data.vocabulary import MeasureStatus

BOARD, TIMELINE, CALENDAR, REVIEW, REFERENCE = VIEWS = ("board", "timeline", "calendar", "review", "reference")
# The address of measures that name no stage.
NO_STAGE = "none"


@dataclass(frozen=True)
class StageLine:
    """A row of the board: a stage, a group of stages that measures name as a whole, or no stage.

    ``members`` are the codes of the stages in it; ``title`` begins with their numbers in the cycle.
    """

    code: str
    title: str
    short: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class RoadmapChoices:
    """Everything that can be chosen: municipalities of the viewer's scope, and parts of the methodology."""

    methodologies: tuple[Choice, ...]
    municipalities: tuple[Choice, ...]
    directions: tuple[Choice, ...]
    components: tuple[CycleComponentLine, ...]
    stages: tuple[StageLine, ...]

    def municipality(self, code: str) -> Choice:
        """A municipality that is gone by the day is known by its code alone."""
        return next((one for one in self.municipalities if one.code == code), Choice(code, code, code))

    def direction(self, code: str) -> Choice:
        return next(one for one in self.directions if one.code == code)

    def stage(self, code: str) -> StageLine:
        """The line of a measure's stage; one that the methodology does not know stands under «no stage»."""
        return next((one for one in self.stages if one.code == (code or NO_STAGE)), self.stages[-1])


def settle_roadmap(reader: Reader, selection: RoadmapSelection) -> tuple[RoadmapSelection, RoadmapChoices, date]:
    """Fill in methodology, own municipality, view and day.

    Raises NotFound for a code that does not exist, BadSelection for a day that is none, AccessDenied for a municipality
    outside the viewer's scope.
    """
    day = day_of(reader, selection.date)
    known = tuple(Choice(one.code, one.name, one.name) for one in methodologies(reader))
    if not known:
        raise NothingYet(_("There is no methodology yet. Load one, then open this page again."))
    methodology = known_code(_("methodology"), selection.methodology, known, known[0].code)
    places = _municipalities(reader, day.year)
    own = reader.viewer.municipality
    if selection.municipality is not None:
        known_code(_("municipality"), selection.municipality, _municipalities(reader, None), "")
        reader.viewer.require_details_of(selection.municipality)
    parts = cycle_components(reader, methodology)
    choices = RoadmapChoices(
        methodologies=known,
        municipalities=tuple(one for one in places if reader.viewer.sees_details_of(one.code)),
        directions=tuple(Choice(one.code, one.short, one.name) for one in directions(reader, methodology)),
        components=parts,
        stages=(*stage_lines(parts), StageLine(NO_STAGE, _("without a stage"), _("without a stage"), ())),
    )
    place = selection.municipality or own
    settled = selection.but(
        methodology=methodology,
        municipality=place,
        direction=_optional(_("direction"), selection.direction, choices.directions),
        stage=_optional(_("stage"), selection.stage, [Choice(one.code, "", "") for one in choices.stages]),
        status=_optional(_("status"), selection.status, [Choice(one.value, "", "") for one in MeasureStatus]),
        finding=_optional(_("finding"), selection.finding, [Choice(one.value, "", "") for one in Finding]),
        view=selection.view if selection.view in VIEWS else BOARD,
        # A measure of another municipality or direction than is chosen is no longer shown.
        measure=selection.measure if _is_of(selection.measure, place, selection.direction) else None,
    )
    return settled, choices, day


def _is_of(measure: str | None, municipality: str | None, direction: str | None) -> bool:
    codes = (measure or "").split("~")
    return len(codes) == 3 and municipality in (None, codes[0]) and direction in (None, codes[1])


def _optional(name: str, code: str | None, known: Iterable[Choice]) -> str | None:
    return known_code(name, code, tuple(known), "") if code else None


def _municipalities(reader: Reader, year: int | None) -> tuple[Choice, ...]:
    found = [
        Choice(one.code, one.short, one.name, one.kind)
        for one in municipalities(reader)
        if year is None or one.exists_in(year)
    ]
    return tuple(sorted(found, key=lambda choice: choice.short.casefold()))


def stage_lines(components: Iterable[CycleComponentLine]) -> tuple[StageLine, ...]:
    """The stages in cycle order, a group of several before its members: a roadmap may name either."""
    lines: list[StageLine] = []
    numbered = list(enumerate(components, start=1))
    for group, run in groupby(numbered, key=lambda pair: pair[1].group):
        members = list(run)
        codes = tuple(one.code for _number, one in members)
        if len(members) > 1 and group not in codes:
            short = "; ".join(one.short for _number, one in members)
            title = f"{members[0][0]}–{members[-1][0]}. {short}"
            lines.append(StageLine(group, title, short, codes))
        lines += [StageLine(one.code, f"{number}. {one.short}", one.short, (one.code,)) for number, one in members]
    return tuple(lines)


def responsibles(lines: Iterable[MeasureLine]) -> tuple[str, ...]:
    """Every position or unit that measures name, once, by name."""
    return tuple(sorted({unit for line in lines for unit in units_of(line)}, key=str.casefold))


def units_of(line: MeasureLine) -> tuple[str, ...]:
    """Several responsible units of one measure are separated by semicolons."""
    return tuple(unit.strip() for unit in line.responsible.split(";") if unit.strip())


def filters(settled: RoadmapSelection, choices: RoadmapChoices, day_text: str) -> tuple[tuple[str, str], ...]:
    """What is chosen as (label, text) pairs, for exports and captions."""
    everything = _("all")
    place = choices.municipality(settled.municipality).name if settled.municipality else everything
    direction = choices.direction(settled.direction) if settled.direction else None
    pairs = [
        (_("Municipality"), place),
        (_("Direction"), f"{direction.code} {direction.name}" if direction else everything),
        (_("As of"), day_text),
    ]
    if settled.stage:
        pairs.append((_("Stage"), choices.stage(settled.stage).title))
    if settled.status:
        pairs.append((_("Status"), status_words(MeasureStatus(settled.status))))
    if settled.finding:
        pairs.append((_("Finding"), finding_words(Finding(settled.finding))))
    if settled.responsible:
        pairs.append((_("Responsible"), settled.responsible))
    return tuple(pairs)
