"""Accounts: adding, changing, disabling, and resetting passwords. Each change is in the audit log."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from data.access import Viewer
from data.accounts.passwords import hash_password, matches, require_strong, temporary_password
from data.accounts.sessions import end_sessions, is_open
from data.accounts.tries import digest_of_name, plain_name
from data.errors import AccessDenied, BadSelection, NotFound
from data.language import _
from data.messages import DEMONSTRATION
from data.models.account import Account, SignInSession, SignInTry
from data.models.region import Municipality
from data.storage.audit import record
from data.vocabulary import AuditEvent, Role

NAME = re.compile(r"[a-z0-9][a-z0-9._@-]{1,62}[a-z0-9]")
# Changes made without anybody signed in are stored under these words.
RESERVED = frozenset({*(role.value for role in Role), DEMONSTRATION, "mmuko"})


class BadAccount(BadSelection):
    """What was said of an account cannot be taken; the text says why."""


@dataclass(frozen=True)
class AccountLine:
    """An account in a list. ``municipality`` is a code, ``seen_at`` the last request, ``sessions`` the open ones."""

    name: str
    role: Role
    municipality: str | None
    is_disabled: bool
    must_change: bool
    has_password: bool
    seen_at: datetime | None
    sessions: int


def require_administrator(viewer: Viewer) -> None:
    """Raises AccessDenied for anybody but an administrator."""
    if viewer.role is not Role.ADMIN:
        raise AccessDenied(_("Accounts are managed by an administrator."))


def add_account(
    session: Session, viewer: Viewer, name: str, role: Role, municipality: str | None = None, *, subject: str = ""
) -> str:
    """Add an account inside a writing session; the result is the password for the first sign-in.

    With ``subject`` (issuer and subject of OpenID Connect) there is no password, and the result is empty. Raises
    AccessDenied, BadAccount for a name, role or municipality that cannot be taken.
    """
    require_administrator(viewer)
    name = plain_name(name)
    _require_a_name(name)
    if session.scalar(select(Account.id).where(Account.name == name)) is not None:
        raise BadAccount(_("There is an account “{name}” already.").format(name=name))
    password = "" if subject else temporary_password()
    session.add(
        Account(
            name=name,
            role=role.value,
            municipality_id=_scope(session, role, municipality),
            password_hash=hash_password(password) if password else None,
            must_change=bool(password),
            subject=subject or None,
            created_at=datetime.now(UTC),
        )
    )
    session.flush()
    detail = {"account": name, "role": role.value, "municipality": municipality}
    record(session, AuditEvent.ACCOUNT_ADDED, viewer.author, detail=detail)
    return password


def change_role(session: Session, viewer: Viewer, name: str, role: Role, municipality: str | None = None) -> None:
    """Give an account another role or scope, which holds from the next request on. Raises as ``add_account``."""
    account = _changeable(session, viewer, name)
    account.role = role.value
    account.municipality_id = _scope(session, role, municipality)
    session.flush()
    _require_an_administrator(session)
    detail = {"account": account.name, "role": role.value, "municipality": municipality}
    record(session, AuditEvent.ACCOUNT_CHANGED, viewer.author, detail=detail)


def disable_account(session: Session, viewer: Viewer, name: str, *, disabled: bool = True) -> None:
    """Disable an account and end its sessions, or enable it. Raises AccessDenied, NotFound, BadAccount."""
    account = _changeable(session, viewer, name)
    account.is_disabled = disabled
    session.flush()
    if disabled:
        _require_an_administrator(session)
        end_sessions(session, account.id)
    happened = AuditEvent.ACCOUNT_DISABLED if disabled else AuditEvent.ACCOUNT_ENABLED
    record(session, happened, viewer.author, detail={"account": account.name})


def reset_password(session: Session, viewer: Viewer, name: str) -> str:
    """A new password for the next sign-in; sessions end, and tries are forgotten. Raises AccessDenied, NotFound."""
    account = _changeable(session, viewer, name)
    password = temporary_password()
    account.password_hash = hash_password(password)
    account.must_change = True
    end_sessions(session, account.id)
    session.execute(delete(SignInTry).where(SignInTry.name_digest == digest_of_name(account.name)))
    record(session, AuditEvent.PASSWORD_RESET, viewer.author, detail={"account": account.name})
    return password


def sign_out_everywhere(session: Session, viewer: Viewer, name: str) -> None:
    """End all sessions of an account; it may sign in again. Raises AccessDenied, NotFound."""
    account = _changeable(session, viewer, name)
    end_sessions(session, account.id)
    record(session, AuditEvent.SIGN_OUT_EVERYWHERE, viewer.author, detail={"account": account.name})


def change_own_password(session: Session, viewer: Viewer, old: str, new: str) -> None:
    """Change the viewer's password; all sessions of the account end.

    Raises BadAccount for a wrong old password and WeakPassword for a new one that is too easy or the old one.
    """
    account = named(session, viewer.account)
    if not matches(old, account.password_hash):
        raise BadAccount(_("The present password is not this one."))
    require_strong(new, account.name)
    if matches(new, account.password_hash):
        raise BadAccount(_("The new password is the present one. Choose another."))
    account.password_hash = hash_password(new)
    account.must_change = False
    end_sessions(session, account.id)
    record(session, AuditEvent.PASSWORD_CHANGED, account.name)


def account_lines(session: Session, viewer: Viewer) -> tuple[AccountLine, ...]:
    """All accounts by name. Raises AccessDenied for anybody but an administrator."""
    require_administrator(viewer)
    seen: dict[int, datetime] = {}
    open_ones: Counter[int] = Counter()
    now = datetime.now(UTC)
    for held in session.scalars(select(SignInSession)):
        seen[held.account_id] = max(held.seen_at, seen.get(held.account_id, held.seen_at))
        open_ones[held.account_id] += is_open(held, now)
    rows = session.execute(select(Account, Municipality.code).outerjoin(Account.municipality).order_by(Account.name))
    return tuple(
        AccountLine(
            row.name,
            Role(row.role),
            code,
            row.is_disabled,
            row.must_change,
            row.password_hash is not None,
            seen.get(row.id),
            open_ones[row.id],
        )
        for row, code in rows
    )


def named(session: Session, name: str) -> Account:
    """The account of this name. Raises NotFound."""
    account = session.scalar(select(Account).where(Account.name == plain_name(name)))
    if account is None:
        raise NotFound(_("There is no account “{name}”.").format(name=name[:64]))
    return account


def _require_a_name(name: str) -> None:
    """Raises BadAccount for a name that is reserved, or not made of what names are made of."""
    if name in RESERVED:
        raise BadAccount(
            _(
                "“{name}” is kept for the product itself: changes that nobody signed in for are stored under it. "
                "Choose another name, such as “{name}.1”."
            ).format(name=name)
        )
    if not NAME.fullmatch(name):
        raise BadAccount(
            _("“{name}” cannot be a name: 3 to 64 Latin letters, digits and . _ @ - are allowed.").format(
                name=name[:64]
            )
        )


def _changeable(session: Session, viewer: Viewer, name: str) -> Account:
    require_administrator(viewer)
    return named(session, name)


def _scope(session: Session, role: Role, municipality: str | None) -> int | None:
    if role is not Role.MUNICIPALITY:
        if municipality:
            raise BadAccount(_("Only the role “municipality” has a municipality."))
        return None
    found = session.scalar(select(Municipality.id).where(Municipality.code == (municipality or "")))
    if found is None:
        raise BadAccount(_("The role “municipality” needs the code of a municipality that is in the data."))
    return found


def _require_an_administrator(session: Session) -> None:
    left = select(Account.id).where(Account.role == Role.ADMIN.value, Account.is_disabled.is_(False)).limit(1)
    if session.scalar(left) is None:
        raise BadAccount(_("The last administrator cannot be taken away."))
