"""Page /indicators: the form of a target — opened, read, saved."""

from collections.abc import Callable
from typing import Any

from dash import Input, Output, State, no_update
from dash.development.base_component import Component
from sqlalchemy import Engine

from callbacks.keeping import Never
from callbacks.registrar import Registrar, Viewing
from data.access import WRITERS, Viewer
from data.errors import BadSelection, DatabaseUnavailable, ProductError
from data.language import _
from data.storage.reader import Reader
from data.views.indicators.target_form import FIELDS, opened_form, read_form
from data.work.target_edits import remove_target, set_target, text_warning
from layouts.indicators.ids import Ids
from layouts.indicators.target_form import FIELD, UNSTATED, TargetIds, target_form
from layouts.parts.page import note

# The fields that are drop-downs.
CHOSEN = ("place", "kind", "operator", "reading")
Told = tuple[Any, Any, Any]


def register(registrar: Registrar) -> None:
    @registrar.callback(
        [
            Output(TargetIds.MESSAGE, "children"),
            Output(TargetIds.FORM, "children", allow_duplicate=True),
            Output(TargetIds.SAVED, "data"),
        ],
        {
            "act": Input(TargetIds.ACT, "data"),
            "indicator": State(Ids.INDICATOR, "data"),
            "municipality": State(Ids.MUNICIPALITY, "value"),
            "revision": State(Ids.REVISION, "data"),
        },
        roles=WRITERS,
        keeping=Never.STORES,
        prevent_initial_call=True,
    )
    def act(viewing: Viewing, act: Any, indicator: Any, municipality: Any, revision: Any) -> Told:
        action, sent = _sent(act)
        if action == "open":
            return "", _opened(viewing, str(indicator or ""), str(municipality or ""), revision), no_update
        if action == "read" or action.startswith("use~"):
            return "", _form(viewing, lambda reader: read_form(reader, sent, action[4:])), no_update
        if action == "save":
            return _stored(viewing, _("The target is saved."), set_target, sent, text_warning)
        if action == "remove":
            return _stored(viewing, _("The target is removed."), remove_target, sent)
        return ("", "", no_update) if action == "close" else (no_update,) * 3


def _sent(act: Any) -> tuple[str, dict[str, Any]]:
    """What was pressed, and what stood in the form, by the names of its fields."""
    if not isinstance(act, dict):
        return "", {}
    values, action = act.get("values"), act.get("action")
    sent = values if isinstance(values, dict) else {}
    found = {name: sent.get(FIELD.format(name=name)) for name in FIELDS}
    found = {name: "" if value == UNSTATED and name in CHOSEN else value for name, value in found.items()}
    return action if isinstance(action, str) else "", found


def _opened(viewing: Viewing, indicator: str, municipality: str, revision: Any) -> Component:
    if revision:
        raise BadSelection(_("The page shows an earlier revision. Open it without a revision to set a target."))
    return _form(viewing, lambda reader: opened_form(reader, indicator, municipality))


def _form(viewing: Viewing, make: Callable[[Reader], Any]) -> Component:
    with viewing.reader() as reader:
        return target_form(make(reader))


def _stored(
    viewing: Viewing,
    words: str,
    store: Callable[[Engine, Viewer, dict[str, Any]], int],
    sent: dict[str, Any],
    warn: Callable[[Reader, dict[str, Any]], str] | None = None,
) -> Told:
    """What storing has said, and the revision it made; what could not be stored stays in the form."""
    try:
        revision = store(viewing.engine, viewing.viewer, sent)
    except DatabaseUnavailable:
        raise
    except ProductError as error:
        return note(str(error)), no_update, no_update
    told = [words, _("Revision {number}.").format(number=revision)]
    if warn:
        with viewing.reader() as reader:
            told.append(warn(reader, sent))
    return note(" ".join(filter(None, told))), "", revision
