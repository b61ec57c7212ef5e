"""Layout of /round: opening a round, sending forms out, taking them back, the board, publication."""

from datetime import date
from enum import StrEnum

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from data.formats import day_of_year
from data.language import _
from data.messages import LONGEST_TEXT
from data.selection import ALL
from data.views.round.page import CALENDAR, RoundView, form_name
from data.views.round.words import form_words, past_day_words, state_words
from layouts.parts.page import Children, card, export_menu, field, footer, page, rail, select, stack
from layouts.round.board import board_card, strangers_card
from layouts.round.detail import detail_card
from layouts.round.jobs import job_card

POLL_EVERY = 1000
# A day of every year is worded as one of some year.
ANY_YEAR = 2000
FORMS = ("scores", "observations", "schools", "measures")


class Ids(StrEnum):
    CONTENT = "round-content"
    FOOT = "round-foot"
    SENTENCE = "round-sentence"
    MESSAGE = "round-message"
    POLL = "round-poll"
    ROUND = "round-round"
    STATE = "round-state"
    LATE = "round-late"
    CELL = "round-cell"
    JOB = "round-job"
    CANCEL = "round-cancel"
    REVISION = "round-revision"
    ACT = "round-act"
    DONE = "round-done"
    NEW_PERIOD = "round-new-period"
    NEW_NAME = "round-new-name"
    NEW_FORM = "round-new-form"
    NEW_METHODOLOGY = "round-new-methodology"
    NEW_DUE = "round-new-due"
    NEW_OWN = "round-new-own"
    NEW_PLACES = "round-new-places"
    NEW_PAST = "round-new-past"
    REFUSED = "round-refused"
    WORDS = "round-words"
    CLOSED = "round-closed"


def layout(view: RoundView, told: Children = None) -> Component:
    """``told`` is what there is to say as the page opens."""
    chosen = view.selection
    stores = [
        dcc.Store(id=Ids.CELL, data=chosen.cell or ""),
        dcc.Store(id=Ids.JOB, data=chosen.job or ""),
        dcc.Store(id=Ids.REVISION, data=chosen.revision or ""),
        # One without a value reports one as soon as it is drawn, and everything would be asked for again.
        *(dcc.Store(id=identity, data="") for identity in (Ids.ACT, Ids.DONE, Ids.CANCEL)),
        dcc.Interval(id=Ids.POLL, interval=POLL_EVERY, disabled=not view.is_working),
    ]
    return page(
        title=_("Collection"),
        sentence=html.Span(view.sentence, id=Ids.SENTENCE),
        rail=_filters(view),
        content=html.Div(
            [
                *stores,
                html.Div(told, id=Ids.MESSAGE, role="status"),
                *([_sending(view)] if view.board else []),
                html.Div(content(view), id=Ids.CONTENT),
                *([_publication()] if view.board else []),
                _opening(view),
            ],
            className="stack",
        ),
        foot=html.Div(footer(view.provenance), id=Ids.FOOT),
        address=chosen.address(),
    )


def content(view: RoundView) -> Component:
    """What changes while work goes on: the job, the form that is looked at, the board, the files that fit nowhere."""
    parts: list[Component] = []
    if view.job:
        parts.append(job_card(view.job, view.selection, Ids.CANCEL))
    if view.detail:
        parts.append(detail_card(view, view.detail, Ids.ACT, Ids.CELL))
    if view.board:
        parts.append(board_card(view, Ids.CELL))
        parts += [strangers_card(view)] if view.board.strangers else []
    return stack(*parts)


def _filters(view: RoundView) -> Component:
    rounds = [(line.code, line.title) for line in view.rounds]
    states = [(ALL, _("all")), *((state.value, words) for state, words in state_words().items())]
    late = [(ALL, _("all")), ("late", _("late only"))]
    return rail(
        [
            field(_("Round"), select(Ids.ROUND, rounds, view.selection.round)),
            field(_("How far"), select(Ids.STATE, states, view.selection.state or ALL)),
            field(_("In time"), select(Ids.LATE, late, view.selection.late or ALL)),
        ]
    )


