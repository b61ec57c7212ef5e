"""Page /methodology: which rubric, and the parameters of which direction."""

from typing import Any

from dash import Input, Output
from dash.development.base_component import Component

from callbacks.keeping import Keep
from callbacks.page import Page, places
from callbacks.registrar import Registrar, Viewing
from data.errors import NotFound
from data.language import _
from data.storage.reader import Reader
from data.views.methodology.address import MethodologySelection
from data.views.methodology.page import MethodologyView, methodology_view
from data.views.methodology.tables import directions_table, parameters_table
from layouts.methodology import page as layouts
from layouts.methodology.page import Ids
from layouts.parts.page import footer
from layouts.parts.shell_ids import ShellIds

CHOICES = places(MethodologySelection, Ids, "revision")


def layout(reader: Reader, selection: MethodologySelection) -> Component:
    return layouts.layout(methodology_view(reader, selection))


def register(registrar: Registrar) -> None:
    @registrar.callback(
        [
            Output(Ids.CONTENT, "children"),
            Output(ShellIds.QUERY, "data", allow_duplicate=True),
            Output(Ids.SENTENCE, "children"),
            Output(Ids.FOOT, "children"),
            Output(Ids.DIRECTION, "options"),
            Output(Ids.DIRECTION, "value"),
        ],
        {name: Input(*place) for name, place in CHOICES.items()},
        keeping=Keep.VALUES,
        prevent_initial_call=True,
    )
    def choose(viewing: Viewing, **chosen: Any) -> list[Any]:
        whole = {"direction": None} if chosen["direction"] == layouts.EVERYTHING else {}
        selection = MethodologySelection.parse(chosen | whole)
        with viewing.reader(selection.revision) as reader:
            view = _followed(reader, selection)
        options = [{"value": code, "label": label} for code, label in layouts.direction_options(view)]
        direction = view.selection.direction or layouts.EVERYTHING
        words = (view.sentence, footer(view.provenance))
        return [layouts.content(view), view.selection.address(), *words, options, direction]


def _followed(reader: Reader, selection: MethodologySelection) -> MethodologyView:
    """The control of the direction still holds that of the rubric before; one that is nowhere is all of them."""
    try:
        return methodology_view(reader, selection)
    except NotFound:
        return methodology_view(reader, selection.but(direction=None))


PAGE = Page(
    MethodologySelection,
    lambda: _("Methodology"),
    layout,
    register,
    {"directions": directions_table, "parameters": parameters_table},
    is_aside=True,
    keeps=True,
)
