"""The board of /roadmap: counts by stage and status, what is missing, and the list of measures."""

from dash import html
from dash.development.base_component import Component

from data.formats import day as day_words
from data.language import _
from data.measures.deadlines import STATUSES
from data.tables import Kind
from data.views.cycle.address import CycleSelection
from data.views.municipality.address import MunicipalitySelection
from data.views.roadmap.page import RoadmapView
from data.views.shared.measure_rows import (
    Finding,
    MeasureRow,
    deadline_words,
    finding_words,
    has_deadline,
    proof_words,
    status_words,
)
from data.vocabulary import MeasureStatus
from layouts.cards.positions import written_parts
from layouts.parts.addresses import COLUMN, ROW, ROW_FIRST, address
from layouts.parts.cell_parts import Parts, button, small
from layouts.parts.measure_signs import measure_sign
from layouts.parts.page import Children, card, empty_state, export_menu, internal_link
from layouts.parts.screen_table import DESCENDING, UNSORTED, Cell, Heading, Row, Section, screen_table
from layouts.parts.signs import badge_parts
from layouts.roadmap.ids import Ids

KEY = "roadmap"


def counts_card(view: RoadmapView) -> Component:
    """Every status with its number; they add up to all measures."""
    shares = [
        html.Div(
            [html.B(str(count)), f" {measure_sign(status).mark} {status_words(status)}"],
            className=f"tone-{measure_sign(status).tone}",
            style={"flexGrow": count},
        )
        for status, count in view.counts.items()
        if count
    ]
    title = _("All measures: {number}").format(number=view.total)
    return card(title, html.Div(shares, className="parts-bar"))


def board_card(view: RoadmapView) -> Component:
    """Stages in the order of the cycle by status; a number leads to its measures."""
    one_status = Cell(href=address(view.selection.but(stage=ROW, status=COLUMN, finding=None, measure=None)))
    all_of_stage = Cell(href=address(view.selection.but(stage=ROW, status=None, finding=None, measure=None)))
    headings = [
        Heading("stage", _("Stage"), look="name", sort=UNSORTED, is_name=True),
        Heading("all", _("All"), Kind.NUMBER, look="numeric", sort=UNSORTED),
        *(
            Heading(status.value, _board_title(status), Kind.NUMBER, look="numeric", sort=UNSORTED)
            for status in STATUSES
        ),
    ]
    rows = [
        Row(
            row.stage.code,
            [
                Cell(row.stage.title),
                all_of_stage._replace(value=row.total) if row.total else Cell(row.total),
                *(
                    one_status._replace(value=row.counts[status]) if row.counts[status] else Cell(0, look="zero")
                    for status in STATUSES
                ),
            ],
            "chosen" if row.stage.code == view.selection.stage else "",
        )
        for row in view.board
    ]
    total = Row("total", [Cell(_("All stages")), Cell(view.total), *(Cell(view.counts[one]) for one in STATUSES)])
    table = screen_table(
        "board", _("Measures by stage and status"), headings, [Section(rows)], bottom=[total], look="data-table board"
    )
    title = _("Board along the stages of the cycle")
    return card(
        title,
        table,
        caption=_(
            "A number leads to its measures. A group of stages stands apart where the roadmap names it as a whole."
        ),
        actions=export_menu(KEY, view.selection, table="board", picture=f"{title}, {view.subject}"),
    )


def _board_title(status: MeasureStatus) -> Parts:
    return f"{measure_sign(status).mark} {status_words(status)}"


def findings_card(view: RoadmapView) -> Component:
    """What is missing in how many measures; each leads to them."""
    items = []
    for finding in Finding:
        count = view.found[finding]
        words: Children = [html.B(str(count)), f" {finding_words(finding)}"]
        target = view.selection.but(finding=finding.value, status=None, measure=None)
        pressed = " chosen" if view.selection.finding == finding.value else ""
        shown = internal_link(words, target) if count else html.Span(words, className="second")
        items.append(html.Li(shown, className=f"finding-count{pressed}"))
    return card(
        _("What is missing in measures"),
        html.Ul(items, className="finding-counts"),
        caption=_("A measure without a result, a deadline or a responsible cannot be followed to its end."),
    )


