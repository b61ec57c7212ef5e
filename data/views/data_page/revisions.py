"""Revisions as the page /data shows them: the list, what undoing one would mean, what lies between two."""

from dataclasses import dataclass
from datetime import datetime

from data.formats import moment
from data.jobs.kinds import REHEARSE_UNDO
from data.jobs.queue import Job
from data.language import _, ngettext
from data.queries.headings import region_line
from data.queries.revisions import revisions
from data.storage.reader import Reader
from data.tables import Column, Kind, Table, Value
from data.views.data_page.address import DataSelection
from data.views.data_page.changes import ChangesView, changes_view
from data.views.shared.provenance import provenance
from data.views.shared.revision_words import author_words, revision_message
from data.vocabulary import JobState, RevisionKind


@dataclass(frozen=True)
class RevisionEntry:
    """``created_at`` is UTC. ``undoes`` is the revision this one reversed, ``undone_by`` the one that reversed it.

    ``file_name`` names the file, or says how many there were.
    """

    number: int
    created_at: datetime
    author: str
    kind: RevisionKind
    message: str
    file_name: str
    file_sha256: str
    changed_cells: int
    undoes: int | None
    undone_by: int | None


@dataclass(frozen=True)
class RevisionJobView:
    """A comparison of two revisions, or the undo of ``number``: rehearsed, refused or done.

    ``made`` is the revision that an undo gave; ``empties`` tells that it would leave the region without a figure.
    """

    job: str
    state: JobState
    progress: int
    total: int
    refusal: str
    changes: ChangesView
    number: int | None
    rehearsed: bool
    made: int | None
    empties: bool

    @property
    def running(self) -> bool:
        return self.state in (JobState.QUEUED, JobState.RUNNING)


def revision_entries(reader: Reader) -> tuple[RevisionEntry, ...]:
    """All revisions up to the reader's, the latest first. Open to those who may change data."""
    reader.viewer.require_writing()
    rows = revisions(reader)
    undone_by: dict[int, int] = {}
    for row in rows:
        # The latest first: an undo that was undone itself no longer counts.
        if row.undoes is not None and row.number not in undone_by:
            undone_by[row.undoes] = row.number
    return tuple(
        RevisionEntry(
            number=row.number,
            created_at=row.created_at,
            author=author_words(row.author),
            kind=row.kind,
            message=revision_message(row),
            file_name=row.file_name or _files(row.files),
            file_sha256=row.file_sha256,
            changed_cells=row.changed_cells,
            undoes=row.undoes,
            undone_by=undone_by.get(row.number),
        )
        for row in rows
    )


def _files(files: int) -> str:
    return ngettext("{number} file", "{number} files", files).format(number=files) if files else ""


def revision_job_view(reader: Reader, job: Job) -> RevisionJobView:
    """A job about revisions of the reader's viewer, with names in place of codes."""
    result, number = job.result, job.request.get("number")
    return RevisionJobView(
        job=job.id,
        state=job.state,
        progress=job.progress,
        total=job.total,
        refusal=result.get("refusal", ""),
        changes=changes_view(reader, result),
        number=int(number) if number else None,
        rehearsed=job.kind == REHEARSE_UNDO,
        made=result.get("revision"),
        empties=bool(result.get("empties")),
    )


def time_zone(reader: Reader) -> str:
    """The zone in which times are shown."""
    region = region_line(reader)
    return region.time_zone if region else "UTC"


def revisions_table(reader: Reader, _selection: DataSelection) -> Table:
    """The list of revisions for a spreadsheet, the latest first. Raises AccessDenied for who may not change data."""
    columns = (
        Column("number", _("No."), Kind.NUMBER),
        Column("when", _("When")),
        Column("message", _("Message")),
        Column("author", _("Who")),
        Column("file", _("File")),
        Column("sha256", _("Fingerprint (SHA-256)")),
        Column("cells", _("Changed cells"), Kind.NUMBER),
        Column("remark", _("Remark")),
    )
    zone = time_zone(reader)
    rows: tuple[dict[str, Value], ...] = tuple(
        {
            "number": entry.number,
            "when": moment(entry.created_at, zone),
            "message": entry.message,
            "author": entry.author,
            "file": entry.file_name,
            "sha256": entry.file_sha256,
            "cells": entry.changed_cells,
            "remark": remark(entry),
        }
        for entry in revision_entries(reader)
    )
    notes = provenance(reader, None, (_("Time zone"), zone)).notes()
    return Table("revisions", _("Journal of revisions"), columns, rows, notes)


def remark(entry: RevisionEntry) -> str:
    """What became of a revision, or what it reverses."""
    if entry.undone_by is not None:
        return _("undone by revision {number}").format(number=entry.undone_by)
    if entry.undoes is not None:
        return _("undo of revision {number}").format(number=entry.undoes)
    return ""
