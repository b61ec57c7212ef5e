"""How certain ranks are, as it looks: the range of ranks in words, as a line on demand, and the card that explains."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from data.language import _
from data.views.rankings.robustness import Robustness
from data.views.rankings.rows import RankingRow
from layouts.parts.page import Children, card


def range_cell(robustness: Robustness, row: RankingRow, *, track: bool) -> Component:
    """«12–15», and with ``track`` a line from the first place to the last with the range and the place on it."""
    inside: list[Children] = [html.Span(robustness.range_text(row.code), className="range-text")]
    if track and row.first is not None and row.code in robustness.ranges:
        inside.insert(0, _track(robustness.ranges[row.code], row.first, robustness.count))
    return html.Td(inside, className="numeric range-cell")


def _track(places: tuple[int, int], place: int, count: int) -> Component:
    def at(each: int) -> float:
        return 100 * (each - 1) / max(1, count - 1)

    span = {"left": f"{at(places[0]):.2f}%", "width": f"{at(places[1]) - at(places[0]):.2f}%"}
    return html.Span(
        [
            html.Span(className="range-span", style=span),
            html.Span(className="range-place", style={"left": f"{at(place):.2f}%"}),
        ],
        className="range-track",
        **{"aria-hidden": "true"},
    )


def group_cells(robustness: Robustness, rows: Sequence[RankingRow]) -> list[Component | None]:
    """The last cell of each row: one bracket over the rows of a group that stand together, none (None) below it."""
    cells: list[Component | None] = []
    groups = [robustness.groups.get(row.code) for row in rows]
    for index, group in enumerate(groups):
        if group is None:
            cells.append(html.Td())
        elif index and groups[index - 1] == group:
            cells.append(None)
        else:
            height = next((end for end in range(index, len(groups)) if groups[end] != group), len(groups)) - index
            code = rows[index].code
            text = html.Span(robustness.group_short(code), title=robustness.group_text(code))
            cells.append(html.Td(text, rowSpan=height, className="range-group"))
    return cells


def certainty_card(robustness: Robustness) -> Component:
    """The groups, the solid places and how it was computed, in words."""
    items = [
        html.Li([html.B(f"{heading}: "), text if text.endswith(".") else f"{text}."])
        for heading, text in robustness.words
    ]
    method = [html.P(robustness.method, className="second small")] if robustness.method else []
    return card(_("How certain the ranks are"), [html.Ul(items, className="certainty"), *method])
