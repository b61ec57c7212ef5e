"""Findings of an uploaded file as the page /data shows them."""

from dash import html
from dash.development.base_component import Component

from data.language import _, ngettext
from data.views.uploads import FindingLine, UploadView
from data.vocabulary import Severity
from layouts.parts import card, table_frame
from layouts.signs import Sign, badge


def severity_sign(severity: Severity) -> Sign:
    return {
        Severity.ERROR: Sign(_("error"), "✕", "error"),
        Severity.WARNING: Sign(_("warning"), "!", "warning"),
        Severity.NOTE: Sign(_("noted"), "i", "note"),
    }[severity]


def findings_card(view: UploadView) -> Component:
    """All findings at once, errors first; a file without any says so."""
    errors = view.count(Severity.ERROR)
    if not view.findings:
        return card(_("No findings"), html.P(_("Every row of the file was understood.")))
    title = ngettext("{number} finding", "{number} findings", len(view.findings)).format(number=len(view.findings))
    caption = (
        ngettext(
            "{number} error: nothing of the file can be stored until it is mended.",
            "{number} errors: nothing of the file can be stored until they are mended.",
            errors,
        ).format(number=errors)
        if errors
        else _("No errors: the file can be published.")
    )
    order = list(Severity)
    rows = sorted(view.findings, key=lambda finding: order.index(finding.severity))
    head = [_("Severity"), _("Sheet"), _("Cell"), _("What is wrong"), _("Found"), _("Expected"), _("How to mend it")]
    table = table_frame(
        [
            html.Thead(html.Tr([html.Th(text, scope="col") for text in head])),
            html.Tbody([_row(finding) for finding in rows]),
        ],
        title,
        look="data-table",
    )
    return card(title, table, caption=caption)


def _row(finding: FindingLine) -> Component:
    return html.Tr(
        [
            html.Td(badge(severity_sign(finding.severity))),
            html.Td(finding.sheet),
            html.Td(html.Code(finding.cell) if finding.cell else ""),
            html.Td([finding.message, html.Br(), html.Span(finding.rule, className="second small")]),
            html.Td(html.B(finding.found)),
            html.Td(finding.expected),
            html.Td(finding.fix),
        ]
    )
