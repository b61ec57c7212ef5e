"""Tries of passwords: counted for each name, known or not, and for each address, so that guessing is slow.

A try is counted before the password is compared, in a transaction of its own: however many are made at once, no more
than ``MOST`` are compared.
"""

import hashlib
from datetime import UTC, datetime, timedelta

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from data.errors import ProductError
from data.language import ngettext
from data.models.account import SignInTry

MOST = 10
WINDOW = timedelta(minutes=15)
# Many people sit behind one address.
MOST_OF_ADDRESS = 200
# Failures in a row that cost nothing; after them each doubles the wait.
FREE = 3
LONGEST_WAIT = timedelta(seconds=60)


class TooManyTries(ProductError):
    """The next try comes too early, by ``seconds``; the text is the same for a name that nobody has."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        minutes = -(-seconds // 60)
        text = (
            ngettext("Wait {number} second before the next try.", "Wait {number} seconds before the next try.", seconds)
            if seconds < 60
            else ngettext("Too many tries. Wait {number} minute.", "Too many tries. Wait {number} minutes.", minutes)
        )
        super().__init__(text.format(number=seconds if seconds < 60 else minutes))


def plain_name(name: str) -> str:
    """The one spelling of a name as it was typed: tries under two spellings are tries of one account."""
    return "".join(letter for letter in name.strip().lower() if letter.isprintable())


def digest_of_name(name: str) -> str:
    return hashlib.sha256(plain_name(name).encode()).hexdigest()


def count_try(session: Session, name: str, address: str, now: datetime | None = None) -> None:
    """Count a try inside a writing session. Raises TooManyTries where it comes too early; then it is not counted."""
    now = now or datetime.now(UTC)
    session.execute(delete(SignInTry).where(SignInTry.tried_at < now - WINDOW))
    digest = digest_of_name(name)
    tried = list(session.scalars(_times().where(SignInTry.name_digest == digest)))
    from_here = list(session.scalars(_times().where(SignInTry.address == address)))
    wait = max(_wait(tried, MOST, now), _until_window(from_here, MOST_OF_ADDRESS, now))
    if wait > timedelta():
        raise TooManyTries(int(wait.total_seconds()) + 1)
    session.add(SignInTry(name_digest=digest, address=address, tried_at=now))


def forget_tries(session: Session, name: str) -> None:
    session.execute(delete(SignInTry).where(SignInTry.name_digest == digest_of_name(name)))


def _times() -> Select[datetime]:
    return select(SignInTry.tried_at).order_by(SignInTry.tried_at)


def _wait(tried: list[datetime], most: int, now: datetime) -> timedelta:
    if len(tried) < FREE:
        return timedelta()
    pause = min(timedelta(seconds=2 ** (len(tried) - FREE + 1)), LONGEST_WAIT)
    return max(tried[-1] + pause - now, _until_window(tried, most, now))


def _until_window(tried: list[datetime], most: int, now: datetime) -> timedelta:
    return tried[-most] + WINDOW - now if len(tried) >= most else timedelta()
