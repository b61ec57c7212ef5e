"""The other views of /roadmap: timeline, calendar, review of effectiveness, roadmaps of the documents."""

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from data.formats import day as day_words
from data.formats import number
from data.language import _
from data.tables import Kind
from data.text.deadline_kinds import DEADLINE_KINDS
from data.text.word_lists import word_of
from data.views.cycle.words import state_words
from data.views.roadmap.calendar import MonitoringYear, kind_words
from data.views.roadmap.page import RoadmapView, timeline
from data.views.roadmap.reference import (
    DocumentCount,
    Reference,
    ReferenceRow,
    reference_deadline,
    responsible_words,
)
from data.views.roadmap.review import (
    Outcome,
    Review,
    ReviewRow,
    StageState,
    outcome_counts,
    outcome_words,
    review_sentences,
)
from layouts.cards.positions import written_parts
from layouts.figures.roadmap import timeline_figure, timeline_height, timeline_keys, timeline_title
from layouts.parts.cell_parts import Parts, button, small
from layouts.parts.graph import graph
from layouts.parts.page import card, checklist, empty_state, export_menu, field
from layouts.parts.screen_table import UNSORTED, Cell, Heading, Row, Section, screen_table
from layouts.parts.signs import badge_parts, state_sign
from layouts.roadmap.board import KEY
from layouts.roadmap.ids import Ids

OUTCOME_LOOKS = {Outcome.CLOSED: "up", Outcome.LOST: "down", Outcome.FELL: "down", Outcome.GREW: "up"}
LONGEST_DAY_TITLE = 200


def timeline_card(view: RoadmapView) -> Component:
    """Every term with a last day along the stages."""
    found, title = timeline(view), timeline_title()
    if not found:
        text = _("None of these measures has a last day. Choose other filters, or load deadlines.")
        return card(title, empty_state(_("No term to draw"), text))
    counted = "; ".join(
        f"{key.words}: {sum(one.status.value == key.group for one in found)}" for key in timeline_keys(found)
    )
    chart = graph(
        Ids.CHART,
        timeline_figure(view, found),
        description=f"{title}. {counted}",
        height=timeline_height(view),
        keys=timeline_keys(found),
    )
    without = sum(row.standing.term.due is None for row in view.rows)
    caption = _("Terms with a last day: {terms}; measures without one: {without}. The dotted line is the day.").format(
        terms=number(len(found)), without=number(without)
    )
    menu = export_menu(KEY, view.selection, table="timeline", picture=f"{title}, {view.subject}", graph=Ids.CHART)
    return card(title, chart, caption=caption, actions=menu)


def calendar_card(view: RoadmapView, year: MonitoringYear) -> Component:
    """The dates of the monitoring year as a list, with the file for calendars."""
    title = _("Monitoring year {year}").format(year=year.year)
    removes = any(one.may_remove for one in year.entries)
    headings = [
        Heading("day", _("Day"), sort=UNSORTED),
        Heading("title", _("What"), sort=UNSORTED),
        Heading("source", _("Source"), sort=UNSORTED),
        *([Heading("own", _("Own date"), sort=UNSORTED)] if removes else []),
    ]
    rows = []
    for one in year.entries:
        late = small(_("overdue: {number}").format(number=one.overdue), "penalty") if one.overdue else ""
        passed = "passed" if one.day < view.day else ""
        cells = [
            Cell(day_words(one.day.isoformat())),
            Cell(one.title, (written_parts(one.title), late)),
            Cell(one.source, (one.source, small(kind_words(one.kind)))),
        ]
        if removes:
            remove: Parts = button(_("Remove"), Ids.REMOVE_DAY, one.code) if one.may_remove else ""
            cells.append(Cell("", remove))
        rows.append(Row(f"{one.day}~{one.title}", cells, f"day-{one.kind.value} {passed}".strip()))
    table = screen_table("calendar", title, headings, [Section(rows)], look="data-table calendar", has_search=False)
    query = view.selection.query()
    file = html.A(
        _("For calendars, ICS"),
        href="/calendar/roadmap.ics" + (f"?{query}" if query else ""),
        download="",
        className="button button-small",
    )
    caption = _("Dates of the documents, own dates, and last days of the measures that fit the filters.")
    return card(title, table, caption=caption, actions=[file, export_menu(KEY, view.selection, table="calendar")])


def day_form(*, hidden: bool) -> Component:
    """The form by which an own date is set; hidden outside of the calendar."""
    day = dbc.Input(id=Ids.DAY, type="date", value="", size="sm")
    title = dbc.Input(id=Ids.DAY_TITLE, type="text", value="", size="sm", maxLength=LONGEST_DAY_TITLE)
    yearly = checklist(Ids.DAY_YEARLY, [("yearly", _("every year"))], [])
    add = html.Button(_("Add the date"), id=Ids.ADD_DAY, type="button", className="button")
    return html.Section(
        [
            html.Div(html.H2(_("Own date")), className="card-heading"),
            html.Div(
                [field(_("Day"), day), field(_("What happens"), title), field(_("Repeats"), yearly)],
                className="form-row measure-form",
            ),
            html.Div(add, className="toolbar"),
        ],
        id=Ids.DAY_FORM,
        className="sheet",
        hidden=hidden,
    )


