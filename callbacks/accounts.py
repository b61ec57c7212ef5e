"""Page /accounts: which account is looked at, and what an administrator asks for."""

from typing import Any

from dash import Input, Output, no_update
from dash.development.base_component import Component

from callbacks.keeping import Never
from callbacks.page import Page, places
from callbacks.registrar import Registrar, Viewing
from data.accounts.requests import AccountRequest, carry_out
from data.errors import ProductError
from data.language import _
from data.storage.database import writing
from data.storage.reader import Reader
from data.views.accounts.address import AccountsSelection
from data.views.accounts.page import accounts_table, accounts_view, sentence
from data.vocabulary import Role
from layouts.accounts import page as layouts
from layouts.accounts.page import Ids
from layouts.parts.shell_ids import ShellIds

ADMINISTRATORS = frozenset({Role.ADMIN})
CHOICES = places(AccountsSelection, Ids, "account", "revision")


def layout(reader: Reader, selection: AccountsSelection) -> Component:
    return layouts.layout(accounts_view(reader, selection))


def register(registrar: Registrar) -> None:
    @registrar.callback(
        [
            Output(Ids.CONTENT, "children"),
            Output(Ids.SENTENCE, "children"),
            Output(ShellIds.QUERY, "data", allow_duplicate=True),
        ],
        {name: Input(*place) for name, place in CHOICES.items()} | {"_changed": Input(Ids.CHANGED, "data")},
        roles=ADMINISTRATORS,
        keeping=Never.ACCOUNTS,
        prevent_initial_call=True,
    )
    def show(viewing: Viewing, _changed: Any, **chosen: Any) -> tuple[Any, ...]:
        selection = AccountsSelection.parse(chosen)
        with viewing.reader(selection.revision) as reader:
            view = accounts_view(reader, selection)
        return layouts.content(view), sentence(view), selection.address()

    @registrar.callback(
        [Output(Ids.MESSAGE, "children"), Output(Ids.CHANGED, "data")],
        {"asked": Input(Ids.REQUEST, "data")},
        roles=ADMINISTRATORS,
        keeping=Never.STORES,
        prevent_initial_call=True,
    )
    def carry_out_request(viewing: Viewing, asked: Any) -> tuple[Any, ...]:
        if not asked:
            return no_update, no_update
        try:
            with writing(viewing.engine, data=False) as session:
                answer = carry_out(session, viewing.viewer, AccountRequest.read(asked))
        except ProductError as error:
            return layouts.refusal_notice(str(error)), no_update
        return layouts.answer_notice(answer), f"{asked.get('time')}"


PAGE = Page(
    AccountsSelection,
    lambda: _("Access"),
    layout,
    register,
    {"accounts": accounts_table},
    roles=ADMINISTRATORS,
    is_aside=True,
)
