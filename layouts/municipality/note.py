"""The card «targeted recommendation» of a profile: the draft, its editing, and the note as a document."""

from enum import StrEnum

from dash import dcc, html
from dash.development.base_component import Component

from data.language import _, ngettext
from data.queries.note import SavedText
from data.queries.note_store import DEADLINE, LONGEST_TEXT
from data.views.data_page.templates import TemplateJobView
from data.views.note.page import NoteView, Section
from data.views.note.text import Figure, Text
from data.views.note.words import signature
from data.vocabulary import JobState, NoteState
from layouts.parts.page import empty_state, field, note, select
from layouts.parts.progress import progress
from layouts.parts.signs import Sign, badge

POLL_EVERY = 700


class Ids(StrEnum):
    # Which recommendation is shown.
    SECTION = "note-section"
    CONTENT = "note-content"
    ACTIONS = "note-actions"
    EDIT = "note-edit"
    FORM = "note-form"
    TEXT = "note-text"
    # The version that the text being written began from.
    BASE = "note-base"
    SAVE = "note-save"
    APPROVE = "note-approve"
    CLOSE = "note-close"
    MESSAGE = "note-message"
    # Counts the texts saved, so that the card is read again.
    SAVED = "note-saved"
    # The notes of all municipalities, as a job.
    ALL = "note-all"
    MAKE = "note-make"
    JOB = "note-job"
    JOB_VIEW = "note-job-view"
    CANCEL = "note-cancel"
    POLL = "note-poll"


def note_card() -> Component:
    """The card without data: its callbacks bring them."""
    stores = [dcc.Store(id=identity, data="") for identity in (Ids.BASE, Ids.SAVED, Ids.JOB, Ids.CANCEL)]
    chooser = html.Div(
        [
            html.Label(_("Recommendation"), htmlFor=Ids.SECTION, className="visually-hidden"),
            select(Ids.SECTION, [], None),
        ],
        className="note-chooser",
    )
    edit = html.Button(_("Edit"), id=Ids.EDIT, type="button", className="button button-small", hidden=True)
    everybody = html.Div(
        [
            html.Button(
                _("Notes of all municipalities, ZIP"), id=Ids.MAKE, type="button", className="button button-small"
            ),
            html.Div(id=Ids.JOB_VIEW, className="note-job"),
        ],
        id=Ids.ALL,
        hidden=True,
    )
    heading = html.Div(
        [
            html.Div(
                [
                    html.H2(_("Targeted recommendation")),
                    html.P(
                        _("Gaps of one stage share a recommendation, first breaks first. Check it before you send it.")
                    ),
                ]
            )
        ],
        className="card-heading",
    )
    poll = dcc.Interval(id=Ids.POLL, interval=POLL_EVERY, disabled=True)
    tools = html.Div([html.Span(id=Ids.ACTIONS), edit], className="toolbar")
    body = [heading, chooser, html.Div(id=Ids.CONTENT), _form(), html.Div(id=Ids.MESSAGE), tools, everybody]
    return html.Section([*stores, poll, *body], className="sheet note-card")


def _form() -> Component:
    # Dash gives a text area a height of its own, which a style sheet does not reach.
    tall = {"minHeight": "260px", "width": "100%"}
    text = dcc.Textarea(id=Ids.TEXT, value="", maxLength=LONGEST_TEXT, className="form-control note-text", style=tall)
    buttons = [
        html.Button(_("Save the draft"), id=Ids.SAVE, type="button", className="button button-primary"),
        html.Button(_("Approve"), id=Ids.APPROVE, type="button", className="button"),
        html.Button(_("Close without saving"), id=Ids.CLOSE, type="button", className="button"),
    ]
    hint = _("Every version is kept with its author and time. An approved text stays, whatever is written after it.")
    return html.Div(
        [field(_("Text of the recommendation"), text, hint=hint), html.Div(buttons, className="toolbar")],
        id=Ids.FORM,
        hidden=True,
    )


def section_options(view: NoteView) -> list[dict[str, str]]:
    """Every recommendation in order with its number, and the deadline that all drafts name."""
    options = [
        {"value": section.key, "label": f"{place}. {section.draft.title}{_mark(section)}"}
        for place, section in enumerate(view.sections, start=1)
    ]
    return [*options, {"value": DEADLINE, "label": _("Deadline of the drafts")}]


def _mark(section: Section) -> str:
    if section.is_approved:
        return f" · {_('approved')}"
    return f" · {_('edited')}" if section.later else ""


def chosen_section(view: NoteView, asked: str | None) -> str:
    """The recommendation asked for; where there is none such, the first one."""
    keys = [option["value"] for option in section_options(view)]
    return asked if asked in keys else keys[0]


