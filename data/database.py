"""Connections: SQLite embedded, PostgreSQL in production. Nothing connects on import."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session

from data.models import assessment, indicators, methodology, region, revision
from data.models.base import Base

MIGRATIONS = Path(__file__).parent / "migrations"
# Importing the modules is what fills Base.metadata.
MODEL_MODULES = (assessment, indicators, methodology, region, revision)
METADATA = Base.metadata

SQLITE_SETTINGS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=10000",
)


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
    """Bring the schema to ``target``; on a current database this does nothing."""
    configuration = Config()
    configuration.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        configuration.attributes["connection"] = connection
        command.upgrade(configuration, target)


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A short session for reading; it never commits."""
    with Session(engine) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """One transaction for a change: everything or nothing. Writers come one after another on both databases."""
    with Session(engine.execution_options(writes=True)) as session, session.begin():
        if engine.dialect.name == "postgresql":
            session.connection().exec_driver_sql("LOCK TABLE revision IN EXCLUSIVE MODE")
        yield session
