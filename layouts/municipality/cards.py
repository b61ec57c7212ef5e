"""The cards of a profile: the map, the chosen cell, the comparison, gaps, penalties, the course over the periods."""

from dash import html
from dash.development.base_component import Component

from data.formats import number, percent, percentage_points
from data.language import _, ngettext
from data.views.cycle.address import CycleSelection
from data.views.cycle.cell import CellDetail
from data.views.cycle.selection import REGION
from data.views.cycle.words import stage_title
from data.views.municipality.address import MunicipalitySelection
from data.views.municipality.cards import LinkMap, ProfileFrame
from data.views.municipality.comparison import StandingsView
from data.views.municipality.gaps import FIRST_GAPS, Example, GapsView
from data.views.municipality.penalties import PenaltyLine
from data.views.municipality.selection import ALL, FIRST, POINTS, SHARE
from data.views.municipality.trend import Trend, TrendLine
from data.views.municipality.words import gaps_sentence
from data.vocabulary import ComponentState
from layouts.cards.positions import cell_sum, comments_list, documents_list, lost_sentence, positions_table
from layouts.figures.municipality import (
    comparison_figure,
    comparison_height,
    comparison_keys,
    comparison_title,
    own_words,
    spread_words,
)
from layouts.figures.municipality_trend import trend_figure, trend_keys, trend_title
from layouts.municipality.ids import KEY, Ids
from layouts.municipality.tables import examples_table, gaps_table, penalties_table, profile_map
from layouts.parts.graph import Choosing, graph
from layouts.parts.page import card, empty_state, export_menu, internal_link, legend
from layouts.parts.signs import HALF, badge, choice_button, state_sign
from layouts.parts.tables import table_frame

TREND_HEIGHT = 220


def map_card(view: LinkMap) -> Component:
    switch = html.Div(
        [
            choice_button(words, Ids.SCALING, code, pressed=view.selection.scaling == code, look="segment")
            for code, words in ((POINTS, _("Points")), (SHARE, "%"))
        ],
        className="segmented",
        role="group",
        **{"aria-label": _("In the cells")},
    )
    return card(
        _("Directions and stages of the cycle"),
        [map_legend(view), profile_map(view)],
        caption=_("Each cell: the points of the stage and its state. Select a cell to see the positions behind it."),
        actions=[switch, export_menu(KEY, view.selection, table="profile")],
    )


def map_legend(view: LinkMap) -> Component:
    """The states with their printed limits; the kinds of nothing only where there is one."""
    threshold = view.threshold
    formed, half = percent(threshold, 0), percent(HALF, 0)
    partial = [
        ("state-partial-high", "◐", _("partly: from {half}, below {formed}").format(half=half, formed=formed)),
        ("state-partial-low", "◐", _("partly: above 0, below {half}").format(half=half)),
    ]
    states = {cell.state for line in view.lines for cell in line.cells}
    nothing = []
    if ComponentState.NO_DATA in states:
        nothing.append(("nothing-no-data", "", _("no data")))
    if ComponentState.NOT_APPLICABLE in states:
        nothing.append(("nothing-not-applicable", "—", _("not applicable")))
    return legend(
        [
            ("state-formed", "●", _("formed: from {formed} of the maximum").format(formed=formed)),
            *(partial if threshold > HALF else partial[1:]),
            ("state-absent", "○", _("absent: 0 points or less")),
            *nothing,
        ]
    )


def cell_card(selection: MunicipalitySelection, detail: CellDetail, state: ComponentState) -> Component:
    """The positions behind the chosen cell, and the way to the same stage of everybody."""
    several = len(detail.sections) > 1
    lost = lost_sentence(detail)
    region = CycleSelection.of(
        selection, municipality=None, view=REGION, direction=detail.direction.code, cell=selection.cell
    )
    return card(
        _("Stage {stage}").format(stage=stage_title(detail.stage)),
        [
            html.Div([html.P(cell_sum(detail), className="cell-sum"), badge(state_sign(state))], className="cell-head"),
            *(positions_table(section, show_name=several) for section in detail.sections),
            *([html.P(lost, className="second small")] if lost else []),
            *documents_list(detail),
            *comments_list(detail),
            html.P(internal_link(_("This stage on the page of the cycle"), region), className="small"),
        ],
        caption=f"{detail.direction.code} {detail.direction.short} · {detail.period.name}",
        actions=choice_button(_("Close"), Ids.CELL, "", look="button button-small"),
        **{"aria-label": _("Positions of the chosen cell"), "data-cell": selection.cell},
    )


