"""What an administrator asks for on the screen: one change of one account, read from a form and carried out."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

from sqlalchemy.orm import Session

from data.access import Viewer
from data.accounts.accounts import (
    BadAccount,
    add_account,
    change_role,
    disable_account,
    reset_password,
    sign_out_everywhere,
)
from data.accounts.openness import Openness, set_openness
from data.accounts.tries import plain_name
from data.language import _
from data.vocabulary import Role

LONGEST_SUBJECT = 512
OTHERS, DOCUMENTS = "accounts-others", "accounts-documents"


class AccountAction(StrEnum):
    ADD = "add"
    ROLE = "role"
    RESET = "reset"
    DISABLE = "disable"
    ENABLE = "enable"
    SIGN_OUT = "sign_out"
    # Of no account: what heads learn of other municipalities.
    OPENNESS = "openness"


@dataclass(frozen=True)
class AccountRequest:
    """``role`` and ``municipality`` are of adding and changing, ``subject`` of adding, ``openness`` of no account."""

    action: AccountAction
    name: str
    role: str = ""
    municipality: str = ""
    subject: str = ""
    openness: Openness = field(default_factory=Openness)

    @classmethod
    def read(cls, raw: Any) -> Self:
        """What the browser sends of a form: ``action``, ``job`` (the account) and ``values`` by id, all of them texts.

        Raises BadAccount for anything else.
        """
        values = raw.get("values") if isinstance(raw, dict) else None
        if not isinstance(values, dict) or raw.get("action") not in list(AccountAction):
            raise BadAccount(_("The form cannot be read. Fill it in again."))
        action = AccountAction(raw["action"])
        is_new = action is AccountAction.ADD
        prefix = "accounts-new-" if is_new else "accounts-"
        said = {name: _text(values.get(prefix + name)) for name in ("role", "municipality")}
        name = _text(values.get(f"{prefix}name") if is_new else raw.get("job"))
        subject = _text(values.get(f"{prefix}subject")) if is_new else ""
        openness = Openness(_is(values, OTHERS, "named"), _is(values, DOCUMENTS, "open"))
        return cls(action, name, said["role"], said["municipality"], subject, openness)


@dataclass(frozen=True)
class AccountAnswer:
    """What has been done, in words, to whom, and the password to hand over, which is shown once and kept nowhere."""

    name: str
    words: str
    password: str = ""


def carry_out(session: Session, viewer: Viewer, asked: AccountRequest) -> AccountAnswer:
    """Carry out a request inside a writing session. Raises AccessDenied, NotFound, BadAccount."""
    name, password = plain_name(asked.name), ""
    match asked.action:
        case AccountAction.ADD:
            password = add_account(session, viewer, name, _role(asked), asked.municipality, subject=asked.subject)
            words = _("The account is added: {name}").format(name=name)
        case AccountAction.ROLE:
            change_role(session, viewer, name, _role(asked), asked.municipality)
            words = _("The role is changed; it counts from the next request on.")
        case AccountAction.RESET:
            password = reset_password(session, viewer, name)
            words = _("{name} has a new password; all sessions of the account have ended.").format(name=name)
        case AccountAction.DISABLE | AccountAction.ENABLE:
            disabled = asked.action is AccountAction.DISABLE
            disable_account(session, viewer, name, disabled=disabled)
            words = _("The account is disabled.") if disabled else _("The account is enabled.")
        case AccountAction.OPENNESS:
            set_openness(session, viewer, asked.openness)
            words = _("What heads learn of others is changed; it counts from the next request on.")
        case AccountAction.SIGN_OUT:
            sign_out_everywhere(session, viewer, name)
            words = _("All sessions of {name} have ended.").format(name=name)
    return AccountAnswer(name, words, password)


def _role(asked: AccountRequest) -> Role:
    if asked.role not in list(Role):
        raise BadAccount(_("Choose a role."))
    return Role(asked.role)


def _is(values: dict[str, Any], name: str, word: str) -> bool:
    """Whether a field of the form holds this word; what is not in the form opens nothing."""
    return _text(values.get(name)) == word


def _text(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > LONGEST_SUBJECT or not value.isprintable():
        raise BadAccount(_("The form cannot be read. Fill it in again."))
    return value.strip()
