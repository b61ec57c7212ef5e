"""One look for every chart: palette, template and the frame that an exported picture carries."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from data.language import current_language
from data.views.shared.provenance import Provenance

# Completeness of a cycle component: one hue, light to dark.
COMPLETENESS = ("#EFF3FA", "#B3CBE8", "#5B8FC7", "#12436D")
ABOVE, SAME, BELOW = "#2073BC", "#E3E6EA", "#E8833A"
TARGET_MET, TARGET_ON_TRACK, TARGET_BEHIND, TARGET_MISSED = "#12436D", "#8FB8E0", "#F3B27A", "#A8480B"
BAR, OWN_BAR, QUIET, INK, SECOND_INK, GRID = "#5B8FC7", "#12436D", "#A9B4C3", "#17222F", "#4A586B", "#DCE2EA"
FONT = "Inter Variable, Inter, Segoe UI, Arial, sans-serif"

AXIS = {
    "gridcolor": GRID,
    "linecolor": QUIET,
    "zerolinecolor": QUIET,
    "automargin": True,
    "fixedrange": True,
    "ticks": "",
}


def figure(traces: Sequence[Any], *, provenance: Provenance, title: str, filters: str, **layout: Any) -> go.Figure:
    """A chart without a title of its own (its card has one); title, filters and source go along for the export.

    ``layout`` adds to the common layout; ``xaxis`` and ``yaxis`` are merged with the common axis.
    """
    axes = {name: {**AXIS, **layout.pop(name, {})} for name in ("xaxis", "yaxis")}
    source = " · ".join(text for _heading, text in provenance.notes())
    common = {
        "font": {"family": FONT, "size": 12, "color": SECOND_INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 8, "r": 16, "t": 8, "b": 8},
        "separators": ",\u00a0" if current_language() == "ru" else ".,",
        "hoverlabel": {"font": {"family": FONT, "size": 12}},
        "showlegend": False,
        # Without one of its own a chart would carry the library's template: 6 kB and other colours.
        "template": go.layout.Template(),
        "meta": {"title": title, "filters": filters, "source": source},
    }
    return go.Figure(list(traces), go.Layout({**common, **axes, **layout}))
