"""Fixtures that more than one folder of tests needs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from data.database import connect, migrate


@pytest.fixture
def empty_database(tmp_path: Path) -> Iterator[Engine]:
    """A migrated SQLite database without a row."""
    engine = connect(f"sqlite:///{tmp_path}/test.db")
    migrate(engine)
    yield engine
    engine.dispose()
