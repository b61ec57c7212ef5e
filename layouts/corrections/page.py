"""Layout of /corrections: how far figures are settled, what was corrected, and the acts of the ministry."""

from enum import StrEnum

from dash import dcc, html
from dash.development.base_component import Component

from data.language import _
from data.messages import LONGEST_TEXT
from data.selection import ALL
from data.tables import Table
from data.views.corrections.page import CorrectionsView, corrections_table, effects_table, parts_table
from layouts.parts.page import card, empty_state, export_menu, field, footer, note, page, rail, select, stack
from layouts.parts.tables import data_table


class Ids(StrEnum):
    CONTENT = "corrections-content"
    FOOT = "corrections-foot"
    SENTENCE = "corrections-sentence"
    PERIOD = "corrections-period"
    REVISION = "corrections-revision"
    MESSAGE = "corrections-message"
    ACT = "corrections-act"
    PART = "corrections-part"
    DAY = "corrections-day"
    WORDS = "corrections-words"
    DONE = "corrections-done"


def layout(view: CorrectionsView) -> Component:
    periods = [(ALL, _("all")), *((period, period) for period in view.periods)]
    stores = [
        dcc.Store(id=Ids.REVISION, data=view.selection.revision or ""),
        dcc.Store(id=Ids.ACT, data=""),
        dcc.Store(id=Ids.DONE, data=""),
    ]
    return page(
        title=_("Corrections"),
        sentence=html.Span(view.sentence, id=Ids.SENTENCE),
        content=html.Div(
            [
                *stores,
                html.Div(id=Ids.MESSAGE, role="status"),
                *([_acts(view)] if view.may_close and view.parts else []),
                html.Div(content(view), id=Ids.CONTENT),
            ],
            className="stack",
        ),
        rail=rail([field(_("Period"), select(Ids.PERIOD, periods, view.selection.period or ALL))]),
        foot=html.Div(footer(view.provenance), id=Ids.FOOT),
        address=view.selection.address(),
    )


def content(view: CorrectionsView) -> Component:
    return stack(
        _table_card(view, parts_table(view), ""),
        _corrections(view),
        *([_table_card(view, effects_table(view), "")] if any(one.changes.lines for one in view.corrections) else []),
    )


def _corrections(view: CorrectionsView) -> Component:
    table = corrections_table(view)
    if not table.rows:
        return card(
            table.title,
            empty_state(
                _("Nothing has been corrected"),
                _("As soon as an approved figure is changed, its old and its new value stand here with the reason."),
            ),
        )
    left = _("{number} earlier corrections are not shown: choose a period.").format(number=view.left_out)
    return _table_card(view, table, left if view.left_out else "")


def _table_card(view: CorrectionsView, table: Table, caption: str) -> Component:
    menu = export_menu("corrections", view.selection, table=table.name)
    return card(table.title, data_table(table), caption=caption or None, actions=menu)


def _acts(view: CorrectionsView) -> Component:
    """What the ministry does: approve, close for a time, open."""
    parts = [(f"{part.period}~{part.methodology}", words) for part, words, _line in view.parts]
    words = dcc.Input(
        id=Ids.WORDS,
        type="text",
        maxLength=LONGEST_TEXT,
        placeholder=_("for example: order No. 15 of 20 December"),
        className="form-control",
    )
    day = dcc.Input(id=Ids.DAY, type="date", className="form-control")
    buttons = [
        *([_button(_("Approve"), "approve", is_first=True)] if view.may_approve else []),
        _button(_("Close until the day"), "close"),
        _button(_("Open to everybody"), "open"),
    ]
    fields = [field(_("What"), select(Ids.PART, parts, parts[0][0])), field(_("Closed until"), day)]
    if view.may_approve:
        fields.append(field(_("Approved by"), words))
    return card(
        _("Approve, close, open"),
        html.Div(
            [html.Div(fields, className="form-row"), html.Div(buttons, className="toolbar")],
            **{"data-form": Ids.ACT.value},
        ),
        caption=_("While figures are closed, everybody but the ministry sees the revision before them."),
    )


def _button(text: str, action: str, *, is_first: bool = False) -> Component:
    look = "button button-primary" if is_first else "button"
    return html.Button(text, type="button", className=look, **{"data-form-action": action})


def said(message: str) -> Component:
    """What has become of an act."""
    return note(message)
