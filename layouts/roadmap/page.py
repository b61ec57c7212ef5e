"""Page /roadmap: its filters, its views, and the forms by which a municipality reports."""

from collections.abc import Sequence

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from data.language import _
from data.measures.deadlines import STATUSES
from data.selection import ALL
from data.views.roadmap.calendar import MonitoringYear
from data.views.roadmap.choices import BOARD, CALENDAR, REFERENCE, REVIEW, TIMELINE
from data.views.roadmap.detail import MeasureDetail
from data.views.roadmap.page import RoadmapView, sentence
from data.views.roadmap.reference import reference
from data.views.roadmap.review import Review
from data.views.shared.measure_rows import Finding, finding_words, status_words
from layouts.parts.page import Children, empty_state, field, footer, page, rail, segmented, select, stack
from layouts.roadmap.board import board_card, counts_card, findings_card, list_card
from layouts.roadmap.detail import detail_card, report_form, term_options
from layouts.roadmap.ids import Ids
from layouts.roadmap.sheets import calendar_card, day_form, reference_cards, review_card, timeline_card
from layouts.shell import who_brings_data


def layout(
    view: RoadmapView, sheets: Sequence[Component], detail: MeasureDetail | None, *, hides_days: bool
) -> Component:
    """The whole page; ``sheets`` are what ``content`` makes of its view."""
    selection = view.selection
    stores = [
        # One without a value reports one as soon as it is drawn, and everything would be asked for again.
        dcc.Store(id=Ids.MEASURE, data=selection.measure or ""),
        dcc.Store(id=Ids.REVISION, data=selection.revision or ""),
        *(dcc.Store(id=identity, data="") for identity in (Ids.WITHDRAW, Ids.SAVED, Ids.REMOVE_DAY)),
        dcc.Store(id=Ids.BASE, data=view.provenance.revision),
    ]
    views = [
        (BOARD, _("Board")),
        (TIMELINE, _("Timeline")),
        (CALENDAR, _("Calendar")),
        (REVIEW, _("Effectiveness")),
        (REFERENCE, _("Documents")),
    ]
    _card, hides_form, options, first = measure_outputs(detail)
    body = html.Div(
        [
            *stores,
            segmented(Ids.VIEW, views, selection.view),
            html.Div(id=Ids.MESSAGE, role="status"),
            html.Div(detail_card(detail), id=Ids.DETAIL),
            report_form(options, first, hidden=hides_form),
            html.Div(stack(*sheets), id=Ids.CONTENT),
            day_form(hidden=hides_days),
        ],
        className="roadmap",
    )
    return page(
        title=_("Roadmaps"),
        sentence=html.Span(sentence(view), id=Ids.SENTENCE),
        content=body,
        rail=rail(_fields(view)),
        foot=html.Div(footer(view.provenance), id=Ids.FOOT),
        address=selection.address(),
    )


def _fields(view: RoadmapView) -> list[Component]:
    selection, choices, everything = view.selection, view.choices, (ALL, _("all"))
    places = [(one.code, one.short) for one in choices.municipalities]
    directions = [(one.code, f"{one.code} {one.short}") for one in choices.directions]
    stages = [(one.code, one.title) for one in choices.stages]
    statuses = [(one.value, status_words(one)) for one in STATUSES]
    units = [(unit, unit) for unit in view.responsibles]
    if selection.responsible and selection.responsible not in view.responsibles:
        units.append((selection.responsible, selection.responsible))
    findings = [(one.value, finding_words(one)) for one in Finding]
    # A head has one municipality and no others to choose from.
    everywhere = [everything] if len(places) > 1 else []
    day = dbc.Input(id=Ids.DATE, type="date", value=selection.date or "", size="sm", debounce=True)
    return [
        field(_("Municipality"), select(Ids.MUNICIPALITY, [*everywhere, *places], selection.municipality or ALL)),
        field(_("Direction"), select(Ids.DIRECTION, [everything, *directions], selection.direction or ALL)),
        field(_("Stage"), select(Ids.STAGE, [everything, *stages], selection.stage or ALL)),
        field(_("Status"), select(Ids.STATUS, [everything, *statuses], selection.status or ALL)),
        field(_("Responsible"), select(Ids.RESPONSIBLE, [everything, *units], selection.responsible or ALL)),
        field(_("What is missing"), select(Ids.FINDING, [(ALL, _("any")), *findings], selection.finding or ALL)),
        field(
            _("As of"), day, hint=_("Without a choice: the day of the data revision, {day}.").format(day=view.day_words)
        ),
        field(
            _("Methodology"),
            select(Ids.METHODOLOGY, [(one.code, one.short) for one in choices.methodologies], selection.methodology),
        ),
    ]


def content(view: RoadmapView, year: MonitoringYear | None, found: Review | None) -> list[Children]:
    """What the chosen view shows; ``year`` and ``found`` are read for the views that need them."""
    if view.is_empty and view.selection.view in (BOARD, TIMELINE, REVIEW):
        return [_nothing_yet(view)]
    if view.selection.view == TIMELINE:
        return [counts_card(view), timeline_card(view), list_card(view)]
    if view.selection.view == CALENDAR and year is not None:
        return [calendar_card(view, year)]
    if view.selection.view == REVIEW:
        return [review_card(view, found)]
    if view.selection.view == REFERENCE:
        return reference_cards(view, reference(view))
    return [counts_card(view), board_card(view), findings_card(view), list_card(view)]


def _nothing_yet(view: RoadmapView) -> Component:
    """What is missing, and for who may bring it the way there; a calendar and documents stand without measures too."""
    place = view.selection.municipality
    text = _("This page follows measures of roadmaps, and none are loaded yet.")
    if place:
        text = _("No roadmap of {name} is loaded yet.").format(name=view.choices.municipality(place).short)
    if view.may_bring:
        action = dcc.Link(_("Load a roadmap"), href="/data?kind=roadmap", className="button button-primary")
    else:
        action = html.P([who_brings_data(), " ", dcc.Link(_("How far it is"), href="/start"), "."])
    return empty_state(_("Nothing to show yet"), text, action)


def measure_outputs(detail: MeasureDetail | None) -> tuple[list[Component], bool, list[dict[str, str]], str | None]:
    """The card of the measure, whether the form is hidden, the terms to choose from, and the first open one."""
    options = term_options(detail)
    return detail_card(detail), not options, options, options[0]["value"] if options else None
