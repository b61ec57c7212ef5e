"""Sessions as rows: whoever is signed in can be signed out from here, whatever cookie a browser still holds."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, delete, select, true, update
from sqlalchemy.orm import Session

from data.access import Viewer
from data.errors import DatabaseUnavailable
from data.models.account import Account, SignInSession
from data.models.region import Municipality, Region
from data.origin import current_origin
from data.storage.audit import record
from data.storage.database import reading, writing
from data.vocabulary import AuditEvent, Role, SignInWay

IDLE, ABSOLUTE = timedelta(minutes=30), timedelta(hours=12)
# How stale the time of the last request may be: it is not written on each.
SEEN_STEP = timedelta(minutes=1)
# An import holds SQLite's only place for a writer: a request does not wait for it just to note when it came.
PATIENCE_TO_NOTE = 0.05
KEPT = timedelta(days=30)


@dataclass(frozen=True)
class SignedIn:
    """Who holds a session. ``token`` is the browser's; ``must_change`` allows nothing but a new password."""

    viewer: Viewer
    token: str
    way: SignInWay
    must_change: bool


def open_session(session: Session, account: Account, way: SignInWay, address: str) -> str:
    """A new session inside a writing session; the token is returned once and kept nowhere."""
    token = secrets.token_urlsafe(32)
    now = datetime.now(UTC)
    session.execute(delete(SignInSession).where(SignInSession.created_at < now - KEPT))
    session.add(
        SignInSession(
            token_digest=_digest(token),
            account_id=account.id,
            way=way.value,
            alias_key=secrets.token_hex(32),
            address=address,
            created_at=now,
            seen_at=now,
        )
    )
    record(session, AuditEvent.SIGN_IN, account.name, detail={"way": way.value})
    return token


def open_session_of(session: Session, name: str) -> str:
    """``open_session`` for who is signed in already and has just proved it again with the own password."""
    account = session.scalars(select(Account).where(Account.name == name)).one()
    return open_session(session, account, SignInWay.PASSWORD, current_origin())


def signed_in(engine: Engine, token: str, now: datetime | None = None) -> SignedIn | None:
    """Who holds the session of this token now, or nobody: unknown, ended, too old, idle too long, or disabled."""
    if not token:
        return None
    now = now or datetime.now(UTC)
    with reading(engine) as session:
        row = session.execute(
            select(SignInSession, Account, Municipality.code, Region.others_named, Region.examples_open)
            .join(SignInSession.account)
            .outerjoin(Account.municipality)
            # There is one region, or none yet.
            .outerjoin(Region, true())
            .where(
                SignInSession.token_digest == _digest(token),
                SignInSession.ended_at.is_(None),
                SignInSession.created_at > now - ABSOLUTE,
                SignInSession.seen_at > now - IDLE,
                Account.is_disabled.is_(False),
            )
        ).first()
        if row is None:
            return None
        held, account, municipality, others_named, examples_open = row
        is_head = municipality is not None
        viewer = Viewer(
            Role(account.role),
            municipality,
            account.name,
            alias_key=held.alias_key if is_head and others_named is False else "",
            examples_open=is_head and examples_open is True,
        )
        found = SignedIn(
            viewer,
            token,
            SignInWay(held.way),
            account.must_change and held.way == SignInWay.PASSWORD,
        )
        identity, seen_at = held.id, held.seen_at
    if now - seen_at > SEEN_STEP:
        _note_seen(engine, identity, now)
    return found


def _note_seen(engine: Engine, identity: int, now: datetime) -> None:
    try:
        with writing(engine, PATIENCE_TO_NOTE, data=False) as session:
            session.execute(update(SignInSession).where(SignInSession.id == identity).values(seen_at=now))
    except DatabaseUnavailable:
        # The next request notes it.
        return


def is_open(held: SignInSession, now: datetime) -> bool:
    """Whether a session of an enabled account would still be answered at ``now``."""
    return held.ended_at is None and held.created_at > now - ABSOLUTE and held.seen_at > now - IDLE


def sign_out(engine: Engine, token: str, *, everywhere: bool = False) -> None:
    """End the session of the token, or all of its account; an unknown token ends nothing."""
    with writing(engine, data=False) as session:
        held = session.scalar(select(SignInSession).where(SignInSession.token_digest == _digest(token)))
        if held is None or held.ended_at is not None:
            return
        end_sessions(session, held.account_id, only=None if everywhere else held.id)
        happened = AuditEvent.SIGN_OUT_EVERYWHERE if everywhere else AuditEvent.SIGN_OUT
        record(session, happened, held.account.name)


def end_sessions(session: Session, account: int, only: int | None = None) -> None:
    """End the sessions of an account that are open, or the one of this id, inside a writing session."""
    open_ones = update(SignInSession).where(SignInSession.account_id == account, SignInSession.ended_at.is_(None))
    chosen = open_ones if only is None else open_ones.where(SignInSession.id == only)
    session.execute(chosen.values(ended_at=datetime.now(UTC)))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
