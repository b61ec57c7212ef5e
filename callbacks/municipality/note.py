"""The card «targeted recommendation»: choosing, editing, saving and approving its texts."""

from typing import Any

from dash import Input, Output, State, ctx, no_update

from callbacks.jobs import register_cancelling
from callbacks.keeping import Keep, Never
from callbacks.municipality.cards import WHOSE
from callbacks.registrar import EVERY_ROLE, Registrar, Viewing
from data.access import APPROVERS, WRITERS
from data.errors import DatabaseUnavailable, ProductError
from data.jobs.kinds import NOTES
from data.language import _
from data.views.data_page.templates import template_job_view
from data.views.municipality.address import MunicipalitySelection
from data.views.note.page import NoteView, note_view
from data.views.shared.choices import follow
from data.vocabulary import NoteState, Role
from data.work.note_saving import save_note_text
from layouts.municipality import note as layouts
from layouts.municipality.note import Ids
from layouts.parts.page import note

SEEING_ALL = EVERY_ROLE - {Role.MUNICIPALITY}
AUTHORS = WRITERS | {Role.MUNICIPALITY}
STATES = {name: State(*place) for name, place in WHOSE.items()}
MESSAGE = Output(Ids.MESSAGE, "children", allow_duplicate=True)


def register(registrar: Registrar) -> None:
    _register_content(registrar)
    _register_form(registrar)
    for button, state, roles in ((Ids.SAVE, NoteState.DRAFT, AUTHORS), (Ids.APPROVE, NoteState.APPROVED, APPROVERS)):
        _register_saving(registrar, button, state, roles)
    _register_archive(registrar)


def _register_content(registrar: Registrar) -> None:
    @registrar.callback(
        [
            Output(Ids.CONTENT, "children"),
            Output(Ids.SECTION, "options"),
            Output(Ids.SECTION, "value"),
            Output(Ids.ACTIONS, "children"),
            Output(Ids.EDIT, "hidden"),
            Output(Ids.APPROVE, "hidden"),
            Output(Ids.ALL, "hidden"),
            Output(Ids.FORM, "hidden", allow_duplicate=True),
            MESSAGE,
        ],
        {name: Input(*place) for name, place in WHOSE.items()}
        | {"section": Input(Ids.SECTION, "value"), "_saved": Input(Ids.SAVED, "data")},
        keeping=Keep.VALUES_TRIGGER_AND_NOTES,
    )
    def show(viewing: Viewing, section: Any, _saved: Any, **values: Any) -> list[Any]:
        view = _view(viewing, values)
        key = layouts.chosen_section(view, section)
        closed_to_editing = not (view.may_write and view.is_latest)
        return [
            layouts.note_content(view, key),
            layouts.section_options(view),
            key,
            layouts.note_actions(view),
            closed_to_editing,
            not view.may_approve,
            not viewing.viewer.sees_all_details,
            True,
            # What saving has said stays until something else is chosen.
            no_update if ctx.triggered_id == Ids.SAVED else "",
        ]


def _register_form(registrar: Registrar) -> None:
    form = Output(Ids.FORM, "hidden")

    @registrar.callback(
        [MESSAGE, form, Output(Ids.TEXT, "value"), Output(Ids.BASE, "data")],
        {"pressed": Input(Ids.EDIT, "n_clicks"), "section": State(Ids.SECTION, "value"), **STATES},
        roles=AUTHORS,
        keeping=Never.FORM,
        prevent_initial_call=True,
    )
    def edit(viewing: Viewing, pressed: Any, section: Any, **values: Any) -> tuple[Any, ...]:
        if not pressed:
            return (no_update,) * 4
        view = _view(viewing, values)
        return "", False, *layouts.text_to_edit(view, layouts.chosen_section(view, section))

    @registrar.callback(
        [MESSAGE, Output(Ids.FORM, "hidden", allow_duplicate=True)],
        {"pressed": Input(Ids.CLOSE, "n_clicks")},
        keeping=Never.FORM,
        prevent_initial_call=True,
    )
    def close(_viewing: Viewing, pressed: Any) -> tuple[Any, ...]:
        return ("", True) if pressed else (no_update, no_update)


def _register_saving(registrar: Registrar, button: Ids, state: NoteState, roles: frozenset[Role]) -> None:
    @registrar.callback(
        [MESSAGE, Output(Ids.SAVED, "data", allow_duplicate=True)],
        {
            "pressed": Input(button, "n_clicks"),
            "section": State(Ids.SECTION, "value"),
            "text": State(Ids.TEXT, "value"),
            "base": State(Ids.BASE, "data"),
            **STATES,
        },
        roles=roles,
        keeping=Never.STORES,
        prevent_initial_call=True,
    )
    def save(viewing: Viewing, pressed: Any, section: Any, text: Any, base: Any, **values: Any) -> tuple[Any, ...]:
        if not pressed:
            return no_update, no_update
        try:
            version = save_note_text(
                viewing.engine, viewing.viewer, MunicipalitySelection.parse(values), section, text, base, state
            )
        except DatabaseUnavailable:
            raise
        except ProductError as error:
            # The form stays open: nobody loses what is written.
            return note(str(error)), no_update
        return note(_("Saved as version {version}.").format(version=version)), f"{section}~{version}"


def _register_archive(registrar: Registrar) -> None:
    @registrar.callback(
        [MESSAGE, Output(Ids.JOB, "data")],
        {"pressed": Input(Ids.MAKE, "n_clicks"), **STATES},
        roles=SEEING_ALL,
        keeping=Never.STORES,
        prevent_initial_call=True,
    )
    def make(viewing: Viewing, pressed: Any, **values: Any) -> tuple[Any, ...]:
        if not pressed:
            return no_update, no_update
        selection = MunicipalitySelection.parse(values)
        request = {name: getattr(selection, name) for name in ("period", "methodology", "revision")}
        return "", viewing.queue.add(NOTES, viewing.viewer, viewing.viewer.author, request).id

    @registrar.callback(
        [Output(Ids.JOB_VIEW, "children"), Output(Ids.POLL, "disabled")],
        {"job": Input(Ids.JOB, "data"), "_tick": Input(Ids.POLL, "n_intervals")},
        roles=SEEING_ALL,
        keeping=Never.JOBS,
        prevent_initial_call=True,
    )
    def watch(viewing: Viewing, job: Any, _tick: Any) -> tuple[Any, ...]:
        found = viewing.queue.read(str(job), viewing.viewer) if job else None
        if found is None or found.kind != NOTES:
            return [], True
        return layouts.job_content(template_job_view(found)), found.ended

    register_cancelling(registrar, message=Ids.MESSAGE, store=Ids.CANCEL, roles=SEEING_ALL)


def _view(viewing: Viewing, values: dict[str, Any]) -> NoteView:
    selection = MunicipalitySelection.parse(values)
    with viewing.reader(selection.revision) as reader:
        return note_view(reader, follow(reader, selection))
