"""Jobs about revisions: what lies between two of them, what undoing one would mean, and undoing it."""

from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from data.access import Viewer
from data.intake.importing import DataChanged
from data.jobs.queue import Job, JobQueue
from data.language import _
from data.models.assessment import Score
from data.models.indicators import Observation
from data.storage.database import PATIENCE_OF_IMPORT, reading, writing
from data.storage.reader import Reader, open_reader
from data.storage.undo import undo_revision
from data.work.changes import changes_between

STEPS = 3


def compare(engine: Engine, queue: JobQueue, job: Job) -> dict[str, Any]:
    """Everything that differs between revisions ``first`` and ``second`` of the request; 0 = before the first one.

    Raises NotFound for a number never given, AccessDenied for a viewer who may not write.
    """
    job.viewer.require_writing()
    with reading(engine) as session:
        older, newer = sorted((int(job.request["first"]), int(job.request["second"])))
        sides = [_reader(session, job.viewer, number) for number in (older, newer)]
        queue.report(job, 1, STEPS)
        return changes_between(*sides)


def undo(engine: Engine, queue: JobQueue, job: Job, *, rehearse: bool) -> dict[str, Any]:
    """Undo revision ``number`` of the request and tell what that changes; a rehearsal is rolled back.

    Raises DataChanged when ``base`` of the request is no longer the latest revision, and what ``undo_revision`` raises.
    """
    job.viewer.require_writing()
    with writing(engine, PATIENCE_OF_IMPORT) as session:
        before = open_reader(session, job.viewer)
        if job.request.get("base") not in (None, before.revision):
            raise DataChanged(
                _(
                    "The data have changed in the meantime: the current revision is {latest}. Ask for the undo again."
                ).format(latest=before.revision)
            )
        queue.report(job, 1, STEPS)
        made = undo_revision(session, job.viewer, int(job.request["number"]), author=job.author).number
        queue.report(job, 2, STEPS)
        after = open_reader(session, job.viewer)
        result = changes_between(before, after) | {"empties": _has_figures(before) and not _has_figures(after)}
        queue.report(job, 3, STEPS)
        if rehearse:
            session.rollback()
            return result
        return result | {"revision": made}


def _reader(session: Session, viewer: Viewer, number: int) -> Reader:
    """A reader of a revision, or of the emptiness before the first one."""
    return open_reader(session, viewer, number) if number else Reader(session, viewer, 0)


def _has_figures(reader: Reader) -> bool:
    return any(
        reader.session.scalar(select(model.id).where(reader.as_of(model)).limit(1)) is not None
        for model in (Score, Observation)
    )
