"""Page /data: making templates, sending a file, publishing it, comparing revisions and undoing them."""

from typing import Any

from dash import Input, Output, State, no_update
from dash.development.base_component import Component

from callbacks.data_page import mapping as data_mapping
from callbacks.jobs import opened_job, register_cancelling
from callbacks.keeping import Never
from callbacks.page import Page
from callbacks.registrar import Registrar, Viewing
from data.access import WRITERS, Viewer
from data.errors import NotFound
from data.intake.register import KINDS
from data.jobs.kinds import CHECK, COMPARE, LOOK_AT_TABLE, PUBLISH, REHEARSE_UNDO, TEMPLATES, UNDO
from data.jobs.queue import Job, JobQueue
from data.language import _
from data.messages import typed
from data.selection import Selection
from data.storage.reader import Reader
from data.views.data_page import tabs
from data.views.data_page.address import DataSelection
from data.views.data_page.revisions import revision_entries, revision_job_view, revisions_table, time_zone
from data.views.data_page.templates import template_choices, template_job_view, template_period
from data.views.data_page.uploads import upload_view
from data.views.shared.provenance import provenance
from data.views.shared.score_history import ScoreHistory, score_history
from data.vocabulary import JobState, Severity
from data.work.perform import answered
from layouts.data_page import page as layouts
from layouts.data_page import revisions as data_revisions
from layouts.data_page import templates as data_templates
from layouts.data_page import upload as data_upload
from layouts.data_page.page import Ids
from layouts.parts.page import footer
from layouts.parts.shell_ids import ShellIds

FILE_JOBS, REVISION_JOBS = {LOOK_AT_TABLE, CHECK, PUBLISH}, {COMPARE, REHEARSE_UNDO, UNDO}
STORES = {
    "look": Ids.LOOK.value,
    "undo": Ids.UNDO.value,
    "confirm": Ids.CONFIRM.value,
    "cancel": Ids.CANCEL.value,
    "job": Ids.JOB.value,
}
SHOWN = (
    (Ids.CONTENT, "children"), (Ids.FOOT, "children"), (Ids.PUBLISH_BAR, "children"), (Ids.POLL, "disabled"),
    (Ids.TEMPLATES_FORM, "hidden"), (Ids.UPLOAD_FORM, "hidden"), (Ids.COMPARISON_FORM, "hidden"),
    (Ids.PUBLISH_FORM, "hidden"), (Ids.FIRST, "options"), (Ids.SECOND, "options"),
)  # fmt: skip


def layout(reader: Reader, selection: DataSelection, queue: JobQueue | None = None) -> Component:
    """The page as it opens. An address that names two revisions and no job has them compared."""
    choices = template_choices(reader)
    opened = _of_tab(selection.but(view=selection.view or tabs.UPLOAD))
    job, told = opened_job(queue, opened.job, reader.viewer)
    if queue is not None and opened.between and not _fits(opened, job):
        job = _comparison(queue, reader.viewer, opened.between)
        opened, told = opened.but(job=job.id), []
    return layouts.layout(opened, choices, _Tab(reader, opened, job).shown(), kind=selection.kind, told=told)


def register(registrar: Registrar) -> None:
    _register_content(registrar)
    _register_templates(registrar)
    _register_publication(registrar)
    _register_revisions(registrar)
    data_mapping.register(registrar)


def _register_content(registrar: Registrar) -> None:
    @registrar.callback(
        [*(Output(*place) for place in SHOWN), Output(ShellIds.QUERY, "data", allow_duplicate=True)],
        {
            "view": Input(Ids.TAB, "value"),
            "kind": State(Ids.KIND, "value"),
            "job": Input(Ids.JOB, "data"),
            "revision": Input(Ids.REVISION, "data"),
            "severity": Input(Ids.SEVERITY, "data"),
            "score": Input(Ids.SCORE, "data"),
            "first": Input(Ids.FIRST, "value"),
            "second": Input(Ids.SECOND, "value"),
            "_tick": Input(Ids.POLL, "n_intervals"),
        },
        roles=WRITERS,
        keeping=Never.JOBS,
        prevent_initial_call=True,
    )
    def show(viewing: Viewing, first: Any, second: Any, _tick: Any, **chosen: Any) -> list[Any]:
        selection = _of_tab(DataSelection.parse(chosen | {"between": _between(first, second)}))
        job = viewing.queue.read(selection.job, viewing.viewer) if selection.job else None
        with viewing.reader(selection.revision) as reader:
            shown = _Tab(reader, selection, job).shown()
        options = no_update if shown.revisions is None else shown.revisions
        hidden = [*layouts.hidden_forms(selection.view).values(), not shown.bar]
        places = [shown.content, shown.foot, shown.bar, not shown.is_working, *hidden, options, options]
        return [*places, selection.address()]

    register_cancelling(registrar, message=Ids.MESSAGE, store=Ids.CANCEL, roles=WRITERS)


