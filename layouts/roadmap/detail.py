"""The chosen measure: what its roadmap states, its terms with their documents, where it leads, and the form."""

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from data.formats import day as day_words
from data.language import _
from data.views.cycle.address import CycleSelection
from data.views.indicators.address import IndicatorsSelection
from data.views.roadmap.detail import MeasureDetail, TermOfMeasure
from data.views.shared.measure_rows import (
    deadline_words,
    finding_words,
    proof_words,
    span_words,
    term_words,
)
from data.views.shared.revision_words import author_words
from layouts.cards.positions import written
from layouts.parts.measure_signs import measure_sign
from layouts.parts.page import Children, card, field, internal_link, note, select
from layouts.parts.signs import badge, choice_button, state_sign
from layouts.roadmap.ids import Ids

LONGEST_TITLE, LONGEST_NUMBER = 300, 64


def detail_card(detail: MeasureDetail | None) -> list[Component]:
    """The measure as a card; nothing while none is chosen."""
    if detail is None:
        return []
    line = detail.row.line
    close = choice_button(_("Close"), Ids.MEASURE, "", look="button button-small")
    facts = [
        (_("Deadline"), written(deadline_words(line))),
        (_("Responsible"), written(line.responsible) if line.responsible else _("not stated")),
        (_("Expected result"), written(line.expected_result) if line.expected_result else _("not stated")),
        *([(_("Result as stated"), written(line.result))] if line.result else []),
        (_("Stage"), _stage(detail)),
        *([(_("Indicator"), _indicator(detail))] if detail.indicator else []),
    ]
    body = [
        html.P([badge(measure_sign(detail.row.status)), " ", written(line.text)], className="measure-name"),
        html.Dl([part for name, value in facts for part in (html.Dt(name), html.Dd(value))], className="measure-facts"),
        *_findings(detail),
        html.H3(_("Terms and documents")),
        html.Ul([_term(detail, one) for one in detail.terms], className="measure-terms"),
        *_deciding_term(detail),
    ]
    title = _("Measure {number}, direction {direction}").format(number=line.number, direction=line.direction)
    caption = f"{detail.municipality.name} · {detail.direction.code} {detail.direction.name}"
    attributes = {"aria-label": _("The chosen measure"), "data-measure": detail.key}
    return [card(title, body, caption=caption, actions=[close], **attributes)]


def _stage(detail: MeasureDetail) -> Children:
    """The stage with its state in the last assessed year, and the way to it."""
    if not detail.stage.members:
        return _("not stated")
    line = detail.row.line
    target = CycleSelection.of(
        detail.selection,
        municipality=line.municipality,
        direction=line.direction,
        cell=f"{line.municipality}~{line.direction}~{detail.stage.code}",
        view="municipality",
        stages="nine" if len(detail.stage.members) == 1 else "six",
        period=detail.period.code if detail.period else None,
    )
    link = internal_link(detail.stage.title, target)
    if detail.state is None or detail.period is None:
        return link
    return [link, " ", badge(state_sign(detail.state)), " ", _("in {year}").format(year=detail.period.year)]


def _indicator(detail: MeasureDetail) -> Children:
    assert detail.indicator is not None
    line = detail.row.line
    target = IndicatorsSelection.of(detail.selection, municipality=line.municipality, indicator=detail.indicator.code)
    return internal_link(f"{detail.indicator.code} {detail.indicator.short}", target, title=detail.indicator.name)


def _findings(detail: MeasureDetail) -> list[Component]:
    found = detail.row.findings
    return [note(_("Missing: {findings}.").format(findings=", ".join(map(finding_words, found))))] if found else []


def _term(detail: MeasureDetail, one: TermOfMeasure) -> Component:
    """«до 31.08.2026 — выполнено 20.08.2026: Приказ № 12-о от 20.08.2026»."""
    span = span_words(one.term.first, one.term.due)
    name = html.Span(term_words(one.term) or _("no last day"), title=span)
    shown: list[Children] = [html.Div([badge(measure_sign(one.status)), " ", name])]
    if one.proof:
        words = _("carried out on {day}: {document}").format(
            day=day_words(one.proof.done_on.isoformat()), document=proof_words(one.proof)
        )
        entered = _("entered in revision {revision}, {author}").format(
            revision=one.proof.revision, author=author_words(one.proof.author)
        )
        shown.append(html.Small([written(words), " · ", entered]))
        if detail.may_report:
            shown.append(choice_button(_("Take back"), Ids.WITHDRAW, one.term.key, look="button button-small"))
    return html.Li(shown)


def _deciding_term(detail: MeasureDetail) -> list[Component]:
    """By which of several terms the sign beside the name of the measure goes."""
    words = term_words(detail.row.standing.term)
    if len(detail.terms) < 2 or not words:
        return []
    text = _("The measure as a whole is judged by this term: {term}.").format(term=words)
    return [html.P(text, className="second small")]


def report_form(options: list[dict[str, str]], first: str | None, *, hidden: bool) -> Component:
    """The form by which a municipality enters a document; hidden until one of its measures is chosen."""
    fields = [
        field(_("Term"), select(Ids.TERM, [(one["value"], one["label"]) for one in options], first)),
        field(_("Carried out on"), _input(Ids.DONE_ON, "date")),
        field(_("Title of the document"), _input(Ids.DOCUMENT, "text", LONGEST_TITLE)),
        field(_("Number of the document"), _input(Ids.NUMBER, "text", LONGEST_NUMBER)),
        field(_("Date of the document"), _input(Ids.DOCUMENT_DATE, "date")),
    ]
    buttons = [
        html.Button(_("Mark as done"), id=Ids.REPORT, type="button", className="button button-primary"),
        html.Button(_("Replace the document"), id=Ids.REPLACE, type="button", className="button"),
    ]
    hint = html.P(
        _("The entry is a revision of its own, with your name and the time. It can be taken back."), className="hint"
    )
    return html.Section(
        [
            html.Div(html.H2(_("Done, with a document")), className="card-heading"),
            html.Div(fields, className="form-row measure-form"),
            hint,
            html.Div(buttons, className="toolbar"),
        ],
        id=Ids.FORM,
        className="sheet",
        hidden=hidden,
    )


def _input(identity: Ids, kind: str, longest: int | None = None) -> Component:
    limits = {"maxLength": longest} if longest else {}
    return dbc.Input(id=identity, type=kind, value="", size="sm", **limits)


def term_options(detail: MeasureDetail | None) -> list[dict[str, str]]:
    """The terms that a document can be entered for; what is open comes first, and what is done has to be chosen."""
    if detail is None or not detail.may_report:
        return []
    ordered = sorted(detail.open_terms, key=lambda one: one.proof is not None)
    nothing_open = [{"value": "", "label": _("All are done: choose one")}] if ordered and ordered[0].proof else []
    return [*nothing_open, *({"value": one.term.key, "label": _option(one)} for one in ordered)]


def _option(one: TermOfMeasure) -> str:
    words = term_words(one.term) or _("no last day")
    return f"{words}: {measure_sign(one.status).text}"
