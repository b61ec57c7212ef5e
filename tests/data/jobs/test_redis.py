"""The queue on a real Redis: the same work as on a file, and a clear word when it does not answer."""

import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from data.access import MINISTRY
from data.errors import DatabaseUnavailable
from data.jobs.queue import Job, JobQueue
from data.vocabulary import JobState
from tests.data.jobs.test_queue import ended, working
from tests.waiting import PATIENCE, wait_for

pytest.importorskip("redis")
SERVER = shutil.which("redis-server")


@pytest.fixture
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of the test's own, with nothing in it."""
    if SERVER is None:
        pytest.skip("redis-server is not installed")
    socket = tmp_path_factory.mktemp("redis") / "s"
    words = ("--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", str(socket.parent))
    process = subprocess.Popen([SERVER, *words], stdout=subprocess.DEVNULL)
    wait_for(socket.exists, "the start of Redis")
    yield f"unix://{socket}"
    process.terminate()
    process.wait(timeout=PATIENCE)


def test_a_job_is_done_and_read_through_redis(redis_url: str) -> None:
    def perform(queue: JobQueue, job: Job) -> dict[str, Any]:
        queue.report(job, 1, 2)
        return {"doubled": job.request["number"] * 2, "text": "готово"}

    asker = JobQueue(redis_url)
    job = asker.add("double", MINISTRY, "author", {"number": 21})
    assert asker.read(job.id, MINISTRY).state is JobState.QUEUED
    with working(JobQueue(redis_url, perform)):
        assert ended(asker, job).result == {"doubled": 42, "text": "готово"}


def test_a_cancelled_job_ends_as_cancelled_through_redis(redis_url: str) -> None:
    begun, cancelled = threading.Event(), threading.Event()

    def perform(queue: JobQueue, job: Job) -> dict[str, Any]:
        begun.set()
        assert cancelled.wait(PATIENCE)
        queue.report(job, 1, 2)
        return {}

    queue = JobQueue(redis_url, perform)
    job = queue.add("long", MINISTRY, "author", {})
    with working(queue):
        assert begun.wait(PATIENCE)
        queue.cancel(job.id, MINISTRY)
        cancelled.set()
        assert ended(queue, job).state is JobState.CANCELLED


def test_what_lies_in_redis_is_plain_text(redis_url: str) -> None:
    queue = JobQueue(redis_url)
    queue.add("any", MINISTRY, "author", {"text": "значение"})
    assert queue.huey.storage.dequeue().startswith(b'{"message":')


@pytest.mark.parametrize("url", ["redis://127.0.0.1:1/0", "unix:///nowhere/s"])
def test_a_redis_that_does_not_answer_is_reported(url: str) -> None:
    queue = JobQueue(url)
    for act in (queue.begin_work, lambda: queue.read("x", MINISTRY), lambda: queue.add("any", MINISTRY, "a", {})):
        with pytest.raises(DatabaseUnavailable, match="Очередь"):
            act()


def test_a_queue_file_that_cannot_be_written_is_reported(tmp_path: Path) -> None:
    queue = JobQueue(f"sqlite:///{tmp_path}/jobs.db")
    queue.huey.storage.close()
    (tmp_path / "jobs.db").write_bytes(b"no database" * 1_000)
    with pytest.raises(DatabaseUnavailable, match="Очередь"):
        queue.add("any", MINISTRY, "author", {})
