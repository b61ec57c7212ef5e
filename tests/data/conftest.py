"""A small region in a database, for tests of queries and views; built once by each worker, copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from data.database import connect, writing
from tests.data import small_region


@pytest.fixture(scope="session")
def small_file(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small region as a file, to be copied."""
    path = tmp_path_factory.mktemp("small") / "small.db"
    shutil.copy(migrated_file, path)
    engine = connect(f"sqlite:///{path}")
    with writing(engine) as session:
        small_region.build(session)
    engine.dispose()
    return path


@pytest.fixture
def small_database(small_file: Path, tmp_path: Path) -> Iterator[Engine]:
    shutil.copy(small_file, tmp_path / "small.db")
    engine = connect(f"sqlite:///{tmp_path}/small.db")
    yield engine
    engine.dispose()
