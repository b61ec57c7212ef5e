"""One look for every chart: palette, common layout and the frame that an exported picture carries.

Figures are plain dicts in the form of plotly's schema. Nothing checks them while the product runs, which is what made
charts slow; ``tests/layouts/figures/test_every_figure.py`` checks every one against the schema.
"""

import re
from base64 import b64encode
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

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

# The mean width of a letter at the size of a chart, in pixels.
LETTER = 7.2

# A dict in the form of plotly's schema: {"data": [trace, …], "layout": {…}}.
Figure = dict[str, Any]
Trace = dict[str, Any]
# Fewer numbers than these are shorter as text than as bytes.
SHORTEST_PACKED = 48


def figure(traces: Sequence[Trace], *, provenance: Provenance, title: str, filters: str, **layout: Any) -> Figure:
    """A chart without a title of its own (its card has one); title, filters and source go along for the export.

    ``layout`` adds to the common layout; ``xaxis`` and ``yaxis`` are merged with the common axis. A ``margin`` that has
    room for the names of the axes from the beginning saves the browser half of its work: plotly draws a chart again
    where it has to widen one.
    """
    axes = {name: {**AXIS, **layout.pop(name, {})} for name in ("xaxis", "yaxis")}
    common = {
        "font": {"family": FONT, "size": 12, "color": SECOND_INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 8, "r": 16, "t": 8, "b": 8},
        "separators": ",\u00a0" if current_language() == "ru" else ".,",
        "hoverlabel": {
            "align": "left",
            "bgcolor": "#FFFFFF",
            "bordercolor": QUIET,
            "font": {"family": FONT, "size": 12, "color": INK},
        },
        "hovermode": "closest",
        "showlegend": False,
        "meta": {"title": title, "filters": filters, "source": provenance.in_a_line},
    }
    return {"data": list(traces), "layout": {**common, **axes, **layout}}


def room_beside(labels: Sequence[str]) -> int:
    """Pixels that the longest of the labels of an axis takes at most, and a little air."""
    longest = max((len(re.sub(r"<[^>]+>", "", label)) for label in labels), default=0)
    return round(LETTER * longest) + 12


def packed(values: ArrayLike) -> list[Any] | dict[str, str]:
    """Numbers as the browser takes them fastest: a short list, or the bytes of a typed array.

    Missing is None or NaN and stays a gap. Four bytes a number are seven digits, more than a screen shows.
    """
    numbers = np.asarray(values, dtype=float)
    if numbers.size < SHORTEST_PACKED:
        return [None if np.isnan(each) else each for each in numbers.tolist()]
    return {"dtype": "f4", "bdata": b64encode(numbers.astype("<f4").tobytes()).decode("ascii")}


def plain(text: str) -> str:
    """Text for a chart, whose words may have tags of their own."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
