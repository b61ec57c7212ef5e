"""The button that ends a running job, for every page that has one."""

from typing import Any

from dash import Input, Output, no_update

from callbacks.keeping import Never
from callbacks.registrar import Registrar, Viewing
from data.vocabulary import Role


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
