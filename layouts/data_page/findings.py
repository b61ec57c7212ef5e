"""Findings of an uploaded file as the page /data shows them: all at once, or of one severity."""

from dash import html
from dash.development.base_component import Component

from data.findings import Finding
from data.formats import NBSP
from data.intake.tables.answers import CREATE, asked_year
from data.language import _, ngettext
from data.text.answers import PercentScale, at_once, read_choices
from data.views.data_page.uploads import UploadView, severity_word
from data.vocabulary import Severity
from layouts.parts.cell_parts import Part, bold, button, span
from layouts.parts.page import card
from layouts.parts.screen_table import Cell, Heading, Row, Section, screen_table
from layouts.parts.signs import Sign, badge_parts, choice_button

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
    asked = [one for one in view.findings if one.question]
    together = at_once((one.question or "", one.severity is Severity.QUESTION) for one in asked)
    # Stand at the first question that they are about.
    firsts = {places[0]: (column, len(places)) for column, places in together.items()}
    rows = [_row(place, finding, view.job, answer, firsts) for place, finding in enumerate(view.shown(chosen))]
    looks = "data-table table-loose table-stacked"
    table = screen_table("findings", title, _headings(), [Section(rows)], look=looks, has_cards=True)
    return card(title, table, caption=_caption(view), actions=[_filter(view, chosen, store), *_downloads(view)])


def _title(view: UploadView) -> str:
    findings = ngettext("{number} finding", "{number} findings", len(view.findings)).format(number=len(view.findings))
    if not view.sheets:
        return findings
    on_sheets = ngettext("on {number} sheet", "on {number} sheets", view.sheets).format(number=view.sheets)
    return f"{findings} {on_sheets}"


def _caption(view: UploadView) -> str:
    again = _("The findings are in the language of the check: send the file again to read them in this one.")
    return f"{_counted(view)} {again}" if view.is_in_other_language else _counted(view)


def _counted(view: UploadView) -> str:
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


def _headings() -> list[Heading]:
    return [
        Heading("severity", _("Severity")),
        Heading("sheet", _("Sheet")),
        Heading("cell", _("Cell")),
        Heading("message", _("What is wrong")),
        Heading("found", _("Found")),
        Heading("expected", _("Expected")),
        Heading("fix", _("How to fix it")),
    ]


def _row(place: int, finding: Finding, job: str, answer: str, firsts: dict[str, tuple[str, int]]) -> Row:
    answers = [_answers(finding, job, answer)] if finding.question else []
    if finding.question in firsts:
        answers.append(_common_answers(*firsts[finding.question], job, answer))
    cells = [
        Cell(list(MARKS).index(finding.severity), badge_parts(severity_sign(finding.severity))),
        Cell(finding.sheet),
        Cell(finding.cell, Part("code", finding.cell) if finding.cell else None),
        Cell(finding.message, span(finding.message, title=finding.rule)),
        Cell(finding.found, bold(finding.found) if finding.found else None),
        Cell(finding.expected),
        Cell(finding.fix, (finding.fix or "", *answers)) if answers else Cell(finding.fix),
    ]
    return Row(str(place), cells)


def _answers(finding: Finding, job: str, store: str) -> Part:
    """The answers to choose from; the one that was given stays down."""
    year = asked_year(finding.question or "")
    names = _scale_names()
    label = _("What the numbers of the column are")
    if year is not None:
        names, label = {CREATE: _("Create the period {year}").format(year=year)}, _("Whether the period is new")
    if finding.choices:
        names, label = dict(read_choices(finding.choices)), _("How the text is meant")
    buttons = tuple(
        button(name, store, f"{job}~{said}~{finding.question}", pressed=finding.answer == said)
        for said, name in names.items()
    )
    return Part("div", buttons, "answers", label=label, role="group")


def _scale_names() -> dict[str, str]:
    return {PercentScale.PERCENT.value: _("Percentages"), PercentScale.SHARE.value: _("Shares of 1")}


def _common_answers(place: str, questions: int, job: str, store: str) -> Part:
    """One answer to all questions about indicators of a column; ``place`` is ``Data!F#*``."""
    column = place.rpartition("!")[2].partition("#")[0]
    text = ngettext(
        "For {number} indicator of column {column}:", "For all {number} indicators of column {column}:", questions
    ).format(number=questions, column=column)
    buttons = tuple(button(name, store, f"{job}~{said}~{place}") for said, name in _scale_names().items())
    return Part("div", (span(text), *buttons), "answers", label=text, role="group")
