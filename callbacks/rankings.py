"""Page /rankings: which choice changes what."""

from typing import Any

from dash import Input, Output, ctx, no_update
from dash.development.base_component import Component

from callbacks.keeping import Keep
from callbacks.page import Page, places
from callbacks.registrar import Registrar, Viewing
from data.language import _
from data.storage.reader import Reader
from data.tables import Table
from data.views.method_change.page import selected_method_change
from data.views.method_change.tables import method_change_table
from data.views.rankings.address import RankingsSelection
from data.views.rankings.page import RankingsView, rankings_view
from data.views.rankings.pages import after_choice
from data.views.rankings.selection import fitting, selection_of_controls
from data.views.rankings.tables import distribution_table, history_table, ranking_table
from data.views.region_map.page import ranking_map, selected_map_table
from layouts.cards.region_map import Ids as MapIds
from layouts.cards.region_map import region_map_cards
from layouts.parts.page import footer
from layouts.parts.shell_ids import ShellIds
from layouts.rankings import controls as selectors
from layouts.rankings import page as rankings
from layouts.rankings.controls import Ids

OUTPUTS = [
    Output(Ids.CONTENT, "children"),
    Output(Ids.SENTENCE, "children"),
    Output(Ids.SHOWN, "children"),
    Output(Ids.FOOT, "children"),
    Output(ShellIds.QUERY, "data", allow_duplicate=True),
    Output(Ids.METHODOLOGY, "options"),
    Output(Ids.METHODOLOGY, "value"),
    Output(Ids.METHODOLOGY_FIELD, "hidden"),
    Output(Ids.SUBJECT, "options"),
    Output(Ids.SUBJECT, "value"),
    Output(Ids.KINDS, "options"),
    Output(Ids.MUNICIPALITY, "options"),
    Output(Ids.MUNICIPALITY, "value"),
    Output(Ids.OWN_SET, "options"),
    Output(Ids.OWN_SET_FIELD, "hidden"),
    Output(Ids.WEIGHT_FIELDS, "children"),
    Output(Ids.SEARCH, "value"),
    Output(Ids.PAGE, "data"),
    Output(Ids.JUMP, "data"),
]
STORES = ("view", "scaling", "weights", "page", "size", "jump", "revision")
CHOICES = places(RankingsSelection, Ids, *STORES, municipalities=(Ids.OWN_SET, "value"))
INPUTS = {name: Input(*place) for name, place in CHOICES.items()} | {"pin": Input(Ids.PIN, "data")}


def layout(reader: Reader, selection: RankingsSelection) -> Component:
    view = rankings_view(reader, selection)
    return rankings.layout(view, cards(reader, view))


def cards(reader: Reader, view: RankingsView) -> list[Component]:
    return [*rankings.content(view), *region_map_cards(ranking_map(reader, view), MapIds.RANKINGS)]


def register(registrar: Registrar) -> None:
    @registrar.callback(OUTPUTS, INPUTS, keeping=Keep.VALUES_AND_TRIGGER, prevent_initial_call=True)
    def show(viewing: Viewing, **values: Any) -> tuple[Any, ...]:
        changed = changed_input()
        selection = after_choice(selection_of_controls(values, changed), changed)
        with viewing.reader(selection.revision) as reader:
            view = rankings_view(reader, fitting(reader, selection))
            drawn = cards(reader, view)
        words = (rankings.sentence(view), view.shown, footer(view.provenance))
        controls = selectors.controls(view.selection, view.choices)
        # A slider that is being moved by keys must not be replaced under the hand.
        is_moved = changed == "weights" and selection.weights
        fields = no_update if is_moved else selectors.weight_fields(view.selection, view.choices)
        # What is being typed stays as it is.
        search = no_update if changed == "search" else view.selection.search or ""
        place = (search, view.selection.page, view.selection.jump)
        return drawn, *words, view.selection.address(), *controls, fields, *place


def changed_input() -> str:
    """The name of the control that was used; a page that opens brings all of its controls at once, which is none."""
    used = set(ctx.triggered_prop_ids.values())
    return next((name for name, each in INPUTS.items() if used == {each.component_id}), "")


def ranking(reader: Reader, selection: RankingsSelection) -> Table:
    return ranking_table(rankings_view(reader, selection))


def history(reader: Reader, selection: RankingsSelection) -> Table:
    return history_table(rankings_view(reader, selection))


def method_change(reader: Reader, selection: RankingsSelection) -> Table:
    return method_change_table(selected_method_change(reader, selection))


def distribution(reader: Reader, selection: RankingsSelection) -> Table:
    return distribution_table(rankings_view(reader, selection))


TABLES = {
    "distribution": distribution,
    "ranking": ranking,
    "history": history,
    "method_change": method_change,
    "region_map": selected_map_table,
}
PAGE = Page(RankingsSelection, lambda: _("Rankings"), layout, register, TABLES, keeps=True)
