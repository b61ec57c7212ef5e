"""Page /roadmap: choices, the chosen measure, and what a municipality enters."""

from collections.abc import Callable
from functools import partial
from typing import Any

from dash import Input, Output, State, ctx, no_update
from dash.development.base_component import Component

from callbacks.keeping import Keep, Never
from callbacks.page import Page, places
from callbacks.registrar import Registrar, Viewing
from data.access import REPORTERS, WRITERS
from data.errors import DatabaseUnavailable, ProductError
from data.language import _
from data.storage.reader import Reader
from data.views.roadmap.address import RoadmapSelection
from data.views.roadmap.calendar import monitoring_year
from data.views.roadmap.choices import CALENDAR, REVIEW
from data.views.roadmap.detail import measure_detail
from data.views.roadmap.page import RoadmapView, roadmap_view, sentence
from data.views.roadmap.review import review
from data.views.roadmap.tables import (
    board_table,
    calendar_table,
    measures_table,
    reference_table,
    review_table,
    timeline_table,
)
from data.work.measure_reports import add_day, remark, remove_day, report_done, withdraw
from layouts.parts.page import footer, note, stack
from layouts.parts.shell_ids import ShellIds
from layouts.roadmap import page as layouts
from layouts.roadmap.ids import Ids

# Who of them may report on which measure, and set which dates, is decided where it is stored.
AUTHORS = WRITERS | REPORTERS
CHOICES = places(RoadmapSelection, Ids, "measure", "revision")
ALL = {name: Input(*place) for name, place in CHOICES.items()}
STATES = {name: State(*place) for name, place in CHOICES.items()}
SAVED = {"_saved": Input(Ids.SAVED, "data")}
STORED = [Output(Ids.MESSAGE, "children", allow_duplicate=True), Output(Ids.SAVED, "data", allow_duplicate=True)]


def layout(reader: Reader, selection: RoadmapSelection) -> Component:
    view = roadmap_view(reader, selection)
    sheets, hidden = _sheets(reader, view)
    return layouts.layout(view, sheets, measure_detail(reader, view.selection), hides_days=hidden)


def _sheets(reader: Reader, view: RoadmapView) -> tuple[list[Any], bool]:
    """The sheets of the chosen view, and whether the form of own dates is hidden."""
    year = monitoring_year(reader, view) if view.selection.view == CALENDAR else None
    found = review(reader, view) if view.selection.view == REVIEW else None
    return layouts.content(view, year, found), not (year and year.may_add)


def register(registrar: Registrar) -> None:
    _register_choices(registrar)
    _register_reports(registrar)
    _register_days(registrar)


def _register_choices(registrar: Registrar) -> None:
    @registrar.callback(
        [
            Output(Ids.CONTENT, "children"),
            Output(Ids.SENTENCE, "children"),
            Output(Ids.FOOT, "children"),
            Output(Ids.DAY_FORM, "hidden"),
            Output(Ids.BASE, "data"),
        ],
        {**ALL, "measure": STATES["measure"], **SAVED},
        keeping=Keep.VALUES,
        prevent_initial_call=True,
    )
    def show(viewing: Viewing, _saved: Any, **chosen: Any) -> tuple[Any, ...]:
        selection = RoadmapSelection.parse(chosen)
        with viewing.reader(selection.revision) as reader:
            view = roadmap_view(reader, selection)
            sheets, hidden = _sheets(reader, view)
        return stack(*sheets), sentence(view), footer(view.provenance), hidden, reader.revision

    @registrar.callback(
        [
            Output(Ids.DETAIL, "children"),
            Output(Ids.FORM, "hidden"),
            Output(Ids.TERM, "options"),
            Output(Ids.TERM, "value"),
            Output(ShellIds.QUERY, "data", allow_duplicate=True),
        ],
        ALL | SAVED,
        keeping=Keep.VALUES,
        prevent_initial_call=True,
    )
    def show_measure(viewing: Viewing, _saved: Any, **chosen: Any) -> tuple[Any, ...]:
        selection = RoadmapSelection.parse(chosen)
        with viewing.reader(selection.revision) as reader:
            view = roadmap_view(reader, selection)
            detail = measure_detail(reader, view.selection)
        return *layouts.measure_outputs(detail), view.selection.address()


