"""Taking a file: a plain upload, because a callback would carry it through memory as text."""

from pathlib import Path

from flask import Flask, Response, jsonify, request
from sqlalchemy import Engine
from werkzeug.datastructures import FileStorage
from werkzeug.utils import secure_filename

from dashboard.downloads import add_downloads
from dashboard.viewer import current_viewer
from data.errors import BadFile, DatabaseNotWritable, NotFound
from data.intake.kinds.foreign_table.check import TABLE
from data.intake.register import KINDS
from data.jobs.files import new_name
from data.jobs.kinds import CHECK, LOOK_AT_TABLE, ROUND_FILES
from data.jobs.queue import JobQueue
from data.language import _

LONGEST_NAME = 120


def add_uploads(server: Flask, engine: Engine, queue: JobQueue, folder: Path) -> None:
    """Install ``POST /upload/<kind>``, which stores the file under a name of our own and asks for its check.

    What comes of the check and of other jobs is fetched at ``GET /download/…``.
    """
    add_downloads(server, engine, queue, folder)

    @server.post("/upload/round/<code>")
    def upload_returns(code: str) -> Response:
        return jsonify({"job": _accept_returns(queue, folder, code)})

    @server.post("/upload/<kind>")
    def upload(kind: str) -> Response:
        return jsonify({"job": _accept(engine, queue, folder, kind)})


def _accept(engine: Engine, queue: JobQueue, folder: Path, kind: str) -> str:
    viewer = current_viewer()
    viewer.require_writing()
    if kind != TABLE and kind not in KINDS:
        raise NotFound(_("There is no kind of data “{kind}”.").format(kind=kind[:40]))
    sent = request.files.get("file")
    if sent is None:
        raise BadFile(_("The request has no file. Choose a file and send it again."))
    name, path = _saved(sent, folder)
    asked = {"kind": kind, "path": str(path), "name": name, "size": path.stat().st_size}
    # A foreign table is looked at first: a person says what its columns are.
    work = LOOK_AT_TABLE if kind == TABLE else CHECK
    return queue.add(work, viewer, viewer.author, asked).id


def _accept_returns(queue: JobQueue, folder: Path, code: str) -> str:
    """Many files at once: what comes back in a round."""
    viewer = current_viewer()
    viewer.require_writing()
    sent = request.files.getlist("file")
    if not sent:
        raise BadFile(_("The request has no file. Choose a file and send it again."))
    files = [{"name": name, "path": str(path)} for name, path in (_saved(one, folder) for one in sent)]
    return queue.add(ROUND_FILES, viewer, viewer.author, {"round": code[:64], "files": files}).id


def _saved(sent: FileStorage, folder: Path) -> tuple[str, Path]:
    """The file under a name of our own, with the one that people know. Raises DatabaseNotWritable without room."""
    name = shown_name(sent.filename or "")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / new_name(Path(secure_filename(name)).suffix[:8])
    try:
        sent.save(path)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise DatabaseNotWritable(
            _("There is no room for the file on the server. Nothing was stored; tell the administrator.")
        ) from error
    return name, path


def shown_name(name: str) -> str:
    """The file's name as it may be shown and stored: its last part, printable, of a bearable length."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(letter for letter in last if letter.isprintable())[-LONGEST_NAME:] or _("file without a name")
