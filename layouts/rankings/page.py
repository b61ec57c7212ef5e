"""Page /rankings: who stands where, by total, a block or a direction."""

from dash import dcc, html
from dash.development.base_component import Component

from data.language import _
from data.tables import Value
from data.views.rankings.page import RankingsView
from data.views.rankings.scales import scale_names
from data.views.rankings.selection import CHART, TABLE
from data.views.rankings.tables import distribution_table, history_table
from data.views.rankings.words import history_title
from layouts.figures.rank_history import bump, bump_height, history_keys, history_sentence
from layouts.figures.ranking_distribution import (
    HEIGHT,
    distribution_chart,
    distribution_keys,
    distribution_sentence,
    distribution_title,
)
from layouts.figures.rankings import bar_keys, bars, bars_height
from layouts.parts.graph import Choosing, graph
from layouts.parts.page import Children, card, empty_state, export_menu, footer, grid, note, page, stack
from layouts.parts.signs import choice_button
from layouts.parts.tables import data_table
from layouts.rankings.certainty import certainty_card
from layouts.rankings.controls import Ids, ranking_rail
from layouts.rankings.pager import pager
from layouts.rankings.rows import ranking_rows_table, unranked_table

PAGE_KEY = "rankings"


def layout(view: RankingsView, cards: list[Component]) -> Component:
    """The page with its controls set to the view's selection; ``cards`` are ``content`` and what follows it."""
    selection = view.selection
    return page(
        title=_("Rankings"),
        sentence=html.Span(sentence(view), id=Ids.SENTENCE),
        rail=ranking_rail(selection, view.choices, view.shown),
        content=html.Div(
            [
                # A store without a value reports one as soon as it is drawn, and everything would be asked for again.
                dcc.Store(id=Ids.VIEW, data=selection.view or ""),
                dcc.Store(id=Ids.SCALING, data=selection.scaling or ""),
                dcc.Store(id=Ids.WEIGHTS, data=",".join(selection.weights)),
                dcc.Store(id=Ids.PAGE, data=selection.page or ""),
                dcc.Store(id=Ids.SIZE, data=selection.size or ""),
                dcc.Store(id=Ids.JUMP, data=selection.jump or ""),
                dcc.Store(id=Ids.PIN, data=""),
                dcc.Store(id=Ids.REVISION, data=selection.revision or ""),
                html.Div(cards, id=Ids.CONTENT, className="stack"),
            ],
        ),
        foot=html.Div(footer(view.provenance), id=Ids.FOOT),
        address=selection.address(),
    )


def content(view: RankingsView) -> list[Component]:
    """The cards of the page, or why there is nothing to show."""
    if not view.page.rows:
        return [_nothing(view)]
    beside = stack(certainty_card(view.robustness), *([_distribution_card(view)] if view.distribution.counts else []))
    if len(view.history.periods) < 2:
        return [_ranking_card(view), beside]
    return [_ranking_card(view), grid((8, _history_card(view)), (4, beside))]


def sentence(view: RankingsView) -> list[Children]:
    """The line under the title: what is shown, and the pinned municipality's place."""
    lines = [view.sentence, *([html.Br(), view.place] if view.place else [])]
    if view.pinned is not None and view.pinned.code in view.robustness.ranges:
        places = html.Span(view.robustness.range_text(view.pinned.code), className="unbroken")
        lines += [" ", _("Its range of ranks at weights ±20%:"), " ", places, "."]
    return lines


def _ranking_card(view: RankingsView) -> Component:
    is_chart = view.selection.view == CHART
    page = view.page
    turning = pager(view) if is_chart else []
    body: list[Component] = [*_strips(view), *_scale_bar(view), *turning]
    if not view.ranked:
        body.append(empty_state(_("No municipality has a rank here"), _("The reasons are listed below.")))
    elif is_chart and page.ranked:
        height = bars_height(view)
        words = f"{view.title}. {view.sentence}"
        body.append(
            graph(Ids.CHART, bars(view), description=words, height=height, keys=bar_keys(view), chooses=_pinning())
        )
    elif not is_chart:
        body.append(ranking_rows_table(view))
    # The table ends with those without a rank; a chart cannot show them, so they follow it.
    if view.unranked and (is_chart or not view.ranked):
        body.append(unranked_table(view))
    body += turning
    has_chart = is_chart and bool(page.ranked)
    return card(
        view.title,
        body,
        caption=[
            view.rule,
            html.Br(),
            " ".join(filter(None, (view.comparison, view.ties))),
            html.Br(),
            view.bands.sentence,
        ],
        actions=[
            _view_switch(view.selection.view or TABLE),
            export_menu(
                PAGE_KEY, view.selection, table="ranking", picture=view.title, graph=Ids.CHART if has_chart else None
            ),
        ],
    )