def _register_reports(registrar: Registrar) -> None:
    entered = {
        "term": State(Ids.TERM, "value"),
        "done_on": State(Ids.DONE_ON, "value"),
        "title": State(Ids.DOCUMENT, "value"),
        "number": State(Ids.NUMBER, "value"),
        "document_date": State(Ids.DOCUMENT_DATE, "value"),
        "base": State(Ids.BASE, "data"),
    }

    form = [Output(identity, "value") for identity in (Ids.DONE_ON, Ids.DOCUMENT, Ids.NUMBER, Ids.DOCUMENT_DATE)]
    pressed_button = {"pressed": Input(Ids.REPORT, "n_clicks"), "replaced": Input(Ids.REPLACE, "n_clicks")}

    @registrar.callback(
        [*STORED, *form],
        pressed_button | entered | STATES,
        roles=AUTHORS,
        keeping=Never.STORES,
        prevent_initial_call=True,
    )
    def report(viewing: Viewing, pressed: Any, replaced: Any, **values: Any) -> tuple[Any, ...]:
        if not (pressed or replaced):
            return (no_update,) * 6
        words, entry = _("The measure is marked as done."), values | {"replaces": ctx.triggered_id == Ids.REPLACE}
        store = partial(report_done, viewing.engine, viewing.viewer, _selection(values), entry)
        told = _stored(words, store, lambda: remark(values))
        # What could not be stored stays in the form: nobody types it twice.
        return *told, *((no_update if told[1] is no_update else "",) * len(form))

    @registrar.callback(
        [*STORED, Output(Ids.WITHDRAW, "data")],
        {"term": Input(Ids.WITHDRAW, "data"), **STATES},
        roles=AUTHORS,
        keeping=Never.STORES,
        prevent_initial_call=True,
    )
    def take_back(viewing: Viewing, term: Any, **values: Any) -> tuple[Any, ...]:
        if not term:
            return (no_update,) * 3
        words = _("The entry is taken back.")
        return *_stored(words, lambda: withdraw(viewing.engine, viewing.viewer, _selection(values), term)), ""


def _register_days(registrar: Registrar) -> None:
    entered = {
        "day": State(Ids.DAY, "value"),
        "day_title": State(Ids.DAY_TITLE, "value"),
        "yearly": State(Ids.DAY_YEARLY, "value"),
    }

    @registrar.callback(
        [*STORED, Output(Ids.DAY_TITLE, "value")],
        {"pressed": Input(Ids.ADD_DAY, "n_clicks"), **entered, **STATES},
        roles=AUTHORS,
        keeping=Never.STORES,
        prevent_initial_call=True,
    )
    def add(viewing: Viewing, pressed: Any, **values: Any) -> tuple[Any, ...]:
        if not pressed:
            return (no_update,) * 3
        words = _("The date is added.")
        told = _stored(words, lambda: add_day(viewing.engine, viewing.viewer, _selection(values), values))
        return *told, no_update if told[1] is no_update else ""

    @registrar.callback(
        [*STORED, Output(Ids.REMOVE_DAY, "data")],
        {"code": Input(Ids.REMOVE_DAY, "data")},
        roles=AUTHORS,
        keeping=Never.STORES,
        prevent_initial_call=True,
    )
    def remove(viewing: Viewing, code: Any) -> tuple[Any, ...]:
        if not code:
            return (no_update,) * 3
        return *_stored(_("The date is removed."), lambda: remove_day(viewing.engine, viewing.viewer, code)), ""


def _selection(values: dict[str, Any]) -> RoadmapSelection:
    return RoadmapSelection.parse(values)


def _stored(words: str, store: Callable[[], int], remarks: Callable[[], str] = str) -> tuple[Any, Any]:
    """What storing has said, and the revision it made; a refusal leaves everything as it is."""
    try:
        revision = store()
    except DatabaseUnavailable:
        raise
    except ProductError as error:
        return note(str(error)), no_update
    told = (words, _("Revision {number}.").format(number=revision), remarks())
    return note(" ".join(filter(None, told))), revision


PAGE = Page(
    RoadmapSelection,
    lambda: _("Roadmaps"),
    layout,
    register,
    {
        "measures": measures_table,
        "board": board_table,
        "timeline": timeline_table,
        "calendar": calendar_table,
        "review": review_table,
        "reference": reference_table,
    },
    is_aside=True,
    keeps=True,
)
