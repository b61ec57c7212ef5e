"""A queue with a worker of its own in a thread, on the small region, for tests of whole jobs."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from data.access import MINISTRY, Viewer
from data.jobs.queue import Job, JobQueue
from data.work.perform import perform
from tests.data.jobs.test_queue import ended, working


@contextmanager
def worker(engine: Engine, folder: Path) -> Iterator[JobQueue]:
    """The asker's queue, while a worker does its jobs with files in ``folder``."""
    url = f"sqlite:///{folder}/jobs.db"
    with working(JobQueue(url, partial(perform, engine, folder / "uploads"))):
        yield JobQueue(url)


def run(queue: JobQueue, kind: str, request: dict[str, Any], viewer: Viewer = MINISTRY) -> Job:
    """Ask for a job and wait for its end."""
    return ended(queue, queue.add(kind, viewer, "operator", request))
