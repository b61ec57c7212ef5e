"""A foreign table as a job: what its columns are called, for a person to say what they are."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from data.intake.files.sandbox import UnreadableFile, load_bytes, read_workbook
from data.intake.kinds.foreign_table.guess import look_at
from data.jobs.kinds import LOOKS
from data.jobs.queue import Job


def look(job: Job) -> dict[str, Any]:
    """Sheets with the titles of their columns and the first rows, or why the file cannot be read."""
    try:
        workbook = read_workbook(load_bytes(Path(job.request["path"])))
    except UnreadableFile as error:
        return {"findings": [error.finding.as_dict()]}
    return {LOOKS: [asdict(one) for one in look_at(workbook)]}
