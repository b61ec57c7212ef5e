"""The one way a chart gets onto a page."""

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from data.language import current_language

# plotly 7 offers to post a chart's data to its makers' cloud; nothing may leave this server.
SAFE_CONFIG = {
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "displaylogo": False,
    "displayModeBar": False,
    "responsive": True,
}


def graph(identity: str, figure: dict[str, Any], *, description: str, height: int) -> Component:
    """A chart of ``height`` pixels with a spoken ``description``."""
    return html.Div(
        dcc.Graph(
            id=identity,
            figure=figure,
            config={**SAFE_CONFIG, "locale": current_language()},
            style={"height": f"{height}px"},
        ),
        role="img",
        className="chart",
        **{"aria-label": description},
    )
