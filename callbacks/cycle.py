"""Page /cycle: a choice redraws the parts that depend on it; selecting a cell does not send the map again."""

from typing import Any

from dash import Input, Output, State
from dash.development.base_component import Component

from callbacks.keeping import Keep
from callbacks.page import Page, places
from callbacks.registrar import Registrar, Viewing
from data.language import _
from data.storage.reader import Reader
from data.views.cycle.address import CycleSelection
from data.views.cycle.page import CyclePage
from data.views.cycle.region_tables import bare_table, chains_table, directions_table, penalties_table
from data.views.cycle.selection import follow_cycle, settle_cycle
from data.views.cycle.tables import cell_table, municipality_table, region_table
from layouts.cycle import page as cycle
from layouts.cycle.controls import Ids, controls
from layouts.parts.shell_ids import ShellIds

CHOICES = places(CycleSelection, Ids, "cell", "revision")
NOTICE = Output(Ids.NOTICE, "children", allow_duplicate=True)
CONTROLS = [
    NOTICE,
    Output(Ids.FILTERS, "className"),
    *(
        Output(identity, part)
        for identity in (Ids.METHODOLOGY, Ids.DIRECTION, Ids.MUNICIPALITY)
        for part in ("options", "value")
    ),
]
MAP = (
    Output(Ids.MAP, "children"),
    Output(Ids.AROUND, "children"),
    Output(Ids.SHEETS, "className"),
    Output(Ids.FOOT, "children"),
)


def chosen_by(*states: str) -> dict[str, Any]:
    """Every choice as an input, but for those that a part of the page only takes along."""
    return {name: (State if name in states else Input)(*place) for name, place in CHOICES.items()}


def shown_foundation(page: CyclePage) -> Any:
    return [] if page.is_empty else cycle.foundation(page.selection, page.proof, page.penalties)


def layout(reader: Reader, selection: CycleSelection) -> Component:
    page = CyclePage(reader, selection)
    drawn = cycle.map_sheets(page.view) | {
        Ids.DETAIL: cycle.chosen_cell(page.selection, page.cell),
        Ids.FOUNDATION: shown_foundation(page),
    }
    return cycle.layout(page.selection, page.view.choices, drawn)


def register(registrar: Registrar) -> None:
    _register_choices(registrar)

    @registrar.callback(list(MAP), chosen_by("cell"), keeping=Keep.VALUES, prevent_initial_call=True)
    def show_map(viewing: Viewing, **values: Any) -> list[Any]:
        selection = CycleSelection.parse(values)
        with viewing.reader(selection.revision) as reader:
            drawn = cycle.map_sheets(CyclePage(reader, selection).view)
        return [drawn[output.component_id] for output in MAP]

    @registrar.callback([Output(Ids.DETAIL, "children")], chosen_by(), keeping=Keep.VALUES, prevent_initial_call=True)
    def show_cell(viewing: Viewing, **values: Any) -> list[Any]:
        selection = CycleSelection.parse(values)
        with viewing.reader(selection.revision) as reader:
            page = CyclePage(reader, selection)
            return [cycle.chosen_cell(page.selection, page.cell)]

    @registrar.callback(
        [Output(Ids.FOUNDATION, "children")],
        chosen_by("cell", "stages"),
        keeping=Keep.VALUES,
        prevent_initial_call=True,
    )
    def show_foundation(viewing: Viewing, **values: Any) -> list[Any]:
        selection = CycleSelection.parse(values)
        with viewing.reader(selection.revision) as reader:
            return [shown_foundation(CyclePage(reader, selection))]


def _register_choices(registrar: Registrar) -> None:
    others = chosen_by("direction", "municipality", "kinds", "stages", "cell")

    @registrar.callback(CONTROLS, others, keeping=Keep.VALUES, prevent_initial_call=True)
    def show_controls(viewing: Viewing, **values: Any) -> list[Any]:
        selection = CycleSelection.parse(values)
        with viewing.reader(selection.revision) as reader:
            return [[], *controls(*settle_cycle(reader, follow_cycle(reader, selection)))]

    @registrar.callback(
        [NOTICE, Output(ShellIds.QUERY, "data", allow_duplicate=True)],
        chosen_by(),
        keeping=Keep.VALUES,
        prevent_initial_call=True,
    )
    def show_address(viewing: Viewing, **values: Any) -> list[Any]:
        selection = CycleSelection.parse(values)
        with viewing.reader(selection.revision) as reader:
            return [[], CyclePage(reader, selection).selection.address()]


PAGE = Page(
    CycleSelection,
    lambda: _("Cycle"),
    layout,
    register,
    {
        "cycle": region_table,
        "directions": directions_table,
        "municipality": municipality_table,
        "cell": cell_table,
        "chains": chains_table,
        "bare": bare_table,
        "penalties": penalties_table,
    },
    keeps=True,
)
