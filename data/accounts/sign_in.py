"""Signing in with name and password, or as somebody whom another service has recognised."""

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from data.accounts.passwords import hash_password, is_outdated, matches
from data.accounts.sessions import open_session
from data.accounts.tries import TooManyTries, count_try, forget_tries, plain_name
from data.errors import AccessDenied
from data.language import _
from data.models.account import Account
from data.origin import current_origin
from data.storage.audit import record
from data.storage.database import writing
from data.vocabulary import AuditEvent, SignInWay

UNKNOWN = "—"


class SignInRefused(AccessDenied):
    """Name or password are wrong, or the account is disabled: the text does not tell which."""


def sign_in(engine: Engine, name: str, password: str) -> str:
    """The token of a new session. Raises SignInRefused, and TooManyTries before anything is compared."""
    address = current_origin()
    with writing(engine, data=False) as session:
        count_try(session, name, address)
        account = _account(session, name)
        identity, kept = (account.id, account.password_hash) if account else (None, None)
    # Comparing takes a while on purpose; nobody else waits for it.
    fits = matches(password, kept)
    with writing(engine, data=False) as session:
        # Asked again: it may have been disabled, or given another password, in the meantime.
        account = session.get(Account, identity) if identity is not None else None
        if account is None or not fits or account.is_disabled or account.password_hash != kept:
            _refuse(session, account, SignInWay.PASSWORD)
        else:
            forget_tries(session, name)
            if is_outdated(kept or ""):
                account.password_hash = hash_password(password)
            return open_session(session, account, SignInWay.PASSWORD, address)
    raise _refusal()


def sign_in_recognised(engine: Engine, way: SignInWay, *, name: str = "", subject: str = "") -> str:
    """The token of a new session for an account that another service has recognised by name or by subject.

    Raises SignInRefused where there is no such account or it is disabled: nobody gets an account by having a name.
    """
    wanted = Account.subject == subject if subject else Account.name == plain_name(name)
    with writing(engine, data=False) as session:
        account = session.scalar(select(Account).where(wanted)) if subject or name else None
        if account is None or account.is_disabled:
            _refuse(session, account, way)
        else:
            return open_session(session, account, way, current_origin())
    raise SignInRefused(_("There is no account for you here. Ask the administrator."))


def _account(session: Session, name: str) -> Account | None:
    return session.scalar(select(Account).where(Account.name == plain_name(name)))


def _refuse(session: Session, account: Account | None, way: SignInWay) -> None:
    # What was typed is kept only where it is a name: it may be a password in the wrong field.
    record(session, AuditEvent.SIGN_IN_REFUSED, account.name if account else UNKNOWN, detail={"way": way.value})


def _refusal() -> SignInRefused:
    return SignInRefused(_("Name or password are wrong."))


__all__ = ["SignInRefused", "TooManyTries", "sign_in", "sign_in_recognised"]
