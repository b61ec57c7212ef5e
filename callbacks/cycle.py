"""Page /cycle: every choice changes the map, the chosen cell and the address."""

from typing import Any

from dash import Input, Output
from dash.development.base_component import Component

from callbacks.page import Page
from callbacks.registrar import Registrar, Viewing
from data.language import _
from data.reader import Reader
from data.selection import Selection
from data.views.cycle_page import cycle_page
from data.views.cycle_region_tables import bare_table, chains_table, directions_table, penalties_table
from data.views.cycle_selection import follow, settle_cycle
from data.views.cycle_tables import cell_table, municipality_table, region_table
from layouts import cycle
from layouts.cycle_controls import Ids, controls
from layouts.ids import ShellIds

INPUTS = {
    "period": Input(Ids.PERIOD, "value"),
    "methodology": Input(Ids.METHODOLOGY, "value"),
    "direction": Input(Ids.DIRECTION, "value"),
    "municipality": Input(Ids.MUNICIPALITY, "value"),
    "kinds": Input(Ids.KINDS, "value"),
    "view": Input(Ids.VIEW, "value"),
    "stages": Input(Ids.STAGES, "value"),
    "order": Input(Ids.ORDER, "data"),
    "cell": Input(Ids.CELL, "data"),
    "revision": Input(Ids.REVISION, "data"),
}
OUTPUTS = [
    Output(Ids.CONTENT, "children"),
    Output(ShellIds.QUERY, "data", allow_duplicate=True),
    Output(Ids.FILTERS, "className"),
    *(
        Output(identity, part)
        for identity in (Ids.METHODOLOGY, Ids.DIRECTION, Ids.MUNICIPALITY)
        for part in ("options", "value")
    ),
]


def layout(reader: Reader, selection: Selection) -> Component:
    return cycle.layout(*settle_cycle(reader, selection))


def register(registrar: Registrar) -> None:
    @registrar.callback(OUTPUTS, INPUTS)
    def show_cycle(viewing: Viewing, **values: Any) -> list[Any]:
        selection = Selection.parse(values)
        with viewing.reader(selection.revision) as reader:
            page = cycle_page(reader, follow(reader, selection))
        return [cycle.content(page), page.selection.query(), *controls(page.selection, page.view.choices)]


PAGE = Page(
    "cycle",
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
)
