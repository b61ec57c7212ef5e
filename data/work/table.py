"""A foreign table as a job: what its columns are called, for a person to say what they are."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from data.intake.files.sandbox import UnreadableFile, load_bytes, read_workbook
from data.intake.kinds.foreign_table.guess import TableColumn, TableLook, look_at
from data.intake.kinds.foreign_table.mapping import TableRequest
from data.jobs.queue import Job

LOOK_AT_TABLE = "look_at_table"
# Parts of a request or a result: what a person said of the columns, and what was seen of the file.
REQUEST, LOOKS = "table", "looks"


def look(job: Job) -> dict[str, Any]:
    """Sheets with the titles of their columns and the first rows, or why the file cannot be read."""
    try:
        workbook = read_workbook(load_bytes(Path(job.request["path"])))
    except UnreadableFile as error:
        return {"findings": [error.finding.as_dict()]}
    return {LOOKS: [asdict(one) for one in look_at(workbook)]}


def looks_of(job: Job) -> tuple[TableLook, ...]:
    """What was seen of the table, by this job or by the one before it."""
    raw = job.result.get(LOOKS) or job.request.get(LOOKS) or []
    return tuple(
        TableLook(
            one["sheet"],
            one["header_row"],
            tuple(TableColumn(column["number"], column["title"], tuple(column["sample"])) for column in one["columns"]),
        )
        for one in raw
    )


def request_of(job: Job) -> TableRequest | None:
    """What a person has said about the columns; nothing for the other kinds of file, and before it is said."""
    return TableRequest.from_dict(job.request[REQUEST]) if REQUEST in job.request else None
