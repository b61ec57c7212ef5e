"""Page /indicators: which choice changes what."""

from typing import Any

from dash import Input, Output, ctx
from dash.development.base_component import Component

from callbacks import indicator_catalogue, indicator_targets
from callbacks.indicator_catalogue import indicator_about
from callbacks.keeping import Keep
from callbacks.page import Page, places
from callbacks.registrar import Registrar, Viewing
from data.language import _
from data.storage.reader import Reader
from data.tables import Table
from data.views.indicators.address import IndicatorsSelection
from data.views.indicators.own_tables import own_flat_table
from data.views.indicators.page import (
    LIST_VIEW,
    MATRIX_VIEW,
    OWN_VIEW,
    REGION_VIEW,
    YEARS_VIEW,
    IndicatorsView,
    indicators_view,
)
from data.views.indicators.series_table import series_table
from data.views.indicators.tables import (
    list_table,
    matrix_table,
    region_table,
    targets_table,
)
from data.views.indicators.target_versions import history_table
from data.views.region_map.indicators import indicator_map
from layouts.indicators import controls
from layouts.indicators import page as layouts
from layouts.indicators.ids import Ids
from layouts.indicators.target_form import TargetIds
from layouts.parts.page import footer
from layouts.parts.shell_ids import ShellIds

CHOICES = places(IndicatorsSelection, Ids, "indicator", "revision", "own", "places", "years", "group", "interval")


def layout(reader: Reader, selection: IndicatorsSelection) -> Component:
    view = indicators_view(reader, selection)
    return layouts.layout(view, indicator_map(reader, view), indicator_about(reader, view.selection))


def register(registrar: Registrar) -> None:
    indicator_catalogue.register(registrar)

    @registrar.callback(
        [
            Output(Ids.CONTENT, "children"),
            Output(Ids.SENTENCE, "children"),
            Output(Ids.FOOT, "children"),
            Output(Ids.STATUSES, "options"),
            Output(ShellIds.QUERY, "data", allow_duplicate=True),
            Output(Ids.DIRECTION, "options"),
            Output(Ids.DIRECTION, "value"),
            Output(Ids.INDICATOR, "data"),
            # A form that is open was of another choice.
            Output(TargetIds.FORM, "children"),
        ],
        {
            **{name: Input(*place) for name, place in CHOICES.items()},
            "_saved": Input(TargetIds.SAVED, "data"),
            "_described": Input(Ids.DESCRIBED, "data"),
        },
        keeping=Keep.VALUES_AND_TRIGGER,
        prevent_initial_call=True,
    )
    def choose(viewing: Viewing, _saved: Any, _described: Any, **chosen: Any) -> tuple[Any, ...]:
        selection = IndicatorsSelection.parse(_without_old_indicator(chosen))
        with viewing.reader(selection.revision) as reader:
            view = indicators_view(reader, selection)
            on_map = indicator_map(reader, view)
        shown = (layouts.content(view, on_map), layouts.sentence(view), footer(view.provenance))
        said = view.selection
        groups = controls.direction_options(view)
        return *shown, controls.status_options(view), said.address(), groups, said.direction, said.indicator, ""

    indicator_targets.register(registrar)


def _without_old_indicator(chosen: dict[str, Any]) -> dict[str, Any]:
    """A newly chosen direction opens with an indicator of its own; any other choice keeps the one that is shown."""
    # A page that opens brings all of its controls at once.
    is_new = set(ctx.triggered_prop_ids.values()) == {Ids.DIRECTION}
    return chosen | {"indicator": None} if is_new else chosen


def _versions(view: IndicatorsView) -> Table:
    notes = ((_("Filters"), view.filters), *view.provenance.notes())
    return history_table(view.history, view.chosen.indicator.name if view.chosen else "", view.year, notes)


PAGE = Page(
    IndicatorsSelection,
    lambda: _("Indicators"),
    layout,
    register,
    {
        "targets": lambda reader, selection: targets_table(indicators_view(reader, selection)),
        "series": lambda reader, selection: series_table(indicators_view(reader, selection)),
        "municipalities": lambda reader, selection: region_table(
            indicators_view(reader, selection.but(view=REGION_VIEW))
        ),
        "history": lambda reader, selection: _versions(indicators_view(reader, selection.but(view=YEARS_VIEW))),
        "matrix": lambda reader, selection: matrix_table(indicators_view(reader, selection.but(view=MATRIX_VIEW))),
        "own": lambda reader, selection: own_flat_table(indicators_view(reader, selection.but(view=OWN_VIEW))),
        "list": lambda reader, selection: list_table(indicators_view(reader, selection.but(view=LIST_VIEW))),
    },
    keeps=True,
)
