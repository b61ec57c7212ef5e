"""The small region on SQLite and on PostgreSQL, for tests that break things in the middle."""

from functools import cache

import pytest

from data.intake import importing
from tests.data.intake.conftest import each_region, postgresql_template, region, sqlite_file

__all__ = ["each_region", "postgresql_template", "region", "sqlite_file"]


@pytest.fixture
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook is read in its process the first time only; what happens to the database is what is tested."""
    read = cache(importing.read_workbook)
    monkeypatch.setattr(importing, "read_workbook", lambda content, **_pulse: read(content))
