"""A small region in a database, for tests of queries and views; built once by each worker, copied for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from data.storage.database import writing
from tests.copies import copy_of
from tests.data import small_region


@pytest.fixture(scope="session")
def small_file(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small region as a file, to be copied."""
    path = tmp_path_factory.mktemp("small") / "small.db"
    with copy_of(migrated_file, path) as engine, writing(engine) as session:
        small_region.build(session)
    return path


@pytest.fixture
def small_database(small_file: Path, tmp_path: Path) -> Iterator[Engine]:
    with copy_of(small_file, tmp_path / "small.db") as engine:
        yield engine
