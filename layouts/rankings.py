"""Page /rankings: who stands where, by the total, a block or a direction."""

from collections import Counter
from enum import StrEnum
from typing import Any, NamedTuple

from dash import dcc, html
from dash.development.base_component import Component

from data.language import _
from data.selection import Selection
from data.tables import Value
from data.views.choices import Choices
from data.views.ranking_words import history_title, subjects
from data.views.rankings import CHANGE, CHART, NAME, NOBODY, RANK, TABLE, RankingsView
from layouts.figures.graph import graph
from layouts.figures.rankings import bars, bars_height, bump, bump_height
from layouts.parts import (
    Children,
    card,
    checklist,
    choice_button,
    data_table,
    empty_state,
    export_menu,
    field,
    note,
    page,
    radio,
    rail,
    select,
)
from layouts.ranking_rows import ranking_rows_table, unranked_table
from layouts.tables.rankings import history_table

PAGE_KEY = "rankings"


class Ids(StrEnum):
    PERIOD = "rankings-period"
    METHODOLOGY = "rankings-methodology"
    METHODOLOGY_FIELD = "rankings-methodology-field"
    SUBJECT = "rankings-subject"
    KINDS = "rankings-kinds"
    MUNICIPALITY = "rankings-municipality"
    ORDER = "rankings-order"
    VIEW = "rankings-view"
    REVISION = "rankings-revision"
    SHOWN = "rankings-shown"
    SENTENCE = "rankings-sentence"
    CONTENT = "rankings-content"
    FOOT = "rankings-foot"
    CHART = "rankings-chart"
    HISTORY = "rankings-history"


Options = list[dict[str, Any]]


class Controls(NamedTuple):
    """Options and values of the controls that follow the period and the methodology, as the callback returns them."""

    methodologies: Options
    methodology: str
    methodology_hidden: bool
    subjects: Options
    subject: str
    kinds: Options
    municipalities: Options
    municipality: str


def controls(selection: Selection, choices: Choices) -> Controls:
    """``selection`` is settled (``data.views.rankings.settled_selection``)."""
    counts = Counter(choice.group for choice in choices.municipalities)
    nobody = [(NOBODY, _("nobody"))]
    return Controls(
        methodologies=_options([(choice.code, choice.short) for choice in choices.methodologies]),
        methodology=selection.methodology or "",
        methodology_hidden=len(choices.methodologies) < 2,
        subjects=_options([(subject.code, subject.short) for subject in subjects(choices)]),
        subject=selection.subject or "",
        kinds=[{"value": kind.code, "label": _counted(kind.short, counts[kind.code])} for kind in choices.kinds],
        municipalities=_options([*nobody, *((choice.code, choice.short) for choice in choices.municipalities)]),
        municipality=selection.municipality or NOBODY,
    )


def layout(selection: Selection, choices: Choices) -> Component:
    """The frame of the page with its controls set; ``content`` fills it."""
    return page(
        title=_("Rankings"),
        sentence=html.Span(id=Ids.SENTENCE),
        rail=_rail(selection, choices),
        content=html.Div(
            [
                dcc.Store(id=Ids.VIEW, data=selection.view),
                dcc.Store(id=Ids.REVISION, data=selection.revision),
                html.Div(html.Div(className="sheet ranking-awaited"), id=Ids.CONTENT, className="stack"),
            ],
        ),
        foot=html.Div(id=Ids.FOOT),
    )


def _rail(selection: Selection, choices: Choices) -> Component:
    now = controls(selection, choices)
    periods = [(choice.code, choice.name) for choice in reversed(choices.periods)]
    orders = ((RANK, _("by rank")), (CHANGE, _("by change")), (NAME, _("by name")))
    kinds = selection.kinds or tuple(kind.code for kind in choices.kinds)
    return rail(
        [
            field(_("Period"), select(Ids.PERIOD, periods, selection.period)),
            html.Div(
                field(_("Methodology"), select(Ids.METHODOLOGY, _pairs(now.methodologies), now.methodology)),
                id=Ids.METHODOLOGY_FIELD,
                hidden=now.methodology_hidden,
            ),
            field(_("What to rank"), select(Ids.SUBJECT, _pairs(now.subjects), now.subject)),
            field(_("Kind of municipality"), checklist(Ids.KINDS, _pairs(now.kinds), kinds)),
            field(
                _("Pinned"),
                select(Ids.MUNICIPALITY, _pairs(now.municipalities), now.municipality),
                _("Its row stands on top and is marked in the list."),
            ),
            field(_("Order"), radio(Ids.ORDER, orders, selection.order)),
            html.P(id=Ids.SHOWN, className="hint"),
        ]
    )