def _pinning() -> Choosing:
    return Choosing(Ids.PIN, "data", _("Select a municipality in the chart to pin it."))


def _strips(view: RankingsView) -> list[Component]:
    """What must be known before a number is read: own weights, a partial rubric, who is compared with whom."""
    strips = [note(text) for text in (view.partial, view.peers.warning, view.page.notice) if text]
    if view.weights.own:
        back = choice_button(_("Back to the official weights"), Ids.WEIGHTS, "", look="button button-small")
        strips.insert(0, note([html.B(view.weights.sentence), " ", back]))
    if view.peers.how:
        strips.append(html.P(view.peers.how, className="second small"))
    return [html.Div(strips, className="ranking-strips")] if strips else []


def _scale_bar(view: RankingsView) -> list[Component]:
    """The five scales with what the chosen one means, or why it is undefined."""
    chosen = view.scale
    switch = html.Div(
        [
            choice_button(name, Ids.SCALING, scaling, pressed=scaling is chosen.scaling, look="segment")
            for scaling, name in scale_names().items()
        ],
        className="segmented",
        role="group",
        **{"aria-label": _("Scale")},
    )
    words = " ".join(filter(None, (chosen.undefined or chosen.formula, _("The scale does not change any rank."))))
    bar = html.Div([html.Span(_("Scale")), switch, html.Span(words, className="second small")], className="toolbar")
    return [bar, note(chosen.leader)] if chosen.leader else [bar]


def _distribution_card(view: RankingsView) -> Component:
    title, words = distribution_title(), distribution_sentence(view)
    chart = graph(
        Ids.DISTRIBUTION,
        distribution_chart(view),
        description=f"{title}. {words}",
        height=HEIGHT,
        keys=distribution_keys(view),
    )
    table = html.Details(
        [html.Summary(_("The same data as a table")), data_table(distribution_table(view))], className="rank-history"
    )
    export = export_menu(PAGE_KEY, view.selection, table="distribution", picture=title, graph=Ids.DISTRIBUTION)
    return card(title, [chart, table], caption=words, actions=[export])


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
    title = history_title(view.subject, view.selection.kinds)
    own: dict[str, Value] | None = {"code": view.pinned.code} if view.pinned else None
    return card(
        title,
        [
            html.Div(
                graph(
                    Ids.HISTORY,
                    bump(view),
                    description=f"{title}. {view.breaks}",
                    height=bump_height(view),
                    keys=history_keys(view),
                    chooses=_pinning(),
                ),
                className="rank-history-chart",
            ),
            html.Details(
                [
                    html.Summary(_("The same data as a table")),
                    data_table(history_table(view), own_row=own),
                ],
                className="rank-history",
            ),
        ],
        caption=" ".join(filter(None, (_history_caption(view), view.breaks, history_sentence(view)))),
        actions=[export_menu(PAGE_KEY, view.selection, table="history", picture=title, graph=Ids.HISTORY)],
    )


def _history_caption(view: RankingsView) -> str:
    counts = ", ".join(f"{period.label} — {period.count}" for period in view.history.periods)
    return _("Rank 1 is at the top. Ranked in each year: {counts}.").format(counts=counts)


def _nothing(view: RankingsView) -> Component:
    if view.selection.search:
        back = choice_button(_("Back to the whole list"), Ids.JUMP, "")
        return empty_state(_("Nothing found"), view.page.notice, back)
    return empty_state(
        _("The filters exclude every municipality"),
        _("{period}: no municipality of the chosen kind. Choose another kind or reset the filters.").format(
            period=view.period.name
        ),
        html.A(_("Reset filters"), href="?", className="button"),
    )
