"""Layout of /audit: filters and the table of entries."""

from enum import StrEnum

from dash import dcc, html
from dash.development.base_component import Component

from data.language import _
from data.selection import ALL
from data.views.audit.page import AuditView, sentence
from layouts.parts.page import card, empty_state, export_menu, field, footer, page, rail, select
from layouts.parts.tables import data_table


class Ids(StrEnum):
    CONTENT = "audit-content"
    SENTENCE = "audit-sentence"
    EVENT = "audit-event"
    ACTOR = "audit-actor"
    REVISION = "audit-revision"


def layout(view: AuditView) -> Component:
    events = [(ALL, _("all")), *view.events]
    actors = [(ALL, _("all")), *view.actors]
    filters = rail(
        [
            field(_("Event"), select(Ids.EVENT, events, view.selection.event or ALL)),
            field(_("Who"), select(Ids.ACTOR, actors, view.selection.actor or ALL)),
        ]
    )
    return page(
        title=_("Audit log"),
        sentence=html.Span(sentence(view), id=Ids.SENTENCE),
        content=html.Div(
            [html.Div(content(view), id=Ids.CONTENT), dcc.Store(id=Ids.REVISION, data=view.selection.revision or "")]
        ),
        rail=filters,
        foot=footer(view.provenance),
        address=view.selection.address(),
    )


def content(view: AuditView) -> Component:
    if not view.table.rows:
        return empty_state(_("No entry fits"), _("Choose another event, or everybody."))
    menu = export_menu("audit", view.selection, table="audit")
    return card(_("Entries"), data_table(view.table), caption=_("The latest first."), actions=menu)
