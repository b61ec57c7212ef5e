"""The mapping step of /data: checking a foreign table by what the form says, keeping and using mappings."""

from typing import Any

from dash import Input, Output, no_update
from dash.development.base_component import Component

from callbacks.keeping import Never
from callbacks.registrar import Registrar, Viewing
from data.access import WRITERS
from data.errors import NotFound
from data.intake.kinds.foreign_table.check import TABLE
from data.intake.kinds.foreign_table.mapping import Mapping, TableRequest
from data.intake.kinds.foreign_table.saved_mappings import delete_mapping, save_mapping, saved_mappings
from data.jobs.kinds import CHECK, LOOK_AT_TABLE, LOOKS, REQUEST
from data.jobs.queue import Job
from data.language import _
from data.storage.database import writing
from data.storage.reader import Reader
from data.views.data_page.mapping import Form, mapping_view, read_form
from layouts.data_page.mapping import mapping_card
from layouts.data_page.page import Ids
from layouts.parts.page import note, stack

FORM_JOBS = (LOOK_AT_TABLE, CHECK)


def with_mapping(reader: Reader, job: Job | None, content: Component) -> Component:
    """What a page says of a job, below the form of its mapping where it has one."""
    view = mapping_view(reader, job) if job and job.kind in FORM_JOBS else None
    if view is None or job is None:
        return content
    form = mapping_card(view, Ids.MAPPING)
    return form if job.kind == LOOK_AT_TABLE and not job.result.get("findings") else stack(form, content)


def register(registrar: Registrar) -> None:
    @registrar.callback(
        [Output(Ids.MESSAGE, "children", allow_duplicate=True), Output(Ids.JOB, "data", allow_duplicate=True)],
        {"form": Input(Ids.MAPPING, "data")},
        roles=WRITERS,
        keeping=Never.STORES,
        prevent_initial_call=True,
    )
    def answer(viewing: Viewing, form: Any) -> tuple[Any, ...]:
        if not form:
            return no_update, no_update
        said = read_form(form)
        job = viewing.queue.read(said.job, viewing.viewer)
        if job.kind not in FORM_JOBS or job.request["kind"] != TABLE:
            raise NotFound(_("There is no such job. Upload the file again."))
        return _message(viewing, said), _next_job(viewing, job, said)


def _message(viewing: Viewing, form: Form) -> Any:
    """Keep or forget the mapping when that is what was pressed, and what there is to say of it."""
    if form.action not in ("save", "delete"):
        return ""
    with writing(viewing.engine) as session:
        if form.action == "delete":
            delete_mapping(session, viewing.viewer, form.saved)
            return note(_("The mapping “{name}” is deleted. Data loaded with it stay.").format(name=form.saved))
        name = save_mapping(session, viewing.viewer, form.name, form.request.mapping)
    return note(_("The mapping “{name}” is saved.").format(name=name))


def _next_job(viewing: Viewing, job: Job, form: Form) -> str:
    """The form lives in jobs: another one looks at the file as the form says, or checks it."""
    request = form.request
    if form.action == "use":
        request = TableRequest(_saved(viewing, form.saved), request.create)
    if form.action == "sheet":
        request = TableRequest(Mapping(sheet=request.mapping.sheet), request.create)
    looks = job.result.get(LOOKS) or job.request.get(LOOKS)
    content = job.request | {REQUEST: request.as_dict(), LOOKS: looks}
    return viewing.queue.add(CHECK if form.action == "check" else LOOK_AT_TABLE, viewing.viewer, job.author, content).id


def _saved(viewing: Viewing, name: str) -> Mapping:
    with viewing.reader() as reader:
        known = saved_mappings(reader)
    if name not in known:
        raise NotFound(_("There is no saved mapping “{name}”.").format(name=name[:80]))
    return known[name]
