"""The ranking as bars: one per row of the page, by rank, on the chosen scale."""

from typing import Any

from data.formats import number, signed
from data.language import _
from data.measures.scaling import Scaling
from data.views.rankings.page import RankingsView
from data.views.rankings.rows import RankingRow
from layouts.figures.theme import BAR, INK, OWN_BAR, SECOND_INK, Figure, figure, plain, room_beside
from layouts.parts.graph import Key

ROW_HEIGHT = 24


def bars_height(view: RankingsView) -> int:
    return ROW_HEIGHT * len(bar_rows(view)) + 64


def bar_rows(view: RankingsView) -> tuple[RankingRow, ...]:
    """The ranked rows of the page, the pinned one first where it stands on another page."""
    pinned = view.pinned
    is_elsewhere = pinned is not None and bool(pinned.rank) and not view.page.has(pinned.code)
    return (pinned, *view.page.ranked) if pinned is not None and is_elsewhere else view.page.ranked


def bars(view: RankingsView) -> Figure:
    """One bar from zero per ranked municipality of the page, in the order of the table, on the chosen scale.

    The axis is that of all ranked, so that pages can be set beside one another; dotted lines are the quarters. Where
    the scale is undefined the bars are points.
    """
    rows, values = bar_rows(view), _values(view)
    is_points = view.scale.scaling is Scaling.POINTS or not view.scale.values
    shown = [values[row.code] for row in rows]
    trace = {
        "type": "bar",
        "x": shown,
        "y": [row.code for row in rows],
        "orientation": "h",
        "marker": {"color": [OWN_BAR if row.pinned else BAR for row in rows]},
        "text": [number(value, None if is_points else view.scale.decimals) for value in shown],
        "textposition": "outside",
        "textfont": {"color": INK},
        "cliponaxis": False,
        "customdata": [row.code for row in rows],
        "hovertext": [_hover(view, row) for row in rows],
        "hoverinfo": "text",
        "width": 0.68,
    }
    points_title = _("Points of {maximum}").format(maximum=number(view.maximum))
    return figure(
        [trace],
        provenance=view.provenance,
        title=view.title,
        filters=view.filters,
        xaxis={
            "range": [min(0.0, *values.values()), max(_end(view, is_points=is_points), *values.values())],
            "nticks": 6,
            "tickangle": 0,
            "title": {"text": points_title if is_points else view.scale.name},
        },
        yaxis={
            "autorange": "reversed",
            "type": "category",
            "tickmode": "array",
            "tickvals": [row.code for row in rows],
            "ticktext": [_tick(row) for row in rows],
            "dtick": 1,
            "showgrid": False,
        },
        shapes=[_limit_line(limit) for limit in view.bands.found.limits if is_points],
        margin={"l": room_beside([_tick(row) for row in rows]), "r": 48, "t": 8, "b": 42},
    )


def bar_keys(view: RankingsView) -> list[Key]:
    """The legend of the bars: what their colours and the dotted lines are."""
    is_points = view.scale.scaling is Scaling.POINTS or not view.scale.values
    return [
        Key(_("municipality"), "box", BAR),
        *([Key(_("pinned"), "box", OWN_BAR)] if any(row.pinned for row in bar_rows(view)) else []),
        *([Key(_("limits of quarters"), "dot", SECOND_INK)] if is_points and view.bands.found.limits else []),
    ]


def _values(view: RankingsView) -> dict[str, float]:
    """What is drawn of each ranked municipality of the list and of the pinned one."""
    pinned = (view.pinned,) if view.pinned is not None and view.pinned.rank else ()
    rows = (*view.ranked, *pinned)
    return {row.code: view.scale.values.get(row.code, row.points or 0.0) for row in rows}


def _end(view: RankingsView, *, is_points: bool) -> float:
    """Where the axis ends at least: the maximum, 100 %; a z-score has no end of its own."""
    if is_points:
        return view.maximum
    return 0.0 if view.scale.scaling is Scaling.Z_SCORE else 100.0


def _limit_line(points: float) -> dict[str, Any]:
    line = {"color": SECOND_INK, "width": 1, "dash": "dot"}
    return {"type": "line", "xref": "x", "yref": "paper", "x0": points, "x1": points, "y0": 0, "y1": 1, "line": line}


def _tick(row: RankingRow) -> str:
    text = f"{row.rank}   {plain(row.name)}"
    return f"<b>{text}</b>" if row.pinned else text


def _hover(view: RankingsView, row: RankingRow) -> str:
    lines = [f"<b>{plain(row.full_name)}</b>", _("Rank {rank}").format(rank=row.rank_of)]
    band = view.bands.name_of(row.points)
    if band:
        lines.append(_("Quarter {band}").format(band=band))
    if row.points_change is not None:
        lines.append(_("Points since {year}: {change}").format(year=view.earlier, change=signed(row.points_change)))
    return "<br>".join(lines)
