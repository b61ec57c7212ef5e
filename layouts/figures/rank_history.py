"""Ranks over the periods as lines."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from data.formats import number
from data.language import _
from data.views.plan.words import points_words
from data.views.rankings.history import HistoryLine
from data.views.rankings.page import RankingsView
from data.views.rankings.words import among_words, history_title
from layouts.figures.theme import ABOVE, INK, OWN_BAR, QUIET, SECOND_INK, TARGET_MISSED, Figure, Trace, figure, plain
from layouts.parts.graph import Key

BUMP_ROW_HEIGHT = 13
# With more ranked than this a picture of all lines is a grey surface: the height stays and only some are drawn.
MOST_LINES = 100
TALLEST_BUMP = 660
# How many lines are drawn from the top and from the bottom of a long ranking.
ENDS = 10
# Labels of lines that end closer than this many pixels would cover one another.
LABEL_DISTANCE = 20
MOST_TICKS = 12
# A first place that more share than these is no longer worth a colour.
MOST_LEADERS = 3


class Role(StrEnum):
    """Why a line is drawn in its colour; a group of the legend."""

    PINNED = "pinned"
    MARKED = "marked"
    LEADER = "leader"
    RISE = "rise"
    FALL = "fall"
    OTHER = "other"


COLOURS = {
    Role.PINNED: OWN_BAR,
    Role.MARKED: INK,
    Role.LEADER: SECOND_INK,
    Role.RISE: ABOVE,
    Role.FALL: TARGET_MISSED,
    Role.OTHER: QUIET,
}


def bump_height(view: RankingsView) -> int:
    return min(TALLEST_BUMP, BUMP_ROW_HEIGHT * _lowest(view) + 90)


def _lowest(view: RankingsView) -> int:
    return max(period.count for period in view.history.periods)


def history_sentence(view: RankingsView) -> str:
    """Whose lines are drawn where they are not all; empty where they are."""
    if len(view.ranked) <= MOST_LINES:
        return ""
    return _(
        "Of {number}, the chart shows the first and last {ends}, the largest moves, and the pinned "
        "and marked municipalities. The table and the export have all."
    ).format(number=number(len(view.ranked)), ends=ENDS)


def _drawn(view: RankingsView, roles: Mapping[str, Role]) -> set[str]:
    """The codes whose lines are drawn: all of a region, the ends and the chosen ones of a long ranking."""
    if len(view.ranked) <= MOST_LINES:
        return {row.code for row in view.ranked} | set(roles)
    by_rank = sorted(view.ranked, key=lambda row: (row.first or 0, row.name))
    return {row.code for row in (*by_rank[:ENDS], *by_rank[-ENDS:])} | set(roles)


def bump(view: RankingsView) -> Figure:
    """Ranks over the periods: a line per municipality of the list (of a long one only some, as ``history_sentence``
    says), the pinned one and the largest moves in colour.

    A line is never drawn across a change of the methodology, a merger, or a period without a rank.
    """
    roles = _roles(view)
    shown = _drawn(view, roles)
    quiet = [line for line in view.history.lines if line.code in shown and line.code not in roles]
    strong = [line for line in view.history.lines if line.code in roles]
    labels = [period.label for period in view.history.periods]
    # All quiet lines are one trace: fifty of them would be slow to draw and to send.
    traces = [_trace(view, quiet, Role.OTHER, 1)]
    traces += [_trace(view, [line], roles[line.code], 3 if _is_pinned(view, line) else 2) for line in strong]
    lowest = _lowest(view)
    return figure(
        traces,
        provenance=view.provenance,
        title=history_title(view.subject, view.selection.kinds),
        filters=view.filters,
        xaxis={
            "type": "category",
            "side": "top",
            "tickangle": 0,
            "range": [-0.15, len(labels) - 0.55],
            "showgrid": False,
        },
        yaxis={
            "range": [lowest + 1, 0],
            "tickvals": [1, *_steps(lowest)],
            "title": {"text": _("Rank")},
            "zeroline": False,
            # Places can be enlarged; years are few.
            "fixedrange": False,
        },
        shapes=_break_lines(view),
        annotations=[*_break_labels(view), *_end_labels(view, strong, roles)],
        margin={"l": 46, "r": 190, "t": 28, "b": 8},
    )


def _steps(lowest: int) -> range:
    """Places that are named beside the lines: every tenth, fiftieth, hundredth … so that they are not too many."""
    step = next(each for each in (10, 20, 50, 100, 200, 500, 1000, 10_000) if lowest / each <= MOST_TICKS)
    return range(step, lowest + 1, step)


def _is_pinned(view: RankingsView, line: HistoryLine) -> bool:
    return view.pinned is not None and view.pinned.code == line.code


def _roles(view: RankingsView) -> dict[str, Role]:
    """The lines told apart: first place, the largest rise and fall, and above all the pinned municipality."""
    moved = [row for row in view.ranked if row.rank_change]
    rise = max(moved, key=lambda row: row.rank_change or 0, default=None)
    fall = min(moved, key=lambda row: row.rank_change or 0, default=None)
    leaders = [row.code for row in view.ranked if row.first == 1]
    roles = dict.fromkeys(leaders, Role.LEADER) if len(leaders) <= MOST_LEADERS else {}
    if rise is not None and (rise.rank_change or 0) > 0:
        roles[rise.code] = Role.RISE
    if fall is not None and (fall.rank_change or 0) < 0:
        roles[fall.code] = Role.FALL
    if view.page.jumped:
        roles[view.page.jumped] = Role.MARKED
    if view.pinned is not None:
        roles[view.pinned.code] = Role.PINNED
    return roles


def history_keys(view: RankingsView) -> list[Key]:
    """The legend: each colour that is drawn, as a switch of its lines."""
    words = {
        Role.PINNED: _("pinned"),
        Role.MARKED: _("marked"),
        Role.LEADER: _("rank 1"),
        Role.RISE: _("largest rise"),
        Role.FALL: _("largest fall"),
        Role.OTHER: _("other municipalities"),
    }
    present = {*_roles(view).values(), Role.OTHER}
    return [
        Key(text, "thin" if role is Role.OTHER else "line", COLOURS[role], role)
        for role, text in words.items()
        if role in present
    ]


def _trace(view: RankingsView, lines: list[HistoryLine], role: Role, width: float) -> Trace:
    x: list[str | None] = []
    y: list[int | None] = []
    codes: list[str | None] = []
    texts: list[str | None] = []
    for line in lines:
        for index, period in enumerate(view.history.periods):
            if not line.joined[index]:
                # An empty point: plotly draws no line to it or from it.
                x, y, codes, texts = [*x, period.label], [*y, None], [*codes, None], [*texts, None]
            x.append(period.label)
            y.append(line.first[index])
            codes.append(line.code)
            texts.append(_hover(view, line, index))
    return {
        "type": "scatter",
        "x": x,
        "y": y,
        "mode": "lines+markers",
        "legendgroup": role,
        "line": {"color": COLOURS[role], "width": width},
        "marker": {"color": COLOURS[role], "size": 4 + 2 * min(width, 2)},
        "opacity": 0.55 if role is Role.OTHER else 1,
        "customdata": codes,
        "hovertext": texts,
        "hoverinfo": "text",
        "connectgaps": False,
    }


def _hover(view: RankingsView, line: HistoryLine, index: int) -> str | None:
    """Rank, points and change of one point; None where there is no rank."""
    periods, points = view.history.periods, line.points[index]
    if points is None:
        return None
    rank = _("{rank} of {ranked}").format(rank=line.text[index], ranked=periods[index].count)
    lines = [
        f"<b>{plain(line.name)}</b>",
        f"{periods[index].label}: {_('Rank {rank}').format(rank=rank)}",
        points_words(points),
        *_change(line.changes[index], periods[index - 1].label, periods[index].common),
    ]
    return "<br>".join(lines)


def _change(change: int | None, year: str, common: int) -> list[str]:
    if change is None:
        return []
    among = among_words(common)
    if change == 0:
        return [_("unchanged since {year}, {among}").format(year=year, among=among)]
    since = _("since {year}, {among}").format(year=year, among=among)
    return [f"{'▲' if change > 0 else '▼'} {abs(change)} {since}"]


def _break_lines(view: RankingsView) -> list[dict[str, Any]]:
    return [
        {
            "type": "line",
            "xref": "x",
            "yref": "paper",
            "x0": index - 0.5,
            "x1": index - 0.5,
            "y0": 0,
            "y1": 1,
            "line": {"color": SECOND_INK, "width": 1, "dash": "dot"},
        }
        for index, period in enumerate(view.history.periods)
        if period.breaks
    ]


def _break_labels(view: RankingsView) -> list[dict[str, Any]]:
    return [
        {
            "xref": "x",
            "yref": "paper",
            "x": index - 0.5,
            "y": 0,
            "yanchor": "bottom",
            "xanchor": "right",
            "textangle": -90,
            "text": _("different methodology"),
            "showarrow": False,
            "font": {"size": 11, "color": SECOND_INK},
        }
        for index, period in enumerate(view.history.periods)
        if period.breaks
    ]


def _end_labels(view: RankingsView, lines: list[HistoryLine], roles: dict[str, Role]) -> list[dict[str, Any]]:
    """Rank and name at the end of each coloured line; the pinned one first, others where they leave it readable."""
    taken: list[int] = []
    labels = []
    distance = LABEL_DISTANCE * (_lowest(view) + 1) / (bump_height(view) - 40)
    for line in sorted(lines, key=lambda line: not _is_pinned(view, line)):
        place = line.first[-1]
        if place is None or any(abs(place - other) < distance for other in taken):
            continue
        taken.append(place)
        text = f"{line.text[-1]} {plain(line.name)}"
        labels.append(
            {
                "xref": "x",
                "x": len(view.history.periods) - 1,
                "y": place,
                "xanchor": "left",
                "xshift": 10,
                "showarrow": False,
                "text": f"<b>{text}</b>" if _is_pinned(view, line) else text,
                "font": {"size": 12, "color": COLOURS[roles[line.code]]},
                # The legend switches it together with its line.
                "name": roles[line.code],
            }
        )
    return labels
