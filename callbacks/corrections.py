"""Page /corrections: which period is shown; approving, closing and opening figures."""

from typing import Any

from dash import Input, Output, no_update
from dash.development.base_component import Component

from callbacks.keeping import Keep, Never
from callbacks.page import Page, places
from callbacks.registrar import Registrar, Viewing
from data.access import WRITERS
from data.language import _
from data.storage.publication import PublishedPart
from data.storage.reader import Reader
from data.views.corrections import tables
from data.views.corrections.address import CorrectionsSelection
from data.views.corrections.page import corrections_view
from data.work.publication import change_publication
from layouts.corrections import page as layouts
from layouts.corrections.page import Ids
from layouts.parts.page import footer
from layouts.parts.shell_ids import ShellIds

CHOICES = places(CorrectionsSelection, Ids, "revision")


def layout(reader: Reader, selection: CorrectionsSelection) -> Component:
    return layouts.layout(corrections_view(reader, selection))


def register(registrar: Registrar) -> None:
    @registrar.callback(
        [
            Output(Ids.CONTENT, "children"),
            Output(Ids.SENTENCE, "children"),
            Output(Ids.FOOT, "children"),
            Output(ShellIds.QUERY, "data", allow_duplicate=True),
        ],
        {**{name: Input(*place) for name, place in CHOICES.items()}, "_done": Input(Ids.DONE, "data")},
        keeping=Keep.VALUES,
        prevent_initial_call=True,
    )
    def choose(viewing: Viewing, _done: Any, **chosen: Any) -> tuple[Any, ...]:
        selection = CorrectionsSelection.parse(chosen)
        with viewing.reader(selection.revision) as reader:
            view = corrections_view(reader, selection)
        return layouts.content(view), view.sentence, footer(view.provenance), selection.address()

    @registrar.callback(
        [Output(Ids.MESSAGE, "children"), Output(Ids.DONE, "data")],
        {"act": Input(Ids.ACT, "data")},
        roles=WRITERS,
        keeping=Never.STORES,
        prevent_initial_call=True,
    )
    def act(viewing: Viewing, act: Any) -> tuple[Any, ...]:
        if not isinstance(act, dict) or not isinstance(values := act.get("values") or {}, dict):
            return no_update, no_update
        period, _tilde, methodology = str(values.get(Ids.PART) or "").partition("~")
        asked = {"day": values.get(Ids.DAY), "words": values.get(Ids.WORDS)}
        part, viewer = PublishedPart(period, methodology), viewing.viewer
        told = change_publication(viewing.engine, viewer, str(act.get("action")), part, viewer.author, asked)
        return layouts.said(told), act.get("time")


PAGE = Page(
    CorrectionsSelection,
    lambda: _("Corrections"),
    layout,
    register,
    {"states": tables.states, "corrections": tables.corrections, "effects": tables.effects},
    keeps=True,
    is_aside=True,
)
