"""Files that a job has made, for the one who asked: templates, marked workbooks, findings; and originals."""

from io import BytesIO
from pathlib import Path

from flask import Flask, Response, send_file
from sqlalchemy import Engine

from dashboard.viewer import current_viewer
from data.errors import NotFound
from data.exports.docx_parts import MIMETYPE
from data.exports.file_names import attachment, file_name, latin_file_name, page_words
from data.exports.files import FORMATS, write_table
from data.exports.round_protocol import protocol_document
from data.intake.files.marked_copy import marked_copy
from data.jobs.files import own_file
from data.jobs.kinds import CHECK, ROUND_FORMS, ROUND_MARKED, TEMPLATES
from data.jobs.queue import Job, JobQueue
from data.language import _
from data.queries.sources import original_file
from data.storage.database import reading
from data.storage.reader import open_reader
from data.views.data_page.uploads import findings_table, stored_findings
from data.views.round.address import RoundSelection
from data.views.round.page import round_view
from data.views.round.tables import protocol_of
from data.work.round_marking import own_return
from data.work.start_files import start_workbook, workbook_bytes

WORKBOOK = FORMATS["xlsx"]
# What others have sent is only ever saved, never shown.
UNKNOWN = "application/octet-stream"


def add_downloads(server: Flask, engine: Engine, queue: JobQueue, folder: Path) -> None:
    """Install ``GET /download/…``. Each reads the job as its viewer, so that a foreign one is no more than unknown."""

    def find(identity: str, *kinds: str) -> Job:
        viewer = current_viewer()
        viewer.require_writing()
        job = queue.read(identity, viewer)
        if job.kind not in kinds or not job.result or "refusal" in job.result:
            raise NotFound(_("There is no such file. Make it again."))
        return job

    @server.get("/original/<sha256>")
    def original(sha256: str) -> Response:
        with reading(engine) as session:
            name, content = original_file(open_reader(session, current_viewer()), sha256)
        return send_file(BytesIO(content), mimetype=UNKNOWN, as_attachment=True, download_name=name)

    @server.get("/download/template/<identity>")
    def template(identity: str) -> Response:
        return _made(folder, find(identity, TEMPLATES))

    @server.get("/download/start/<name>.xlsx")
    def start_file(name: str) -> Response:
        with reading(engine) as session:
            content = workbook_bytes(start_workbook(open_reader(session, current_viewer()), name))
        return send_file(BytesIO(content), mimetype=WORKBOOK, as_attachment=True, download_name=f"{name}.xlsx")

    @server.get("/download/round/<identity>")
    def of_round(identity: str) -> Response:
        return _made(folder, find(identity, ROUND_FORMS, ROUND_MARKED))

    @server.get("/returned/<int:identity>")
    def returned(identity: int) -> Response:
        with reading(engine) as session:
            name, content = own_return(open_reader(session, current_viewer()), identity)
        return send_file(BytesIO(content), mimetype=UNKNOWN, as_attachment=True, download_name=name)

    @server.get("/round/<code>.docx")
    def protocol(code: str) -> Response:
        with reading(engine) as session:
            view = round_view(open_reader(session, current_viewer()), RoundSelection.parse({"round": code}))
            table = protocol_of(view)
        assert view.board is not None
        content = protocol_document(view.board.round, table)
        readable = file_name(page_words("round"), table.title, view.board.round.code, "docx")
        names = attachment(readable, latin_file_name("round", code, kind="docx"))
        return Response(content, mimetype=MIMETYPE, headers={"Content-Disposition": names})

    @server.get("/download/marked/<identity>")
    def marked(identity: str) -> Response:
        return _marked(folder, find(identity, CHECK))

    @server.get("/download/findings/<identity>.<kind>")
    def findings(identity: str, kind: str) -> Response:
        return _findings(engine, find(identity, CHECK), kind)


def _made(folder: Path, job: Job) -> Response:
    path = own_file(folder, job.result["file"])
    if path is None:
        raise NotFound(_("The file has been removed in the meantime. Make it again."))
    mimetype = "application/zip" if path.suffix == ".zip" else WORKBOOK
    return send_file(path.resolve(), mimetype=mimetype, as_attachment=True, download_name=job.result["name"])


def _marked(folder: Path, job: Job) -> Response:
    name = Path(job.request["name"])
    if name.suffix.lower() != ".xlsx":
        raise NotFound(_("Findings are marked in .xlsx workbooks only. Use the list of findings."))
    path = own_file(folder, Path(job.request["path"]).name)
    if path is None:
        raise NotFound(_("The uploaded file has been removed in the meantime. Send it again."))
    content = BytesIO(marked_copy(path, stored_findings(job)))
    shown = f"{name.stem} ({_('findings')}).xlsx"
    return send_file(content, mimetype=WORKBOOK, as_attachment=True, download_name=shown)


def _findings(engine: Engine, job: Job, kind: str) -> Response:
    if kind not in FORMATS:
        raise NotFound(_("There is no such export."))
    with reading(engine) as session:
        table = findings_table(open_reader(session, job.viewer), job)
    content = BytesIO(write_table(table, kind))
    return send_file(content, mimetype=FORMATS[kind], as_attachment=True, download_name=f"findings.{kind}")
