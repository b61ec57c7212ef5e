"""The charts of a profile over the periods: its total and its places, with the lines broken where they must be."""

from typing import Any

from data.formats import percent, percent_sign
from data.language import _
from data.views.municipality.cards import KeyFigures, ProfileFrame
from data.views.municipality.trend import Trend
from layouts.figures.theme import BAR, GRID, INK, OWN_BAR, SECOND_INK, Figure, figure
from layouts.parts.graph import Key


def trend_title() -> str:
    return _("Results over the periods")


def trend_figure(frame: ProfileFrame, trend: Trend) -> Figure:
    """The total in per cent of the maximum; no line across a change of methodology or of the municipality."""
    labels = [period.label for period in trend.periods]
    line = trend.total
    x: list[str | None] = []
    y: list[float | None] = []
    codes: list[str | None] = []
    for index, share in enumerate(line.shares):
        if index and not line.joined[index]:
            x, y, codes = [*x, None], [*y, None], [*codes, None]
        x.append(labels[index])
        y.append(None if share is None else 100 * share)
        codes.append(trend.periods[index].code)
    known = [100 * share for share in line.shares if share is not None]
    trace = {
        "type": "scatter",
        "x": x,
        "y": y,
        "mode": "lines+markers+text",
        "line": {"color": BAR, "width": 2},
        "marker": {"size": 9, "color": OWN_BAR},
        "text": ["" if value is None else percent(value / 100) for value in y],
        "textposition": "top center",
        "textfont": {"color": INK},
        # No words, but a press: it shows the page as of that year.
        "hoverinfo": "none",
        "customdata": codes,
        "connectgaps": False,
        "cliponaxis": False,
    }
    return figure(
        [trace],
        provenance=frame.provenance,
        title=f"{trend_title()}: {frame.municipality.name}",
        filters=frame.basis,
        xaxis={"type": "category", "categoryarray": labels, "range": [-0.4, len(labels) - 0.6], "showgrid": False},
        yaxis={"range": [0, max([100.0, *known]) * 1.1], "ticksuffix": percent_sign(), "nticks": 5},
        shapes=_break_lines(trend),
        annotations=_break_labels(trend),
        margin={"l": 50, "r": 16, "t": 20, "b": 28},
    )


def trend_keys(trend: Trend) -> list[Key]:
    """The legend: the line, and the break where there is one."""
    breaks = any(period.breaks for period in trend.periods)
    return [
        Key(trend.total.short, "line", BAR),
        *([Key(_("different methodology"), "dot", SECOND_INK)] if breaks else []),
    ]


def _break_lines(trend: Trend) -> list[dict[str, Any]]:
    style = {"color": SECOND_INK, "width": 1, "dash": "dot"}
    return [
        {"type": "line", "x0": index - 0.5, "x1": index - 0.5, "y0": 0, "y1": 1, "yref": "paper", "line": style}
        for index, period in enumerate(trend.periods)
        if period.breaks
    ]


def _break_labels(trend: Trend) -> list[dict[str, Any]]:
    return [
        {
            "x": index - 0.5,
            "y": 0.04,
            "yref": "paper",
            "xanchor": "left",
            "xshift": 4,
            "text": _("different methodology"),
            "showarrow": False,
            "font": {"color": SECOND_INK, "size": 11},
        }
        for index, period in enumerate(trend.periods)
        if period.breaks
    ]


def places_figure(view: KeyFigures) -> Figure:
    """Places over the periods, first place on top: a small line beside the key figures."""
    line = view.history.lines[0]
    labels = [period.label for period in view.history.periods]
    x: list[str | None] = []
    y: list[int | None] = []
    text: list[str] = []
    codes: list[str | None] = []
    for index, place in enumerate(line.first):
        if index and not line.joined[index]:
            x, y, text, codes = [*x, None], [*y, None], [*text, ""], [*codes, None]
        x, y, text = [*x, labels[index]], [*y, place], [*text, line.text[index] or ""]
        codes.append(view.history.periods[index].code)
    last = max((place for place in line.first if place is not None), default=1)
    best = min((place for place in line.first if place is not None), default=1)
    reach = max(last - best, 4)
    trace = {
        "type": "scatter",
        "x": x,
        "y": y,
        "mode": "lines+markers+text",
        "line": {"color": BAR, "width": 2},
        "marker": {"size": 7, "color": OWN_BAR},
        "text": text,
        "textposition": "top center",
        "textfont": {"color": INK, "size": 11},
        "hoverinfo": "none",
        "customdata": codes,
        "cliponaxis": False,
    }
    return figure(
        [trace],
        provenance=view.frame.provenance,
        title=_("Ranks over the periods: {name}").format(name=view.frame.municipality.name),
        filters=view.frame.basis,
        xaxis={
            "type": "category",
            "categoryarray": labels,
            "range": [-0.4, len(labels) - 0.6],
            "showgrid": False,
            "tickangle": 0,
            "linecolor": GRID,
            "automargin": False,
        },
        yaxis={"range": [last + 0.25 * reach, best - 0.9 * reach], "visible": False},
        margin={"l": 2, "r": 2, "t": 2, "b": 20},
    )
