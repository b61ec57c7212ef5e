"""Page /overview: the frame, the generated sentences, the key figures and the trust strip."""

from enum import StrEnum
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from data.formats import number, percent
from data.language import _
from data.tables import Kind
from data.views.overview.figures import KeyFigure
from data.views.overview.page import OverviewView, Statement
from data.views.shared.choices import Choices
from data.vocabulary import Nothing
from layouts.overview.direction_map import map_card
from layouts.overview.own import links_card
from layouts.overview.ranking import movers_card, ranking_card
from layouts.overview.targets import targets_card
from layouts.parts.page import Children, card, export_menu, footer, grid, page, select, spoken, stack
from layouts.parts.signs import nothing_mark

PAGE_KEY = "overview"


class Ids(StrEnum):
    PERIOD = "overview-period"
    # What an address brings and no control of the page changes.
    METHODOLOGY = "overview-methodology"
    MUNICIPALITY = "overview-municipality"
    REVISION = "overview-revision"
    FORMS = "overview-forms"
    EXPORT = "overview-export"
    TITLE = "overview-title"
    SENTENCE = "overview-sentence"
    CONTENT = "overview-content"
    FOOT = "overview-foot"


def layout(view: OverviewView, choices: Choices, cards: list[Component]) -> Component:
    """The page with its controls set to the view's selection; ``cards`` are ``content`` and what follows it."""
    selection = view.selection
    # A store without a value reports one as soon as it is drawn, and everything would be asked for again.
    stores = [
        dcc.Store(id=Ids.METHODOLOGY, data=selection.methodology or ""),
        dcc.Store(id=Ids.MUNICIPALITY, data=selection.municipality or ""),
        dcc.Store(id=Ids.REVISION, data=selection.revision or ""),
        dcc.Store(id=Ids.FORMS, data=",".join(selection.forms)),
    ]
    return page(
        title=html.Span(view.title, id=Ids.TITLE),
        sentence=html.Span(view.sentence, id=Ids.SENTENCE),
        actions=_actions(view, choices),
        content=html.Div([*stores, html.Div(cards, id=Ids.CONTENT, className="stack overview")]),
        foot=html.Div(footer(view.provenance), id=Ids.FOOT),
        address=selection.address(),
    )


def _actions(view: OverviewView, choices: Choices) -> list[Component]:
    periods = [(choice.code, choice.name) for choice in reversed(choices.periods)]
    label = html.Label(_("Period"), htmlFor=Ids.PERIOD, className="visually-hidden")
    period = html.Div([label, select(Ids.PERIOD, periods, view.selection.period)], className="overview-period")
    paper = html.Button(_("Print, A4"), type="button", className="button button-primary", **{"data-print": "true"})
    return [period, html.Div(export(view), id=Ids.EXPORT), paper]


def export(view: OverviewView) -> Component:
    """The key figures of the page as a table."""
    return export_menu(PAGE_KEY, view.selection, table="figures")


def content(view: OverviewView) -> list[Component]:
    """The sheets of the page: those of the region, or those of one municipality."""
    head = [statements_sheet(view.statements), figures_sheet(view)]
    if view.own is not None:
        return [*head, grid((7, stack(links_card(view), targets_card(view))), (5, ranking_card(view)))]
    left = stack(ranking_card(view), movers_card(view))
    return [
        *head,
        grid((5, left), (7, map_card(view))),
        targets_card(view),
        html.Div(quality_card(view), className="screen-only"),
    ]


def statements_sheet(statements: tuple[Statement, ...]) -> Component:
    return html.Section(
        [html.Div([html.H2(each.heading), html.P(emphasised(each.text))]) for each in statements],
        className="sheet statements",
        **{"aria-label": _("In brief")},
    )


def emphasised(text: str) -> list[Children]:
    """A text with what stands between ``**`` in bold."""
    return [html.B(part) if index % 2 else part for index, part in enumerate(text.split("**")) if part]


def figures_sheet(view: OverviewView) -> Component:
    return html.Section(
        [_figure(figure) for figure in view.figures],
        className="sheet key-figures",
        **{"aria-label": _("Key figures")},
    )


def _figure(figure: KeyFigure) -> Component:
    return html.Div(
        [
            html.Span(figure.title, className="key-title"),
            html.Div([html.B(figure_text(figure)), *_course(figure)], className="key-numbers"),
            html.Span(figure.of, className="second small"),
            html.Span(_change(figure), className="second small"),
        ],
        className="key-figure",
    )


def figure_text(figure: KeyFigure) -> Children:
    """The printed number, or the sign of no data."""
    return figure.text or printed(figure, figure.value)


def printed(figure: KeyFigure, value: float | None) -> Any:
    if value is None:
        return nothing_mark(Nothing.NO_DATA)
    return percent(value) if figure.kind is Kind.SHARE else number(value, 1 if value != int(value) else 0)


def _course(figure: KeyFigure) -> list[Component]:
    """The figure over the comparable periods: bars from zero for the eye, the numbers in words for everybody."""
    known = [(each.label, each.value) for each in figure.values if each.value is not None]
    if len(known) < 2:
        return []
    highest = max(value for _label, value in known) or 1.0
    words = "; ".join(f"{label}: {printed(figure, value)}" for label, value in known)
    bars = [html.Span(style={"height": f"{max(value, 0.0) / highest * 100:.0f}%"}) for _label, value in known]
    return [html.Span([html.Span(bars, className="course", **{"aria-hidden": "true"}), spoken(words)], title=words)]


def _change(figure: KeyFigure) -> list[Children]:
    if not figure.is_compared:
        return []
    if figure.change is None or not figure.earlier:
        return [html.Span(_("no comparison"), className="no-comparison")]
    size = number(abs(figure.change) * (100 if figure.kind is Kind.SHARE else 1), 1).removesuffix(",0")
    size = size.removesuffix(".0")
    if size == "0":
        return [_("unchanged since {year}").format(year=figure.earlier), *_among(figure)]
    grown = figure.change > 0
    is_better = grown == figure.higher_is_better
    unit = f" {_('pp')}" if figure.kind is Kind.SHARE else ""
    mark = [
        html.Span("▲ " if grown else "▼ ", **{"aria-hidden": "true"}),
        spoken(_("up by") if grown else _("down by")),
    ]
    amount = html.Span([*mark, f"{size}{unit}"], className="up" if is_better else "down")
    words = _("since {year}")
    if not figure.higher_is_better:
        words = _("better than in {year}") if is_better else _("worse than in {year}")
    return [amount, " ", words.format(year=figure.earlier), *_among(figure)]


def _among(figure: KeyFigure) -> list[str]:
    """Of whom the change is counted, where that is not everybody."""
    return [f", {figure.among}"] if figure.among else []


def quality_card(view: OverviewView) -> Component:
    figures = [
        html.Div([html.Span(figure.title), html.B(figure.text), html.Span(figure.detail, className="second small")])
        for figure in view.quality
    ]
    return card(
        _("Data quality"),
        html.Div(figures, className="figures quality"),
        actions=export_menu(PAGE_KEY, view.selection, table="quality"),
    )