def _register_templates(registrar: Registrar) -> None:
    @registrar.callback(
        [Output(Ids.MESSAGE, "children"), Output(Ids.JOB, "data")],
        {
            "pressed": Input(Ids.MAKE, "n_clicks"),
            "kind": State(Ids.TEMPLATE_KIND, "value"),
            "methodology": State(Ids.TEMPLATE_METHODOLOGY, "value"),
            "period": State(Ids.TEMPLATE_PERIOD, "value"),
            "part": State(Ids.TEMPLATE_PART, "value"),
            "municipality": State(Ids.TEMPLATE_MUNICIPALITY, "value"),
        },
        roles=WRITERS,
        keeping=Never.STORES,
        prevent_initial_call=True,
    )
    def make(viewing: Viewing, pressed: Any, kind: Any, part: Any, **codes: Any) -> tuple[Any, ...]:
        selection = Selection.parse(codes)
        if not pressed or not isinstance(kind, str) or kind not in KINDS:
            return no_update, no_update
        if selection.municipality == data_templates.EVERYBODY:
            selection = selection.but(municipality=None)
        request = {name: getattr(selection, name) for name in ("methodology", "municipality")}
        request |= {"kind": kind, "period": template_period(selection.period, part)}
        return "", viewing.queue.add(TEMPLATES, viewing.viewer, viewing.viewer.author, request).id


def _register_publication(registrar: Registrar) -> None:
    @registrar.callback(
        [Output(Ids.MESSAGE, "children", allow_duplicate=True), Output(Ids.JOB, "data", allow_duplicate=True)],
        {"checked": Input(Ids.PUBLISH, "data"), "words": State(Ids.WORDS, "value")},
        roles=WRITERS,
        keeping=Never.STORES,
        prevent_initial_call=True,
    )
    def publish(viewing: Viewing, checked: Any, words: Any) -> tuple[Any, ...]:
        if not checked:
            return no_update, no_update
        job = _read(viewing, checked, {CHECK})
        request = job.request | {"base": job.result.get("before"), "message": typed(str(words or ""))}
        return "", viewing.queue.add(PUBLISH, viewing.viewer, viewing.viewer.author, request).id

    @registrar.callback(
        [Output(Ids.MESSAGE, "children", allow_duplicate=True), Output(Ids.JOB, "data", allow_duplicate=True)],
        {"said": Input(Ids.ANSWER, "data")},
        roles=WRITERS,
        keeping=Never.STORES,
        prevent_initial_call=True,
    )
    def answer(viewing: Viewing, said: Any) -> tuple[Any, ...]:
        if not said:
            return no_update, no_update
        identity, scale, place = [*str(said).split("~", 2), "", ""][:3]
        request = answered(_read(viewing, identity, {CHECK}), place, scale)
        return "", viewing.queue.add(CHECK, viewing.viewer, viewing.viewer.author, request).id


def _register_revisions(registrar: Registrar) -> None:
    message = Output(Ids.MESSAGE, "children", allow_duplicate=True)
    job = Output(Ids.JOB, "data", allow_duplicate=True)

    @registrar.callback(
        [message, Output(Ids.FIRST, "value"), Output(Ids.SECOND, "value")],
        {"number": Input(Ids.LOOK, "data")},
        roles=WRITERS,
        keeping=Never.FORM,
        prevent_initial_call=True,
    )
    def look(_viewing: Viewing, number: Any) -> tuple[Any, ...]:
        revision = DataSelection.parse({"revision": number}).revision
        return ("", str(revision - 1), str(revision)) if revision else (no_update,) * 3

    @registrar.callback(
        [message, job],
        {"first": Input(Ids.FIRST, "value"), "second": Input(Ids.SECOND, "value")},
        roles=WRITERS,
        keeping=Never.STORES,
        prevent_initial_call=True,
    )
    def compare(viewing: Viewing, first: Any, second: Any) -> tuple[Any, ...]:
        between = DataSelection.parse({"between": _between(first, second)}).between
        if between is None:
            return no_update, no_update
        return "", _comparison(viewing.queue, viewing.viewer, between).id

    @registrar.callback(
        [message, job],
        {"number": Input(Ids.UNDO, "data")},
        roles=WRITERS,
        keeping=Never.STORES,
        prevent_initial_call=True,
    )
    def ask_undo(viewing: Viewing, number: Any) -> tuple[Any, ...]:
        revision = DataSelection.parse({"revision": number}).revision
        if revision is None:
            return no_update, no_update
        return "", viewing.queue.add(REHEARSE_UNDO, viewing.viewer, viewing.viewer.author, {"number": revision}).id

    @registrar.callback(
        [message, job],
        {"rehearsed": Input(Ids.CONFIRM, "data")},
        roles=WRITERS,
        keeping=Never.STORES,
        prevent_initial_call=True,
    )
    def undo(viewing: Viewing, rehearsed: Any) -> tuple[Any, ...]:
        if not rehearsed:
            return no_update, no_update
        asked = _read(viewing, rehearsed, {REHEARSE_UNDO})
        request = {"number": asked.request["number"], "base": asked.result.get("before")}
        return "", viewing.queue.add(UNDO, viewing.viewer, viewing.viewer.author, request).id