def content(view: RankingsView) -> list[Component]:
    """The cards of the page, or why there is nothing to show."""
    if not view.ranked and not view.unranked:
        return [_nothing(view)]
    return [_ranking_card(view), *([_history_card(view)] if len(view.history.periods) > 1 else [])]


def sentence(view: RankingsView) -> list[Children]:
    """The line under the title: what is shown, and the pinned municipality's place."""
    return [view.sentence, *([html.Br(), view.place] if view.place else [])]


def _ranking_card(view: RankingsView) -> Component:
    is_chart = view.selection.view == CHART
    body: list[Component] = [note(view.partial)] if view.partial else []
    if not view.ranked:
        body.append(empty_state(_("Nobody has a rank here"), _("Below is why each municipality has none.")))
    elif is_chart:
        height = bars_height(view)
        body.append(graph(Ids.CHART, bars(view), description=f"{view.title}. {view.sentence}", height=height))
    else:
        body.append(ranking_rows_table(view))
    # The table ends with those without a rank; a chart cannot show them, so they follow it.
    if view.unranked and (is_chart or not view.ranked):
        body.append(unranked_table(view))
    has_chart = is_chart and bool(view.ranked)
    return card(
        view.title,
        body,
        caption=[view.rule, html.Br(), " ".join(filter(None, (view.comparison, view.ties)))],
        actions=[
            _view_switch(view.selection.view or TABLE),
            export_menu(PAGE_KEY, view.selection, table="ranking", graph=Ids.CHART if has_chart else None),
        ],
    )


def _view_switch(current: str) -> Component:
    return html.Div(
        [
            choice_button(text, Ids.VIEW, value, pressed=current == value, look="segment")
            for value, text in ((TABLE, _("Table")), (CHART, _("Chart")))
        ],
        className="segmented",
        role="group",
        **{"aria-label": _("Table or chart")},
    )


def _history_card(view: RankingsView) -> Component:
    title = history_title(view.subject)
    own: dict[str, Value] | None = {"code": view.pinned.code} if view.pinned else None
    return card(
        title,
        [
            html.Div(
                graph(Ids.HISTORY, bump(view), description=f"{title}. {view.breaks}", height=bump_height(view)),
                className="rank-history-chart",
            ),
            html.Details(
                [html.Summary(_("The same as a table")), data_table(history_table(view), own_row=own)],
                className="rank-history",
            ),
        ],
        caption=" ".join(filter(None, (_history_caption(view), view.breaks))),
        actions=[export_menu(PAGE_KEY, view.selection, table="history", graph=Ids.HISTORY)],
    )


def _history_caption(view: RankingsView) -> str:
    counts = ", ".join(f"{period.label} — {period.count}" for period in view.history.periods)
    return _("First place is on top. Ranked in each year: {counts}.").format(counts=counts)


def _nothing(view: RankingsView) -> Component:
    return empty_state(
        _("The filters exclude every municipality"),
        _("In {period} there is none of the chosen kind. Choose another kind or reset the filters.").format(
            period=view.period.name
        ),
        html.A(_("Reset filters"), href="?", className="button"),
    )


def _counted(name: str, count: int) -> Component:
    return html.Span([name, html.Span(str(count), className="second")], className="counted")


def _options(pairs: list[tuple[str, str]]) -> Options:
    return [{"value": code, "label": label} for code, label in pairs]


def _pairs(options: Options) -> list[tuple[str, Any]]:
    return [(option["value"], option["label"]) for option in options]
