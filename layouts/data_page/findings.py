"""Findings of an uploaded file as the page /data shows them: all at once, or of one severity."""

from dash import html
from dash.development.base_component import Component

from data.findings import Finding
from data.formats import NBSP
from data.intake.tables.percent_scale import PercentScale
from data.language import _, ngettext
from data.views.data_page.uploads import UploadView, severity_word
from data.vocabulary import Severity
from layouts.parts.page import card
from layouts.parts.signs import Sign, badge, choice_button
from layouts.parts.tables import labelled_cell, table_frame

MARKS = {
    Severity.ERROR: ("✕", "error"),
    Severity.QUESTION: ("?", "question"),
    Severity.WARNING: ("!", "warning"),
    Severity.NOTE: ("i", "note"),
}


def severity_sign(severity: Severity) -> Sign:
    mark, tone = MARKS[severity]
    return Sign(severity_word(severity), mark, tone)


def findings_card(view: UploadView, chosen: Severity | None, store: str, answer: str) -> Component:
    """All findings, errors first, or those of one severity; ``store`` takes the severity that is pressed.

    ``answer`` takes the answer to a question: job, answer and column.
    """
    if not view.findings:
        return card(_("No findings"), html.P(_("All rows of the file were read.")))
    title = _title(view)
    table = table_frame(
        [
            html.Thead(html.Tr([html.Th(text, scope="col") for text in _head()])),
            html.Tbody([_row(finding, view.job, answer) for finding in view.shown(chosen)]),
        ],
        title,
        look="data-table table-loose table-stacked",
    )
    return card(title, table, caption=_caption(view), actions=[_filter(view, chosen, store), *_downloads(view)])


def _title(view: UploadView) -> str:
    findings = ngettext("{number} finding", "{number} findings", len(view.findings)).format(number=len(view.findings))
    if not view.sheets:
        return findings
    on_sheets = ngettext("on {number} sheet", "on {number} sheets", view.sheets).format(number=view.sheets)
    return f"{findings} {on_sheets}"


def _caption(view: UploadView) -> str:
    errors, questions = view.count(Severity.ERROR), view.count(Severity.QUESTION)
    if not errors and not questions:
        return _("No errors: the file can be published.")
    words = [_("Collected all at once.")]
    if errors:
        text = ngettext(
            "{number} error: nothing of the file can be stored until it is fixed.",
            "{number} errors: nothing of the file can be stored until they are fixed.",
            errors,
        )
        words.append(text.format(number=errors))
    if questions:
        text = ngettext(
            "{number} question: answer it here, or fix the file.",
            "{number} questions: answer them here, or fix the file.",
            questions,
        )
        words.append(text.format(number=questions))
    return " ".join(words)


def _filter(view: UploadView, chosen: Severity | None, store: str) -> Component:
    """Joined buttons with counts; a severity of which there is nothing is left out."""
    names = {
        Severity.ERROR: _("Errors {number}"),
        Severity.QUESTION: _("Questions {number}"),
        Severity.WARNING: _("Warnings {number}"),
        Severity.NOTE: _("Noted {number}"),
    }
    buttons = [
        choice_button(
            _("All {number}").format(number=len(view.findings)), store, "", pressed=chosen is None, look="segment"
        )
    ]
    for severity, text in names.items():
        if view.count(severity):
            shown = [
                html.Span(f"{MARKS[severity][0]}{NBSP}", **{"aria-hidden": "true"}),
                text.format(number=view.count(severity)),
            ]
            buttons.append(choice_button(shown, store, severity.value, pressed=chosen is severity, look="segment"))
    return html.Div(buttons, className="segmented", role="group", **{"aria-label": _("Severity")})


def _downloads(view: UploadView) -> list[Component]:
    links = [(f"/download/findings/{view.job}.xlsx", _("Findings, XLSX"))]
    if view.can_be_marked:
        links.insert(0, (f"/download/marked/{view.job}", _("The file with marks")))
    return [html.A(text, href=href, download="", className="button button-small") for href, text in links]


def _head() -> list[str]:
    return [_("Severity"), _("Sheet"), _("Cell"), _("What is wrong"), _("Found"), _("Expected"), _("How to fix it")]


def _row(finding: Finding, job: str, answer: str) -> Component:
    answers = [_answers(finding, job, answer)] if finding.question else []
    contents = [
        badge(severity_sign(finding.severity)),
        finding.sheet,
        html.Code(finding.cell) if finding.cell else None,
        html.Span(finding.message, title=finding.rule),
        html.B(finding.found) if finding.found else None,
        finding.expected,
        [*filter(None, [finding.fix]), *answers] or None,
    ]
    return html.Tr([labelled_cell(title, content) for title, content in zip(_head(), contents, strict=True)])


def _answers(finding: Finding, job: str, store: str) -> Component:
    """The answers to choose from; the one that was given stays down."""
    names = {PercentScale.PERCENT: _("Percentages"), PercentScale.SHARE: _("Shares of 1")}
    buttons = [
        choice_button(
            name,
            store,
            f"{job}~{scale.value}~{finding.question}",
            pressed=finding.answer == scale.value,
            look="button button-small",
        )
        for scale, name in names.items()
    ]
    group = {"aria-label": _("What the numbers of the column are")}
    return html.Div(buttons, className="answers", role="group", **group)
