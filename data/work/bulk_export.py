"""Files about many municipalities leave the product only with an entry in the audit log."""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from data.jobs.queue import Job
from data.storage.audit import record
from data.storage.database import writing
from data.storage.reader import latest_revision
from data.vocabulary import AuditEvent

# In the result of a job: how many files its archive holds.
FILES = "workbooks"


def record_archive(engine: Engine, folder: Path, job: Job, result: dict[str, Any]) -> None:
    """Record the archive that a job has made; where that fails, the archive is removed and the job fails."""
    try:
        with writing(engine, data=False) as session:
            read = job.request.get("revision") or latest_revision(session)
            detail = {"kind": job.kind, "file": result["name"], "files": result[FILES]}
            record(session, AuditEvent.BULK_EXPORT, job.author, revision=read, detail=detail)
    except BaseException:
        (folder / result["file"]).unlink(missing_ok=True)
        raise
