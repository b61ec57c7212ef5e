"""The notes of all municipalities as a job: complete, of one revision, cancelled without a trace, refused to a head."""

import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from sqlalchemy import Engine, select

from data.access import MINISTRY, Viewer
from data.exports.note import note_document
from data.formats import NBSP
from data.jobs.kinds import NOTES
from data.jobs.queue import Cancelled, Job, JobQueue
from data.models.audit import AuditEntry
from data.selection import Selection
from data.storage import audit
from data.storage.database import reading
from data.storage.reader import open_reader
from data.views.note.facts import note_facts
from data.views.note.page import note_view
from data.vocabulary import JobState, Role
from data.work.perform import perform


class Steps(JobQueue):
    """A queue that keeps every report, and whose asker cancels after some steps."""

    def __init__(self, folder: Path, cancelled_after: int = 99) -> None:
        super().__init__(f"sqlite:///{folder}/jobs.db")
        self.cancelled_after = cancelled_after
        self.told: list[tuple[int, int]] = []

    def report(self, job: Job, progress: int, total: int) -> None:
        self.told.append((progress, total))
        if progress >= self.cancelled_after:
            raise Cancelled


def job_of(viewer: Viewer = MINISTRY, **request: Any) -> Job:
    asked = {"period": "2026", "methodology": "small", "revision": None} | request
    return Job("0" * 32, NOTES, JobState.RUNNING, "ministry", viewer.role, viewer.municipality, "ru", asked)


def test_every_municipality_has_its_note_in_the_archive(small_database: Engine, tmp_path: Path) -> None:
    steps = Steps(tmp_path)
    result = perform(small_database, tmp_path, steps, job_of(Viewer(Role.ANALYST)))
    assert (result["name"], result["workbooks"]) == ("notes-2026.zip", 5)
    assert steps.told == [(done, 5) for done in range(6)]
    with zipfile.ZipFile(tmp_path / result["file"]) as archive:
        names = archive.namelist()
        # E was merged away before the period.
        assert names == [f"{code} Справка — {code} — 2026.docx" for code in "ABCDF"]
        for name, code in zip(names, "ABCDF", strict=True):
            document = Document(BytesIO(archive.read(name)))
            assert document.core_properties.subject == f"Округ {code}, 2026{NBSP}год"


def test_a_note_of_the_archive_is_the_one_made_alone(small_database: Engine, tmp_path: Path) -> None:
    """What is read once for all gives each the same file, to the byte."""
    viewer = Viewer(Role.ANALYST)
    result = perform(small_database, tmp_path, Steps(tmp_path), job_of(viewer))
    with zipfile.ZipFile(tmp_path / result["file"]) as archive, reading(small_database) as session:
        reader = open_reader(session, viewer)
        for code in "ABCDF":
            view = note_view(reader, Selection(municipality=code))
            alone = note_document(view, note_facts(reader, view), viewer.role)
            assert archive.read(f"{code} Справка — {code} — 2026.docx") == alone


def test_notes_of_an_earlier_revision_can_be_made(small_database: Engine, tmp_path: Path) -> None:
    result = perform(small_database, tmp_path, Steps(tmp_path), job_of(revision=1))
    with zipfile.ZipFile(tmp_path / result["file"]) as archive:
        document = Document(BytesIO(archive.read("A Справка — A — 2026.docx")))
    assert any(re.match(r"№\s1 от ", row.cells[1].text) for row in document.tables[1].rows)


def test_a_head_is_refused_and_nothing_is_left(small_database: Engine, tmp_path: Path) -> None:
    result = perform(small_database, tmp_path, Steps(tmp_path), job_of(Viewer(Role.MUNICIPALITY, "B")))
    assert result == {"refusal": "Вашей роли это не открыто."}
    assert not list(tmp_path.glob("*.zip"))


@pytest.mark.parametrize("steps", [0, 2, 5])
def test_a_cancelled_job_leaves_no_file(small_database: Engine, tmp_path: Path, steps: int) -> None:
    with pytest.raises(Cancelled):
        perform(small_database, tmp_path / "files", Steps(tmp_path, steps), job_of())
    assert list((tmp_path / "files").iterdir()) == []


def test_an_archive_is_in_the_audit_log_or_it_is_not_there(
    small_database: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    perform(small_database, tmp_path, Steps(tmp_path), job_of())
    with reading(small_database) as session:
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc()).limit(1)).one()
    assert (entry.event, entry.actor) == ("bulk_export", "ministry")
    assert entry.detail == {"kind": "notes", "file": "notes-2026.zip", "files": 5}

    def fail(*_arguments: object) -> str:
        raise RuntimeError("no seal")

    monkeypatch.setattr(audit, "seal_of", fail)
    other = tmp_path / "other"
    with pytest.raises(RuntimeError):
        perform(small_database, other, Steps(tmp_path), job_of())
    assert list(other.iterdir()) == []
