"""Which statements an answer sends to the database."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

# How a connection and a transaction begin is no question to the data.
FRAME = ("BEGIN", "PRAGMA", "SET ", "LOCK ")

Statements = Counter[tuple[str, str]]


@contextmanager
def counted() -> Iterator[Statements]:
    """Every statement of every engine while the block runs: its text with its parameters, and how often."""
    found: Statements = Counter()

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if not statement.startswith(FRAME):
            found[statement, repr(parameters)] += 1

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def repeated(statements: Statements) -> list[str]:
    """Those issued more than once, as words."""
    return [f"{count} × {text}\n    {parameters}" for (text, parameters), count in statements.items() if count > 1]