def _sending(view: RoundView) -> Component:
    """Forms go out, files come back: many at once, in any way."""
    assert view.board is not None
    code = view.board.round.code
    chooser = html.Label(
        [
            html.Span(_("Choose returned files"), className="button button-primary"),
            html.Span(_("or drop them here: several workbooks, or a ZIP"), className="second"),
            html.Span(role="status", **{"data-upload-message": "true"}),
        ],
        className="upload",
        **{
            "data-upload": Ids.JOB.value,
            "data-upload-address": f"/upload/round/{code}",
            "data-upload-many": "true",
            "data-uploading": _("Sending the files …"),
        },
    )
    buttons = html.Div(
        [action(_("All forms as a ZIP"), "forms"), action(_("Marked copies and letters"), "marked")],
        className="toolbar",
        **{"data-form": Ids.ACT.value},
    )
    forms = "; ".join(form_name(form) for form in view.board.forms)
    protocol = html.A(_("Protocol (DOCX)"), href=f"/round/{code}.docx", className="button button-small", download="")
    menu = [protocol, export_menu("round", view.selection, table="protocol")]
    return card(view.board.round.name, [chooser, buttons], caption=forms, actions=menu)


def _publication() -> Component:
    words = dcc.Input(id=Ids.WORDS, type="text", maxLength=LONGEST_TEXT, className="form-control")
    day = dcc.Input(id=Ids.CLOSED, type="date", className="form-control")
    fields = [
        field(_("Message for the list of revisions"), words),
        field(_("Closed until"), day, _("until that day only the ministry sees it")),
    ]
    return card(
        _("Publish everything that is clean"),
        html.Div(
            [
                html.Div(fields, className="form-row"),
                html.Div([action(_("Show the consequences"), "rehearse", is_first=True)], className="toolbar"),
            ],
            **{"data-form": Ids.ACT.value},
        ),
        caption=_("All forms that are clean or accepted become one revision; later ones become further revisions."),
    )


def _opening(view: RoundView) -> Component:
    """A new round, folded once there is one."""
    methodologies = [(one.code, one.name) for one in view.methodologies]
    first = methodologies[0][0] if methodologies else ""
    days = [(f"{month:02}-{day:02}", day_of_year(date(ANY_YEAR, month, day))) for month, day in CALENDAR]
    due = [*days, ("", _("own day"))]
    name = dcc.Input(id=Ids.NEW_NAME, type="text", maxLength=LONGEST_TEXT, className="form-control")
    fields = [
        field(_("Period"), select(Ids.NEW_PERIOD, [(one, one) for one in view.periods], (view.periods or ("",))[0])),
        field(_("Name of the round"), name),
        field(_("Methodology of the scores"), select(Ids.NEW_METHODOLOGY, methodologies, first)),
    ]
    asked = [html.Div(_asked_form(kind, due), className="form-row") for kind in FORMS]
    form = html.Div(
        [
            html.Div(fields, className="form-row"),
            *asked,
            field(
                _("Who is asked"),
                dcc.Input(id=Ids.NEW_PLACES, type="text", placeholder="M01, M02", className="form-control"),
                _("Codes of municipalities; empty: all that exist in the period."),
            ),
            dbc.Checkbox(id=Ids.NEW_PAST, label=past_day_words(), value=False),
            html.Div(id=Ids.REFUSED, role="status"),
            html.Div([action(_("Open the round"), "open", is_first=True)], className="toolbar"),
        ],
        **{"data-form": Ids.ACT.value},
    )
    return html.Details(
        [html.Summary(_("Open a new round")), form], className="sheet round-opening", open=not view.rounds
    )


def _asked_form(kind: str, due: list[tuple[str, str]]) -> list[Component]:
    """A kind of form that may be asked for, with its last day: from the calendar of the sources, or an own one."""
    name = form_words(kind)
    use = dbc.Checkbox(id=f"{Ids.NEW_FORM}-{kind}", label=name, value=kind == FORMS[0])
    return [
        use,
        field(_("Due day: {form}").format(form=name), select(f"{Ids.NEW_DUE}-{kind}", due, "12-20")),
        field(_("Own day"), dcc.Input(id=f"{Ids.NEW_OWN}-{kind}", type="date", className="form-control")),
    ]


def action(text: str, name: str, *, is_first: bool = False) -> Component:
    """A button that sends its form with the action ``name``."""
    look = "button button-primary" if is_first else "button"
    return html.Button(text, type="button", className=look, **{"data-form-action": name})
