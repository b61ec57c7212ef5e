"""The timeline of /roadmap: last days of terms along the stages of the cycle, by status."""

from collections import defaultdict
from datetime import date
from typing import Any

from data.formats import day as day_words
from data.language import _, current_language
from data.views.roadmap.page import RoadmapView, TermLine
from data.views.shared.measure_rows import status_words
from data.vocabulary import MeasureStatus
from layouts.figures.theme import (
    BAR,
    INK,
    SECOND_INK,
    TARGET_BEHIND,
    TARGET_MET,
    TARGET_MISSED,
    Figure,
    Trace,
    figure,
    plain,
)
from layouts.parts.graph import Key

# Symbol and colour of each status; a measure without a last day is not on a timeline.
LOOKS = {
    MeasureStatus.OVERDUE: ("diamond", TARGET_MISSED),
    MeasureStatus.DUE: ("diamond-open", TARGET_MISSED),
    MeasureStatus.RUNNING: ("circle-open", BAR),
    MeasureStatus.AHEAD: ("triangle-right-open", SECOND_INK),
    MeasureStatus.LATE: ("square", TARGET_BEHIND),
    MeasureStatus.DONE: ("circle", TARGET_MET),
}
LANE, LEAST = 44, 180
# Statuses of one stage and day stand a little above each other.
STEP = 0.22
SMALLEST, LARGEST = 9, 26
NAMED = 3
Spot = tuple[int, date, MeasureStatus]


def timeline_height(view: RoadmapView) -> int:
    return max(LEAST, LANE * len(view.board) + 60)


def timeline_title() -> str:
    return _("Timeline of the roadmap")


def timeline_keys(found: tuple[TermLine, ...]) -> list[Key]:
    """The statuses that occur; a line of the legend switches its marks."""
    shown = {one.status for one in found}
    return [
        Key(status_words(status), symbol, colour, status.value)
        for status, (symbol, colour) in LOOKS.items()
        if status in shown
    ]


def timeline_figure(view: RoadmapView, found: tuple[TermLine, ...]) -> Figure:
    """A mark for the terms of one stage, day and status; its size is how many there are, its number says so."""
    lanes = {row.stage.code: place for place, row in enumerate(view.board)}
    spots: dict[Spot, list[TermLine]] = defaultdict(list)
    for one in found:
        assert one.term.due is not None
        spots[lanes[view.choices.stage(one.row.line.stage).code], one.term.due, one.status].append(one)
    heights = _heights(spots)
    most = max((len(terms) for terms in spots.values()), default=1)
    names = [row.stage.title for row in view.board]
    return figure(
        [_trace(status, spots, heights, most, names) for status in LOOKS if any(spot[2] is status for spot in spots)],
        provenance=view.provenance,
        title=timeline_title(),
        filters=view.filters_text,
        xaxis={
            "type": "date",
            "fixedrange": False,
            "tickformat": "%d.%m.%Y" if current_language() == "ru" else "%d %b %Y",
            "nticks": 6,
        },
        yaxis={
            "tickvals": list(range(len(names))),
            "ticktext": [_short(name) for name in names],
            "range": [len(names) - 0.4, -0.6],
            "zeroline": False,
        },
        shapes=[_day_line(view.day)],
        annotations=[_day_label(view.day)],
        margin={"l": 8, "r": 16, "t": 24, "b": 8},
    )


def _heights(spots: dict[Spot, list[TermLine]]) -> dict[Spot, float]:
    by_place: dict[tuple[int, date], list[Spot]] = defaultdict(list)
    for spot in sorted(spots, key=lambda one: (one[0], one[1], list(LOOKS).index(one[2]))):
        by_place[spot[:2]].append(spot)
    return {
        spot: spot[0] + STEP * (place - (len(together) - 1) / 2)
        for together in by_place.values()
        for place, spot in enumerate(together)
    }


def _trace(
    status: MeasureStatus,
    spots: dict[Spot, list[TermLine]],
    heights: dict[Spot, float],
    most: int,
    names: list[str],
) -> Trace:
    symbol, colour = LOOKS[status]
    own = [(spot, terms) for spot, terms in spots.items() if spot[2] is status]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": status_words(status),
        "legendgroup": status.value,
        "x": [spot[1].isoformat() for spot, _terms in own],
        "y": [heights[spot] for spot, _terms in own],
        "text": [str(len(terms)) if len(terms) > 1 else "" for _spot, terms in own],
        "textposition": "middle right",
        "textfont": {"color": INK, "size": 11},
        "marker": {
            "symbol": symbol,
            "color": colour,
            "size": [round(SMALLEST + (LARGEST - SMALLEST) * (len(terms) / most) ** 0.5, 1) for _spot, terms in own],
            "line": {"width": 2, "color": colour},
        },
        "hovertext": [_hover(names[spot[0]], spot, terms) for spot, terms in own],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _hover(name: str, spot: Spot, terms: list[TermLine]) -> str:
    lines = [f"<b>{plain(name)}</b>", f"{day_words(spot[1].isoformat())}: {status_words(spot[2])}, {len(terms)}"]
    lines += [plain(f"{one.row.line.number} {one.row.line.text}"[:80]) for one in terms[:NAMED]]
    if len(terms) > NAMED:
        lines.append(_("and {number} more").format(number=len(terms) - NAMED))
    return "<br>".join(lines)


def _short(name: str) -> str:
    longest = 26
    return plain(name if len(name) <= longest else name[: longest - 1] + "…")


def _day_line(day: date) -> dict[str, Any]:
    style = {"color": INK, "width": 1, "dash": "dot"}
    return {
        "type": "line",
        "x0": day.isoformat(),
        "x1": day.isoformat(),
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": style,
    }


def _day_label(day: date) -> dict[str, Any]:
    return {
        "x": day.isoformat(),
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "text": day_words(day.isoformat()),
        "showarrow": False,
        "font": {"color": INK, "size": 11},
    }
