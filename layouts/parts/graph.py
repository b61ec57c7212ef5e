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
SIGNS = {
    "circle": "●",
    "diamond": "◆",
    "diamond-open": "◇",
    **dict.fromkeys(("box", "spread", "strip", "round", "line", "thin", "dash", "dot", "outline", "hatch"), ""),
}


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
    chart = html.Div(
        dcc.Graph(
            id=identity,
            figure=_with_keys(figure, keys),
            config={**SAFE_CONFIG, "locale": current_language()},
            style={"height": f"{height}px"},
        ),
        role="img",
        className="chart",
        **{"aria-label": description},
    )
    chosen = {"data-chooses": chooses.target, "data-chooses-prop": chooses.prop} if chooses else {}
    parts = [*([_legend(identity, keys)] if keys else []), chart, *_below(identity, figure, chooses)]
    return html.Div(parts, className="chart-frame", **{"data-chart": identity, **chosen})


def _with_keys(figure: dict[str, Any], keys: Sequence[Key]) -> dict[str, Any]:
    if not keys:
        return figure
    drawn = [{"words": key.words, "sign": key.sign, "colour": key.colour, "group": key.group} for key in keys]
    meta = {**figure["layout"]["meta"], "keys": drawn, "off": _("switched off")}
    return {**figure, "layout": {**figure["layout"], "meta": meta}}


def _legend(identity: str, keys: Sequence[Key]) -> Component:
    return html.Ul([html.Li(_line(identity, key)) for key in keys], className="legend chart-legend")


def _line(identity: str, key: Key) -> list[Any]:
    look = {"className": f"key key-{key.sign}", "style": {"color": key.colour}, "aria-hidden": "true"}
    shown = [html.Span(SIGNS[key.sign], **look), key.words]
    if not key.group:
        return shown
    switch = {"data-switches": identity, "data-group": key.group, "aria-pressed": "true"}
    return [html.Button(shown, type="button", className="legend-switch", title=_("Show or hide"), **switch)]


def _below(identity: str, figure: dict[str, Any], chooses: Choosing | None) -> list[Component]:
    """What can be done with the chart, in words; nothing where it only shows."""
    is_zoomed = any(axis.get("fixedrange") is False for axis in (figure["layout"]["xaxis"], figure["layout"]["yaxis"]))
    hint = chooses.hint if chooses else ""
    if not (hint or is_zoomed):
        return []
    # A finger scrolls the page instead of enlarging a part.
    zoom = html.Span(_("Drag over a part to enlarge it, double-click to see the whole."), className="mouse-only")
    words = html.P([hint, *([" ", zoom] if is_zoomed else [])], className="hint")
    whole = html.Button(
        _("Whole chart"), type="button", className="button button-small", hidden=True, **{"data-whole-chart": identity}
    )
    return [html.Div([words, *([whole] if is_zoomed else [])], className="chart-foot")]
