"""What a worker does with a job: check an uploaded file and tell its consequences, publish it, and the like."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from data.errors import ProductError
from data.intake.importing import ImportReport, import_file
from data.intake.tables.answers import read_answers
from data.jobs.files import remove_old
from data.jobs.kinds import (
    ANSWERS,
    CHECK,
    COMPARE,
    LOOK_AT_TABLE,
    NOTES,
    PUBLISH,
    REHEARSE_UNDO,
    ROUND_FILES,
    ROUND_FORMS,
    ROUND_MARKED,
    ROUND_PUBLISH,
    ROUND_REHEARSE,
    TEMPLATES,
    UNDO,
)
from data.jobs.queue import Job, JobQueue
from data.jobs.table_request import request_of
from data.language import speaking
from data.origin import coming_from
from data.storage.reader import Reader
from data.text.answers import at_once
from data.vocabulary import Severity
from data.work import rounds
from data.work.bulk_export import FILES, record_archive
from data.work.changes import MOST_LISTED, changes_between
from data.work.foreign_table import look
from data.work.notes import make_notes
from data.work.revisions import compare, undo
from data.work.templates import make_templates

Work = Callable[[Engine, Path, JobQueue, Job], dict[str, Any]]


class Announcement:
    """Collects, inside the transaction that stores a file, what that changes."""

    def __init__(self) -> None:
        self.changes: dict[str, Any] = {}

    def observe(self, before: Reader, after: Reader) -> None:
        self.changes = changes_between(before, after)


def perform(engine: Engine, folder: Path, queue: JobQueue, job: Job) -> dict[str, Any]:
    """Do the job for its asker, in the asker's language; files go to and come from ``folder``.

    The result is what the views of /data read: ``refusal`` with a sentence where the work could not be done.
    """
    remove_old(folder, queue.kept_seconds)
    with speaking(job.language), coming_from(job.origin):
        try:
            result = WORK[job.kind](engine, folder, queue, job)
            if FILES in result:
                record_archive(engine, folder, job, result)
            return result
        except ProductError as error:
            return {"refusal": str(error)}


def answered(job: Job, place: str, scale: str) -> dict[str, Any]:
    """The request of the check with one more answer, or with one to all open questions of a column. Raises BadScale."""
    findings = [one for one in job.result.get("findings", ()) if one.get("question")]
    together = at_once((one["question"], one["severity"] == Severity.QUESTION) for one in findings)
    answers = job.request.get(ANSWERS, {}) | dict.fromkeys(together.get(place, (place,)), scale)
    read_answers(answers)
    return job.request | {ANSWERS: answers}


def _import(engine: Engine, _folder: Path, queue: JobQueue, job: Job) -> dict[str, Any]:
    announcement = Announcement()
    report = import_file(
        engine,
        job.viewer,
        job.request["kind"],
        Path(job.request["path"]),
        author=job.author,
        name=job.request["name"],
        message=job.request.get("message", ""),
        table=request_of(job),
        answers=read_answers(job.request.get(ANSWERS, {})),
        dry_run=job.kind == CHECK,
        expected_revision=job.request.get("base"),
        observe=announcement.observe,
        progress=lambda done, total: queue.report(job, done, total),
    )
    if report.stored:
        Path(job.request["path"]).unlink(missing_ok=True)
    return _result(report, announcement)


def _result(report: ImportReport, announcement: Announcement) -> dict[str, Any]:
    return announcement.changes | {
        "findings": [finding.as_dict() for finding in report.findings],
        "counts": asdict(report.counts),
        "revision": report.revision,
        "sha256": report.sha256,
        # What no figure depends on: comments, documents, the registry.
        "planned": len(report.changes),
        "planned_list": [asdict(change) for change in report.changes[:MOST_LISTED]],
    }


WORK: dict[str, Work] = {
    CHECK: _import,
    PUBLISH: _import,
    LOOK_AT_TABLE: lambda _engine, _folder, _queue, job: look(job),
    TEMPLATES: make_templates,
    NOTES: make_notes,
    ROUND_FORMS: rounds.make_forms,
    ROUND_FILES: rounds.take_files,
    ROUND_MARKED: rounds.make_marked,
    ROUND_REHEARSE: rounds.publish,
    ROUND_PUBLISH: rounds.publish,
    COMPARE: lambda engine, _folder, queue, job: compare(engine, queue, job),
    REHEARSE_UNDO: lambda engine, _folder, queue, job: undo(engine, queue, job, rehearse=True),
    UNDO: lambda engine, _folder, queue, job: undo(engine, queue, job, rehearse=False),
}
