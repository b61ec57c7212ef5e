"""Jobs on a page: the one that its address names, and the button that ends one that runs."""

from typing import Any

from dash import Input, Output, no_update
from dash.development.base_component import Component

from callbacks.keeping import Never
from callbacks.registrar import Registrar, Viewing
from data.access import Viewer
from data.errors import NotFound
from data.jobs.queue import Job, JobQueue
from data.vocabulary import Role
from layouts.parts.page import error_notice


def opened_job(queue: JobQueue | None, identity: str | None, viewer: Viewer) -> tuple[Job | None, list[Component]]:
    """The job that an address names; what there is to say where there is none of that name any more."""
    if queue is None or identity is None:
        return None, []
    try:
        return queue.read(identity, viewer), []
    except NotFound as missing:
        return None, [error_notice(str(missing))]


def register_cancelling(registrar: Registrar, *, message: str, store: str, roles: frozenset[Role]) -> None:
    """``store`` takes the job to be ended; ``message`` says why one cannot be."""

    @registrar.callback(
        [Output(message, "children", allow_duplicate=True), Output(store, "data")],
        {"job": Input(store, "data")},
        roles=roles,
        keeping=Never.STORES,
        prevent_initial_call=True,
    )
    def cancel(viewing: Viewing, job: Any) -> tuple[Any, ...]:
        if job:
            viewing.queue.cancel(str(job), viewing.viewer)
        return no_update, no_update