def review_card(view: RoadmapView, found: Review | None) -> Component:
    """What became of the stages that measures should fix."""
    title = _("Review of effectiveness: did the stages close?")
    if found is None:
        text = _("Two assessed years are needed. Load another assessment, or choose a later day.")
        return card(title, empty_state(_("Nothing to compare"), text))
    counts = outcome_counts(found)
    counted = [html.Li([html.B(str(count)), f" {outcome_words(one)}"]) for one, count in counts.items() if count]
    whole = view.selection.municipality is None
    years = f"{found.before.year} → {found.after.year}"
    headings = [
        *([Heading("municipality", _("Municipality"), look="name")] if whole else []),
        Heading("stage", _("Direction and stage")),
        Heading("before", str(found.before.year)),
        Heading("after", str(found.after.year)),
        Heading("measures", _("Measures done"), Kind.NUMBER, look="numeric"),
        Heading("outcome", _("What became of the stage")),
    ]
    rows = [_review_row(view, row, whole=whole) for row in found.rows]
    body = [
        *(html.P(sentence) for sentence in review_sentences(found)),
        html.Ul(counted, className="finding-counts"),
        screen_table(
            "review", title, headings, [Section(rows)], look="data-table table-stacked listing", has_cards=True
        ),
    ]
    caption = _("Stages with measures that fit the filters, {years}: {number}.").format(
        years=years, number=len(found.rows)
    )
    return card(title, body, caption=caption, actions=export_menu(KEY, view.selection, table="review"))


def _review_row(view: RoadmapView, row: ReviewRow, *, whole: bool) -> Row:
    place = view.choices.municipality(row.municipality)
    outcome = outcome_words(row.outcome)
    cells = [
        *([Cell(place.short)] if whole else []),
        Cell(f"{row.direction} · {row.stage.title}"),
        _state_cell(row.before),
        _state_cell(row.after),
        Cell(row.done, _("{done} of {total}").format(done=row.done, total=row.measures)),
        Cell(outcome, look=OUTCOME_LOOKS.get(row.outcome, "")),
    ]
    return Row(row.key, cells)


def _state_cell(state: StageState) -> Cell:
    words = state_words(state.state)
    points = "" if state.points is None else small(f"{number(state.points)}/{number(state.maximum)}")
    return Cell(words, (badge_parts(state_sign(state.state)), points))


def reference_cards(view: RoadmapView, found: Reference) -> list[Component]:
    """The documents in numbers, and their measures."""
    headings = [
        Heading("direction", _("Direction"), look="name"),
        Heading("number", _("No."), sort=UNSORTED),
        Heading("text", _("Measure"), look="measure-text"),
        Heading("stage", _("Stage")),
        Heading("deadline", _("Deadline")),
        Heading("responsible", _("Responsible")),
        Heading("result", _("Expected result")),
    ]
    rows = [_reference_row(place, row) for place, row in enumerate(found.rows)]
    title = _("Measures of the documents: {number}").format(number=len(found.rows))
    caption = _(
        "Facts of the documents in the product's own short wording. Document 003 names no stages: there the stage is "
        "the product's reading."
    )
    menu = export_menu(KEY, view.selection, table="reference")
    table = screen_table(
        "reference", title, headings, [Section(rows)], look="data-table table-stacked listing", has_cards=True
    )
    return [
        html.Div([_document(one) for one in found.documents], className="reference-documents"),
        card(title, table, caption=caption, actions=menu),
    ]


def _document(one: DocumentCount) -> Component:
    kinds = "; ".join(f"{word_of(kind, DEADLINE_KINDS)}: {count}" for kind, count in one.kinds.items())
    gaps = _(
        "Without an expected result {result}, without a deadline {deadline}, without a responsible {responsible}."
    ).format(result=one.without_result, deadline=one.without_deadline, responsible=one.without_responsible)
    title = _("Measures: {number}").format(number=one.total)
    return card(title, [html.P(kinds), html.P(gaps)], caption=one.source)


def _reference_row(place: int, row: ReferenceRow) -> Row:
    measure = row.measure
    cells = [
        Cell(row.direction),
        Cell(measure.number or "—"),
        Cell(measure.text, written_parts(measure.text)),
        Cell(row.stage),
        Cell(reference_deadline(measure)),
        Cell(responsible_words(measure) or "—"),
        Cell(measure.result or "—", written_parts(measure.result) if measure.result else "—"),
    ]
    return Row(str(place), cells)
