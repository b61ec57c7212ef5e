"""The worker that the server starts: started again when it is killed, gone when the server is killed."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.resilience.test_worker import children
from tests.signing import SECRET
from tests.waiting import PATIENCE, wait_for

pytestmark = pytest.mark.slow

WATCHER, WORKER = "-m dashboard.embedded_worker", "import work; work()"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server(tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """gunicorn with the settings of the product, on an empty database."""
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{tmp_path}/server.db",
        "MMUKO_QUEUE_URL": f"sqlite:///{tmp_path}/jobs.db",
        "MMUKO_UPLOAD_FOLDER": str(tmp_path / "uploads"),
        "PORT": str(free_port()),
        "MMUKO_SECRET": SECRET.get_secret_value(),
    }
    words = ("-m", "gunicorn", "--config", "python:dashboard.server", "dashboard.app:production()")
    process = subprocess.Popen((sys.executable, *words), env=environment, stdout=subprocess.DEVNULL)
    try:
        wait_for(lambda: workers(process.pid))
        yield process
    finally:
        process.kill()
        process.wait()


def workers(server: int) -> list[int]:
    return [worker for watcher in children(server, WATCHER) for worker in children(watcher, WORKER)]


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_killed_worker_is_started_anew_and_ends_with_a_killed_server(server: "subprocess.Popen[bytes]") -> None:
    [first] = workers(server.pid)
    os.kill(first, signal.SIGKILL)
    wait_for(lambda: set(workers(server.pid)) - {first})
    [second] = workers(server.pid)
    server.kill()
    server.wait()
    wait_for(lambda: not is_running(second))


def test_the_worker_ends_with_the_server(server: "subprocess.Popen[bytes]") -> None:
    [watcher] = children(server.pid, WATCHER)
    [worker] = workers(server.pid)
    server.terminate()
    assert server.wait(timeout=PATIENCE) == 0
    assert not is_running(watcher)
    wait_for(lambda: not is_running(worker))


def test_the_worker_ends_with_its_killed_watcher(server: "subprocess.Popen[bytes]") -> None:
    [watcher] = children(server.pid, WATCHER)
    [worker] = workers(server.pid)
    os.kill(watcher, signal.SIGKILL)
    wait_for(lambda: not is_running(worker))
