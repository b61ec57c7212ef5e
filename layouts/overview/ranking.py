"""The ranking of the overview in short, and who moved."""

from dash import html
from dash.development.base_component import Component

from data.formats import number, signed
from data.language import _, ngettext, pgettext
from data.views.overview.address import OverviewSelection
from data.views.overview.base import RANKING
from data.views.overview.page import OverviewView
from data.views.overview.rows import Entry, MoverRow
from data.views.rankings.address import RankingsSelection
from data.views.rankings.rows import RankingRow
from data.views.rankings.words import among_words
from layouts.figures.overview import ranking_chart, ranking_chart_height, ranking_keys
from layouts.parts.graph import Choosing, graph
from layouts.parts.municipality_link import profile_link
from layouts.parts.page import Children, card, empty_state, export_menu, internal_link
from layouts.parts.signs import bar, change, choice_button
from layouts.parts.tables import table_frame

# The store of what is shown in its other form, and the chart of the ranking.
FORMS, CHART, OWN = "overview-forms", "overview-chart", "overview-municipality"


def ranking_card(view: OverviewView) -> Component:
    """First and last places with the own row, what is left out said in a row of its own."""
    captions = [_("{ranked} of {all} municipalities have a rank.").format(ranked=len(view.ranked), all=_all(view))]
    captions += [text for text in (view.ties, view.comparison) if text]
    is_chart = RANKING in view.selection.forms and bool(view.ranked)
    ranking = RankingsSelection.of(view.selection)
    whole = internal_link(_("Full ranking"), ranking)
    return card(
        _("Ranking by total points"),
        [
            _chart(view) if is_chart else _ranking(view) if view.ranked else _nobody(),
            *_told_apart(view),
            html.P(whole, className="hint whole"),
        ],
        caption=" ".join(captions),
        actions=[
            *([form_switch(view.selection, RANKING, _("Table"), _("Chart"))] if view.ranked else []),
            export_menu("rankings", ranking, table="ranking", graph=CHART if is_chart else None),
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
    rule = _("Range: 5–95 % of ranks when weights of directions change by ±20 %.")
    return [html.P([html.B(f"{heading}: "), f"{places}. {rule}"], className="second small told-apart")]


def _all(view: OverviewView) -> int:
    return len(view.ranked) + len(view.unranked)


def _nobody() -> Component:
    return empty_state(_("No municipality has a rank here"), _("No municipality is scored in full in this period."))


def _ranking(view: OverviewView) -> Component:
    titles = [
        (_("Rank"), "numeric"),
        (_("Municipality"), "name"),
        (_("Points"), "numeric"),
        (f"0 — {number(view.maximum)}", "bar-cell"),
    ]
    if view.compared:
        titles.append((_("Since {year}").format(year=view.earlier), "numeric"))
    if view.certainty.ranges:
        titles.append((pgettext("ranks", "Range"), "numeric wide-only"))
    head = html.Thead(html.Tr([html.Th(title, scope="col", className=look) for title, look in titles]))
    body = html.Tbody([_entry(view, entry, len(titles)) for entry in view.entries])
    return table_frame([head, body], _("Ranking by total points"), look="data-table overview-ranking")


def _entry(view: OverviewView, entry: Entry, columns: int) -> Component:
    look = " ".join(["wide-only"] * (not entry.narrow) + ["narrow-only"] * (not entry.wide))
    if entry.row is not None:
        return _row(view, entry.row, f"own {look}" if entry.row.pinned else look)
    words = ngettext(
        "ranks {ranks} — {number} more municipality",
        "ranks {ranks} — {number} more municipalities",
        entry.count,
    ).format(ranks=entry.places, number=entry.count)
    return html.Tr(html.Td(words, colSpan=columns), className=f"gap {look}")


def _row(view: OverviewView, row: RankingRow, look: str) -> Component:
    cells = [
        html.Td(row.rank, className="numeric"),
        html.Th(_name(view, row), scope="row", className="name", title=row.full_name),
        html.Td(number(row.points or 0.0), className="numeric"),
        html.Td(bar(row.share or 0.0, own=row.pinned), className="bar-cell"),
    ]
    if view.compared:
        cells.append(html.Td(change(row.rank_change), className="numeric", title=row.change_note))
    if view.certainty.ranges:
        group = view.certainty.group_text(row.code)
        cells.append(html.Td(view.certainty.range_text(row.code), className="numeric second wide-only", title=group))
    return html.Tr(cells, className=look.strip())


def _name(view: OverviewView, row: RankingRow) -> Children:
    """The name leads to the municipality's profile where the viewer may see it."""
    return profile_link(row.name, row.code, view.selection) if row.open else row.name


def movers_card(view: OverviewView) -> Component:
    """Who rose and who fell furthest, with the points of each."""
    title = _("Changes in rank")
    if not view.compared:
        return card(title, html.P(view.comparison, className="second"))
    sides = ((_("Up"), view.risen, _("None rose.")), (_("Down"), view.fallen, _("None fell.")))
    numbers = (_("Rank"), pgettext("change in rank", "Ranks"), _("Points"))
    columns = [html.Td(), *(html.Th(text, scope="col", className="numeric") for text in numbers)]
    head = html.Thead(html.Tr(columns))
    bodies = [_movers(name, rows, nobody) for name, rows, nobody in sides]
    return card(
        title,
        table_frame([head, *bodies], title, look="data-table movers"),
        caption=_("Rank before and now {among}, change in rank and in points since {year}.").format(
            among=among_words(view.common), year=view.earlier
        ),
        actions=export_menu("overview", view.selection, table="movers"),
    )


def _movers(title: str, rows: tuple[MoverRow, ...], nobody: str) -> Component:
    """One half of the table under its own heading."""
    group = html.Tr(html.Th(title, colSpan=4, scope="colgroup"), className="group")
    if not rows:
        return html.Tbody([group, html.Tr(html.Td(nobody, colSpan=4, className="second"))])
    return html.Tbody([group, *(_mover(row) for row in rows)])


def _mover(row: MoverRow) -> Component:
    return html.Tr(
        [
            html.Th(row.name, scope="row", className="name"),
            html.Td([f"{row.before} → ", html.B(row.now)], className="numeric", title=row.note),
            html.Td(change(row.rank_change), className="numeric"),
            html.Td(signed(row.points_change), className="numeric second"),
        ]
    )
