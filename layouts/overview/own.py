"""The directions of one municipality: verdict, formed links, and where the cycle breaks first."""

from dash import html
from dash.development.base_component import Component

from data.formats import number
from data.language import _
from data.views.cycle.address import CycleSelection
from data.views.cycle.region import Line
from data.views.cycle.selection import MUNICIPALITY
from data.views.overview.page import OverviewView
from data.vocabulary import ComponentState, Nothing
from layouts.cards.heatmap import broken_words
from layouts.parts.page import card, export_menu, internal_link
from layouts.parts.signs import nothing_mark
from layouts.parts.tables import table_frame


def links_card(view: OverviewView) -> Component:
    """One row a direction; its name leads to the link that breaks first."""
    titles = (
        (_("Direction"), ""),
        (_("Points"), "numeric"),
        (_("Formed"), "numeric"),
        (_("Verdict and first break"), ""),
    )
    head = html.Thead(html.Tr([html.Th(title, scope="col", className=look) for title, look in titles]))
    body = html.Tbody([_row(view, line) for line in view.lines])
    return card(
        _("Where the cycle breaks first"),
        [
            table_frame([head, body], _("Where the cycle breaks first"), look="data-table table-loose own-links"),
            html.P(internal_link(_("The whole cycle"), _link(view)), className="hint whole"),
        ],
        caption=_(
            "A direction is managed effectively only if every stage of its cycle is formed, whatever the points."
        ),
        actions=export_menu("cycle", _link(view), table="municipality"),
    )


def _link(view: OverviewView) -> CycleSelection:
    return CycleSelection.of(view.selection, municipality=view.own.code if view.own else None, view=MUNICIPALITY)


def _row(view: OverviewView, line: Line) -> Component:
    broken = line.first_broken.code if line.first_broken else None
    cell = next((each.key for each in line.cells if each.key.endswith(f"~{broken}")), None)
    formed = sum(each.state is ComponentState.FORMED for each in line.cells)
    words = _("{points} of {maximum}")
    points: list[Component] | str = nothing_mark(line.nothing or Nothing.NO_DATA)
    if line.points is not None:
        points = words.format(points=number(line.points), maximum=number(line.maximum))
    return html.Tr(
        [
            html.Th(
                internal_link(f"{line.code} {line.short}", _link(view).but(cell=cell)),
                scope="row",
                title=line.name,
            ),
            html.Td(points, className="numeric"),
            html.Td(_("{count} of {all}").format(count=formed, all=len(line.cells)), className="numeric"),
            html.Td(broken_words(line)),
        ]
    )