def note_content(view: NoteView, key: str) -> list[Component]:
    """The chosen recommendation, and what else is to be known of the texts of this note."""
    section = view.section(key)
    if section is not None:
        body = _section(view, section)
    elif not view.sections:
        text = _("Every required stage of the cycle is formed, and no target that can be judged is missed or behind.")
        body = [empty_state(_("There is nothing to recommend"), text)]
    else:
        body = _deadline(view)
    return [*body, *_closed(view)]


def note_actions(view: NoteView) -> list[Component]:
    """The note of this municipality as a document."""
    href = f"/note/{view.municipality.code}.docx?{view.selection.but(municipality=None).query()}"
    return [html.A(_("Note, DOCX"), href=href, download="", className="button button-primary button-small")]


def text_to_edit(view: NoteView, key: str) -> tuple[str, int]:
    """Where editing goes on, and the version that it began from."""
    section = view.section(key)
    if section is not None:
        return section.text_to_edit, section.version
    return (view.deadline.text if view.deadline else view.proposed), view.deadline_version


def _section(view: NoteView, section: Section) -> list[Component]:
    saved = section.saved
    if saved is None:
        return [html.Div(badge(Sign(_("draft"), "✎", "draft")), className="note-state"), _draft(section)]
    shown = [
        html.Div([_state_badge(saved.state), html.Span(signature(saved, view.time_zone), className="second small")],
                 className="note-state"),
        _saved_text(saved.text),
    ]  # fmt: skip
    if section.approved and section.later:
        words = _("A later draft, beside the approved text")
        later = [
            html.P(signature(section.later, view.time_zone), className="second small"),
            _saved_text(section.later.text),
        ]
        shown.append(html.Details([html.Summary(words), *later], className="note-more"))
    return [*shown, *_differences(section, saved), html.Details([html.Summary(_("Draft from the current data")),
            _draft(section)], className="note-more")]  # fmt: skip


def _draft(section: Section) -> Component:
    return html.Div(
        [html.P([html.B(f"{one.label}: "), *_parts(one.text)]) for one in section.draft.paragraphs],
        className="note-body",
    )


def _parts(text: Text) -> list[Component | str]:
    return [_figure(part) if isinstance(part, Figure) else part for part in text]


def _figure(figure: Figure) -> Component:
    return dcc.Link(figure.text, href=figure.link, className="note-figure", title=_("Where this number comes from"))


def _saved_text(text: str) -> Component:
    return html.Div([html.P(line) for line in text.split("\n") if line.strip()], className="note-body")


def _state_badge(state: NoteState) -> Component:
    if state is NoteState.APPROVED:
        return badge(Sign(_("approved"), "✓", "effective"))
    return badge(Sign(_("draft"), "✎", "draft"))


def _differences(section: Section, saved: SavedText) -> list[Component]:
    """That the data have changed since the text was written, and how."""
    if not section.differences:
        return []
    lines = [
        html.Li(_("{name}: was {then}, is {now}").format(name=one.name, then=one.then, now=one.now))
        for one in section.differences
    ]
    words = _("The data have changed since this text was written for revision {revision}:").format(
        revision=saved.revision
    )
    return [note([html.P(words), html.Ul(lines)])]


def job_content(view: TemplateJobView | None) -> list[Component]:
    """How far the notes of all municipalities are, or the link to them."""
    if view is None:
        return []
    if view.running:
        words = _("Notes are being written …")
        if view.total > 1:
            words = _("Notes are being written: {done} of {total}").format(done=view.progress, total=view.total)
        return [progress(view.job, view.progress, view.total, Ids.CANCEL, words)]
    if view.state is JobState.CANCELLED:
        return [note(_("The work was cancelled. No notes are kept."))]
    if view.state is JobState.FAILED or view.refusal:
        return [note(view.refusal or _("The notes could not be prepared. Try again."))]
    count = view.workbooks or 0
    link = html.A(
        _("Download the notes, ZIP"), href=f"/notes/{view.job}.zip", download="", className="button button-small"
    )
    words = ngettext("{number} analytical note", "{number} analytical notes", count).format(number=count)
    return [html.Div([link, html.Span(words, className="second")], className="toolbar", role="status")]


def _deadline(view: NoteView) -> list[Component]:
    if view.deadline is None:
        return [
            html.Div([html.B(view.proposed)], className="note-body"),
            html.P(_("Proposed by the calendar of the yearly monitoring; edit it to set another."), className="second"),
        ]
    return [
        html.Div([html.B(view.deadline.text)], className="note-body"),
        html.P(signature(view.deadline, view.time_zone), className="second small"),
    ]


def _closed(view: NoteView) -> list[Component]:
    if not view.closed:
        return []
    count = ngettext(
        "{number} saved text no longer matches a gap and is left out of the note.",
        "{number} saved texts no longer match a gap and are left out of the note.",
        len(view.closed),
    ).format(number=len(view.closed))
    texts = [_saved_text(saved.text) for saved in view.closed]
    return [html.Details([html.Summary(count), *texts], className="note-more")]
