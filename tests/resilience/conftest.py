"""The small region on SQLite and on PostgreSQL, for tests that break things in the middle."""

from tests.data.intake.conftest import each_region, postgresql_template, region, sqlite_file

__all__ = ["each_region", "postgresql_template", "region", "sqlite_file"]
