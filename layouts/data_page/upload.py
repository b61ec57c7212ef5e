"""The tab of /data that brings a file in: four steps, findings, consequences, publication."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from data.formats import number
from data.language import _, ngettext
from data.views.data_page.uploads import UploadView
from data.vocabulary import JobState, Severity
from layouts.data_page.consequences import consequences_card
from layouts.data_page.findings import findings_card
from layouts.parts.page import card, note, spoken, stack
from layouts.parts.progress import progress
from layouts.parts.signs import choice_button

DONE, CURRENT, WAITING = "done", "current", "waiting"


def upload_content(
    view: UploadView | None, severity: Severity | None, *, filter_store: str, answer: str, cancel: str
) -> Component:
    """Where the file stands. ``filter_store``, ``answer`` and ``cancel`` are the stores that buttons write into."""
    if view is None:
        return note(_("No file has been sent yet. Choose one above: nothing is stored before you publish it."))
    if view.running:
        return stack(steps(view), card(view.file_name, progress(view.job, view.progress, view.total, cancel)))
    if view.state is JobState.CANCELLED:
        return note(_("The work was cancelled. Nothing of the file is stored."))
    if view.state is JobState.FAILED or view.refusal:
        return note(view.refusal or _("The file could not be processed. Nothing of it is stored; send it again."))
    if view.publishing and view.revision is not None:
        done = _("“{file}” is stored as revision {number}. Everybody sees it now.").format(
            file=view.file_name, number=view.revision
        )
        told = html.Div(done, className="note", role="status")
        return stack(told, steps(view), _consequences(view, _("What has changed")))
    return stack(
        steps(view),
        findings_card(view, severity, filter_store, answer),
        _consequences(view, _("What changes if it is published")),
    )


def steps(view: UploadView) -> Component:
    """The way of a file: 1 file, 2 check, 3 consequences, 4 publication, with what each has said."""
    published = view.revision is not None
    checked, changed = view.checked, view.checked and not view.refused
    reached = [
        (_("1. File"), _file_words(view), DONE),
        (_("2. Check"), _check_words(view), DONE if changed else CURRENT),
        (_("3. Consequences"), _change_words(view), (DONE if published else CURRENT) if changed else WAITING),
        (_("4. Publication"), _publication_words(view), DONE if published else WAITING),
    ]
    return html.Ol([_step(*step) for step in reached], className="steps" + ("" if checked else " steps-begun"))


def _step(title: str, words: str, state: str) -> Component:
    current = {"aria-current": "step"} if state == CURRENT else {}
    mark = [html.Span("✓ ", **{"aria-hidden": "true"}), spoken(_("done:"))] if state == DONE else []
    return html.Li([html.B([*mark, title]), html.Span(words)], className=f"step-{state}", **current)


def _file_words(view: UploadView) -> str:
    size = _("{number} KB").format(number=number(max(1, view.size / 1024), 0)) if view.size else ""
    return " · ".join(filter(None, (view.file_name, size)))


def _check_words(view: UploadView) -> str:
    if not view.checked:
        return _("is being read")
    counts = [
        (view.count(Severity.ERROR), ngettext("{number} error", "{number} errors", view.count(Severity.ERROR))),
        (
            view.count(Severity.QUESTION),
            ngettext("{number} question", "{number} questions", view.count(Severity.QUESTION)),
        ),
        (view.count(Severity.WARNING), ngettext("{number} warning", "{number} warnings", view.count(Severity.WARNING))),
        (view.count(Severity.NOTE), ngettext("{number} note", "{number} notes", view.count(Severity.NOTE))),
    ]
    return ", ".join(text.format(number=count) for count, text in counts if count) or _("no findings")


def _change_words(view: UploadView) -> str:
    if not view.checked:
        return ""
    if view.refused:
        return _("once the errors are fixed") if view.count(Severity.ERROR) else _("once the questions are answered")
    count = view.changes.cells or view.changes.other_count
    if not view.planned and not count:
        return _("no changes")
    return ngettext("{number} cell", "{number} cells", count).format(number=number(count))


def _publication_words(view: UploadView) -> str:
    if view.revision is not None:
        return _("revision {number}").format(number=view.revision)
    return _("becomes revision {number}").format(number=view.next_revision) if view.can_publish else ""


def _consequences(view: UploadView, title: str) -> Component:
    if view.refused:
        errors = _("The consequences are computed once the errors are fixed and the file is sent again.")
        questions = _("The consequences are computed once the questions are answered.")
        return card(title, html.P(errors if view.count(Severity.ERROR) else questions))
    if not view.planned:
        unfilled = _("Nothing is filled in: no row of the file says anything. No revision is made.")
        known = _("No changes: the file holds what is already stored. No revision is made.")
        return card(title, html.P(unfilled if view.is_unfilled else known))
    compared = view.changes.before or view.next_revision - 1
    if view.revision is not None:
        caption = _("Compared with revision {number}, the one before it.").format(number=compared)
    else:
        caption = _("Compared with revision {number}, which everybody sees.").format(number=compared)
    return consequences_card(title, caption, view.changes, rows=view.counts, is_done=view.revision is not None)


def publish_bar(view: UploadView, *, publish: str, job: str) -> Sequence[Component]:
    """The buttons of the last step: publish, or why not; and let the file be."""
    text = _("Publish revision {number}").format(number=view.next_revision)
    why = ""
    if view.refused:
        errors = _("There are errors: fix them and send the file again.")
        why = errors if view.count(Severity.ERROR) else _("There are questions: answer them above.")
    elif not view.planned:
        unfilled = _("Nothing is filled in: no row of the file says anything.")
        why = unfilled if view.is_unfilled else _("No changes: the file holds what is already stored.")
    button = (
        choice_button(text, publish, view.job, look="button button-primary")
        if view.can_publish
        else html.Button(text, type="button", disabled=True, className="button")
    )
    return [
        button,
        html.Span(why, className="second"),
        html.Span(choice_button(_("Discard the file"), job, ""), className="toolbar-end"),
    ]
