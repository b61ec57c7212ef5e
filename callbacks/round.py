"""Page /round: which round and form are shown; opening, taking back, answering, publishing."""

from typing import Any

from dash import Input, Output, State, no_update
from dash.development.base_component import Component

from callbacks.jobs import opened_job, register_cancelling
from callbacks.keeping import Never
from callbacks.page import Page, places
from callbacks.registrar import Registrar, Viewing
from data.access import COLLECTING, WRITERS
from data.jobs.queue import JobQueue
from data.language import _
from data.storage.reader import Reader
from data.views.round import tables
from data.views.round.address import RoundSelection
from data.views.round.page import round_view
from data.work.round_acts import carry_out
from layouts.parts.page import footer, note
from layouts.parts.shell_ids import ShellIds
from layouts.round import page as layouts
from layouts.round.own import own_layout
from layouts.round.page import Ids

CHOICES = places(RoundSelection, Ids, "revision", "cell", "job")


def layout(reader: Reader, selection: RoundSelection, queue: JobQueue | None = None) -> Component:
    job, told = opened_job(queue, selection.job, reader.viewer)
    view = round_view(reader, selection, job)
    return own_layout(view) if view.is_own else layouts.layout(view, told)


def register(registrar: Registrar) -> None:
    @registrar.callback(
        [
            Output(Ids.CONTENT, "children"),
            Output(Ids.SENTENCE, "children"),
            Output(Ids.FOOT, "children"),
            Output(Ids.POLL, "disabled"),
            Output(ShellIds.QUERY, "data", allow_duplicate=True),
        ],
        {
            **{name: Input(*place) for name, place in CHOICES.items()},
            "_done": Input(Ids.DONE, "data"),
            "_tick": Input(Ids.POLL, "n_intervals"),
        },
        roles=WRITERS,
        keeping=Never.JOBS,
        prevent_initial_call=True,
    )
    def show(viewing: Viewing, _done: Any, _tick: Any, **chosen: Any) -> tuple[Any, ...]:
        selection = RoundSelection.parse(chosen)
        job = viewing.queue.read(selection.job, viewing.viewer) if selection.job else None
        with viewing.reader(selection.revision) as reader:
            view = round_view(reader, selection, job)
        shown = layouts.content(view), view.sentence, footer(view.provenance)
        return *shown, not view.is_working, view.selection.address()

    @registrar.callback(
        [
            Output(Ids.MESSAGE, "children"),
            Output(Ids.REFUSED, "children"),
            Output(Ids.JOB, "data"),
            Output(Ids.DONE, "data"),
            Output(ShellIds.LEADS, "data", allow_duplicate=True),
        ],
        {"act": Input(Ids.ACT, "data"), "round": State(Ids.ROUND, "value")},
        roles=WRITERS,
        keeping=Never.STORES,
        prevent_initial_call=True,
    )
    def act(viewing: Viewing, act: Any, round: Any) -> tuple[Any, ...]:
        if not isinstance(act, dict):
            return (no_update,) * 5
        done = carry_out(viewing.engine, viewing.queue, viewing.viewer, str(round or ""), act)
        leads = RoundSelection(round=done.opened).address() if done.opened else no_update
        told, refused = (note(words) if words else "" for words in (done.told, done.refused))
        return told, refused, done.job or no_update, act.get("time"), leads

    register_cancelling(registrar, message=Ids.MESSAGE, store=Ids.CANCEL, roles=WRITERS)


PAGE = Page(
    RoundSelection,
    lambda: _("Collection"),
    layout,
    register,
    {"board": tables.board_table, "protocol": tables.protocol_table},
    roles=COLLECTING,
    aside_for=COLLECTING - WRITERS,
    shows_jobs=True,
)
