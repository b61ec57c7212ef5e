"""Page /data: sending a file, publishing it, and undoing revisions."""

from typing import Any

from dash import Input, Output, no_update
from dash.development.base_component import Component

from callbacks.page import Page
from callbacks.registrar import Registrar, Viewing
from data.access import WRITERS
from data.database import writing
from data.jobs.work import PUBLISH
from data.language import _
from data.queries.frame import region_line
from data.reader import Reader
from data.selection import Selection
from data.undo import undo_revision
from data.views.provenance import provenance
from data.views.revisions import revision_entries
from data.views.uploads import UploadView, upload_view
from layouts import data as layouts
from layouts.data import REVISIONS, Ids
from layouts.ids import ShellIds


def layout(reader: Reader, selection: Selection) -> Component:
    reader.viewer.require_writing()
    return layouts.layout(selection, provenance(reader, None))


def register(registrar: Registrar) -> None:
    @registrar.callback(
        [
            Output(Ids.CONTENT, "children"),
            Output(Ids.POLL, "disabled"),
            Output(ShellIds.QUERY, "data", allow_duplicate=True),
        ],
        {
            "view": Input(Ids.TAB, "value"),
            "job": Input(Ids.JOB, "data"),
            "revision": Input(Ids.REVISION, "data"),
            "asked": Input(Ids.UNDO, "data"),
            "_done": Input(Ids.MESSAGE, "children"),
            "_tick": Input(Ids.POLL, "n_intervals"),
        },
        roles=WRITERS,
    )
    def show(viewing: Viewing, asked: Any, _done: Any, _tick: Any, **chosen: Any) -> tuple[Any, ...]:
        selection = Selection.parse(chosen)
        with viewing.reader(selection.revision) as reader:
            if selection.view == REVISIONS:
                content = _revisions(reader, asked)
                return content, True, selection.query()
            upload = _upload(viewing, reader, selection.job)
        return layouts.upload_content(upload), not (upload and upload.running), selection.query()

    @registrar.callback(
        [Output(Ids.MESSAGE, "children"), Output(Ids.JOB, "data")],
        {"checked": Input(Ids.PUBLISH, "data")},
        roles=WRITERS,
        prevent_initial_call=True,
    )
    def publish(viewing: Viewing, checked: Any) -> tuple[Any, ...]:
        if not checked:
            return no_update, no_update
        job = viewing.queue.read(str(checked), viewing.viewer)
        request = job.request | {"base": job.result.get("base")}
        return "", viewing.queue.add(PUBLISH, viewing.viewer, job.author, request).id

    @registrar.callback(
        [Output(Ids.MESSAGE, "children", allow_duplicate=True), Output(Ids.CANCEL, "data")],
        {"job": Input(Ids.CANCEL, "data")},
        roles=WRITERS,
        prevent_initial_call=True,
    )
    def cancel(viewing: Viewing, job: Any) -> tuple[Any, ...]:
        if job:
            viewing.queue.cancel(str(job), viewing.viewer)
        return no_update, no_update

    @registrar.callback(
        [Output(Ids.MESSAGE, "children", allow_duplicate=True), Output(Ids.UNDO, "data")],
        {"number": Input(Ids.CONFIRM, "data")},
        roles=WRITERS,
        prevent_initial_call=True,
    )
    def undo(viewing: Viewing, number: Any) -> tuple[Any, ...]:
        if not number:
            return no_update, no_update
        undone = Selection.parse({"revision": number}).revision or 0
        with writing(viewing.engine) as session:
            made = undo_revision(session, viewing.viewer, undone, author=viewing.viewer.role.value).number
        return layouts.undone_note(undone, made), ""


def _revisions(reader: Reader, asked: Any) -> Component:
    region = region_line(reader)
    number = Selection.parse({"revision": asked}).revision
    return layouts.revisions_content(revision_entries(reader), region.time_zone if region else "UTC", number)


def _upload(viewing: Viewing, reader: Reader, identity: str | None) -> UploadView | None:
    if identity is None:
        return None
    job = viewing.queue.read(identity, viewing.viewer)
    return upload_view(reader, job, publishing=job.kind == PUBLISH)


PAGE = Page("data", lambda: _("Data"), layout, register, {}, roles=WRITERS)
