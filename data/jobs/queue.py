"""Long work outside a request: an existing queue (huey), in a file of its own or on Redis when configured.

The record of a job lives in the queue's own storage, not in the database: a running import holds the database's write
lock, and its progress must be reported all the same.
"""

import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Self

import orjson
from huey import RedisHuey, SqliteHuey
from huey.api import Huey
from huey.registry import Message
from huey.serializer import Serializer

from data.access import Viewer
from data.errors import DatabaseUnavailable, NotFound
from data.jobs.kinds import RESUMED
from data.language import _, current_language
from data.origin import current_origin
from data.vocabulary import JobState, Role

JOB_NAME = "work"
WORKER_KEY = "worker"
KEPT_SECONDS = 24 * 3600.0
# A look at all records reads all of them; nobody waits for one to go.
SECONDS_BETWEEN_CLEARINGS = 600.0
# What the storages of a queue raise; that of Redis is there only with its extra.
STORAGE_ERRORS: tuple[type[Exception], ...] = (sqlite3.Error, OSError)
try:
    from redis.exceptions import RedisError
except ImportError:
    pass
else:
    STORAGE_ERRORS += (RedisError,)
ENDED = frozenset({JobState.DONE, JobState.FAILED, JobState.CANCELLED})


class Cancelled(Exception):
    """The person who asked for a job has cancelled it; whatever it has begun is rolled back."""


class PlainSerializer(Serializer):  # type: ignore[misc]
    """JSON instead of huey's pickles: what lies in a queue must not be able to run."""

    def _serialize(self, data: Any) -> bytes:
        if isinstance(data, Message):
            return orjson.dumps({"message": data._asdict()})
        return orjson.dumps({"value": data})

    def _deserialize(self, data: bytes) -> Any:
        content = orjson.loads(data)
        return Message(**content["message"]) if "message" in content else content["value"]


@dataclass(frozen=True)
class Job:
    """What was asked, by whom, how far it is, and what came of it. ``result`` is what the page shows."""

    id: str
    kind: str
    state: JobState
    author: str
    role: Role
    scope: str | None
    language: str
    request: dict[str, Any]
    account: str = ""
    origin: str = ""
    progress: int = 0
    total: int = 0
    result: dict[str, Any] = field(default_factory=dict)
    # The worker that runs it; one that is gone will never end it.
    worker: str = ""
    # When the record was last written, in seconds of the system's clock.
    written: float = 0.0

    @property
    def viewer(self) -> Viewer:
        return Viewer(self.role, self.scope, self.account)

    @property
    def ended(self) -> bool:
        return self.state in ENDED

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> Self:
        return cls(**record | {"state": JobState(record["state"]), "role": Role(record["role"])})


