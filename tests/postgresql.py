"""Databases of PostgreSQL: each is made for whoever asks, and goes with him."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from sqlalchemy import create_engine, make_url, text

# What PostgreSQL itself makes every new database of.
BARE = "template1"


def tell_server(server: str, *commands: str) -> None:
    """Commands about databases or the server itself, which no transaction may hold."""
    address = make_url(server).set(drivername="postgresql+psycopg")
    administration = create_engine(address, isolation_level="AUTOCOMMIT")
    with administration.connect() as connection:
        for command in commands:
            connection.execute(text(command))
    administration.dispose()


@contextmanager
def own_database(server: str, template: str = BARE) -> Iterator[str]:
    """The address of a new database that holds what the template holds; it is dropped whoever still uses it."""
    name = f"own_{uuid4().hex}"
    tell_server(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield address_of(server, name)
    finally:
        tell_server(server, f"DROP DATABASE {name} WITH (FORCE)")


def address_of(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def name_in(address: str) -> str:
    """The name of the database at an address, as the template of another."""
    return str(make_url(address).database)
