"""Page /data: bringing in a workbook, its findings and consequences, and the list of revisions."""

from collections.abc import Sequence
from enum import StrEnum

from dash import dcc, html
from dash.development.base_component import Component

from data.formats import moment
from data.language import _, ngettext
from data.selection import Selection
from data.views.provenance import Provenance
from data.views.revisions import RevisionEntry
from data.views.uploads import UploadView
from data.vocabulary import JobState
from layouts.data_consequences import consequences_card
from layouts.data_findings import findings_card
from layouts.parts import card, choice_button, field, footer, note, page, segmented, select, stack, table_frame

UPLOAD, REVISIONS = "upload", "revisions"
POLL_EVERY = 700


class Ids(StrEnum):
    TAB = "data-tab"
    KIND = "data-kind"
    # The job that checks the chosen file; the upload script writes its id here.
    JOB = "data-job"
    PUBLISH = "data-publish"
    CANCEL = "data-cancel"
    UNDO = "data-undo"
    CONFIRM = "data-confirm"
    POLL = "data-poll"
    CONTENT = "data-content"
    REVISION = "data-revision"
    # What an action has to say; it stays until the next one.
    MESSAGE = "data-message"


def kind_names() -> dict[str, str]:
    """What can be loaded, in the order an operator needs it."""
    return {
        "scores": _("Scores"),
        "observations": _("Observations of indicators"),
        "schools": _("Schools and enrolment"),
        "methodology": _("Methodology"),
    }


def layout(selection: Selection, provenance: Provenance) -> Component:
    stores = [
        dcc.Store(id=Ids.JOB, data=selection.job),
        *(dcc.Store(id=identity) for identity in (Ids.PUBLISH, Ids.CANCEL, Ids.UNDO, Ids.CONFIRM)),
        dcc.Store(id=Ids.REVISION, data=selection.revision),
        dcc.Interval(id=Ids.POLL, interval=POLL_EVERY, disabled=True),
    ]
    tabs = segmented(Ids.TAB, [(UPLOAD, _("Upload")), (REVISIONS, _("Revisions"))], selection.view or UPLOAD)
    return page(
        title=_("Data"),
        sentence=_("A file is read and checked first; findings and consequences are seen before anything is stored."),
        content=html.Div([*stores, html.Div(tabs), html.Div(id=Ids.MESSAGE), upload_form(), html.Div(id=Ids.CONTENT)]),
        foot=footer(provenance),
    )


def upload_form() -> Component:
    """The choice of kind and file; the browser sends the file and writes the job's id into the store."""
    chooser = html.Label(
        [
            html.Span(_("Choose a file"), className="button button-primary"),
            html.Span(_("or drop it here: .xlsx, .xlsm"), className="second"),
            html.Span(role="status", **{"data-upload-message": "true"}),
        ],
        className="upload",
        **{"data-upload": Ids.JOB.value, "data-upload-kind": Ids.KIND.value, "data-uploading": _("Sending the file …")},
    )
    return card(
        _("A workbook to load"),
        html.Div([field(_("What it holds"), select(Ids.KIND, list(kind_names().items()), "scores")), chooser]),
        caption=_("Templates come from the command line: mmuko template. Macros are never run."),
        **{"data-upload-card": "true"},
    )


def upload_content(view: UploadView | None) -> Component:
    """Where the file stands: read, checked, consequences, published."""
    if view is None:
        return note(_("No file has been sent yet. Choose one above: nothing is stored before you publish it."))
    if view.running:
        return card(view.file_name, _progress(view))
    if view.state is JobState.CANCELLED:
        return note(_("The work was cancelled. Nothing of the file is stored."))
    if view.state is JobState.FAILED or view.refusal:
        return note(view.refusal or _("The file could not be worked on. Nothing of it is stored; send it again."))
    if view.publishing and view.revision is not None:
        done = _("“{file}” is stored as revision {number}. Everybody sees it now.").format(
            file=view.file_name, number=view.revision
        )
        return stack(html.Div(done, className="note", role="status"), consequences_card(view, None))
    return stack(findings_card(view), consequences_card(view, Ids.PUBLISH))


def _progress(view: UploadView) -> Component:
    done = view.progress / view.total if view.total else 0.0
    return html.Div(
        [
            html.Div(
                html.Div(className="progress-done", style={"width": f"{100 * done:.0f}%"}),
                className="progress-track",
                role="progressbar",
                **{"aria-valuenow": round(100 * done), "aria-valuemin": 0, "aria-valuemax": 100},
            ),
            html.P(_("Reading, checking and comparing …"), className="second"),
            choice_button(_("Cancel"), Ids.CANCEL, view.job),
        ]
    )


def undone_note(undone: int, made: int) -> Component:
    text = _("Revision {undone} is undone by revision {made}: the earlier figures stand again.")
    return html.Div(text.format(undone=undone, made=made), className="note", role="status")


def revisions_content(entries: Sequence[RevisionEntry], zone: str, asked: int | None) -> Component:
    """The list, the latest first; ``asked`` is the revision whose undo waits for a second press."""
    head = [_("No."), _("When"), _("Message"), _("Who"), _("File and fingerprint"), _("Changed"), _("Action")]
    rows = [
        _revision_row(entry, zone, latest=index == 0, asked=entry.number == asked)
        for index, entry in enumerate(entries)
    ]
    table = table_frame(
        [html.Thead(html.Tr([html.Th(title, scope="col") for title in head])), html.Tbody(rows)],
        _("Revisions"),
        look="data-table",
    )
    return card(
        _("Revisions"),
        table,
        caption=_("Every accepted change of the data. An undo is a revision too: figures return, history stays."),
    )


def _revision_row(entry: RevisionEntry, zone: str, *, latest: bool, asked: bool) -> Component:
    remark = _("seen by everybody now") if latest else ""
    if entry.undone_by is not None:
        remark = _("undone by revision {number}").format(number=entry.undone_by)
    file = [entry.file_name or "—", html.Br(), html.Code(f"{entry.file_sha256[:8]}…")] if entry.file_sha256 else ["—"]
    cells = ngettext("{number} cell", "{number} cells", entry.changed_cells).format(number=entry.changed_cells)
    return html.Tr(
        [
            html.Td(str(entry.number), className="numeric"),
            html.Td(moment(entry.created_at, zone)),
            html.Td([entry.message, html.Br(), html.Span(remark, className="second")]),
            html.Td(entry.author),
            html.Td(file),
            html.Td(cells, className="numeric"),
            html.Td(_revision_actions(entry, asked)),
        ],
        className="own" if latest else "",
    )


def _revision_actions(entry: RevisionEntry, asked: bool) -> list[Component]:
    look = html.A(_("Look"), href=f"/rankings?revision={entry.number}", className="button button-small")
    if entry.undone_by is not None:
        return [look]
    if asked:
        return [
            choice_button(
                _("Yes, undo revision {number}").format(number=entry.number),
                Ids.CONFIRM,
                str(entry.number),
                look="button button-small button-danger",
            ),
            choice_button(_("No"), Ids.UNDO, ""),
        ]
    return [
        look,
        choice_button(_("Undo …"), Ids.UNDO, str(entry.number), look="button button-small button-danger"),
    ]
