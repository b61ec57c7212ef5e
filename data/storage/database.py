"""Connections: SQLite embedded, PostgreSQL in production. Nothing connects on import."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from data.errors import DatabaseBusy, DatabaseNotWritable, DatabaseUnavailable
from data.language import _
from data.models import (
    account,
    assessment,
    audit,
    boundary,
    catalogue,
    collection,
    column_mapping,
    indicators,
    methodology,
    note,
    publication,
    region,
    revision,
    roadmap,
    source,
)
from data.models.base import Base

MIGRATIONS = Path(__file__).parent / "migrations"
# Importing the modules is what fills Base.metadata.
MODEL_MODULES = (
    account,
    assessment,
    audit,
    boundary,
    catalogue,
    collection,
    column_mapping,
    indicators,
    methodology,
    note,
    publication,
    region,
    revision,
    roadmap,
    source,
)
METADATA = Base.metadata

# How long a writer waits for its turn, in seconds: in a request somebody sits before the screen, an import has time.
PATIENCE = 10.0
PATIENCE_OF_IMPORT = 50.0

SQLITE_SETTINGS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={PATIENCE * 1000:.0f}",
)

# Beginnings of the names (SQLite) and of the states (PostgreSQL) by which a database says what is the matter.
BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED", "55P03", "57014", "40001", "40P01", "53300")
NOT_WRITABLE = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "53100", "25006", "58030")
UNAVAILABLE = ("SQLITE_CANTOPEN", "SQLITE_CORRUPT", "SQLITE_NOTADB", "08", "28", "3D000", "53", "57P", "58", "XX")


def _configure_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own transaction control would commit behind our back; BEGIN is emitted by us below.
    connection.isolation_level = None
    cursor = connection.cursor()
    for statement in SQLITE_SETTINGS:
        cursor.execute(statement)
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # Taking the write lock first means that what a writer reads before it stores cannot change meanwhile.
    writes = connection.get_execution_options().get("writes", False)
    if writes:
        patience = connection.get_execution_options().get("patience", PATIENCE)
        connection.exec_driver_sql(f"PRAGMA busy_timeout={patience * 1000:.0f}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def connect(url: str) -> Engine:
    """An engine for ``sqlite:///file`` or ``postgresql://…``; a bare ``postgresql`` uses the psycopg driver."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if parsed.database and parsed.database != ":memory:":
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(parsed)
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    if parsed.drivername in {"postgresql", "postgres"}:
        parsed = parsed.set(drivername="postgresql+psycopg")
    return create_engine(
        parsed, pool_pre_ping=True, connect_args={"options": "-c statement_timeout=60000 -c timezone=UTC"}
    )


def migrate(engine: Engine, target: str = "head") -> None:
    """Bring the schema to ``target``; on a current database this does nothing. Raises as ``writing`` does."""
    with _clear_errors(), engine.begin() as connection:
        if target == "head" and schema_of(connection) == newest_schema():
            return
        # Loading it takes a tenth of a start, at which there is seldom anything to do.
        from alembic import command
        from alembic.config import Config

        configuration = Config()
        configuration.set_main_option("script_location", str(MIGRATIONS))
        configuration.attributes["connection"] = connection
        command.upgrade(configuration, target)


def schema_of(connection: Connection) -> str:
    """The schema a database has, empty before the first migration."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return connection.scalar(text("SELECT version_num FROM alembic_version")) or ""


@cache
def newest_schema() -> str:
    """The schema of this version of the product: files of migrations are numbered in their order."""
    return max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A short session for reading; it never commits. Raises DatabaseUnavailable."""
    with _clear_errors(), Session(engine) as session:
        yield session


@contextmanager
def writing(engine: Engine, patience: float = PATIENCE, *, data: bool = True) -> Iterator[Session]:
    """One transaction for a change: everything or nothing. Writers come one after another on both databases.

    ``data`` says that the data may change; a change of accounts does not wait for those on PostgreSQL.

    Raises DatabaseBusy when the turn does not come within ``patience`` seconds, DatabaseNotWritable on a full disk
    and DatabaseUnavailable when the database does not answer.
    """
    options = engine.execution_options(writes=True, patience=patience)
    with _clear_errors(), Session(options) as session, session.begin():
        # Asking for the connection takes the turn at once, not at the first statement.
        connection = session.connection()
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {patience * 1000:.0f}")
            connection.exec_driver_sql(f"LOCK TABLE {'revision' if data else 'account'} IN EXCLUSIVE MODE")
        yield session


@contextmanager
def _clear_errors() -> Iterator[None]:
    """Turn what is wrong with the database itself into words; a mistake of the product stays what it is."""
    try:
        yield
    except PoolTimeout as error:
        raise _busy() from error
    except DBAPIError as error:
        explained = _explained(error)
        if explained is None:
            raise
        raise explained from error


def _busy() -> DatabaseBusy:
    return DatabaseBusy(_("The database is busy with another change. Nothing was stored; try again in a minute."))


def _explained(error: DBAPIError) -> DatabaseUnavailable | None:
    """What a driver's error means for the user, None when it is not about the state of the database."""
    original = error.orig
    reason = str(getattr(original, "sqlite_errorname", None) or getattr(original, "sqlstate", None) or "")
    if reason.startswith(BUSY):
        return _busy()
    if reason.startswith(NOT_WRITABLE):
        return DatabaseNotWritable(
            _(
                "The database cannot be written: its disk is full or protected. "
                "Nothing was stored; tell the administrator."
            )
        )
    # A server that cannot be reached gives no reason at all.
    if reason.startswith(UNAVAILABLE) or error.connection_invalidated or (not reason and _is_postgresql(original)):
        return DatabaseUnavailable(
            _("The database does not answer. Nothing was stored; try again in a minute or tell the administrator.")
        )
    return None


def _is_postgresql(original: BaseException | None) -> bool:
    return type(original).__module__.startswith("psycopg") and type(original).__name__ == "OperationalError"
