"""Page /overview: the period changes everything on it."""

from typing import Any

from dash import Input, Output
from dash.development.base_component import Component

from callbacks.keeping import Keep
from callbacks.page import Page, places
from callbacks.registrar import Registrar, Viewing
from data.language import _
from data.storage.reader import Reader
from data.views.overview.address import OverviewSelection
from data.views.overview.base import settled_overview
from data.views.overview.page import OverviewView, overview_view
from data.views.overview.tables import figures_table, map_table, movers_table, quality_table, targets_table
from data.views.region_map.page import overview_map
from data.views.shared.choices import follow
from layouts.cards.region_map import Ids as MapIds
from layouts.cards.region_map import region_map_cards
from layouts.overview import page as overview
from layouts.overview.page import Ids
from layouts.parts.page import footer
from layouts.parts.shell_ids import ShellIds

CHOICES = places(OverviewSelection, Ids, "methodology", "municipality", "forms", "revision")


def layout(reader: Reader, selection: OverviewSelection) -> Component:
    settled, choices = settled_overview(reader, selection)
    view = overview_view(reader, settled)
    return overview.layout(view, choices, cards(reader, view))


def cards(reader: Reader, view: OverviewView) -> list[Component]:
    return [*overview.content(view), *region_map_cards(overview_map(reader, view), MapIds.OVERVIEW)]


def register(registrar: Registrar) -> None:
    @registrar.callback(
        [
            Output(Ids.CONTENT, "children"),
            Output(ShellIds.QUERY, "data", allow_duplicate=True),
            Output(Ids.EXPORT, "children"),
            Output(Ids.TITLE, "children"),
            Output(Ids.SENTENCE, "children"),
            Output(Ids.FOOT, "children"),
        ],
        {name: Input(*place) for name, place in CHOICES.items()},
        keeping=Keep.VALUES,
        prevent_initial_call=True,
    )
    def show_overview(viewing: Viewing, **choices: Any) -> tuple[Any, ...]:
        selection = OverviewSelection.parse(choices)
        with viewing.reader(selection.revision) as reader:
            view = overview_view(reader, follow(reader, selection))
            drawn = cards(reader, view)
        words = (view.title, view.sentence, footer(view.provenance))
        return drawn, view.selection.address(), overview.export(view), *words


PAGE = Page(
    OverviewSelection,
    lambda: _("Overview"),
    layout,
    register,
    {
        "figures": lambda reader, selection: figures_table(overview_view(reader, selection)),
        "map": lambda reader, selection: map_table(overview_view(reader, selection)),
        "movers": lambda reader, selection: movers_table(overview_view(reader, selection)),
        "targets": lambda reader, selection: targets_table(overview_view(reader, selection)),
        "quality": lambda reader, selection: quality_table(overview_view(reader, selection)),
    },
    keeps=True,
)
