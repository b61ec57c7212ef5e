"""The worker and the process that reads a file: killed, cancelled, started again. Real processes, a real queue."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from time import monotonic

import pytest
from sqlalchemy import Engine

from data.access import MINISTRY
from data.intake.files import sandbox
from data.jobs.kinds import CHECK, PUBLISH
from data.jobs.queue import Cancelled, Job, JobQueue
from data.storage.database import writing
from data.vocabulary import JobState
from tests.data.intake.books import run
from tests.resilience.states import two_workbooks, whole_state
from tests.waiting import PATIENCE, wait_for

pytestmark = pytest.mark.slow

READER = "data.intake.files.reading_process"
SECONDS_TO_CANCEL = 5.0


def address(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def children(parent: int, named: str) -> list[int]:
    """Processes of the product whose command line has this name."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                status, command = (folder / "stat").read_text(), (folder / "cmdline").read_text().replace("\0", " ")
            except (FileNotFoundError, ProcessLookupError):
                continue
            if int(status.rpartition(")")[2].split()[1]) == parent and named in command:
                found.append(int(folder.name))
    return found


@contextmanager
def worker(engine: Engine, folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """``mmuko worker`` on this database."""
    environment = {
        **os.environ,
        "DATABASE_URL": address(engine),
        "MMUKO_QUEUE_URL": f"sqlite:///{folder}/jobs.db",
        "MMUKO_UPLOAD_FOLDER": str(folder / "uploads"),
    }
    program = (sys.executable, "-c", "from dashboard.cli import main; main()", "worker")
    process = subprocess.Popen(program, env=environment, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def open_queue(folder: Path) -> JobQueue:
    return JobQueue(f"sqlite:///{folder}/jobs.db")


def ask(queue: JobQueue, path: Path, kind: str = PUBLISH) -> Job:
    return queue.add(kind, MINISTRY, "operator", {"kind": "scores", "path": str(path), "name": path.name})


def test_a_job_whose_worker_is_killed_has_failed_and_the_next_worker_goes_on(
    each_region: Engine, tmp_path: Path
) -> None:
    low, high = two_workbooks(tmp_path)
    before, queue = whole_state(each_region), open_queue(tmp_path)
    # The lock keeps the job from ending before its worker is killed.
    with worker(each_region, tmp_path) as first, writing(each_region) as session:
        job = ask(queue, low)
        wait_for(lambda: queue.read(job.id, MINISTRY).state is JobState.RUNNING)
        wait_for(lambda: queue.read(job.id, MINISTRY).progress >= 1)
        first.kill()
        first.wait()
        session.rollback()
    assert whole_state(each_region) == before
    next_job = ask(queue, high)
    with worker(each_region, tmp_path):
        wait_for(lambda: queue.read(next_job.id, MINISTRY).ended)
        assert queue.read(job.id, MINISTRY).state is JobState.FAILED
        assert queue.read(next_job.id, MINISTRY).state is JobState.DONE
    assert whole_state(each_region).files[before.latest :] == (high.name,)


def test_two_publications_through_the_queue_come_one_after_another(each_region: Engine, tmp_path: Path) -> None:
    low, high = two_workbooks(tmp_path)
    before, queue = whole_state(each_region), open_queue(tmp_path)
    check = ask(queue, low, CHECK)
    with worker(each_region, tmp_path):
        wait_for(lambda: queue.read(check.id, MINISTRY).ended)
        base = queue.read(check.id, MINISTRY).result["before"]
        asked = [
            queue.add(
                PUBLISH, MINISTRY, "operator", {"kind": "scores", "path": str(path), "name": path.name, "base": base}
            )
            for path in (low, high)
        ]
        wait_for(lambda: all(queue.read(job.id, MINISTRY).ended for job in asked))
    first, second = (queue.read(job.id, MINISTRY).result for job in asked)
    assert first["revision"] == before.latest + 1
    assert str(before.latest + 1) in second["refusal"]
    assert whole_state(each_region).files[before.latest :] == (low.name,)


def test_a_killed_reading_process_is_one_finding(
    region: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = (sys.executable, "-c", f"import sys, time; sys.stdin.read(0); time.sleep({PATIENCE})  # {READER}")
    monkeypatch.setattr(
        sandbox.read_workbook, "__kwdefaults__", sandbox.read_workbook.__kwdefaults__ | {"command": slow}
    )
    path, before = two_workbooks(tmp_path)[0], whole_state(region)
    reports = []
    thread = Thread(target=lambda: reports.append(run(region, "scores", path)))
    thread.start()
    wait_for(lambda: children(os.getpid(), READER))
    for process in children(os.getpid(), READER):
        os.kill(process, signal.SIGKILL)
    thread.join(timeout=PATIENCE)
    assert [finding.rule for finding in reports[0].findings] == ["reader-failed"]
    assert whole_state(region) == before


def test_a_cancel_ends_the_reading_process(region: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = (sys.executable, "-c", f"import time; time.sleep({PATIENCE})  # {READER}")
    monkeypatch.setattr(
        sandbox.read_workbook, "__kwdefaults__", sandbox.read_workbook.__kwdefaults__ | {"command": slow}
    )
    path, before = two_workbooks(tmp_path)[0], whole_state(region)
    told = []

    def cancel_at_the_second_look(done: int, _steps: int) -> None:
        told.append(done)
        if len(told) > 1:
            assert children(os.getpid(), READER)
            raise Cancelled

    begun = monotonic()
    with pytest.raises(Cancelled):
        run(region, "scores", path, progress=cancel_at_the_second_look)
    # The process was ended: nobody waited until it had slept. How soon is how often it is looked at.
    assert monotonic() - begun < PATIENCE
    assert 2 * sandbox.BETWEEN_PULSES < SECONDS_TO_CANCEL
    assert told == [0, 0]
    assert children(os.getpid(), READER) == []
    assert whole_state(region) == before


@pytest.mark.parametrize("step", [0, 1, 2, 3])
def test_a_cancel_at_any_step_leaves_nothing(each_region: Engine, tmp_path: Path, step: int) -> None:
    path, before = two_workbooks(tmp_path)[0], whole_state(each_region)

    def cancel(done: int, _steps: int) -> None:
        if done == step:
            raise Cancelled

    with pytest.raises(Cancelled):
        run(each_region, "scores", path, progress=cancel, observe=lambda _before, _after: None)
    assert whole_state(each_region) == before
    assert run(each_region, "scores", path).stored
