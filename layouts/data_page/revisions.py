"""The tab of /data with the history: the list, one revision or the difference of two, undo, the history of a score."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from data.formats import moment, number
from data.language import _, ngettext
from data.views.data_page.address import DataSelection
from data.views.data_page.changes import content_text
from data.views.data_page.revisions import RevisionEntry, RevisionJobView, remark
from data.views.shared.revision_words import author_words
from data.views.shared.score_history import ScoreHistory, ScoreVersion
from data.vocabulary import JobState
from layouts.data_page.consequences import consequences_card, was_becomes
from layouts.parts.cell_parts import Part, bold, button, ear_only, span
from layouts.parts.page import card, export_menu, field, note, select, stack
from layouts.parts.progress import progress
from layouts.parts.screen_table import DESCENDING, UNSORTED, Cell, Heading, Row, Section, screen_table
from layouts.parts.signs import choice_button


def comparison_form(options: list[dict[str, str]], between: tuple[str, str], ids: tuple[str, str]) -> Component:
    """Two choices of a revision; what lies between them is computed as soon as both are chosen."""
    names = (_("Between revision"), _("and revision"))
    fields = []
    for name, value, identity in zip(names, between, ids, strict=True):
        control = select(identity, [], value or None)
        control.options, control.placeholder = options, "—"
        fields.append(field(name, control))
    return card(
        _("Compare two revisions"),
        html.Div(fields, className="form-row"),
        caption=_("“Show changes” in the list compares a revision with the one before it."),
    )


def revision_options(entries: Sequence[RevisionEntry], zone: str) -> list[dict[str, str]]:
    """All revisions for a select, and the emptiness before the first one."""
    options = [
        {
            "value": str(entry.number),
            "label": f"{entry.number} · {moment(entry.created_at, zone)} · {entry.message}"[:90],
        }
        for entry in entries
    ]
    return [*options, {"value": "0", "label": _("0 · before the first one")}]


def revisions_content(
    entries: Sequence[RevisionEntry],
    zone: str,
    job: RevisionJobView | None,
    history: ScoreHistory | None,
    *,
    ids: dict[str, str],
) -> Component:
    """The list, the latest first, under what was asked for; ``ids``: stores look, undo, confirm, cancel and job."""
    above = [_job(job, ids)] if job else []
    if history:
        above.append(history_card(history, zone))
    rows = [_row(entry, zone, latest=index == 0, ids=ids) for index, entry in enumerate(entries)]
    looks = "data-table table-loose table-stacked"
    table = screen_table("revisions", _("Revisions"), _headings(), [Section(rows)], look=looks, has_cards=True)
    caption = _("Every accepted change of the data. An undo is a revision too: figures return, history stays.")
    times = _("Times are shown in the zone {zone}.").format(zone=zone)
    menu = export_menu("data", DataSelection(), table="revisions")
    return stack(*above, card(_("Revisions"), table, caption=f"{caption} {times}", actions=[menu]))


def _headings() -> list[Heading]:
    return [
        Heading("number", _("No."), look="numeric", sort=DESCENDING),
        Heading("when", _("When"), look="name", sort=DESCENDING),
        Heading("message", _("Message")),
        Heading("author", _("Who")),
        Heading("file", _("File")),
        Heading("cells", _("Changed"), look="numeric", sort=DESCENDING),
        Heading("action", _("Action"), look="numeric", sort=UNSORTED),
    ]


def _row(entry: RevisionEntry, zone: str, *, latest: bool, ids: dict[str, str]) -> Row:
    said = _("visible to everybody now") if latest else remark(entry) if entry.undone_by is not None else ""
    fingerprint = f"SHA-256: {entry.file_sha256}"
    words = ngettext("{number} cell", "{number} cells", entry.changed_cells).format(number=number(entry.changed_cells))
    cells = [
        Cell(entry.number, bold(str(entry.number))),
        Cell(entry.created_at.isoformat(), moment(entry.created_at, zone)),
        Cell(entry.message, (entry.message, span(said, "rule"))) if said else Cell(entry.message),
        Cell(entry.author),
        Cell(entry.file_name or None, span(entry.file_name or "—", title=fingerprint if entry.file_sha256 else "")),
        Cell(entry.changed_cells, words),
        Cell(shown=_actions(entry, ids)),
    ]
    return Row(str(entry.number), cells, "selected" if latest else "")


def _actions(entry: RevisionEntry, ids: dict[str, str]) -> tuple[Part, ...]:
    name = ear_only(_("revision {number}").format(number=entry.number))
    look = button((_("Show changes"), " ", name), ids["look"], str(entry.number))
    if entry.undone_by is not None:
        return (look,)
    danger = "button button-small button-danger"
    return (look, button((_("Undo …"), " ", name), ids["undo"], str(entry.number), look=danger))


def _job(view: RevisionJobView, ids: dict[str, str]) -> Component:
    """A comparison or an undo, in the place where the page scrolls to."""
    return html.Div(_job_body(view, ids), **{"data-into-view": f"{view.job}{view.state}"})


def _job_body(view: RevisionJobView, ids: dict[str, str]) -> Component:
    if view.running:
        words = _("Comparing two revisions …") if view.number is None else _("Computing what the undo changes …")
        return card(_title(view), progress(view.job, view.progress, view.total, ids["cancel"], words))
    if view.state is JobState.CANCELLED:
        return note(_("The work was cancelled. Nothing has changed."))
    if view.state is JobState.FAILED or view.refusal:
        told = view.refusal or _("This could not be computed. Nothing has changed; try again.")
        return html.Div([html.H3(_title(view)), html.P(told)], className="error-notice", role="alert")
    if view.number is None:
        return _compared(view, ids)
    return _undone(view) if view.made is not None else _asked(view, ids)


def _title(view: RevisionJobView) -> str:
    if view.number is None:
        return (
            _("Difference between revisions {first} and {second}").format(
                first=view.changes.before, second=view.changes.after
            )
            if not view.running
            else _("Difference between two revisions")
        )
    return _("Undo of revision {number}").format(number=view.number)


def _compared(view: RevisionJobView, ids: dict[str, str]) -> Component:
    close = choice_button(_("Close"), ids["job"], "", look="button button-small")
    pages = html.A(
        _("The pages as of revision {number}").format(number=view.changes.after),
        href=f"/rankings?revision={view.changes.after}",
        className="button button-small",
    )
    actions = [*([pages] if view.changes.after else []), close]
    if view.changes.is_empty:
        return card(_title(view), html.P(_("No figure differs between them.")), actions=actions)
    return consequences_card(
        _title(view), _("Was: the older one. Is now: the newer one."), view.changes, actions=actions, is_done=True
    )


def _undone(view: RevisionJobView) -> Component:
    text = _("Revision {undone} is undone by revision {made}: the earlier figures are back.")
    told = html.Div(text.format(undone=view.number, made=view.made), className="note", role="status")
    return stack(told, consequences_card(_("What has changed"), "", view.changes, is_done=True))


def _asked(view: RevisionJobView, ids: dict[str, str]) -> Component:
    """The second question, with everything that the undo would change."""
    leave = choice_button(_("No, leave it"), ids["job"], "")
    if view.changes.is_empty:
        told = _(
            "An undo would change no figure. Correct what this revision brought, such as names of "
            "the registry, a methodology or comments, with a new file."
        )
        return card(_title(view), [html.P(told), html.Div([leave], className="toolbar")])
    confirm = choice_button(
        _("Yes, undo revision {number}").format(number=view.number),
        ids["confirm"],
        view.job,
        look="button button-danger",
    )
    return stack(
        *_warnings(view),
        consequences_card(
            _("What undoing revision {number} would change").format(number=view.number),
            _("Nothing has been undone yet."),
            view.changes,
            is_done=False,
        ),
        html.Div([confirm, leave], className="sheet toolbar sheet-foot"),
    )


def _warnings(view: RevisionJobView) -> list[Component]:
    vanished = view.changes.vanished
    if not vanished:
        return []
    told = ngettext(
        "{number} cell vanishes: before this revision it held nothing.",
        "{number} cells vanish: before this revision they held nothing.",
        vanished,
    ).format(number=number(vanished))
    if view.empties:
        told += " " + _("The region would be left without a single score and observation.")
    return [html.Div([html.B(_("Attention.")), " ", told], className="error-notice", role="alert")]


def history_card(history: ScoreHistory, zone: str) -> Component:
    """Who changed one score, when, from what to what."""
    title = _("History of a score: {municipality}, {period}").format(
        municipality=history.municipality, period=history.period
    )
    limits = _("from {minimum} to {maximum} points").format(
        minimum=number(history.minimum), maximum=number(history.maximum)
    )
    if not history.versions:
        return card(title, html.P(_("The score has never been given.")), caption=f"{history.parameter} · {limits}")
    headings = [
        Heading("revision", _("No."), look="numeric", sort=DESCENDING),
        Heading("when", _("When"), look="name", sort=DESCENDING),
        Heading("became", _("Was → became"), sort=UNSORTED),
        Heading("author", _("Who")),
        Heading("comment", _("Comment")),
        Heading("document", _("Document")),
        Heading("from", _("From")),
    ]
    rows = [_version(version, zone) for version in history.versions]
    table = screen_table("score-history", title, headings, [Section(rows)], look="data-table table-loose")
    return card(title, table, caption=f"{history.parameter} · {limits}")


def _version(version: ScoreVersion, zone: str) -> Row:
    cells = [
        Cell(version.revision, str(version.revision)),
        Cell(version.created_at.isoformat(), moment(version.created_at, zone)),
        Cell(shown=was_becomes(content_text(version.old), content_text(version.new))),
        Cell(author_words(version.author)),
        _optional(version.comment),
        _optional(version.document),
        Cell(version.file_name or version.message),
    ]
    return Row(str(version.revision), cells)


def _optional(text: str | None) -> Cell:
    return Cell(text or None, None if text else "—")
