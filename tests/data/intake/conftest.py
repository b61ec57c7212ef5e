"""A small region with indicators and schools, on SQLite and on PostgreSQL; built once a run, copied for each test."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from data.storage.database import connect, migrate, writing
from tests.copies import copy_of
from tests.data import small_region
from tests.data.intake import small_indicators


def build(engine: Engine) -> None:
    migrate(engine)
    with writing(engine) as session:
        small_region.build(session)
        small_indicators.build(session)
    engine.dispose()


def database(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def create(server: str, command: str) -> None:
    address = make_url(server).set(drivername="postgresql+psycopg")
    administration = create_engine(address, isolation_level="AUTOCOMMIT")
    with administration.connect() as connection:
        connection.execute(text(command))
    administration.dispose()


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("intake") / "region.db"
    build(connect(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgresql_template(postgresql_url: str) -> str:
    name = f"intake_{uuid4().hex}"
    create(postgresql_url, f"CREATE DATABASE {name}")
    build(connect(database(postgresql_url, name)))
    return name


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
    name = f"intake_{uuid4().hex}"
    create(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    engine = connect(database(server, name))
    yield engine
    engine.dispose()
