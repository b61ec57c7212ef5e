"""The queue of long work, with a real queue file and a real consumer."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from data.access import MINISTRY, Viewer
from data.errors import NotFound
from data.jobs.kinds import ROUND_FILES
from data.jobs.queue import Job, JobQueue
from data.vocabulary import JobState, Role
from tests.waiting import PATIENCE, wait_for

HEAD = Viewer(Role.MUNICIPALITY, "M14")
Perform = Callable[[JobQueue, Job], dict[str, Any]]


@contextmanager
def working(queue: JobQueue) -> Iterator[None]:
    """A consumer in a thread; its signal handlers belong to the main thread and are left out."""
    queue.begin_work()
    consumer = queue.huey.create_consumer(workers=1, periodic=False, initial_delay=0.01, max_delay=0.05)
    consumer._set_signal_handlers = lambda: None
    thread = threading.Thread(target=consumer.run)
    thread.start()
    try:
        yield
    finally:
        consumer.stop_flag.set()
        thread.join(timeout=PATIENCE)


def ended(queue: JobQueue, job: Job) -> Job:
    wait_for(lambda: queue.read(job.id, job.viewer).ended, "the end of the job")
    return queue.read(job.id, job.viewer)


def open_queue(folder: Path, perform: Perform | None = None) -> JobQueue:
    return JobQueue(f"sqlite:///{folder}/jobs.db", perform)


def test_a_job_is_done_by_the_worker_and_read_by_its_asker(tmp_path: Path) -> None:
    def perform(queue: JobQueue, job: Job) -> dict[str, Any]:
        queue.report(job, 1, 2)
        return {"doubled": job.request["number"] * 2}

    # The asker's process and the worker's are different objects on one file.
    asker = open_queue(tmp_path)
    job = asker.add("double", MINISTRY, "author", {"number": 21})
    assert asker.read(job.id, MINISTRY).state is JobState.QUEUED
    with working(open_queue(tmp_path, perform)):
        assert ended(asker, job).result == {"doubled": 42}


def test_a_cancelled_job_ends_as_cancelled(tmp_path: Path) -> None:
    begun, cancelled = threading.Event(), threading.Event()

    def perform(queue: JobQueue, job: Job) -> dict[str, Any]:
        begun.set()
        assert cancelled.wait(PATIENCE)
        queue.report(job, 1, 2)
        return {}

    queue = open_queue(tmp_path, perform)
    job = queue.add("long", MINISTRY, "author", {})
    with working(queue):
        assert begun.wait(PATIENCE)
        queue.cancel(job.id, MINISTRY)
        cancelled.set()
        assert ended(queue, job).state is JobState.CANCELLED


def test_a_failing_job_ends_as_failed_and_the_worker_goes_on(tmp_path: Path) -> None:
    def perform(_queue: JobQueue, job: Job) -> dict[str, Any]:
        return {"inverse": 1 / job.request["number"]}

    queue = open_queue(tmp_path, perform)
    failing, working_one = (queue.add("invert", MINISTRY, "author", {"number": number}) for number in (0, 4))
    with working(queue):
        assert ended(queue, failing).state is JobState.FAILED
        assert ended(queue, working_one).result == {"inverse": 0.25}


@pytest.mark.parametrize("identity", ["", "x", "job:1", "0" * 32])
def test_an_unknown_job_is_not_found(tmp_path: Path, identity: str) -> None:
    with pytest.raises(NotFound):
        open_queue(tmp_path).read(identity, MINISTRY)


def test_a_foreign_job_is_not_found_and_not_cancelled(tmp_path: Path) -> None:
    queue = open_queue(tmp_path)
    job = queue.add("any", MINISTRY, "author", {})
    for act in (queue.read, queue.cancel):
        with pytest.raises(NotFound):
            act(job.id, HEAD)


def test_what_lies_in_the_queue_is_plain_text(tmp_path: Path) -> None:
    queue = open_queue(tmp_path)
    queue.add("any", MINISTRY, "author", {"text": "значение"})
    message = queue.huey.storage.dequeue()
    assert message.startswith(b'{"message":')


def test_a_job_whose_worker_died_has_failed(tmp_path: Path) -> None:
    died = open_queue(tmp_path)
    died.begin_work()
    job = died.add("any", MINISTRY, "author", {})
    died.report(job, 1, 3)
    assert died.read(job.id, MINISTRY).state is JobState.RUNNING
    open_queue(tmp_path).begin_work()
    assert died.read(job.id, MINISTRY).state is JobState.FAILED


def test_work_that_repeats_nothing_begins_again_with_the_next_worker(tmp_path: Path) -> None:
    died = open_queue(tmp_path, lambda _queue, _job: {})
    died.begin_work()
    resumed, other = (died.add(kind, MINISTRY, "author", {}) for kind in (ROUND_FILES, "double"))
    for job in (resumed, other):
        died.report(job, 1, 2)
    died.huey.flush()
    for job in (resumed, other):
        died._write(replace(job, state=JobState.RUNNING, worker="gone"))
    asker = open_queue(tmp_path)
    with working(open_queue(tmp_path, lambda _queue, _job: {"done": True})):
        assert ended(asker, resumed).result == {"done": True}
    assert asker.read(other.id, MINISTRY).state is JobState.FAILED


def test_records_of_ended_jobs_expire_and_waiting_ones_do_not(tmp_path: Path) -> None:
    queue = JobQueue(f"sqlite:///{tmp_path}/jobs.db", lambda _queue, _job: {}, kept_seconds=0.0)
    first = queue.add("any", MINISTRY, "author", {})
    waiting = queue.add("any", MINISTRY, "author", {})
    queue.cancel(first.id, MINISTRY)
    queue._run(first.id)
    assert queue.read(first.id, MINISTRY).state is JobState.CANCELLED
    wait_for(lambda: queue.forget_old() == 1, "the record's end")
    with pytest.raises(NotFound):
        queue.read(first.id, MINISTRY)
    assert queue.read(waiting.id, MINISTRY).state is JobState.QUEUED
    assert set(queue.huey.all_results()) == {f"job:{waiting.id}"}


def test_a_record_is_kept_as_long_as_is_set(tmp_path: Path) -> None:
    queue = JobQueue(f"sqlite:///{tmp_path}/jobs.db", lambda _queue, _job: {}, kept_seconds=3600)
    job = queue.add("any", MINISTRY, "author", {})
    queue._run(job.id)
    assert queue.forget_old() == 0
    assert queue.read(job.id, MINISTRY).state is JobState.DONE
