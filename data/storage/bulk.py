"""Writing many rows at once: a hundred thousand scores take seconds on both databases, not a minute.

A statement a row is what makes it slow on PostgreSQL, so that a portion goes there as one parameter; SQLite takes plain
tuples with one prepared statement.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray
from sqlalchemy import ARRAY, Connection, Integer, bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from data.models.base import Base, Versioned

# Rows between two looks at whether the work is still wanted: about a second on the slower database.
PORTION = 20_000
# From here on the indexes of a table are built again, with more pages of it in memory than SQLite keeps by itself.
MANY_ROWS, CACHE_KILOBYTES = 100_000, 65_536
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


def insert_columns(session: Session, model: type[Base], columns: Mapping[str, Sequence[Any] | NDArray[Any]]) -> int:
    """Add rows given column by column, all columns of one length; NaN becomes no number. Returns their number.

    A column without any value must be one that is empty by default.
    Several times as fast as a dictionary for each row, which for a million rows also takes most of a gigabyte.
    """
    rows = len(next(iter(columns.values())))
    names = [column.name for column in model.__table__.columns if column.name in columns]
    session.flush()
    connection = session.connection()
    with _indexes_built_once(connection, model, rows):
        for start in range(0, rows, PORTION):
            _pulse(session)
            plain = {name: _plain(columns[name][start : start + PORTION]) for name in names}
            # An empty column costs as much as a full one to name, and nothing when it is left out.
            portion = {name: values for name, values in plain.items() if values.count(None) < len(values)}
            if connection.dialect.name == "sqlite":
                prepared = _prepared(connection, model, list(portion))
                connection.exec_driver_sql(prepared, list(zip(*portion.values(), strict=True)))
            else:
                _insert_arrays(connection, model, portion)
        _pulse(session)
    return rows


@contextmanager
def _indexes_built_once(connection: Connection, model: type[Base], rows: int) -> Iterator[None]:
    """Let SQLite build the indexes of a table once behind many rows, which takes half as long as one row at a time.

    Only where the new rows are more than the old ones. It is part of the transaction: readers go on with the table as
    it was, and whatever ends the transaction keeps the indexes. In PostgreSQL readers would have to wait.
    """
    table: Any = model.__table__
    is_worth_it = connection.dialect.name == "sqlite" and rows >= MANY_ROWS
    if not is_worth_it or rows < (connection.scalar(select(func.max(table.c.id))) or 0):
        yield
        return
    connection.exec_driver_sql(f"PRAGMA cache_size=-{CACHE_KILOBYTES}")
    for index in table.indexes:
        index.drop(connection)
    yield
    for index in sorted(table.indexes, key=lambda index: str(index.name)):
        index.create(connection)


def _plain(values: Sequence[Any] | NDArray[Any]) -> list[Any]:
    """What a driver takes: no numbers of numpy, and nothing where there is no number."""
    if not isinstance(values, np.ndarray):
        return list(values)
    plain: list[Any] = values.tolist()
    return [None if one != one else one for one in plain] if values.dtype.kind == "f" else plain


def _insert_arrays(connection: Connection, model: type[Base], portion: Mapping[str, list[Any]]) -> None:
    """A column as one parameter: PostgreSQL makes rows of arrays faster than of anything else in a statement."""
    table: Any = model.__table__
    quote = connection.dialect.identifier_preparer.quote
    listed = ", ".join(map(quote, portion))
    types = [table.columns[name].type.compile(connection.dialect) for name in portion]
    # Names of tables, columns and types are our own; the values are parameters.
    statement = (
        f"INSERT INTO {quote(table.name)} ({listed}) "  # noqa: S608
        f"SELECT * FROM unnest({', '.join(f'%s::{kind}[]' for kind in types)})"
    )
    connection.exec_driver_sql(statement, tuple(portion.values()))


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
        rows = [tuple(row[name] for name in names) for row in portion]
        connection.exec_driver_sql(_prepared(connection, model, names), rows)
        return
    quote = connection.dialect.identifier_preparer.quote
    listed = ", ".join(quote(column.name) for column in columns)
    # Names of tables and columns are our own; the values are one parameter.
    statement = (
        f"INSERT INTO {quote(table.name)} ({listed}) "  # noqa: S608
        f"SELECT {listed} FROM json_populate_recordset(NULL::{quote(table.name)}, %s::json)"
    )
    connection.exec_driver_sql(statement, (orjson.dumps(portion).decode(),))


def _prepared(connection: Connection, model: type[Base], names: list[str]) -> str:
    """One statement for all rows of SQLite, whose driver takes their values in the order of the table's columns."""
    table: Any = model.__table__
    return str(insert(table).compile(dialect=connection.dialect, column_keys=names))


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
