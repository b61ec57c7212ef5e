"""Page /municipality/<code>: whose profile, of which period, compared with whom."""

from typing import Any

from dash import Input, Output
from dash.development.base_component import Component

from callbacks import municipality_note, municipality_plan
from callbacks.page import Page
from callbacks.registrar import Registrar, Viewing
from data.language import _
from data.reader import Reader
from data.selection import Selection
from data.views.cycle_selection import follow
from data.views.method_change import method_change
from data.views.municipality import profile_view
from data.views.municipality_closed import closed_view
from data.views.municipality_selection import is_open, open_choices, profile_path, settle_profile
from data.views.municipality_tables import (
    comparison_table,
    examples_table,
    gaps_table,
    penalties_table,
    profile_table,
    trend_table,
)
from data.views.plan_tables import plan_table
from layouts import municipality
from layouts.ids import ShellIds
from layouts.municipality import Ids
from layouts.municipality_note import note_card
from layouts.municipality_plan import plan_slot

INPUTS = {
    "municipality": Input(Ids.MUNICIPALITY, "value"),
    "period": Input(Ids.PERIOD, "value"),
    "methodology": Input(Ids.METHODOLOGY, "value"),
    "peers": Input(Ids.PEERS, "value"),
    "cell": Input(Ids.CELL, "data"),
    "scaling": Input(Ids.SCALING, "data"),
    "view": Input(Ids.VIEW, "data"),
    "revision": Input(Ids.REVISION, "data"),
    **municipality_plan.KEPT,
}
OUTPUTS = [
    Output(Ids.CONTENT, "children"),
    Output(Ids.TITLE, "children"),
    Output(Ids.SENTENCE, "children"),
    Output(Ids.GAPS, "children"),
    Output(Ids.MORE, "children"),
    Output(Ids.FOOT, "children"),
    Output(ShellIds.QUERY, "data", allow_duplicate=True),
    Output(Ids.FILTERS, "className"),
    *(
        Output(identity, part)
        for identity in (Ids.MUNICIPALITY, Ids.METHODOLOGY, Ids.PEERS)
        for part in ("options", "value")
    ),
]


def layout(reader: Reader, selection: Selection) -> Component:
    settled, choices = settle_profile(reader, selection)
    if not is_open(reader, settled):
        return municipality.closed(closed_view(reader, settled))
    return municipality.layout(settled, open_choices(reader, choices), (plan_slot(settled), note_card()))


def register(registrar: Registrar) -> None:
    municipality_plan.register(registrar)
    municipality_note.register(registrar)

    @registrar.callback(OUTPUTS, INPUTS)
    def show_profile(viewing: Viewing, **values: Any) -> list[Any]:
        selection = Selection.parse(values)
        with viewing.reader(selection.revision) as reader:
            view = profile_view(reader, follow(reader, selection))
            chosen = view.selection
            changed = method_change(reader, chosen.municipality, chosen.period or "", chosen.methodology or "")
        return [
            municipality.content(view),
            view.municipality.name,
            view.sentence,
            municipality.gaps(view),
            municipality.more(view, changed),
            municipality.foot(view),
            profile_path(view.selection),
            *municipality.controls(view),
        ]


PAGE = Page(
    "municipality",
    lambda: _("Municipality"),
    layout,
    register,
    {
        "profile": profile_table,
        "comparison": comparison_table,
        "gaps": gaps_table,
        "plan": plan_table,
        "penalties": penalties_table,
        "examples": examples_table,
        "trend": trend_table,
    },
    code="municipality",
)
