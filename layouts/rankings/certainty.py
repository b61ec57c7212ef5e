"""How certain ranks are, as it looks: the range of ranks in words, as a line on demand, and the card that explains."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from data.language import _
from data.views.rankings.robustness import Robustness
from data.views.rankings.rows import RankingRow
from layouts.parts.cell_parts import span
from layouts.parts.page import card
from layouts.parts.screen_table import AnyCell, Cell


def range_cell(robustness: Robustness, row: RankingRow, *, track: bool) -> AnyCell:
    """«12–15», and with ``track`` a line from the first place to the last with the range and the place on it."""
    text = robustness.range_text(row.code)
    if not track or row.first is None or row.code not in robustness.ranges:
        return text or None
    return Cell(text, span(text, "range-text"), track=_track(robustness.ranges[row.code], row.first, robustness.count))


def _track(places: tuple[int, int], place: int, count: int) -> tuple[float, float, float]:
    """Where the range begins and ends and where the place is, 0…1 of the way from the first place to the last."""
    first, last, here = (round((each - 1) / max(1, count - 1), 4) for each in (*places, place))
    return first, last, here


def group_cells(robustness: Robustness, rows: Sequence[RankingRow]) -> list[AnyCell]:
    """Beside rows of one group that stand together the browser draws one bracket; each group has one cell."""
    made: dict[tuple[int, int], Cell] = {}
    cells: list[AnyCell] = []
    for row in rows:
        group = robustness.groups.get(row.code)
        if group is not None and group not in made:
            text = robustness.group_short(row.code)
            made[group] = Cell(text, look="range-group", title=robustness.group_text(row.code))
        cells.append(None if group is None else made[group])
    return cells


def certainty_card(robustness: Robustness) -> Component:
    """The groups, the solid places and how it was computed, in words."""
    items = [
        html.Li([html.B(f"{heading}: "), text if text.endswith(".") else f"{text}."])
        for heading, text in robustness.words
    ]
    method = [html.P(robustness.method, className="second small")] if robustness.method else []
    return card(_("How certain the ranks are"), [html.Ul(items, className="certainty"), *method])
