"""An empty database of each sort, for whoever fills it."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, text

from data.storage.database import connect, migrate


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def each_empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A migrated database without a row, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        engine = connect(f"sqlite:///{tmp_path}/region.db")
    else:
        server, name = connect(request.getfixturevalue("postgresql_url")), f"work_{uuid4().hex}"
        with server.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine = connect(server.url.set(database=name).render_as_string(hide_password=False))
        server.dispose()
    migrate(engine)
    yield engine
    engine.dispose()