def comparison_card(frame: ProfileFrame, standings: StandingsView) -> Component:
    spoken = "; ".join(f"{spread_words(row)}; {own_words(row)}" for row in standings.rows)
    ranked = standings.total.region.count if standings.total.region else 0
    caption = [
        _("Per cent of the maximum; the own dot among the ranked municipalities ({count} by total).").format(
            count=ranked
        ),
        *([f" {standings.how}"] if standings.how else []),
    ]
    return card(
        comparison_title(),
        [
            graph(
                Ids.COMPARISON,
                comparison_figure(frame, standings),
                description=f"{comparison_title()}. {spoken}",
                height=comparison_height(standings),
                keys=comparison_keys(standings),
            ),
            html.P(
                _("On the right: own share, its quarter, the difference from the median of the region."),
                className="second small",
            ),
        ],
        caption=caption,
        actions=export_menu(KEY, frame.selection, table="comparison", graph=Ids.COMPARISON),
    )


def gaps_card(selection: MunicipalitySelection, gaps: GapsView, *, is_scored: bool) -> Component:
    title = _("Where points are lost")
    if not is_scored:
        text = _("Nothing is scored in this period. Load a workbook of scores on the page “Data”.")
        return card(title, empty_state(_("Losses cannot be judged"), text))
    if not gaps.rows:
        return card(title, empty_state(_("No points are lost"), _("Every scored parameter has its maximum.")))
    actions = [export_menu(KEY, selection, table="gaps")]
    if len(gaps.rows) > FIRST_GAPS:
        words = _("First {number}").format(number=FIRST_GAPS)
        more = _("All {number} →").format(number=len(gaps.rows))
        button = (
            choice_button(words, Ids.VIEW, FIRST, look="button button-small")
            if gaps.show_all
            else choice_button(more, Ids.VIEW, ALL, look="button button-small")
        )
        actions.insert(0, button)
    return card(title, gaps_table(gaps), caption=gaps_sentence(gaps), actions=actions)


def penalties_card(frame: ProfileFrame, lines: tuple[PenaltyLine, ...]) -> Component:
    total = sum(line.points for line in lines)
    words = ngettext("{number} penalty, {points} in all.", "{number} penalties, {points} in all.", len(lines))
    caption = " ".join(
        (
            words.format(number=len(lines), points=number(total)),
            _("“Since”: the first of the consecutive assessments by this methodology that have the penalty."),
        )
    )
    return card(
        _("Penalties"),
        penalties_table(lines),
        caption=caption,
        actions=export_menu(KEY, frame.selection, table="penalties"),
    )


def examples_card(frame: ProfileFrame, examples: tuple[Example, ...]) -> Component:
    caption = _(
        "For the first break of each direction: the nearest similar municipality in which this stage is formed."
    )
    return card(
        _("Similar municipalities that closed this gap"),
        examples_table(examples),
        caption=caption,
        actions=export_menu(KEY, frame.selection, table="examples"),
    )


def trend_card(frame: ProfileFrame, trend: Trend) -> Component:
    words = "; ".join(
        f"{period.label}: {_('no data') if share is None else percent(share)}"
        for period, share in zip(trend.periods, trend.total.shares, strict=True)
    )
    return card(
        trend_title(),
        [
            graph(
                Ids.TREND,
                trend_figure(frame, trend),
                description=f"{trend_title()}. {words}",
                height=TREND_HEIGHT,
                keys=trend_keys(trend),
                chooses=Choosing(Ids.PERIOD, "value", _("Select a year in the chart to show the page of that year.")),
            ),
            trend_table(trend),
        ],
        caption=_("Per cent of the maximum. Lines are interrupted at a change of methodology or a merger."),
        actions=export_menu(KEY, frame.selection, table="trend", graph=Ids.TREND),
    )


def trend_table(trend: Trend) -> Component:
    """The same numbers by direction, with the change against the period before."""
    heads = [
        html.Th(
            [period.label, *([html.Small(_("different methodology"))] if period.breaks else [])],
            scope="col",
            className="numeric method-break" if period.breaks else "numeric",
        )
        for period in trend.periods
    ]
    head = html.Tr(
        [html.Th(_("Direction"), scope="col"), *heads, html.Th(_("Change"), scope="col", className="numeric")]
    )
    rows = [_trend_row(trend, line) for line in trend.lines]
    return table_frame(
        [html.Thead(head), html.Tbody(rows)], trend_title(), look="data-table sticky-first profile-trend"
    )


def _trend_row(trend: Trend, line: TrendLine) -> Component:
    cells = [
        html.Td(
            "—" if share is None else percent(share),
            className="numeric method-break" if period.breaks else "numeric",
        )
        for period, share in zip(trend.periods, line.shares, strict=True)
    ]
    changed = line.change(trend.chosen)
    is_total = line is trend.total
    return html.Tr(
        [
            html.Th(line.short if is_total else f"{line.code} {line.short}", scope="row"),
            *cells,
            html.Td(_("no comparison") if changed is None else percentage_points(100 * changed), className="numeric"),
        ],
        className="total" if is_total else "",
    )
