"""Who may sign in, who is signed in, and what was tried: accounts, sessions and tries."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from data.models.base import Base, Code, Identity, UtcTime
from data.models.region import Municipality

DIGEST = 64


class Account(Base):
    """A person who may sign in. ``role`` is one of ``data.vocabulary.Role``.

    ``municipality_id`` is the scope of the role ``municipality`` and empty for the others. ``password_hash`` is empty
    for who signs in elsewhere: ``subject`` is then issuer and subject of OpenID Connect. A password that somebody else
    has given ``must_change`` at the next sign-in. An account is disabled, never removed: the audit names it.
    """

    __tablename__ = "account"

    id: Mapped[Identity]
    name: Mapped[Code] = mapped_column(unique=True)
    role: Mapped[str] = mapped_column(String(16))
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    municipality: Mapped[Municipality | None] = relationship()
    password_hash: Mapped[str | None] = mapped_column(String(256))
    must_change: Mapped[bool] = mapped_column(default=False)
    subject: Mapped[str | None] = mapped_column(String(512), unique=True)
    is_disabled: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcTime)


class SignInSession(Base):
    """One sign-in of one browser. The browser holds the token; here is only its digest (SHA-256, hexadecimal).

    ``alias_key`` makes the names under which others are shown within this session, where they are not named.
    """

    __tablename__ = "sign_in_session"

    id: Mapped[Identity]
    token_digest: Mapped[str] = mapped_column(String(DIGEST), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    account: Mapped[Account] = relationship()
    way: Mapped[str] = mapped_column(String(16))
    alias_key: Mapped[str] = mapped_column(String(DIGEST))
    address: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    seen_at: Mapped[datetime] = mapped_column(UtcTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)


class SignInTry(Base):
    """One try of a password. The name is kept as a digest: people type passwords into the field of the name."""

    __tablename__ = "sign_in_try"

    id: Mapped[Identity]
    name_digest: Mapped[str] = mapped_column(String(DIGEST), index=True)
    address: Mapped[str] = mapped_column(String(64), index=True)
    tried_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
