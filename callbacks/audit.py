"""Page /audit: which entries of the log are shown."""

from typing import Any

from dash import Input, Output
from dash.development.base_component import Component

from callbacks.keeping import Never
from callbacks.page import Page, places
from callbacks.registrar import Registrar, Viewing
from data.language import _
from data.queries.audit import AUDITORS
from data.storage.reader import Reader
from data.views.audit.address import AuditSelection
from data.views.audit.page import audit_table, audit_view, sentence
from layouts.audit import page as layouts
from layouts.audit.page import Ids
from layouts.parts.shell_ids import ShellIds

CHOICES = places(AuditSelection, Ids, "revision")


def layout(reader: Reader, selection: AuditSelection) -> Component:
    return layouts.layout(audit_view(reader, selection))


def register(registrar: Registrar) -> None:
    @registrar.callback(
        [
            Output(Ids.CONTENT, "children"),
            Output(Ids.SENTENCE, "children"),
            Output(ShellIds.QUERY, "data", allow_duplicate=True),
        ],
        {name: Input(*place) for name, place in CHOICES.items()},
        roles=AUDITORS,
        keeping=Never.LOG,
        prevent_initial_call=True,
    )
    def choose(viewing: Viewing, **chosen: Any) -> tuple[Any, ...]:
        selection = AuditSelection.parse(chosen)
        with viewing.reader(selection.revision) as reader:
            view = audit_view(reader, selection)
        return layouts.content(view), sentence(view), selection.address()


PAGE = Page(
    AuditSelection, lambda: _("Audit log"), layout, register, {"audit": audit_table}, roles=AUDITORS, is_aside=True
)