class JobQueue:
    """Adds, reads and cancels jobs; the worker runs them one after another through ``perform``.

    Records of jobs that have ended are kept for ``kept_seconds``, as are their files (``data.jobs.files``). What a page
    or a starting worker calls raises DatabaseUnavailable when the storage of the queue does not answer.
    """

    def __init__(
        self,
        url: str,
        perform: Callable[["JobQueue", Job], dict[str, Any]] | None = None,
        kept_seconds: float = KEPT_SECONDS,
    ) -> None:
        self.huey = _huey(url)
        self.kept_seconds = kept_seconds
        self._cleared = 0.0
        self._perform = perform
        self._worker = ""
        self._task = self.huey.task(name=JOB_NAME)(self._run)

    def begin_work(self) -> None:
        """Called by a worker as it starts: whatever an earlier one was at has ended with it, or begins again."""
        self._worker = secrets.token_hex(8)
        with _clear_errors():
            self.huey.put(WORKER_KEY, self._worker)
            self._resume()

    def _resume(self) -> None:
        """Ask again for the work that was running as its worker died, where that goes on where it stopped."""
        for _key, job in self._jobs():
            if job.state is JobState.RUNNING and job.kind in RESUMED:
                self._write(replace(job, state=JobState.QUEUED))
                self._task(job.id)

    def add(self, kind: str, viewer: Viewer, author: str, request: dict[str, Any]) -> Job:
        job = Job(
            id=secrets.token_hex(16),
            kind=kind,
            state=JobState.QUEUED,
            author=author,
            role=viewer.role,
            scope=viewer.municipality,
            account=viewer.account,
            origin=current_origin(),
            language=current_language(),
            request=request,
        )
        with _clear_errors():
            self._write(job)
            self._task(job.id)
        return job

    def read(self, identity: str, viewer: Viewer) -> Job:
        """The job, for those who see what its asker sees. Raises NotFound, the same for a foreign as for no job."""
        with _clear_errors():
            record = self.huey.get(f"job:{identity}", peek=True)
            current_worker = self.huey.get(WORKER_KEY, peek=True)
        job = Job.from_record(record) if record else None
        if job is None or job.viewer != viewer:
            raise NotFound(_("There is no such job. Upload the file again."))
        if job.state is JobState.RUNNING and job.worker != current_worker:
            return replace(job, state=JobState.FAILED)
        return job

    def cancel(self, identity: str, viewer: Viewer) -> None:
        job = self.read(identity, viewer)
        with _clear_errors():
            self.huey.put(f"cancel:{job.id}", True)

    def waiting(self) -> tuple[int, float]:
        """How many jobs no worker has begun, and for how many seconds the oldest of them has waited."""
        with _clear_errors():
            jobs = [job for _key, job in self._jobs() if job.state is JobState.QUEUED]
        return len(jobs), max((time.time() - job.written for job in jobs), default=0.0)

    def _jobs(self) -> Iterator[tuple[str, Job]]:
        """All records, under the keys that they have in the storage."""
        for key, raw in self.huey.all_results().items():
            if key.startswith("job:"):
                yield key, Job.from_record(self.huey.serializer.deserialize(bytes(raw)))

    def forget_old(self) -> int:
        """Remove the records of jobs that were last written too long ago and wait no more; returns how many."""
        gone = 0
        for key, job in self._jobs():
            # A running job tells its progress all the time: an old record is of a worker that died.
            if job.state is not JobState.QUEUED and job.written < time.time() - self.kept_seconds:
                self.huey.delete(f"cancel:{job.id}")
                self.huey.delete(key)
                gone += 1
        return gone

    def report(self, job: Job, progress: int, total: int) -> None:
        """Tell how far a running job is. Raises Cancelled when its asker has cancelled it."""
        if self.huey.get(f"cancel:{job.id}", peek=True):
            raise Cancelled
        self._write(replace(job, state=JobState.RUNNING, progress=progress, total=total, worker=self._worker))

    def _run(self, identity: str) -> None:
        if self._perform is None:
            raise RuntimeError("only a worker runs jobs")
        job = Job.from_record(self.huey.get(f"job:{identity}", peek=True))
        if time.time() - self._cleared > SECONDS_BETWEEN_CLEARINGS:
            self._cleared = time.time()
            self.forget_old()
        try:
            self.report(job, 0, 0)
            ended = replace(job, state=JobState.DONE, result=self._perform(self, job))
        except Cancelled:
            ended = replace(job, state=JobState.CANCELLED)
        except Exception:
            self._write(replace(job, state=JobState.FAILED))
            raise
        self._write(ended)

    def _write(self, job: Job) -> None:
        self.huey.put(f"job:{job.id}", asdict(replace(job, written=time.time())))


@contextmanager
def _clear_errors() -> Iterator[None]:
    try:
        yield
    except STORAGE_ERRORS as error:
        raise DatabaseUnavailable(
            _("The queue of long work does not answer. Try again in a minute or tell the administrator.")
        ) from error


def _huey(url: str) -> Huey:
    """A queue in a file for ``sqlite:///file``, on Redis for ``redis://…``, which needs the extra ``redis``."""
    common = {"name": "mmuko", "results": False, "serializer": PlainSerializer()}
    if url.startswith("sqlite:///"):
        path = Path(url.removeprefix("sqlite:///"))
        path.parent.mkdir(parents=True, exist_ok=True)
        return SqliteHuey(filename=str(path), timeout=20, **common)
    return RedisHuey(url=url, **common)
