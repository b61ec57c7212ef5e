"""The jobs of a round: making all forms, taking what comes back, rehearsing and publishing, and what goes back."""

from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from data.jobs.files import new_name
from data.jobs.kinds import ROUND_PUBLISH
from data.jobs.queue import Job, JobQueue
from data.language import _
from data.queries.rounds import round_line
from data.storage.database import reading
from data.storage.reader import Reader, open_reader
from data.work.bulk_export import FILES
from data.work.changes import changes_between
from data.work.round_forms import write_forms
from data.work.round_marking import write_marked
from data.work.round_publishing import publish_round
from data.work.round_receiving import receipts_as_dicts, receive


def make_forms(engine: Engine, folder: Path, queue: JobQueue, job: Job) -> dict[str, Any]:
    """All forms of the round ``round`` of the request, in one ZIP of ``folder``."""
    return _archive(engine, folder, queue, job, write_forms, _("Forms {round}.zip"))


def make_marked(engine: Engine, folder: Path, queue: JobQueue, job: Job) -> dict[str, Any]:
    """Marked copies and letters of the round ``round`` of the request, in one ZIP of ``folder``."""
    return _archive(engine, folder, queue, job, write_marked, _("Findings {round}.zip"))


def _archive(engine: Engine, folder: Path, queue: JobQueue, job: Job, write: Any, name: str) -> dict[str, Any]:
    job.viewer.require_writing()
    folder.mkdir(parents=True, exist_ok=True)
    code, file = str(job.request["round"]), new_name(".zip")
    with reading(engine) as session:
        reader = open_reader(session, job.viewer)
        round_line(reader, code)
        count = write(reader, code, folder / file, lambda done, total: queue.report(job, done, total))
    return {"file": file, "name": name.format(round=code), FILES: count}


def take_files(engine: Engine, _folder: Path, queue: JobQueue, job: Job) -> dict[str, Any]:
    """Take the uploaded ``files`` of the request into its ``round``; a job that begins again goes on where it was."""
    files = [(one["name"], Path(one["path"])) for one in job.request["files"]]
    receipts = receive(
        engine,
        job.viewer,
        str(job.request["round"]),
        files,
        job.author,
        lambda done, total: queue.report(job, done, total),
    )
    for _name, path in files:
        path.unlink(missing_ok=True)
    return {"receipts": receipts_as_dicts(receipts)}


def publish(engine: Engine, _folder: Path, queue: JobQueue, job: Job) -> dict[str, Any]:
    """Rehearse or publish the ``round`` of the request: consequences as ``data.work.changes`` has them, and counts."""
    told: dict[str, Any] = {}

    def observe(before: Reader, after: Reader) -> None:
        told.update(changes_between(before, after))

    request = job.request
    until = request.get("closed_until")
    done = publish_round(
        engine,
        job.viewer,
        str(request["round"]),
        author=job.author,
        words=str(request.get("words") or ""),
        rehearse=job.kind != ROUND_PUBLISH,
        expected_revision=request.get("base"),
        closed_until=date.fromisoformat(until) if until else None,
        observe=observe,
        progress=lambda number, total: queue.report(job, number, total),
    )
    refused = [{"file": file, **finding} for file, finding in done.refused]
    return told | {"base": done.base, "files": done.files, "revision": done.revision, "refused": refused}
