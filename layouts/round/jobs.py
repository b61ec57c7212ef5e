"""What a job of a round says: how far it is, what came of the files, what a publication means."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from data.findings import in_current_language
from data.jobs.kinds import ROUND_FILES, ROUND_FORMS, ROUND_MARKED, ROUND_REHEARSE
from data.language import _, ngettext
from data.views.round.address import RoundSelection
from data.views.round.page import JobView
from data.views.round.words import outcome_words
from data.vocabulary import JobState, ReturnOutcome
from layouts.data_page.consequences import consequences_card
from layouts.parts.page import card, note, stack
from layouts.parts.progress import progress
from layouts.parts.screen_table import Cell, Heading, Row, Section, screen_table

ACT = "round-act"


def job_card(job: JobView, _selection: RoundSelection, cancel: str) -> Component:
    """``cancel`` is the store that takes the job to be ended."""
    if job.running:
        words = _("{done} of {total} files …").format(done=job.progress, total=job.total) if job.total else ""
        return card(_("Work on the round"), progress(job.job, job.progress, job.total, cancel, words))
    if job.state is JobState.CANCELLED:
        return note(_("The work was cancelled. Files that had been taken before stay; nothing is published."))
    if job.state is JobState.FAILED or "refusal" in job.result:
        return note(job.result.get("refusal") or _("The work failed. Begin it again: nothing is done twice."))
    if job.kind == ROUND_FILES:
        return _receipts(job)
    if job.kind in (ROUND_FORMS, ROUND_MARKED):
        return _archive(job)
    return _publication(job)


def _archive(job: JobView) -> Component:
    count = job.result["workbooks"]
    told = ngettext("{number} workbook is ready.", "{number} workbooks are ready.", count).format(number=count)
    link = html.A(_("Download"), href=f"/download/round/{job.job}", className="button button-primary", download="")
    return card(job.result["name"], html.Div(link, className="toolbar"), caption=told)


def _receipts(job: JobView) -> Component:
    receipts = job.result["receipts"]
    words = outcome_words()
    headings = [
        Heading("file", _("File"), is_name=True),
        Heading("outcome", _("What became of it")),
        Heading("municipality", _("Municipality")),
        Heading("form", _("Form")),
        Heading("findings", _("Findings")),
    ]
    rows = [
        Row(
            str(place),
            [
                Cell(one["file_name"]),
                Cell(_outcome(one, words)),
                Cell(one["municipality"] or "—"),
                Cell(one["form"] or "—"),
                Cell(_found(one)),
            ],
        )
        for place, one in enumerate(receipts)
    ]
    taken = sum(one["outcome"] == ReturnOutcome.ACCEPTED for one in receipts)
    caption = _("Taken: {taken} of {all}.").format(taken=taken, all=len(receipts))
    looks = "data-table table-loose table-stacked"
    table = screen_table("receipts", _("Files just taken"), headings, [Section(rows)], look=looks, has_cards=True)
    return card(_("Files just taken"), table, caption=caption)


def _outcome(one: dict[str, Any], words: dict[ReturnOutcome, str]) -> str:
    told = words[ReturnOutcome(one["outcome"])]
    return f"{told}, {_('the same file came before')}" if one["is_known"] else told


def _found(one: dict[str, Any]) -> str:
    if one["outcome"] != ReturnOutcome.ACCEPTED:
        return "—"
    parts = (
        (one["errors"], ngettext("{number} error", "{number} errors", one["errors"])),
        (one["questions"], ngettext("{number} question", "{number} questions", one["questions"])),
    )
    return ", ".join(words.format(number=count) for count, words in parts if count) or _("no findings")


def _publication(job: JobView) -> Component:
    files, number = job.result["files"], job.result["revision"]
    refused = [html.Li(f"{one['file']}: {in_current_language(one)['message']}") for one in job.result["refused"]]
    left = [note([html.B(_("Left out:")), html.Ul(refused)])] if refused else []
    counted = ngettext("{number} file", "{number} files", files).format(number=files)
    if job.kind == ROUND_REHEARSE:
        button = html.Button(
            _("Publish: {files}").format(files=counted),
            type="button",
            className="button button-primary",
            **{"data-form-action": f"publish~{job.job}"},
        )
        title, caption = _("What changes if it is published"), counted
        actions = html.Div(button, **{"data-form": ACT})
        return stack(*left, consequences_card(title, caption, job.changes, is_done=False, actions=actions))
    told = _("{files}: stored as revision {number}.").format(files=counted, number=number or "—")
    return stack(*left, note(told), consequences_card(_("What has changed"), counted, job.changes, is_done=True))
