"""The job that makes the notes of all municipalities, in a ZIP."""

import zipfile
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from data.errors import AccessDenied
from data.exports.docx_parts import PART_TIME
from data.exports.note import note_document
from data.exports.note_names import archive_name, note_name
from data.jobs.files import new_name
from data.jobs.queue import Job, JobQueue
from data.language import _
from data.selection import Selection
from data.storage.database import reading
from data.storage.reader import Reader, open_reader
from data.views.note.facts import RegionRanks, note_facts
from data.views.note.page import note_view
from data.views.shared.choices import Choices, settle


def make_notes(engine: Engine, folder: Path, queue: JobQueue, job: Job) -> dict[str, Any]:
    """Write the notes of the period and methodology of the request into ``folder``.

    ``file`` is the archive's name there, ``name`` the one for people, ``workbooks`` how many notes it holds. One
    revision for all of them: the one of the request, or that of the beginning. Raises AccessDenied for a viewer who
    does not see the details of all municipalities, NotFound for an unknown code.
    """
    if not job.viewer.sees_all_details:
        raise AccessDenied(_("Your role has no access to this."))
    folder.mkdir(parents=True, exist_ok=True)
    wanted = Selection.parse(job.request)
    file = new_name(".zip")
    try:
        with reading(engine) as session, zipfile.ZipFile(folder / file, "w", zipfile.ZIP_STORED) as archive:
            reader = open_reader(session, job.viewer, wanted.revision)
            settled, choices = settle(reader, wanted.but(municipality=None))
            _write(reader, settled, choices, archive, queue, job)
    except BaseException:
        # Cancelled or failed: nobody will come for a half of it.
        (folder / file).unlink(missing_ok=True)
        raise
    return {"file": file, "name": archive_name(settled.period or ""), "workbooks": len(choices.municipalities)}


def _write(
    reader: Reader, settled: Selection, choices: Choices, archive: zipfile.ZipFile, queue: JobQueue, job: Job
) -> None:
    ranks = RegionRanks(reader, settled)
    total = len(choices.municipalities)
    for done, place in enumerate(choices.municipalities):
        queue.report(job, done, total)
        view = note_view(reader, settled.but(municipality=place.code))
        content = note_document(view, note_facts(reader, view, ranks), reader.viewer.role)
        # The code keeps two municipalities of one short name apart.
        name = f"{place.code} {note_name(place.short, view.period.short)}"
        archive.writestr(zipfile.ZipInfo(name, PART_TIME), content)
    queue.report(job, total, total)
