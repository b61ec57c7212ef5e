"""From where the running request or command comes, for the audit log: an address, or the name of a way in."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# A command on the server itself; requests set their address.
COMMAND_LINE = "command line"
LONGEST = 64

_current: ContextVar[str] = ContextVar("origin", default=COMMAND_LINE)


def current_origin() -> str:
    return _current.get()


def set_origin(origin: str) -> None:
    _current.set(origin[:LONGEST])


@contextmanager
def coming_from(origin: str) -> Iterator[None]:
    token = _current.set(origin[:LONGEST])
    try:
        yield
    finally:
        _current.reset(token)


_correlation: ContextVar[str] = ContextVar("correlation", default="")


def current_correlation() -> str:
    """The number under which the running request stands in answers and in the log; empty outside of one."""
    return _correlation.get()


def set_correlation(number: str) -> None:
    _correlation.set(number)
