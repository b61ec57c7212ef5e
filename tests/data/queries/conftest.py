"""Queries are tried on the region that imports are tried on, in each of the two databases."""

from tests.data.intake.conftest import each_region, postgresql_template, region, sqlite_file

__all__ = ["each_region", "postgresql_template", "region", "sqlite_file"]
