"""Databases that are built once and copied for whoever changes them."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from data.storage.database import connect


@contextmanager
def copy_of(database: Path, path: Path) -> Iterator[Engine]:
    """A copy of an SQLite database at ``path``; what is done to it does not reach the original."""
    shutil.copy(database, path)
    engine = connect(f"sqlite:///{path}")
    try:
        yield engine
    finally:
        engine.dispose()
