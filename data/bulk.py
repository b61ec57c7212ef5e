"""Writing many rows at once: a hundred thousand scores take seconds on both databases, not a minute.

A statement a row is what makes it slow on PostgreSQL, so that a portion goes there as one parameter; SQLite takes plain
tuples with one prepared statement.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import orjson
from sqlalchemy import ARRAY, Connection, Integer, bindparam, func, insert, update
from sqlalchemy.orm import Session

from data.models.base import Base, Versioned

# Rows between two looks at whether the work is still wanted: about a second on the slower database.
PORTION = 20_000
# Under this key a session keeps what is called before each portion and may raise to cancel the work.
PULSE = "pulse"


def insert_rows(session: Session, model: type[Base], rows: Iterable[Mapping[str, Any]]) -> int:
    """Add rows, all naming the same columns of ``model``; the database gives identities. Returns their number."""
    session.flush()
    connection = session.connection()
    count = 0
    for portion in _portions(rows):
        _pulse(session)
        _insert(connection, model, portion)
        count += len(portion)
    return count


def _pulse(session: Session) -> None:
    session.info.get(PULSE, lambda: None)()


def _portions(rows: Iterable[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    source = iter(rows)
    while portion := list(islice(source, PORTION)):
        yield portion


def _insert(connection: Connection, model: type[Base], portion: list[Mapping[str, Any]]) -> None:
    table: Any = model.__table__
    columns = [column for column in table.columns if column.name in portion[0]]
    if connection.dialect.name == "sqlite":
        names = [column.name for column in columns]
        prepared = str(insert(table).compile(dialect=connection.dialect, column_keys=names))
        connection.exec_driver_sql(prepared, [tuple(row[name] for name in names) for row in portion])
        return
    quote = connection.dialect.identifier_preparer.quote
    listed = ", ".join(quote(column.name) for column in columns)
    # Names of tables and columns are our own; the values are one parameter.
    statement = (
        f"INSERT INTO {quote(table.name)} ({listed}) "  # noqa: S608
        f"SELECT {listed} FROM json_populate_recordset(NULL::{quote(table.name)}, %s::json)"
    )
    connection.exec_driver_sql(statement, (orjson.dumps(portion).decode(),))


def end_rows(session: Session, model: type[Versioned], identities: Sequence[int], revision: int) -> None:
    """Let rows of a versioned table be true no longer from ``revision`` on."""
    session.flush()
    connection = session.connection()
    table: Any = model.__table__  # type: ignore[attr-defined]
    for start in range(0, len(identities), PORTION):
        _pulse(session)
        portion = list(identities[start : start + PORTION])
        ending = update(table).values(valid_to=revision)
        if connection.dialect.name == "sqlite":
            one_row = ending.where(table.c.id == bindparam("row"))
            connection.execute(one_row, [{"row": identity} for identity in portion])
        else:
            rows = bindparam("rows", portion, type_=ARRAY(Integer))
            connection.execute(ending.where(table.c.id == func.any(rows)))
