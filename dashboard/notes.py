"""Analytical notes as files: of one municipality at once, of all of them once a job has made them."""

from pathlib import Path

from flask import Flask, Response, request, send_file
from sqlalchemy import Engine

from dashboard.viewer import current_viewer
from data.errors import AccessDenied, NotFound
from data.exports.docx_parts import MIMETYPE
from data.exports.file_names import attachment
from data.exports.note import note_document
from data.exports.note_names import latin_name, note_name
from data.jobs.files import own_file
from data.jobs.kinds import NOTES
from data.jobs.queue import JobQueue
from data.language import _
from data.selection import Selection
from data.storage.database import reading
from data.storage.reader import open_reader
from data.views.note.facts import note_facts
from data.views.note.page import note_view


def add_notes(server: Flask, engine: Engine, queue: JobQueue, folder: Path) -> None:
    """Install ``GET /note/<code>.docx`` and ``GET /notes/<job>.zip``, each read as the viewer of the request."""

    @server.get("/note/<code>.docx")
    def one_note(code: str) -> Response:
        return _note(engine, code)

    @server.get("/notes/<identity>.zip")
    def all_notes(identity: str) -> Response:
        return _archive(engine, queue, folder, identity)


def _note(engine: Engine, code: str) -> Response:
    # Whose note it is stands in the path alone: nothing in the query may replace it.
    selection = Selection.parse(request.args.to_dict() | {"municipality": code})
    with reading(engine) as session:
        reader = open_reader(session, current_viewer(), selection.revision)
        view = note_view(reader, selection)
        content = note_document(view, note_facts(reader, view), reader.viewer.role)
    place, period = view.municipality, view.period.short
    names = attachment(note_name(place.short, period), latin_name(place.code, place.short, period))
    return Response(content, mimetype=MIMETYPE, headers={"Content-Disposition": names})


def _archive(engine: Engine, queue: JobQueue, folder: Path, identity: str) -> Response:
    viewer = current_viewer()
    if not viewer.sees_all_details:
        raise AccessDenied(_("Your role has no access to this."))
    job = queue.read(identity, viewer)
    if job.kind != NOTES or "file" not in job.result:
        raise NotFound(_("There is no such file. Make it again."))
    path = own_file(folder, job.result["file"])
    if path is None:
        raise NotFound(_("The file has been removed in the meantime. Make it again."))
    return send_file(path.resolve(), mimetype="application/zip", as_attachment=True, download_name=job.result["name"])
