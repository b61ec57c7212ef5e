"""The tables of a profile: directions × links, gaps, penalties, and what like municipalities show for the same link."""

from dash import html
from dash.development.base_component import Component

from data.formats import number, percent
from data.language import _
from data.views.cycle.address import CycleSelection
from data.views.cycle.expected_documents import silence
from data.views.cycle.region import Cell, Line
from data.views.cycle.selection import REGION, Stage
from data.views.cycle.words import stage_title
from data.views.municipality.cards import LinkMap
from data.views.municipality.gaps import Example, Gap, GapsView
from data.views.municipality.penalties import PenaltyLine
from data.views.municipality.selection import SHARE
from data.views.municipality.tables import documents_words
from data.vocabulary import ComponentState, Nothing
from layouts.cards.heatmap import broken_words, cell_words, cycle_cell, hyphenated
from layouts.municipality.ids import Ids
from layouts.parts.page import Children, internal_link
from layouts.parts.signs import bar, choice_button, heat_cell, nothing_mark, state_look, state_sign
from layouts.parts.tables import table_frame


def profile_map(view: LinkMap) -> Component:
    """Directions in their official order, links in cycle order, then points, place and the first broken link."""
    heads = [
        html.Th([html.Span(f"{stage.number} "), html.Br(), hyphenated(stage.short)], scope="col", title=stage.name)
        for stage in view.stages
    ]
    head = html.Tr(
        [
            html.Th(_("Direction"), scope="col", className="text"),
            *heads,
            html.Th(_("Points"), scope="col", className="numeric"),
            html.Th(_("Rank"), scope="col", className="numeric"),
            html.Th(_("First break"), scope="col", className="text"),
        ]
    )
    rows = [_map_row(view, line) for line in view.lines]
    caption = _("Directions and stages of the cycle: {name}").format(name=view.municipality.name)
    return table_frame([html.Thead(head), html.Tbody(rows)], caption, look="heatmap wide profile-map")


def _map_row(view: LinkMap, line: Line) -> Component:
    region = CycleSelection.of(view.selection, municipality=None, view=REGION, direction=line.code)
    standing = view.standings.of(line.code)
    cells = [_map_cell(view, line, stage, cell) for stage, cell in zip(view.stages, line.cells, strict=True)]
    points: Children = (
        nothing_mark(line.nothing or Nothing.NO_DATA)
        if line.points is None
        else [html.B(number(line.points)), " ", _("of {maximum}").format(maximum=number(line.maximum))]
    )
    place: Children = (
        [html.B(standing.rank), html.Small(standing.rank_of.removeprefix(standing.rank))] if standing.rank else "—"
    )
    return html.Tr(
        [
            html.Th(internal_link([html.B(line.code), f" {line.short}"], region), scope="row", title=line.name),
            *cells,
            html.Td(points, className="numeric"),
            html.Td(place, className="numeric", title="" if standing.rank else _("not fully scored, so no rank")),
            html.Td(broken_words(line), className="text"),
        ]
    )


def _map_cell(view: LinkMap, line: Line, stage: Stage, cell: Cell) -> Component:
    selected = cell.key == view.selection.cell
    shown = cell.share is not None and cell.state is not ComponentState.NOT_APPLICABLE
    if view.selection.scaling != SHARE or not shown or cell.share is None:
        return cycle_cell(line, stage, cell, Ids.CELL, selected=selected)
    return heat_cell(
        percent(cell.share, 0),
        look=state_look(cell.state, cell.share),
        words=cell_words(line, stage, cell),
        mark=state_sign(cell.state).mark,
        store=Ids.CELL,
        value=cell.key,
        selected=selected,
    )


def gaps_table(gaps: GapsView) -> Component:
    """One row per gap, the costliest first; the link opens the positions behind it."""
    head = html.Tr(
        [
            html.Th(_("Stage and direction"), scope="col"),
            html.Th(_("Points"), scope="col", className="numeric"),
            html.Th(_("Lost"), scope="col", className="numeric"),
            html.Th(scope="col", className="bar-cell"),
            html.Th(_("Expected document"), scope="col"),
        ]
    )
    most = max((gap.lost for gap in gaps.rows), default=1.0)
    rows = [_gap_row(gap, most) for gap in gaps.shown]
    return table_frame([html.Thead(head), html.Tbody(rows)], _("Where points are lost"), look="data-table profile-gaps")


def _gap_row(gap: Gap, most: float) -> Component:
    points = _("{points} of {maximum}").format(points=number(gap.points), maximum=number(gap.maximum))
    lost: list[Children] = [html.B(number(gap.lost))]
    if gap.penalty:
        words = _("penalty {points}").format(points=number(-gap.penalty))
        lost.append(html.Small(words, className="penalty-text"))
    link = choice_button(stage_title(gap.stage), Ids.CELL, gap.cell, look="link-button")
    return html.Tr(
        [
            html.Td([link, html.Small(f"{gap.direction.code} {gap.direction.short}")], title=gap.direction.name),
            html.Td(points, className="numeric"),
            html.Td(lost, className="numeric"),
            html.Td(bar(gap.lost / most), className="bar-cell"),
            html.Td(expected_words(gap), className="second wrap"),
        ]
    )


def expected_words(gap: Gap) -> str:
    """What the rubric expects here; where the source is silent, that."""
    return "; ".join(document.words for document in gap.expected) or silence()


def examples_table(examples: tuple[Example, ...]) -> Component:
    """Who formed the stage at which the cycle of a direction breaks here, and by what documents."""
    head = html.Tr(
        [
            html.Th(_("Direction and stage"), scope="col"),
            html.Th(_("Closed by"), scope="col"),
            html.Th(_("Documents"), scope="col"),
        ]
    )
    rows = [
        html.Tr(
            [
                html.Td(
                    [f"{one.direction.code} {one.direction.short}", html.Small(stage_title(one.stage))],
                    title=one.direction.name,
                ),
                html.Td(one.peer.short, title=one.peer.name),
                html.Td(_document_words(one), className="wrap"),
            ]
        )
        for one in examples
    ]
    caption = _("Similar municipalities that closed this gap")
    return table_frame([html.Thead(head), html.Tbody(rows)], caption, look="data-table profile-examples")


def _document_words(example: Example) -> Children:
    if not example.documents:
        return html.Span(documents_words(example), className="second")
    return [
        html.Div([document.title, html.Small(document.details, className="second")]) for document in example.documents
    ]


def penalties_table(lines: tuple[PenaltyLine, ...]) -> Component:
    head = html.Tr(
        [
            html.Th(_("Direction and stage"), scope="col"),
            html.Th(_("For what"), scope="col"),
            html.Th(_("Points"), scope="col", className="numeric"),
            html.Th(_("Since"), scope="col", className="numeric"),
        ]
    )
    rows = [
        html.Tr(
            [
                html.Td([f"{line.direction.code} {line.direction.short}", html.Small(stage_title(line.stage))]),
                html.Td([line.position, html.Small(line.comment or line.parameter)], className="wrap"),
                html.Td(number(line.points), className="numeric penalty"),
                html.Td(line.since, className="numeric"),
            ]
        )
        for line in lines
    ]
    return table_frame([html.Thead(head), html.Tbody(rows)], _("Penalties"), look="data-table profile-penalties")
