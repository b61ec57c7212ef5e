"""The controls of /cycle: what they are called in the page's tree, and which of them a view uses."""

from enum import StrEnum
from typing import Any

from dash import html
from dash.development.base_component import Component

from data.language import _
from data.views.cycle.address import CycleSelection
from data.views.cycle.selection import DIRECTIONS, MUNICIPALITY, NINE, REGION, SIX
from data.views.shared.choices import Choice, Choices
from layouts.parts.page import checklist, field, segmented, select


class Ids(StrEnum):
    # Where an error of the choices themselves is reported.
    NOTICE = "cycle-notice"
    CONTENT = "cycle-content"
    # The map with the chosen cell at its side, or what stands around it.
    SHEETS = "cycle-sheets"
    MAP = "cycle-map"
    DETAIL = "cycle-detail"
    AROUND = "cycle-around"
    # What the points rest on.
    FOUNDATION = "cycle-foundation"
    FOOT = "cycle-foot"
    FILTERS = "cycle-filters"
    PERIOD = "cycle-period"
    METHODOLOGY = "cycle-methodology"
    DIRECTION = "cycle-direction"
    MUNICIPALITY = "cycle-municipality"
    KINDS = "cycle-kinds"
    VIEW = "cycle-view"
    STAGES = "cycle-stages"
    # The key of the chosen cell; the cells of the heatmap write it.
    CELL = "cycle-cell"
    # The revision of the address, which no control of the page changes.
    REVISION = "cycle-revision"
    CHART = "cycle-chart"


def filters(selection: CycleSelection, choices: Choices) -> Component:
    views = [
        (REGION, _("One direction")),
        (DIRECTIONS, _("All directions")),
        (MUNICIPALITY, _("One municipality")),
    ]
    fields = [
        _field("", _("View"), segmented(Ids.VIEW, views, selection.view)),
        _field("", _("Period"), select(Ids.PERIOD, options_of(choices.periods), selection.period)),
        _field(
            "for-several",
            _("Methodology"),
            select(Ids.METHODOLOGY, options_of(choices.methodologies), selection.methodology),
        ),
        _field(
            "for-region",
            _("Direction"),
            select(Ids.DIRECTION, options_of(choices.directions, with_code=True), selection.direction),
        ),
        _field(
            "for-municipality for-many",
            _("Municipality"),
            select(Ids.MUNICIPALITY, options_of(choices.municipalities), selection.municipality),
        ),
        _field(
            "for-groups",
            _("Stages"),
            segmented(Ids.STAGES, [(NINE, _("each")), (SIX, _("in groups"))], selection.stages),
        ),
        _field(
            "for-rows for-many",
            _("Kinds of municipality"),
            checklist(Ids.KINDS, options_of(choices.kinds), selection.kinds),
        ),
    ]
    return html.Details(
        [html.Summary(_("Filters")), html.Div(fields, className="filter-line")],
        id=Ids.FILTERS,
        className=filters_look(selection, choices),
        open=True,
    )


def _field(look: str, label: str, control: Component) -> Component:
    return html.Div(field(label, control), className=look)


def filters_look(selection: CycleSelection, choices: Choices) -> str:
    """Classes of the filters: only those that the view uses and that leave a choice are shown."""
    several = " several-methodologies" if len(choices.methodologies) > 1 else ""
    own_only = " one-municipality" if len(choices.municipalities) == 1 else ""
    groups = {one.group for one in choices.cycle_components}
    ungrouped = "" if 1 < len(groups) < len(choices.cycle_components) else " without-groups"
    return f"rail cycle-filters view-{selection.view}{several}{own_only}{ungrouped}"


def options_of(choices: tuple[Choice, ...], *, with_code: bool = False) -> list[tuple[str, str]]:
    return [(one.code, f"{one.code} {one.short}" if with_code else one.short) for one in choices]


def controls(selection: CycleSelection, choices: Choices) -> list[Any]:
    """Classes of the filters, then options and value of methodology, direction and municipality."""
    lists = (
        (options_of(choices.methodologies), selection.methodology),
        (options_of(choices.directions, with_code=True), selection.direction),
        (options_of(choices.municipalities), selection.municipality),
    )
    values: list[Any] = [filters_look(selection, choices)]
    for options, value in lists:
        values += [[{"value": code, "label": label} for code, label in options], value]
    return values
