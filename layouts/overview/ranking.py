"""The ranking of the overview in short, and who moved."""

from dash import html
from dash.development.base_component import Component

from data.formats import number
from data.language import _, ngettext, pgettext
from data.tables import Kind
from data.views.overview.address import OverviewSelection
from data.views.overview.base import RANKING
from data.views.overview.page import OverviewView
from data.views.overview.rows import MoverRow
from data.views.rankings.address import RankingsSelection
from data.views.rankings.rows import RankingRow
from data.views.rankings.words import among_words
from layouts.figures.overview import ranking_chart, ranking_chart_height, ranking_keys
from layouts.parts.addresses import profile_address
from layouts.parts.cell_parts import bold, ear_only, span
from layouts.parts.graph import Choosing, graph
from layouts.parts.page import card, empty_state, export_menu, internal_link
from layouts.parts.screen_table import (
    BAR,
    CHANGE,
    DESCENDING,
    UNSORTED,
    Cell,
    Heading,
    Line,
    Row,
    ScreenTable,
    Section,
    screen_table,
)
from layouts.parts.signs import choice_button

# The store of what is shown in its other form, and the chart of the ranking.
FORMS, CHART, OWN = "overview-forms", "overview-chart", "overview-municipality"


def ranking_card(view: OverviewView) -> Component:
    """First and last places with the own row, what is left out said in a row of its own."""
    captions = [_("{ranked} of {all} municipalities have a rank.").format(ranked=len(view.ranked), all=_all(view))]
    captions += [text for text in (view.ties, view.comparison) if text]
    is_chart = RANKING in view.selection.forms and bool(view.ranked)
    ranking = RankingsSelection.of(view.selection)
    whole = internal_link(_("Full ranking"), ranking)
    title = _("Ranking by total points")
    return card(
        title,
        [
            _chart(view) if is_chart else _ranking(view) if view.ranked else _nobody(),
            *_told_apart(view),
            html.P(whole, className="hint whole"),
        ],
        caption=" ".join(captions),
        actions=[
            *([form_switch(view.selection, RANKING, _("Table"), _("Chart"))] if view.ranked else []),
            export_menu("rankings", ranking, table="ranking", picture=title, graph=CHART if is_chart else None),
        ],
    )


def form_switch(chosen: OverviewSelection, form: str, usual: str, other: str) -> Component:
    """Two buttons: an object in its usual form or in the other one; what else is chosen so stays."""
    others = [each for each in chosen.forms if each != form]
    return html.Div(
        [
            choice_button(
                text, FORMS, ",".join(value), pressed=(form in value) == (form in chosen.forms), look="segment"
            )
            for text, value in ((usual, others), (other, [*others, form]))
        ],
        className="segmented screen-only",
        role="group",
        **{"aria-label": _("Shown as: {first} or {second}").format(first=usual, second=other)},
    )


def _chart(view: OverviewView) -> Component:
    words = f"{_('Ranking by total points')}. {view.sentence}"
    return graph(
        CHART,
        ranking_chart(view),
        description=words,
        height=ranking_chart_height(view),
        keys=ranking_keys(view),
        chooses=Choosing(OWN, "data", _("Select a municipality in the chart to mark it on the whole page.")),
    )


def _told_apart(view: OverviewView) -> list[Component]:
    """What a range is, and which places cannot be told apart."""
    if not view.certainty.ranges:
        return []
    heading, places = view.certainty.words[0]
    rule = _("Range: 5–95% of ranks when weights of directions change by ±20%.")
    return [html.P([html.B(f"{heading}: "), f"{places}. {rule}"], className="second small told-apart")]


def _all(view: OverviewView) -> int:
    return len(view.ranked) + len(view.unranked)


def _nobody() -> Component:
    return empty_state(_("No municipality has a rank here"), _("No municipality is scored in full in this period."))


