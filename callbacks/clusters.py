"""Page /clusters: which choice shows which schools."""

from typing import Any

from dash import Input, Output, ctx
from dash.development.base_component import Component

from callbacks.keeping import Keep
from callbacks.page import Page, places
from callbacks.registrar import Registrar, Viewing
from data.language import _
from data.storage.reader import Reader
from data.views.clusters.address import ClustersSelection
from data.views.clusters.page import clusters_view
from layouts.clusters import page as clusters_page
from layouts.clusters.page import Ids
from layouts.clusters.tables import schools_table, statistics_table, visible_schools_table
from layouts.parts.cluster_words import page_sentence
from layouts.parts.page import footer
from layouts.parts.shell_ids import ShellIds

CHOICES = places(ClustersSelection, Ids, "school", "revision")


def layout(reader: Reader, selection: ClustersSelection) -> Component:
    return clusters_page.layout(clusters_view(reader, selection))


def register(registrar: Registrar) -> None:
    @registrar.callback(
        [
            Output(Ids.CONTENT, "children"),
            Output(ShellIds.QUERY, "data", allow_duplicate=True),
            Output(Ids.SENTENCE, "children"),
            Output(Ids.FOOT, "children"),
            Output(Ids.MUNICIPALITY, "options"),
            Output(Ids.CLUSTERS, "options"),
            Output(Ids.CLUSTERS, "value"),
            Output(Ids.MUNICIPALITY, "value"),
            Output(Ids.SCHOOL, "data"),
        ],
        {name: Input(*place) for name, place in CHOICES.items()},
        keeping=Keep.VALUES_AND_TRIGGER,
        prevent_initial_call=True,
    )
    def show_clusters(viewing: Viewing, **choices: Any) -> list[Any]:
        selection = ClustersSelection.parse(_without_old_school(choices))
        with viewing.reader(selection.revision) as reader:
            view = clusters_view(reader, selection)
        return [
            clusters_page.content(view),
            view.selection.address(),
            page_sentence(view),
            footer(view.provenance),
            clusters_page.as_options(clusters_page.municipality_options(view)),
            clusters_page.as_options(clusters_page.cluster_options(view)),
            list(view.selection.clusters),
            view.selection.municipality,
            view.selection.school or "",
        ]


def _without_old_school(chosen: dict[str, Any]) -> dict[str, Any]:
    """Whoever marks the schools of another municipality lets the pinned school go; a pinned school brings its own."""
    # A page that opens brings all of its controls at once.
    is_new = set(ctx.triggered_prop_ids.values()) == {Ids.MUNICIPALITY}
    return chosen | {"school": None} if is_new else chosen


PAGE = Page(
    ClustersSelection,
    lambda: _("Clusters"),
    layout,
    register,
    {
        "statistics": lambda reader, selection: statistics_table(clusters_view(reader, selection)),
        "schools": lambda reader, selection: schools_table(clusters_view(reader, selection)),
        "visible_schools": lambda reader, selection: visible_schools_table(clusters_view(reader, selection)),
    },
    keeps=True,
)
