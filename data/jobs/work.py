"""What a worker does with a job: check an uploaded file and tell its consequences, or publish it."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from data.errors import ProductError
from data.intake.importing import ImportReport, import_file
from data.jobs.queue import Job, JobQueue
from data.language import speaking
from data.queries.differences import CellChange, cell_changes
from data.reader import Reader
from data.views.consequences import Consequences, consequences

CHECK, PUBLISH = "check", "publish"
# What a page can show and a person can read; the counts tell of the rest.
MOST_LISTED = 300


class Announcement:
    """Collects, inside the transaction that stores a file, what that changes."""

    def __init__(self) -> None:
        self.base = 0
        self.cells: tuple[CellChange, ...] = ()
        self.consequences = Consequences((), (), ())

    def observe(self, before: Reader, after: Reader) -> None:
        self.base = before.revision
        self.cells = cell_changes(before, after)
        self.consequences = consequences(before, after)


def perform(engine: Engine, queue: JobQueue, job: Job) -> dict[str, Any]:
    """Do the job for its asker, in the asker's language; the result is what ``data.views.uploads`` reads."""
    with speaking(job.language):
        announcement = Announcement()
        try:
            report = import_file(
                engine,
                job.viewer,
                job.request["kind"],
                Path(job.request["path"]),
                author=job.author,
                name=job.request["name"],
                dry_run=job.kind == CHECK,
                expected_revision=job.request.get("base"),
                observe=announcement.observe,
                progress=lambda done, total: queue.report(job, done, total),
            )
        except ProductError as error:
            return {"refusal": str(error)}
        if job.kind == PUBLISH:
            Path(job.request["path"]).unlink(missing_ok=True)
        return _result(report, announcement)


def _result(report: ImportReport, announcement: Announcement) -> dict[str, Any]:
    found = announcement.consequences
    return {
        "findings": [finding.as_dict() for finding in report.findings],
        "counts": asdict(report.counts),
        "refused": report.refused,
        "revision": report.revision,
        "base": announcement.base,
        "cells": len(announcement.cells),
        "cell_changes": [asdict(cell) for cell in announcement.cells[:MOST_LISTED]],
        "ranks": [asdict(change) for change in found.ranks],
        "verdicts": [asdict(change) for change in found.verdicts],
        "statuses": [asdict(change) for change in found.statuses],
    }