def _ranking(view: OverviewView) -> ScreenTable:
    """The ends of the ranking: an order of these would not be that of the region, so no heading orders them."""
    headings = [
        Heading("rank", _("Rank"), look="numeric", sort=UNSORTED),
        Heading("name", _("Municipality"), look="name", sort=UNSORTED, is_name=True),
        Heading("points", _("Points"), Kind.NUMBER, look="numeric", sort=UNSORTED),
        Heading("bar", f"0 — {number(view.maximum)}", BAR, look="bar-cell", sort=UNSORTED),
    ]
    if view.compared:
        against = _("Since {year}").format(year=view.earlier)
        headings.append(Heading("rank_change", against, CHANGE, look="numeric", sort=UNSORTED))
    if view.certainty.ranges:
        headings.append(Heading("range", pgettext("ranks", "Range"), look="numeric second wide-only", sort=UNSORTED))
    return screen_table(
        "overview-ranking",
        _("Ranking by total points"),
        headings,
        [_entries(view)],
        look="data-table overview-ranking",
        size=0,
    )


def _entries(view: OverviewView) -> Section:
    rows: list[Row] = []
    between: dict[int, list[Line]] = {}
    for entry in view.entries:
        look = " ".join(["wide-only"] * (not entry.narrow) + ["narrow-only"] * (not entry.wide))
        if entry.row is not None:
            rows.append(_row(view, entry.row, f"own {look}" if entry.row.pinned else look))
            continue
        words = ngettext(
            "ranks {ranks} — {number} more municipality",
            "ranks {ranks} — {number} more municipalities",
            entry.count,
        ).format(ranks=entry.places, number=entry.count)
        between.setdefault(len(rows), []).append(Line(words, f"gap {look}".strip(), is_heading=False))
    return Section(rows, between=between)


def _row(view: OverviewView, row: RankingRow, look: str) -> Row:
    href = profile_address(view.selection) if row.open else ""
    title = row.full_name if row.full_name != row.name else ""
    cells = [
        Cell(row.rank),
        Cell(row.name, title=title, href=href),
        Cell(row.points or 0.0),
        Cell(row.share or 0.0),
    ]
    if view.compared:
        cells.append(Cell(row.rank_change, title=row.change_note))
    if view.certainty.ranges:
        cells.append(Cell(view.certainty.range_text(row.code), title=view.certainty.group_text(row.code)))
    return Row(row.code, cells, look.strip())


def movers_card(view: OverviewView) -> Component:
    """Who rose and who fell furthest, with the points of each."""
    title = _("Changes in rank")
    if not view.compared:
        return card(title, html.P(view.comparison, className="second"))
    rose, fell = (view.moves.risen, view.moves.fallen) if view.moves else (0, 0)
    sides = ((_("Up"), view.risen, rose, _("None rose.")), (_("Down"), view.fallen, fell, _("None fell.")))
    headings = [
        Heading("name", ear_only(_("Municipality")), look="name", is_name=True),
        Heading("now", _("Rank"), look="numeric"),
        Heading("rank_change", pgettext("change in rank", "Ranks"), CHANGE, look="numeric", sort=DESCENDING),
        Heading("points_change", _("Points"), Kind.SIGNED, look="numeric second", sort=DESCENDING),
    ]
    return card(
        title,
        screen_table(
            "movers",
            title,
            headings,
            [_movers(*side) for side in sides],
            look="data-table movers",
            size=0,
            has_search=False,
        ),
        caption=_("Rank before and now {among}, change in rank and in points since {year}.").format(
            among=among_words(view.common), year=view.earlier
        ),
        actions=export_menu("overview", view.selection, table="movers"),
    )


def _movers(title: str, rows: tuple[MoverRow, ...], count: int, nobody: str) -> Section:
    """One half of the table under its own heading, which says of how many the rows are the first."""
    if len(rows) < count:
        first = _("first {shown} of {all}").format(shown=len(rows), all=count)
        title = f"{title}: {first}"
    lines = [Line(title, "group"), *([] if rows else [Line(span(nobody, "second"), "", is_heading=False)])]
    return Section([_mover(row) for row in rows], lines)


def _mover(row: MoverRow) -> Row:
    place = float(row.now.partition("–")[0])
    cells = [
        Cell(row.name),
        Cell(place, (f"{row.before} → ", bold(row.now)), title=row.note),
        Cell(row.rank_change),
        Cell(row.points_change),
    ]
    return Row(row.name, cells)
