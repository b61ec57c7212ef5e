"""A database that is locked, full, protected or gone: one clear message, nothing half stored, and work goes on."""

import multiprocessing
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import Engine, text

from dashboard.cli import main
from dashboard.errors import answer_errors
from dashboard.routes import add_routes
from data.access import MINISTRY
from data.errors import DatabaseBusy, DatabaseNotWritable, DatabaseUnavailable
from data.intake import importing
from data.language import DEFAULT_LANGUAGE, set_language, speaking
from data.storage import database
from data.storage.database import connect, reading, writing
from tests.data.intake.books import run
from tests.resilience.states import two_workbooks, whole_state
from tests.waiting import PATIENCE

processes = multiprocessing.get_context("forkserver")
# A write-ahead log of this many bytes holds a part of an import, not the whole.
ROOM = 40_000


def address(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


@contextmanager
def locked_by_another(engine: Engine) -> Iterator[None]:
    other = connect(address(engine))
    with writing(other) as session:
        yield
        session.rollback()
    other.dispose()


def test_a_writer_whose_turn_does_not_come_is_reported(each_region: Engine) -> None:
    with locked_by_another(each_region):
        with pytest.raises(DatabaseBusy, match="занята"), writing(each_region, patience=0.1):
            pytest.fail("two writers at once")
        with speaking("en"), pytest.raises(DatabaseBusy, match="busy"), writing(each_region, patience=0.1):
            pytest.fail("two writers at once")
        # Readers wait for nobody.
        with reading(each_region) as session:
            assert session.scalar(text("SELECT count(*) FROM revision")) == 2
    with writing(each_region, patience=0.1) as session:
        assert session.scalar(text("SELECT count(*) FROM revision")) == 2


def test_an_import_into_a_locked_database_is_reported_and_works_afterwards(
    each_region: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "PATIENCE_OF_IMPORT", 0.1)
    path = two_workbooks(tmp_path)[0]
    before = whole_state(each_region)
    with locked_by_another(each_region), pytest.raises(DatabaseBusy):
        run(each_region, "scores", path)
    assert whole_state(each_region) == before
    assert run(each_region, "scores", path).stored


@pytest.mark.parametrize(("language", "word"), [("ru", "занята"), ("en", "busy")])
def test_a_command_on_a_locked_database_says_that_it_is_busy(
    region: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, word: str
) -> None:
    monkeypatch.setattr(importing, "PATIENCE_OF_IMPORT", 0.1)
    path = two_workbooks(tmp_path)[0]
    with locked_by_another(region):
        words = ("--language", language, "--database-url", address(region), "import", "scores", str(path))
        result = CliRunner().invoke(main, list(words))
    set_language(DEFAULT_LANGUAGE)
    assert result.exit_code == 1
    assert word in result.output
    assert "DATABASE_URL" not in result.output
    assert "Traceback" not in result.output


def import_with_little_room(url: str, path: Path, answer: Connection) -> None:
    """Import where files cannot grow beyond ROOM bytes, then where they can."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    workbook = importing.read_workbook(path.read_bytes())
    importing.read_workbook = lambda _content, **_pulse: workbook
    engine = connect(url)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, hard))
    try:
        importing.import_file(engine, MINISTRY, "scores", path, author="operator")
    except DatabaseUnavailable as error:
        answer.send((type(error).__name__, str(error)))
    with reading(engine) as session:
        answer.send(session.scalar(text("SELECT count(*) FROM revision")))
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    answer.send(importing.import_file(engine, MINISTRY, "scores", path, author="operator").revision)


def test_an_import_without_room_on_the_disk_is_reported_and_works_once_there_is(region: Engine, tmp_path: Path) -> None:
    before = whole_state(region)
    region.dispose()
    ours, theirs = processes.Pipe(duplex=False)
    arguments = (address(region), two_workbooks(tmp_path)[0], theirs)
    process = processes.Process(target=import_with_little_room, args=arguments, daemon=True)
    process.start()
    theirs.close()
    name, message = ours.recv()
    assert (name, "диск заполнен" in message) == (DatabaseNotWritable.__name__, True)
    assert ours.recv() == before.latest
    assert ours.recv() == before.latest + 1
    process.join(timeout=PATIENCE)
    assert whole_state(region).latest == before.latest + 1


@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("state", "error"),
    [
        ("53100", DatabaseNotWritable),
        ("25006", DatabaseNotWritable),
        ("57014", DatabaseBusy),
        ("40P01", DatabaseBusy),
        ("53300", DatabaseBusy),
        ("57P01", DatabaseUnavailable),
        ("53200", DatabaseUnavailable),
    ],
)
def test_what_postgresql_reports_is_understood(
    postgresql_url: str, state: str, error: type[DatabaseUnavailable]
) -> None:
    engine = connect(postgresql_url)
    with pytest.raises(DatabaseUnavailable) as told, reading(engine) as session:
        session.execute(text(f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{state}'; END $$"))
    assert type(told.value) is error
    assert "RAISE" not in str(told.value)
    engine.dispose()


@pytest.mark.postgresql
def test_a_lost_connection_is_reported_and_the_next_one_works(postgresql_url: str) -> None:
    engine, other = connect(postgresql_url), connect(postgresql_url)

    def lose_the_connection() -> None:
        with reading(engine) as session:
            own = session.scalar(text("SELECT pg_backend_pid()"))
            with other.begin() as connection:
                connection.execute(text("SELECT pg_terminate_backend(:own)"), {"own": own})
            session.execute(text("SELECT 1"))

    with pytest.raises(DatabaseUnavailable):
        lose_the_connection()
    with reading(engine) as session:
        assert session.scalar(text("SELECT 1")) == 1
    engine.dispose()
    other.dispose()


@pytest.mark.parametrize("url", ["postgresql://127.0.0.1:1/none", "sqlite:////proc/none.db"])
def test_a_database_that_is_not_there_answers_with_503(url: str) -> None:
    server = Flask(__name__)
    answer_errors(server)
    add_routes(server, connect(url), [], offers_viewers=False)

    @server.get("/any")
    def read_any() -> str:
        with reading(connect(url)) as session:
            return str(session.scalar(text("SELECT 1")))

    client = server.test_client()
    assert client.get("/healthz").status_code == 503
    answer = client.get("/any")
    assert (answer.status_code, "недоступна" in answer.text) == (503, True)
    assert int(answer.headers["Retry-After"]) > 0


def test_a_mistake_of_ours_is_not_called_a_busy_database(each_region: Engine) -> None:
    with pytest.raises(Exception, match="nowhere") as error, reading(each_region) as session:
        session.execute(text("SELECT * FROM nowhere"))
    assert not isinstance(error.value, DatabaseUnavailable)


def test_an_import_waits_longer_than_a_request() -> None:
    assert database.PATIENCE < database.PATIENCE_OF_IMPORT < 60
