"""The product as gunicorn serves it: connections stay open, and the forked workers have their own way to the data."""

import http.client
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import orjson
import pytest

from dashboard.app import Application
from tests.browser.conftest import served
from tests.dashboard.conftest import callback_payload

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
