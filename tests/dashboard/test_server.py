"""The product as gunicorn serves it: connections stay open, and the forked workers have their own way to the data."""

import http.client
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import orjson
import pytest
from sqlalchemy import Engine, QueuePool, event

from dashboard.app import Application
from dashboard.kept.ahead import open_before_forking
from dashboard.kept.little_browser import LittleBrowser
from tests.browser.conftest import served
from tests.dashboard.conftest import app, callback_payload

__all__ = ["app"]

pytestmark = pytest.mark.slow

READS = 40


@pytest.fixture
def connection(demo_file: Path, tmp_path: Path) -> Iterator[http.client.HTTPConnection]:
    with served(tmp_path, demo_file) as address:
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)
        yield connection
        connection.close()


def test_one_connection_carries_a_page_and_every_answer_on_it(
    connection: http.client.HTTPConnection, app: Application
) -> None:
    payload = callback_payload(
        app, "..shell-page.children...shell-header.children..", {"shell-location.href": "http://localhost/clusters"}
    )
    kept = None
    answers = set()
    for _time in range(READS):
        for method, path, body in (("GET", "/clusters", None), ("POST", "/_dash-update-component", payload)):
            connection.request(method, path, orjson.dumps(body) if body else None, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            content = answer.read()
            assert answer.status == 200
            kept = kept or connection.sock
            assert connection.sock is kept is not None, "the server has closed the connection"
        answers.add(content)
    assert len(answers) == 1


def test_a_server_that_ends_leaves_nothing_of_its_own_behind(demo_file: Path, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with served(tmp_path, demo_file, TMPDIR=str(scratch)) as address:
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)
        connection.request("GET", "/metrics")
        assert connection.getresponse().status == 200
        connection.close()
        assert list(scratch.glob("mmuko-metrics-*/*.db"))
    assert not list(scratch.iterdir())


def opened(app: Application, engine: Engine) -> list[str]:
    """The checkouts of connections while pages are opened before the fork."""
    found: list[str] = []

    def note(*_given: object) -> None:
        found.append("asked")

    event.listen(engine, "checkout", note)
    open_before_forking(app.server, engine)
    event.remove(engine, "checkout", note)
    return found


def test_pages_are_opened_before_the_fork_and_no_connection_is_left_to_share(
    app: Application, demo_database: Engine
) -> None:
    assert opened(app, demo_database)
    assert isinstance(demo_database.pool, QueuePool)
    assert (demo_database.pool.checkedin(), demo_database.pool.checkedout()) == (0, 0)


def test_a_page_that_does_not_open_does_not_stop_the_start(
    app: Application, demo_database: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_browser: LittleBrowser, path: str) -> None:
        raise OSError(path)

    monkeypatch.setattr(LittleBrowser, "open", fail)
    open_before_forking(app.server, demo_database)
    assert "before the fork" in caplog.text
