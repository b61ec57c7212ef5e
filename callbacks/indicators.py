"""Page /indicators: which choice changes what."""

from typing import Any

from dash import Input, Output
from dash.development.base_component import Component

from callbacks.keeping import Keep
from callbacks.page import Page, places
from callbacks.registrar import Registrar, Viewing
from data.language import _
from data.storage.reader import Reader
from data.views.indicators.address import IndicatorsSelection
from data.views.indicators.page import indicators_view
from data.views.indicators.tables import region_table, series_table, targets_table
from layouts.indicators import page as layouts
from layouts.indicators.page import Ids
from layouts.parts.shell_ids import ShellIds

CHOICES = places(IndicatorsSelection, Ids, "indicator", "revision")


def layout(reader: Reader, selection: IndicatorsSelection) -> Component:
    return layouts.layout(indicators_view(reader, selection))


def register(registrar: Registrar) -> None:
    @registrar.callback(
        [
            Output(Ids.CONTENT, "children"),
            Output(Ids.SENTENCE, "children"),
            Output(Ids.STATUSES, "options"),
            Output(ShellIds.QUERY, "data", allow_duplicate=True),
        ],
        {name: Input(*place) for name, place in CHOICES.items()},
        keeping=Keep.VALUES,
        prevent_initial_call=True,
    )
    def choose(viewing: Viewing, **chosen: Any) -> tuple[Any, ...]:
        selection = IndicatorsSelection.parse(chosen)
        with viewing.reader(selection.revision) as reader:
            view = indicators_view(reader, selection)
        return layouts.content(view), layouts.sentence(view), layouts.status_options(view), view.selection.address()


PAGE = Page(
    IndicatorsSelection,
    lambda: _("Indicators"),
    layout,
    register,
    {
        "targets": lambda reader, selection: targets_table(indicators_view(reader, selection)),
        "series": lambda reader, selection: series_table(indicators_view(reader, selection)),
        "municipalities": lambda reader, selection: region_table(indicators_view(reader, selection)),
    },
    keeps=True,
)
