"""A small region in a database, for tests of queries and views."""

import pytest
from sqlalchemy import Engine

from data.database import writing
from tests.data import small_region


@pytest.fixture
def small_database(empty_database: Engine) -> Engine:
    with writing(empty_database) as session:
        small_region.build(session)
    return empty_database
