"""A small region with indicators and schools, on SQLite and on PostgreSQL; built once a run, copied for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from data.storage.database import connect, migrate, writing
from tests.copies import copy_of
from tests.data import small_region
from tests.data.intake import small_indicators
from tests.postgresql import name_in, own_database


def build(engine: Engine) -> None:
    migrate(engine)
    with writing(engine) as session:
        small_region.build(session)
        small_indicators.build(session)
    engine.dispose()


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("intake") / "region.db"
    build(connect(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgresql_template(postgresql_url: str) -> Iterator[str]:
    with own_database(postgresql_url) as address:
        build(connect(address))
        yield name_in(address)


@pytest.fixture
def region(sqlite_file: Path, tmp_path: Path) -> Iterator[Engine]:
    with copy_of(sqlite_file, tmp_path / "region.db") as engine:
        yield engine


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def each_region(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """The region in each of the two databases."""
    if request.param == "sqlite":
        yield request.getfixturevalue("region")
        return
    server = request.getfixturevalue("postgresql_url")
    template = request.getfixturevalue("postgresql_template")
    with own_database(server, template) as address:
        engine = connect(address)
        yield engine
        engine.dispose()
