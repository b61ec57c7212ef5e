"""The job of a foreign table: what was seen of its columns, and what a person said they are."""

from data.intake.kinds.foreign_table.guess import TableColumn, TableLook
from data.intake.kinds.foreign_table.mapping import TableRequest
from data.jobs.kinds import LOOKS, REQUEST
from data.jobs.queue import Job


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
