"""Layout of /accounts: the account that is looked at, all accounts, and the form for a new one."""

from collections.abc import Sequence
from enum import StrEnum

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from data.accounts.accounts import AccountLine
from data.accounts.requests import AccountAction, AccountAnswer
from data.language import _
from data.views.accounts.page import AccountsView, sentence, state_words
from data.views.shared.viewers import role_name
from data.vocabulary import Role
from layouts.parts.page import card, export_menu, field, footer, page, select, stack
from layouts.parts.screen_table import Cell, Heading, Row, Section, screen_table
from layouts.parts.signs import choice_button
from layouts.parts.tables import alignment

BUTTON, PRIMARY, DANGER = "button", "button button-primary", "button button-danger"


class Ids(StrEnum):
    CONTENT = "accounts-content"
    SENTENCE = "accounts-sentence"
    MESSAGE = "accounts-message"
    # Stores: the account looked at, what a form asks for, and that something has been changed.
    ACCOUNT = "accounts-account"
    REVISION = "accounts-revision"
    REQUEST = "accounts-request"
    CHANGED = "accounts-changed"
    # Of the account looked at, and of a new one.
    ROLE = "accounts-role"
    MUNICIPALITY = "accounts-municipality"
    NEW_NAME = "accounts-new-name"
    NEW_ROLE = "accounts-new-role"
    NEW_MUNICIPALITY = "accounts-new-municipality"
    NEW_SUBJECT = "accounts-new-subject"
    # What heads learn of others.
    OTHERS = "accounts-others"
    DOCUMENTS = "accounts-documents"


def layout(view: AccountsView) -> Component:
    stores = [
        dcc.Store(id=Ids.ACCOUNT, data=view.selection.account or ""),
        dcc.Store(id=Ids.REVISION, data=view.selection.revision or ""),
        # One without a value reports one as soon as it is drawn, and everything would be asked for again.
        dcc.Store(id=Ids.REQUEST, data=""),
        dcc.Store(id=Ids.CHANGED, data=""),
    ]
    parts = [
        html.Div(id=Ids.MESSAGE),
        html.Div(content(view), id=Ids.CONTENT),
        _form_of_a_new_one(view),
        _openness(view),
        *stores,
    ]
    return page(
        title=_("Accounts"),
        sentence=html.Span(sentence(view), id=Ids.SENTENCE),
        content=stack(*parts),
        foot=footer(view.provenance),
        address=view.selection.address(),
    )


def content(view: AccountsView) -> Component:
    chosen = [_chosen(view, view.chosen)] if view.chosen else []
    caption = _("A name leads to its account: role, password, sessions.")
    menu = export_menu("accounts", view.selection, table="accounts")
    return stack(*chosen, card(_("All accounts"), _table(view), caption=caption, actions=menu))


def answer_notice(answer: AccountAnswer) -> Component:
    """What has been done; a password stands here once and nowhere else."""
    lines: list[Component] = [html.P(answer.words)]
    if answer.password:
        words = _("Password for the first sign-in. It is shown only now; hand it over in person:")
        lines += [html.P([words, " ", html.Code(answer.password, className="first-password")])]
    return html.Div(lines, className="note", role="status")


def refusal_notice(text: str) -> Component:
    return html.Div(
        [html.H3([html.Span("✕ ", **{"aria-hidden": "true"}), _("Nothing has been changed")]), html.P(text)],
        className="error-notice",
        role="alert",
    )


def _table(view: AccountsView) -> Component:
    headings = [
        Heading(column.key, column.title, column.kind, look=alignment(column), is_name=column.key == "name")
        for column in view.table.columns
    ]
    rows = [
        Row(
            str(row["name"]),
            [_cell(column.key, row[column.key]) for column in view.table.columns],
            "own" if view.chosen and row["name"] == view.chosen.name else "",
        )
        for row in view.table.rows
    ]
    return screen_table("accounts", _("All accounts"), headings, [Section(rows)])


def _cell(key: str, value: object) -> Cell:
    return Cell(value, href="/accounts?account={row_key}" if key == "name" else "")  # type: ignore[arg-type]