def list_card(view: RoadmapView) -> Component:
    """The measures that fit all filters, what needs attention first."""
    actions = export_menu(KEY, view.selection, table="measures")
    title = _("Measures: {number}").format(number=len(view.rows))
    if not view.rows:
        return card(title, _nothing(view), actions=actions)
    whole = view.selection.municipality is None
    headings = [
        *([Heading("municipality", _("Municipality"), look="name", common=_profile(view))] if whole else []),
        Heading("number", _("No."), look="measure-number"),
        Heading("text", _("Measure"), look="measure-text"),
        Heading("stage", _("Stage")),
        Heading("due", _("Last day"), look="measure-due"),
        Heading("status", _("Status")),
        Heading("responsible", _("Responsible")),
        Heading("proof", _("Document"), look="measure-proof", sort=DESCENDING),
    ]
    rows = [
        Row(row.line.key, _cells(view, row, whole=whole), "own" if row.line.key == view.selection.measure else "")
        for row in view.rows
    ]
    table = screen_table(
        "measures",
        _("Measures of roadmaps"),
        headings,
        [Section(rows)],
        look="data-table table-stacked listing measures",
        has_cards=True,
        has_address=True,
    )
    caption = _("What needs attention comes first. Select a measure to see its terms, its document and its stage.")
    return card(title, table, caption=caption, actions=actions)


def _cells(view: RoadmapView, row: MeasureRow, *, whole: bool) -> list[Cell]:
    line, standing, proof = row.line, row.standing, row.proof
    due = standing.term.due.isoformat() if standing.term.due else ""
    several = small(_("overdue terms: {number}").format(number=standing.overdue)) if standing.overdue > 1 else ""
    is_chosen = view.selection.measure == line.key
    open_it = button(written_parts(line.text), Ids.MEASURE, ROW, look="link-button", pressed=is_chosen or None)
    place = view.choices.municipality(line.municipality)
    return [
        *([Cell(place.short)] if whole else []),
        Cell(f"{line.direction} · {line.number}", title=view.choices.direction(line.direction).name),
        Cell(line.text, (open_it, *_lacks(row))),
        Cell(view.choices.stage(line.stage).title) if whole else _stage_cell(view, row),
        Cell(
            due, (day_words(due) if due else "—", small(deadline_words(line))) if has_deadline(line.deadline) else "—"
        ),
        Cell(status_words(row.status), (badge_parts(measure_sign(row.status)), several)),
        Cell(line.responsible, written_parts(line.responsible) if line.responsible else "—"),
        Cell(proof.done_on.isoformat() if proof else "", written_parts(proof_words(proof)) if proof else "—"),
    ]


def _profile(view: RoadmapView) -> Cell:
    return Cell(href=address(MunicipalitySelection.of(view.selection, municipality=ROW_FIRST)))


def _lacks(row: MeasureRow) -> tuple[Parts, ...]:
    return (small(", ".join(finding_words(one) for one in row.findings), "penalty"),) if row.findings else ()


def _stage_cell(view: RoadmapView, row: MeasureRow) -> Cell:
    """The stage leads to what stands behind it on /cycle."""
    stage = view.choices.stage(row.line.stage)
    if not stage.members:
        return Cell(stage.title)
    return Cell(stage.title, href=cycle_address(view, row).address())


def cycle_address(view: RoadmapView, row: MeasureRow) -> CycleSelection:
    """The stage of a measure on the map of its municipality: among nine stages, or among six where it names a group."""
    line, stage = row.line, view.choices.stage(row.line.stage)
    return CycleSelection.of(
        view.selection,
        municipality=line.municipality,
        direction=line.direction,
        cell=f"{line.municipality}~{line.direction}~{stage.code}",
        view="municipality",
        stages="nine" if len(stage.members) == 1 else "six",
    )


def _nothing(view: RoadmapView) -> Component:
    if view.total:
        return empty_state(_("No measure fits"), _("Choose another status or stage, or reset the filters."))
    return empty_state(
        _("There is no roadmap here yet"),
        _("Load a workbook of measures on the page “Data”. The tab “Documents” shows measures of two real roadmaps."),
    )