class _Tab:
    """What the chosen tab shows for the chosen job; a job of another tab is not shown."""

    def __init__(self, reader: Reader, selection: DataSelection, job: Job | None) -> None:
        self.reader, self.selection = reader, selection
        self.job = job if _fits(selection, job) else None

    def shown(self) -> layouts.ShownTab:
        content, bar, revisions = self._content()
        return layouts.ShownTab(
            content=content,
            foot=footer(provenance(self.reader, None, *layouts.foot_rules())),
            bar=bar,
            revisions=revisions,
            is_working=self.job is not None and not self.job.ended,
        )

    def _content(self) -> tuple[Any, list[Component], list[dict[str, str]] | None]:
        """The content, the bar of publication (empty where there is nothing to publish), and revisions to compare."""
        if self.selection.view == tabs.TEMPLATES:
            view = template_job_view(self.job) if self.job else None
            return data_templates.template_content(view, Ids.CANCEL), [], None
        if self.selection.view == tabs.REVISIONS:
            entries, zone = revision_entries(self.reader), time_zone(self.reader)
            job = revision_job_view(self.reader, self.job) if self.job else None
            content = data_revisions.revisions_content(entries, zone, job, self._history(), ids=STORES)
            return content, [], data_revisions.revision_options(entries, zone)
        upload = upload_view(self.reader, self.job) if self.job else None
        severity = Severity(self.selection.severity) if self.selection.severity else None
        content = data_upload.upload_content(
            upload, severity, filter_store=Ids.SEVERITY, answer=Ids.ANSWER, cancel=Ids.CANCEL
        )
        content = data_mapping.with_mapping(self.reader, self.job, content)
        if upload is None or not upload.checked or self.job is None or self.job.kind != CHECK:
            return content, [], None
        return content, list(data_upload.publish_bar(upload, publish=Ids.PUBLISH, job=Ids.JOB)), None

    def _history(self) -> ScoreHistory | None:
        if self.selection.score is None:
            return None
        names = ("municipality", "period", "methodology", "direction", "position", "parameter")
        return score_history(self.reader, **dict(zip(names, self.selection.score.split("~"), strict=True)))


def _fits(selection: DataSelection, job: Job | None) -> bool:
    """Whether there is a job, and one of the tab."""
    wanted = {tabs.TEMPLATES: {TEMPLATES}, tabs.REVISIONS: REVISION_JOBS}.get(selection.view or "", FILE_JOBS)
    return job is not None and job.kind in wanted


def _comparison(queue: JobQueue, viewer: Viewer, between: str) -> Job:
    """A new job that compares two revisions."""
    older, newer = (int(number) for number in between.split("~"))
    return queue.add(COMPARE, viewer, viewer.author, {"first": older, "second": newer})


def _of_tab(selection: DataSelection) -> DataSelection:
    """Without the choices of other tabs, so that the address says what is seen; a kind is only where a form begins."""
    selection = selection.but(kind=None)
    if selection.view == tabs.REVISIONS:
        return selection.but(severity=None)
    return selection.but(
        between=None, score=None, severity=None if selection.view == tabs.TEMPLATES else selection.severity
    )


def _between(first: Any, second: Any) -> str | None:
    return f"{first}~{second}" if first not in (None, "") and second not in (None, "") else None


def _read(viewing: Viewing, identity: Any, kinds_of_job: set[str]) -> Job:
    job = viewing.queue.read(str(identity), viewing.viewer)
    if job.kind not in kinds_of_job or job.state is not JobState.DONE:
        raise NotFound(_("There is no such job. Upload the file again."))
    return job


PAGE = Page(
    DataSelection,
    lambda: _("Data"),
    layout,
    register,
    {"revisions": revisions_table},
    roles=WRITERS,
    shows_jobs=True,
)