def _chosen(view: AccountsView, line: AccountLine) -> Component:
    fields = _fields(view, (Ids.ROLE, Ids.MUNICIPALITY), line.role, line.municipality or "")
    toggle = (
        _button(_("Enable"), AccountAction.ENABLE)
        if line.is_disabled
        else _button(_("Disable"), AccountAction.DISABLE, DANGER)
    )
    reset = [_button(_("Give a new password"), AccountAction.RESET)] if line.has_password else []
    buttons = [*reset, _button(_("Sign out everywhere"), AccountAction.SIGN_OUT), toggle]
    body = [
        html.Div(fields, className="form-row"),
        html.Div([_button(_("Save the role"), AccountAction.ROLE, PRIMARY), *buttons], className="toolbar"),
        html.P(_("A new password and disabling end all sessions of the account at once."), className="hint"),
    ]
    close = choice_button(_("Close"), Ids.ACCOUNT, "", look="button button-small")
    told = f"{role_name(line.role)} · {state_words(line)}"
    form = {"data-form": Ids.REQUEST.value, "data-form-job": line.name}
    return card(_("Account {name}").format(name=line.name), html.Div(body, **form), caption=told, actions=close)


def _form_of_a_new_one(view: AccountsView) -> Component:
    name = dbc.Input(
        id=Ids.NEW_NAME, type="text", value="", maxLength=64, size="sm", autocomplete="off", placeholder="head.m14"
    )
    subject = dbc.Input(id=Ids.NEW_SUBJECT, type="text", value="", maxLength=512, size="sm", autocomplete="off")
    hint = _("Only for sign-in through OpenID Connect, as ISSUER|SUBJECT; such an account has no password.")
    fields = [
        field(_("Name for signing in"), name, _("3 to 64 Latin letters, digits and . _ @ -")),
        *_fields(view, (Ids.NEW_ROLE, Ids.NEW_MUNICIPALITY), Role.MUNICIPALITY, ""),
        field(_("Issuer and subject"), subject, hint),
    ]
    body = [
        html.Div(fields, className="form-row"),
        html.Div([_button(_("Add the account"), AccountAction.ADD, PRIMARY)], className="toolbar"),
    ]
    caption = _("The first password is made by the product; at the first sign-in another one must be chosen.")
    return card(_("A new account"), html.Div(body, **{"data-form": Ids.REQUEST.value}), caption=caption)


def _openness(view: AccountsView) -> Component:
    others = [("named", _("by name")), ("anonymous", _("anonymous: a number in place of the name"))]
    documents = [("closed", _("closed")), ("open", _("open, with the name of the municipality"))]
    fields = [
        field(
            _("Totals and ranks of other municipalities"),
            select(Ids.OTHERS, others, "named" if view.openness.others_named else "anonymous"),
            _("Numbers hold for one session. There is no map of others then, and no sizes: both would tell who it is."),
        ),
        field(
            _("Documents of who closed a gap"),
            select(Ids.DOCUMENTS, documents, "open" if view.openness.examples_open else "closed"),
            _("A document names who issued it, so that it can be open only together with names."),
        ),
    ]
    body = [
        html.Div(fields, className="form-row"),
        html.Div([_button(_("Save"), AccountAction.OPENNESS, PRIMARY)], className="toolbar"),
    ]
    caption = _("Scores, schools and documents of others are closed to them in any case.")
    title = _("What the head of an authority learns of others")
    return card(title, html.Div(body, **{"data-form": Ids.REQUEST.value}), caption=caption)


def _fields(view: AccountsView, ids: tuple[str, str], role: str, municipality: str) -> Sequence[Component]:
    places = [("", "—"), *view.municipalities]
    return [
        field(_("Role"), select(ids[0], view.roles, role)),
        field(_("Municipality"), select(ids[1], places, municipality), _("Only for the head of an authority.")),
    ]


def _button(text: str, action: AccountAction, look: str = BUTTON) -> Component:
    return html.Button(text, type="button", className=look, **{"data-form-action": action.value})
