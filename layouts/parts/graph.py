"""The one way a chart gets onto a page: what a press on it chooses, a legend that switches, a way back from a zoom."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from data.language import _, current_language

# plotly 7 offers to post a chart's data to its makers' cloud; nothing may leave this server.
SAFE_CONFIG = {
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "displaylogo": False,
    "displayModeBar": False,
    # A double press shows the whole chart again; the line under it says so.
    "doubleClick": "reset",
    "showTips": False,
    "responsive": True,
}


@dataclass(frozen=True)
class Choosing:
    """A press on a mark of the chart puts the mark's ``customdata`` into ``prop`` of the component ``target``.

    ``hint`` says so under the chart; a small one has no room for it.
    """

    target: str
    prop: str
    hint: str = ""


@dataclass(frozen=True)
class Key:
    """One line of a chart's legend.

    ``sign`` is a shape of ``SIGNS`` in the ``colour`` of the light palette; an exported picture draws the same.
    ``group`` is the ``legendgroup`` of the traces that the line switches on and off; empty where it only explains.
    """

    words: str
    sign: str
    colour: str
    group: str = ""


# The shapes of a legend and the letters that draw them; without one the style sheet does.
SHAPES = ("box", "spread", "strip", "round", "line", "thin", "dash", "dot", "outline", "frame", "hatch")
LETTERS = {
    "circle": "●",
    "circle-open": "○",
    "diamond": "◆",
    "diamond-open": "◇",
    "square": "■",
    "star": "★",
    "triangle-right-open": "▷",
}
SIGNS = {**LETTERS, **dict.fromkeys(SHAPES, "")}


def graph(
    identity: str,
    figure: dict[str, Any],
    *,
    description: str,
    height: int,
    keys: Sequence[Key] = (),
    chooses: Choosing | None = None,
) -> Component:
    """A chart of ``height`` pixels with a spoken ``description``, its legend above it.

    A chart with an axis that is not fixed can be zoomed: then there is a button to see all of it again.
    """
    layout = figure["layout"]
    meta = {**layout["meta"], **drawn_keys(keys)}
    picture = dcc.Graph(
        id=identity,
        figure={**figure, "layout": {**layout, "meta": meta}},
        config={**SAFE_CONFIG, "locale": current_language()},
        style={"height": f"{height}px"},
    )
    can_zoom = any(layout[axis].get("fixedrange") is False for axis in ("xaxis", "yaxis"))
    return chart_frame(identity, picture, description=description, keys=keys, chooses=chooses, can_zoom=can_zoom)


def chart_frame(
    identity: str,
    picture: Component,
    *,
    description: str,
    keys: Sequence[Key] = (),
    chooses: Choosing | None = None,
    can_zoom: bool = False,
) -> Component:
    """``picture`` with its legend above and what can be done with it below."""
    drawn = html.Div(picture, role="img", className="chart", **{"aria-label": description})
    chosen = {"data-chooses": chooses.target, "data-chooses-prop": chooses.prop} if chooses else {}
    parts = [*([_legend(identity, keys)] if keys else []), drawn, *_below(identity, chooses, can_zoom)]
    return html.Div(parts, className="chart-frame", **{"data-chart": identity, **chosen})


def drawn_keys(keys: Sequence[Key]) -> dict[str, Any]:
    """The legend as an exported picture draws it, and what it says of a line that is switched off."""
    lines = [{"words": key.words, "sign": key.sign, "colour": key.colour, "group": key.group} for key in keys]
    return {"keys": lines, "off": _("switched off")}


def _legend(identity: str, keys: Sequence[Key]) -> Component:
    return html.Ul([html.Li(_line(identity, key)) for key in keys], className="legend chart-legend")


def _line(identity: str, key: Key) -> list[Any]:
    look = {"className": f"key key-{key.sign}", "style": {"color": key.colour}, "aria-hidden": "true"}
    shown = [html.Span(SIGNS[key.sign], **look), key.words]
    if not key.group:
        return shown
    switch = {"data-switches": identity, "data-group": key.group, "aria-pressed": "true"}
    return [html.Button(shown, type="button", className="legend-switch", title=_("Show or hide"), **switch)]


def _below(identity: str, chooses: Choosing | None, can_zoom: bool) -> list[Component]:
    """What can be done with the chart, in words; nothing where it only shows."""
    hint = chooses.hint if chooses else ""
    if not (hint or can_zoom):
        return []
    # A finger scrolls the page instead of enlarging a part.
    zoom = html.Span(_("Drag over a part to enlarge it, double-click to see the whole."), className="mouse-only")
    words = html.P([hint, *([" ", zoom] if can_zoom else [])], className="hint")
    whole = html.Button(
        _("Whole chart"), type="button", className="button button-small", hidden=True, **{"data-whole-chart": identity}
    )
    return [html.Div([words, *([whole] if can_zoom else [])], className="chart-foot")]
