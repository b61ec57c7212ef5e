"""The check of pinned packages against a registry that runs here, and against none."""

import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tools import known_vulnerabilities
from tools.known_vulnerabilities import main, pinned

KNOWN = {
    "/pypi/good/1.0/json": {"vulnerabilities": []},
    "/pypi/bad/2.0/json": {
        "vulnerabilities": [
            {"id": "X-1", "summary": "opens the door", "fixed_in": ["2.1"]},
            {"id": "X-2", "withdrawn": "2026-01-01"},
        ]
    },
    "/pypi/odd/3.0/json": {"vulnerabilities": [{"id": "X-3", "summary": "opens a window", "fixed_in": []}]},
}


@pytest.fixture
def address() -> Iterator[str]:
    class Registry(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = KNOWN.get(self.path)
            self.send_response(200 if found else 404)
            self.end_headers()
            self.wfile.write(json.dumps(found).encode())

        def log_message(self, *_words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Registry)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/pypi"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("lines", "code", "said"),
    [
        ("good==1.0\n", 0, "1 packages asked for, 0 found"),
        ("good==1.0\nbad==2.0\n", 1, "bad 2.0: X-1 opens the door; fixed in 2.1"),
        # Nothing that anybody here could do.
        ("good==1.0\nodd==3.0\n", 0, "odd 3.0: X-3 opens a window; not fixed yet"),
        ("odd==3.0\nbad==2.0\n", 1, "2 packages asked for, 2 found"),
        ("strange==3.0\n", 0, "NOT CHECKED"),
        ("bad==2.0\nstrange==3.0\n", 1, "NOT CHECKED beyond 1"),
    ],
)
def test_what_the_registry_says_is_what_is_told(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], lines: str, code: int, said: str
) -> None:
    constraints = tmp_path / "constraints.txt"
    constraints.write_text(lines)
    assert main(constraints, address) == code
    told = capsys.readouterr().out
    assert said in told
    assert "X-2" not in told


def test_without_a_registry_nothing_fails_and_it_is_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    constraints = tmp_path / "constraints.txt"
    constraints.write_text("good==1.0\n")
    assert main(constraints, "http://127.0.0.1:9/pypi") == 0
    assert "NOT CHECKED" in capsys.readouterr().out


def test_what_is_accepted_with_a_reason_is_not_told(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known_vulnerabilities, "ACCEPTED", {"X-1": "nobody comes through this door"})
    constraints = tmp_path / "constraints.txt"
    constraints.write_text("bad==2.0\n")
    assert main(constraints, address) == 0
    assert "1 packages asked for, 0 found" in capsys.readouterr().out


def test_a_registry_that_does_not_answer_in_time_is_not_waited_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It takes the connection and says nothing."""
    constraints = tmp_path / "constraints.txt"
    constraints.write_text("good==1.0\nbad==2.0\n")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert main(constraints, f"http://127.0.0.1:{silent.getsockname()[1]}/pypi", seconds=0.2) == 0
    assert "NOT CHECKED beyond 0" in capsys.readouterr().out


def test_every_line_of_the_constraints_is_read() -> None:
    text = Path("constraints.txt").read_text(encoding="utf-8")
    assert len(list(pinned(text))) == len(text.splitlines())
