"""Where the cycle breaks: for each link the number of municipalities, or of pairs, whose first broken link it is."""

from collections import Counter

from data.language import _
from data.views.cycle.directions import DirectionsView
from data.views.cycle.region import CycleView
from data.views.cycle.words import stage_title
from data.vocabulary import Verdict
from layouts.figures.theme import BAR, COMPLETENESS, OWN_BAR, QUIET, Figure, figure
from layouts.parts.graph import Key

ROW_HEIGHT = 26


def breaks(view: CycleView | DirectionsView) -> list[tuple[str, int]]:
    """Counts in cycle order, then the complete cycles and those nobody can place; they add up to all rows or pairs."""
    judged = view.cells if isinstance(view, DirectionsView) else view.rows
    broken = Counter(one.first_broken.code for one in judged if one.is_broken and one.first_broken)
    rows = [(stage_title(stage), broken[stage.code]) for stage in view.stages]
    rows.append((_("cycle complete"), sum(one.verdict is Verdict.EFFECTIVE for one in judged)))
    unclear = len(judged) - sum(count for _name, count in rows)
    return [*rows, (_("unclear"), unclear)] if unclear else rows


def breaks_figure(view: CycleView | DirectionsView, *, title: str, filters: str) -> Figure:
    """Horizontal bars from zero, the most frequent break darkest."""
    rows = breaks(view)
    counts = [count for _name, count in rows]
    worst = max(counts[: len(view.stages)], default=0)
    colours = [OWN_BAR if count == worst else BAR for count in counts[: len(view.stages)]]
    colours += [COMPLETENESS[1], QUIET][: len(counts) - len(colours)]
    bars = {
        "type": "bar",
        "x": counts,
        "y": [name for name, _count in rows],
        "orientation": "h",
        "marker": {"color": colours},
        "text": [str(count) for count in counts],
        "textposition": "outside",
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    return figure(
        [bars],
        provenance=view.provenance,
        title=title,
        filters=filters,
        bargap=0.4,
        xaxis={"visible": False, "range": [0, max(1, *counts) * 1.15]},
        yaxis={"autorange": "reversed", "dtick": 1, "showgrid": False},
    )


def breaks_keys() -> list[Key]:
    return [Key(_("first broken stage"), "box", BAR), Key(_("the most frequent one"), "box", OWN_BAR)]


def breaks_height(view: CycleView | DirectionsView) -> int:
    return ROW_HEIGHT * len(breaks(view)) + 24
