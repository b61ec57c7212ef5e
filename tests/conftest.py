"""Fixtures that more than one folder of tests needs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from data.database import connect, migrate
from data.demo.seed import seed_demo


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
