"""The cards of a profile: the map, the chosen cell, the comparison, gaps, penalties, the course over the periods."""

from dash import html
from dash.development.base_component import Component

from data.formats import number, percent, percentage_points
from data.language import _, ngettext
from data.tables import Kind
from data.views.cycle.address import CycleSelection
from data.views.cycle.cell import CellDetail
from data.views.cycle.selection import REGION
from data.views.cycle.words import stage_title
from data.views.municipality.address import MunicipalitySelection
from data.views.municipality.cards import LinkMap, ProfileFrame
from data.views.municipality.comparison import StandingsView
from data.views.municipality.example_words import examples_rule
from data.views.municipality.examples import ExamplesView
from data.views.municipality.gaps import GapsView
from data.views.municipality.penalties import PenaltyLine
from data.views.municipality.selection import POINTS, SHARE
from data.views.municipality.trend import Trend, TrendLine
from data.views.municipality.words import gaps_sentence
from data.vocabulary import ComponentState
from layouts.cards.positions import (
    cell_sum,
    comments_list,
    documents_list,
    lost_sentence,
    positions_table,
    sources_list,
)
from layouts.cards.stage_measures import measures_list
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
from layouts.parts.cell_parts import small
from layouts.parts.graph import Choosing, graph
from layouts.parts.page import card, empty_state, export_menu, internal_link, legend
from layouts.parts.screen_table import DESCENDING, Cell, Heading, Row, ScreenTable, Section, screen_table
from layouts.parts.signs import HALF, badge, choice_button, state_sign

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
    title = _("Directions and stages of the cycle")
    return card(
        title,
        [map_legend(view), profile_map(view)],
        caption=_("Each cell: the points of the stage and its state. Select a cell to see the positions behind it."),
        actions=[
            switch,
            export_menu(KEY, view.selection, table="profile", picture=f"{title}, {view.municipality.short}"),
        ],
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
            *measures_list(selection, detail, state),
            *comments_list(detail),
            *sources_list(detail),
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
        actions=export_menu(
            KEY,
            frame.selection,
            table="comparison",
            picture=f"{comparison_title()}, {frame.municipality.short}",
            graph=Ids.COMPARISON,
        ),
    )


def gaps_card(selection: MunicipalitySelection, gaps: GapsView, *, is_scored: bool) -> Component:
    title = _("Where points are lost")
    if not is_scored:
        text = _("Nothing is scored in this period. Load a workbook of scores on the page “Data”.")
        return card(title, empty_state(_("Losses cannot be judged"), text))
    if not gaps.rows:
        return card(title, empty_state(_("No points are lost"), _("Every scored parameter has its maximum.")))
    return card(title, gaps_table(gaps), caption=gaps_sentence(gaps), actions=export_menu(KEY, selection, table="gaps"))


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


def examples_card(frame: ProfileFrame, examples: ExamplesView) -> Component:
    return card(
        _("Similar municipalities that closed this gap"),
        examples_table(examples),
        caption=examples_rule(examples),
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
        actions=export_menu(
            KEY, frame.selection, table="trend", picture=f"{trend_title()}, {frame.municipality.short}", graph=Ids.TREND
        ),
    )


def trend_table(trend: Trend) -> ScreenTable:
    """The same numbers by direction, with the change against the period before."""
    headings = [
        Heading("direction", _("Direction"), is_name=True),
        *(
            Heading(
                period.code,
                (period.label, *((small(_("different methodology")),) if period.breaks else ())),
                Kind.SHARE,
                name=period.label,
                look="numeric method-break" if period.breaks else "numeric",
                sort=DESCENDING,
            )
            for period in trend.periods
        ),
        Heading("change", _("Change"), Kind.NUMBER, look="numeric", sort=DESCENDING),
    ]
    total, *rows = [_trend_row(trend, line) for line in trend.lines]
    look = "data-table sticky-first profile-trend"
    return screen_table("profile-trend", trend_title(), headings, [Section(rows)], look=look, top=[total])


def _trend_row(trend: Trend, line: TrendLine) -> Row:
    is_total = line is trend.total
    cells = [Cell(shown="—") if share is None else Cell(share, percent(share)) for share in line.shares]
    changed = line.change(trend.chosen)
    name = Cell(line.short if is_total else f"{line.code} {line.short}")
    moved = Cell(shown=_("no comparison")) if changed is None else Cell(changed, percentage_points(100 * changed))
    return Row(line.code, [name, *cells, moved], "total" if is_total else "")
