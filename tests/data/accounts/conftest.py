"""A database of each sort with three accounts and one municipality; built once a run, copied for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from data.access import Viewer
from data.accounts.accounts import add_account
from data.models.region import Municipality
from data.storage.database import connect, migrate, writing
from data.vocabulary import MunicipalityKind, Role
from tests.copies import copy_of
from tests.postgresql import name_in, own_database

ADMINISTRATOR = Viewer(Role.ADMIN, account="admin.one")
PLACE = "A"
PEOPLE = {"admin.one": Role.ADMIN, "analyst.one": Role.ANALYST, "head.one": Role.MUNICIPALITY}

Passwords = dict[str, str]


def add_people(engine: Engine) -> Passwords:
    """The first password of each of ``PEOPLE``."""
    names = {"name_ru": "а", "name_en": "a", "short_ru": "а", "short_en": "a"}
    migrate(engine)
    with writing(engine) as session:
        session.add(Municipality(code=PLACE, kind=MunicipalityKind.URBAN_OKRUG, **names))
    with writing(engine) as session:
        return {
            name: add_account(session, ADMINISTRATOR, name, role, PLACE if role is Role.MUNICIPALITY else None)
            for name, role in PEOPLE.items()
        }


@pytest.fixture(scope="session")
def people_file(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Passwords]:
    path = tmp_path_factory.mktemp("people") / "people.db"
    engine = connect(f"sqlite:///{path}")
    passwords = add_people(engine)
    engine.dispose()
    return path, passwords


@pytest.fixture(scope="session")
def people_template(postgresql_url: str) -> Iterator[tuple[str, Passwords]]:
    with own_database(postgresql_url) as address:
        engine = connect(address)
        passwords = add_people(engine)
        engine.dispose()
        yield name_in(address), passwords


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def people(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Engine, Passwords]]:
    if request.param == "sqlite":
        path, passwords = request.getfixturevalue("people_file")
        with copy_of(path, tmp_path / "people.db") as engine:
            yield engine, passwords
        return
    server = request.getfixturevalue("postgresql_url")
    template, passwords = request.getfixturevalue("people_template")
    with own_database(server, template) as address:
        engine = connect(address)
        yield engine, passwords
        engine.dispose()


@pytest.fixture
def database(people: tuple[Engine, Passwords]) -> Engine:
    return people[0]


@pytest.fixture
def passwords(people: tuple[Engine, Passwords]) -> Passwords:
    return people[1]
