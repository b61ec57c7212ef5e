"""The directions of one municipality: verdict, formed links, and where the cycle breaks first."""

from dash import html
from dash.development.base_component import Component

from data.formats import number
from data.language import _
from data.tables import Kind
from data.views.cycle.address import CycleSelection
from data.views.cycle.region import Line
from data.views.cycle.selection import MUNICIPALITY
from data.views.overview.page import OverviewView
from data.vocabulary import ComponentState, Nothing
from layouts.cards.heatmap import broken_cell
from layouts.parts.addresses import address
from layouts.parts.page import card, export_menu, internal_link
from layouts.parts.screen_table import DESCENDING, AnyCell, Cell, Heading, Row, Section, screen_table


def links_card(view: OverviewView) -> Component:
    """One row a direction; its name leads to the link that breaks first."""
    title = _("Where the cycle breaks first")
    headings = [
        Heading("name", _("Direction"), is_name=True),
        Heading("points", _("Points"), Kind.NUMBER, look="numeric", sort=DESCENDING),
        Heading("formed", _("Formed"), Kind.NUMBER, look="numeric", sort=DESCENDING),
        Heading("first_broken", _("Verdict and first break")),
    ]
    rows = [_row(view, line) for line in view.lines]
    return card(
        title,
        [
            screen_table("own-links", title, headings, [Section(rows)], look="data-table table-loose own-links"),
            html.P(internal_link(_("The whole cycle"), _link(view)), className="hint whole"),
        ],
        caption=_(
            "A direction is managed effectively only if every stage of its cycle is formed, whatever the points."
        ),
        actions=export_menu("cycle", _link(view), table="municipality"),
    )


def _link(view: OverviewView) -> CycleSelection:
    return CycleSelection.of(view.selection, municipality=view.own.code if view.own else None, view=MUNICIPALITY)


def _row(view: OverviewView, line: Line) -> Row:
    broken = line.first_broken.code if line.first_broken else None
    cell = next((each.key for each in line.cells if each.key.endswith(f"~{broken}")), None)
    formed = sum(each.state is ComponentState.FORMED for each in line.cells)
    points = Cell(line.nothing or Nothing.NO_DATA)
    if line.points is not None:
        words = _("{points} of {maximum}").format(points=number(line.points), maximum=number(line.maximum))
        points = Cell(line.points, words)
    cells: list[AnyCell] = [
        Cell(f"{line.code} {line.short}", title=line.name, href=address(_link(view).but(cell=cell))),
        points,
        Cell(formed, _("{count} of {all}").format(count=formed, all=len(line.cells))),
        broken_cell(line),
    ]
    return Row(line.code, cells)
