"""What can be chosen on the page of the cycle, and the columns, filters and rules that follow from it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from data.errors import BadSelection, NotFound
from data.language import _
from data.queries.headings import MethodologyLine, methodology_line
from data.selection import Selection
from data.storage.reader import Reader
from data.views.cycle.address import CycleSelection
from data.views.shared.choices import Choice, Choices, follow, known_code, of_kinds, settle
from data.views.shared.provenance import Provenance, provenance, threshold_sentence

# Municipality × stage of one direction; municipality × direction; direction × component of one municipality.
REGION, DIRECTIONS, MUNICIPALITY = "region", "directions", "municipality"
NINE, SIX = "nine", "six"


@dataclass(frozen=True)
class Stage:
    """A column: a cycle component, or one of the coarser stages. ``number`` is its place in the cycle, from 1.

    ``members`` are codes of cycle components; ``maximum`` is in points and empty where it differs from row to row.
    """

    code: str
    number: int
    short: str
    name: str
    group: str
    members: tuple[str, ...]
    maximum: float | None


def settle_cycle(reader: Reader, selection: CycleSelection) -> tuple[CycleSelection, Choices]:
    """``settle`` with this page's own defaults; municipalities are those whose details the viewer may see.

    Raises BadSelection for a view or a kind that this page does not know, and AccessDenied for a municipality outside
    the viewer's scope.
    """
    settled, choices = _settle(reader, selection)
    start = REGION if reader.viewer.sees_all_details else MUNICIPALITY
    settled = settled.but(view=settled.view or start, stages=settled.stages or NINE)
    kinds = [kind.code for kind in choices.kinds]
    _require("view", [settled.view or ""], (REGION, DIRECTIONS, MUNICIPALITY).__contains__)
    _require("kinds", settled.kinds, kinds.__contains__)
    reader.viewer.require_details_of(settled.municipality or "")
    if reader.viewer.sees_all_details:
        return settled, choices
    seen = tuple(choice for choice in choices.municipalities if reader.viewer.sees_details_of(choice.code))
    return settled, replace(choices, municipalities=seen)


def _settle(reader: Reader, selection: CycleSelection) -> tuple[CycleSelection, Choices]:
    settled, choices = settle(reader, selection)
    first = choices.directions[0].code
    return settled.but(direction=known_code(_("direction"), selection.direction, choices.directions, first)), choices


def _require(name: str, values: Iterable[str], is_known: Callable[[str], bool]) -> None:
    for value in values:
        if not is_known(value):
            raise BadSelection(
                _("“{name}” in the address cannot be “{value}”. Choose it again on the page.").format(
                    name=name, value=value
                )
            )


def follow_cycle(reader: Reader, selection: CycleSelection) -> CycleSelection:
    """``follow`` on this page, which has a direction to choose."""
    return follow(reader, selection, _settle)


def cycle_stages(choices: Choices, stages: str | None) -> tuple[Stage, ...]:
    """The columns in cycle order: nine components, or the coarser stages they are grouped in.

    A stage of several components is named by them: the rubric stores no name of its own for it.
    """
    if stages == SIX:
        runs = [list(members) for _group, members in groupby(choices.cycle_components, key=lambda one: one.group)]
    else:
        runs = [[one] for one in choices.cycle_components]
    return tuple(
        Stage(
            code=run[0].group if stages == SIX else run[0].code,
            number=number,
            short=joined(member.short for member in run),
            name=joined(member.name for member in run),
            group=run[0].group,
            members=tuple(member.code for member in run),
            maximum=None,
        )
        for number, run in enumerate(runs, start=1)
    )


def joined(names: Iterable[str]) -> str:
    """Names as one: «Показатели, методы»."""
    first, *rest = names
    return ", ".join([first, *(name[:1].lower() + name[1:] for name in rest)])


def chosen_municipalities(settled: CycleSelection, choices: Choices) -> dict[str, Choice]:
    """The municipalities of the view by code."""
    if settled.view == MUNICIPALITY:
        return {one.code: one for one in choices.municipalities if one.code == settled.municipality}
    return {one.code: one for one in choices.municipalities if not settled.kinds or one.group in settled.kinds}


def of_chosen(title: str, settled: CycleSelection) -> str:
    """A title that says which kinds of municipality the view has left."""
    return title if settled.view == MUNICIPALITY else of_kinds(title, settled.kinds)


def shown_cell(settled: CycleSelection, choices: Choices) -> str | None:
    """The chosen cell, where the map of the view has it."""
    municipality, direction, stage = (settled.cell or "~~").split("~")
    directions = [settled.direction] if settled.view == REGION else [one.code for one in choices.directions]
    is_shown = (
        settled.view != DIRECTIONS
        and municipality in chosen_municipalities(settled, choices)
        and direction in directions
        and stage in {one.code for one in cycle_stages(choices, settled.stages)}
    )
    return settled.cell if is_shown else None


def cycle_rubric(reader: Reader, settled: Selection) -> MethodologyLine:
    rubric = methodology_line(reader, settled.methodology or "")
    if rubric is None:
        raise NotFound(_("There is no methodology “{code}”.").format(code=settled.methodology))
    return rubric


def cycle_filters(settled: CycleSelection, choices: Choices) -> tuple[tuple[str, str], ...]:
    """The filters of the view as (label, text) pairs, for exports and captions."""
    lines = [(_("Period"), Choices.find(choices.periods, settled.period or "").name)]
    if settled.view == MUNICIPALITY:
        lines.append((_("Municipality"), Choices.find(choices.municipalities, settled.municipality or "").name))
        return tuple(lines)
    if settled.view == REGION:
        direction = Choices.find(choices.directions, settled.direction or "")
        lines.append((_("Direction"), f"{direction.code} {direction.name}"))
    if settled.kinds:
        names = [kind.name for kind in choices.kinds if kind.code in settled.kinds]
        lines.append((_("Kinds of municipality"), ", ".join(names)))
    return tuple(lines)


def cycle_provenance(reader: Reader, settled: Selection, rubric: MethodologyLine) -> Provenance:
    verdict = _(
        "Letter of Rosobrnadzor of 20.04.2021 No. 08-70: management is effective only if every stage of the cycle is "
        "formed. One "
        "absent or partly formed stage makes it ineffective, whatever the points; if a stage has no "
        "data, it cannot be judged."
    )
    unscored = _(
        "Where a parameter has no score, the state is given only if no possible score could change it; "
        "otherwise there is no data."
    )
    return provenance(
        reader,
        settled.methodology,
        (_("Verdict"), verdict),
        (_("State of a stage"), f"{threshold_sentence(rubric)} {unscored}"),
        period=settled.period,
    )
