"""The distribution of an indicator in each cluster: a box of five numbers, and under it the schools one may see."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from data.formats import number, percent
from data.language import _
from data.views.clusters.lines import ClustersView, Group, SchoolLine
from data.vocabulary import Nothing, Unit
from layouts.figures.hover import PointWords, words_of_points
from layouts.figures.theme import (
    COMPLETENESS,
    GRID,
    INK,
    OWN_BAR,
    QUIET,
    SECOND_INK,
    Figure,
    Trace,
    figure,
    packed,
    plain,
)
from layouts.parts.cluster_words import amount, figures_sentence, filters_sentence, rank_words
from layouts.parts.graph import Key

# Heights inside the band of one cluster, which is 1 high: words on top, then the box, then the points.
WORDS_AT, BOX_AT, POINTS_AT = 0.86, 0.56, 0.2
BOX_HEIGHT, POINTS_SPREAD, LINE_UP_TO = 0.2, 0.3, 0.72
BAND_PIXELS, FRAME_PIXELS = 150, 64
# Steps of the golden ratio fill the height evenly, whatever the number of points.
GOLDEN = 0.6180339887498949
# Groups of the legend beside the clusters: a trace belongs to its cluster and to one of these.
BOXES, OTHERS, OWN, PINNED = "boxes", "others", "own", "pinned"
# Full and hollow symbol, size, outline and colour of the points of a group.
LOOKS = {
    OTHERS: ("circle", "circle-open", 6, 1, QUIET),
    OWN: ("diamond", "diamond-open", 11, 1.6, OWN_BAR),
    PINNED: ("star", "star-open", 16, 1.6, INK),
}
# More points than these are a cloud that only costs time; the box tells the same.
MOST_POINTS = 3000


def clusters_figure(view: ClustersView) -> Figure:
    """The chart of the chosen groups. It holds no school that the view does not hold."""
    groups = view.chosen_groups
    floors = {group.code: float(len(groups) - 1 - index) for index, group in enumerate(groups)}
    is_percent = view.indicator.unit is Unit.PERCENT
    return figure(
        _bands(view, floors),
        provenance=view.provenance,
        title=view.titled(f"{view.indicator.name}, {view.school_year}"),
        filters=filters_sentence(view),
        # A share keeps its whole scale: cut at its data, small differences would look large. A hand may enlarge a part.
        xaxis={
            **({"range": [-1.5, 101.5], "dtick": 20, "ticksuffix": percent(0, 0)[1:]} if is_percent else {}),
            **({} if is_percent else {"rangemode": "tozero"}),
            "zeroline": False,
            "fixedrange": False,
        },
        yaxis={"range": [0.0, float(len(groups))], "visible": False},
        margin={"l": 18, "r": 24, "t": 26, "b": 30},
        annotations=[_words(group, view, floors[group.code]) for group in groups] + _region_words(view),
        shapes=[_divider(floor) for floor in floors.values() if floor > 0] + _region_line(view),
    )


def clusters_keys(view: ClustersView) -> list[Key]:
    """The legend: the clusters, then what stands in each of them; every line but the region's is a switch."""
    own = _("school of {municipality}").format(municipality=view.municipality.short)
    quartiles = _("quartiles and median; whiskers from minimum to maximum of the ranked schools")
    return [
        *(Key(group.short, "box", COMPLETENESS[1], group.code) for group in view.chosen_groups),
        Key(quartiles, "spread", COMPLETENESS[1], BOXES),
        *([Key(_("school"), "circle", QUIET, OTHERS)] if view.sees_all_schools else []),
        Key(own, "diamond", OWN_BAR, OWN),
        *([Key(_("pinned: {name}").format(name=view.pinned.name), "star", INK, PINNED)] if view.pinned else []),
        Key(_("small denominator (hollow)"), "diamond-open", OWN_BAR),
        *(
            [Key(_("region: sum of numerators / sum of denominators"), "dash", INK)]
            if _region_share(view) is not None
            else []
        ),
    ]


def clusters_height(view: ClustersView) -> int:
    return FRAME_PIXELS + BAND_PIXELS * len(view.chosen_groups)


def clusters_description(view: ClustersView) -> str:
    """The chart in sentences, for a reader of the screen."""
    return " ".join(figures_sentence(group.short, group.figures, view.indicator.unit) for group in view.chosen_groups)


def _bands(view: ClustersView, floors: dict[str, float]) -> list[Trace]:
    """Of each cluster its box, and the schools one may see: of others unless they are too many, and the marked ones."""
    pinned = view.selection.school
    marked = [line for line in view.marked_schools if line.group in view.selection.clusters]
    schools = view.chosen_schools
    others = [] if len(schools) - len(marked) > MOST_POINTS else [line for line in schools if not view.is_marked(line)]
    lines_of = {
        OTHERS: others,
        OWN: [line for line in marked if line.code != pinned],
        PINNED: [line for line in marked if line.code == pinned],
    }
    traces: list[Trace] = []
    for group in view.chosen_groups:
        floor = floors[group.code]
        traces += _box(group, floor)
        for name, lines in lines_of.items():
            placed = [line for line in lines if line.group == group.code and not isinstance(line.value, Nothing)]
            traces += _points(view, placed, floor, group=group.code, name=name)
    return traces


def _box(group: Group, floor: float) -> list[Trace]:
    """A box from five numbers: no single value of a school goes to the browser for it."""
    if any(isinstance(value, Nothing) for value in group.figures.five_numbers):
        return []
    names = ("lowerfence", "q1", "median", "q3", "upperfence")
    return [
        {
            "type": "box",
            "orientation": "h",
            "y": [floor + BOX_AT],
            **{name: [value] for name, value in zip(names, group.figures.five_numbers, strict=True)},
            "width": BOX_HEIGHT,
            "fillcolor": COMPLETENESS[1],
            "line": {"color": SECOND_INK, "width": 1.4},
            "hoverinfo": "x",
            "name": "",
            "legendgroup": f"{group.code} {BOXES}",
        }
    ]


def _points(view: ClustersView, lines: Sequence[SchoolLine], floor: float, *, group: str, name: str) -> list[Trace]:
    """One point a school with a value; the height within the band means nothing and follows the order of the codes.

    ``group`` is the cluster, ``name`` the group of LOOKS.
    """
    placed = sorted(lines, key=lambda line: line.code)
    if not placed:
        return []
    fraction = (np.arange(1, len(placed) + 1) * GOLDEN) % 1.0
    full, hollow, size, outline, colour = LOOKS[name]
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": packed([line.value for line in placed]),
            "y": packed(floor + POINTS_AT + (fraction - 0.5) * POINTS_SPREAD),
            "marker": {
                "symbol": [hollow if line.is_small else full for line in placed],
                "size": size,
                "color": colour,
                "line": {"width": outline, "color": colour},
            },
            "customdata": [line.code for line in placed],
            **words_of_points([_said(view, line) for line in placed]),
            "hoverinfo": "text",
            "name": "",
            "legendgroup": f"{group} {name}",
        }
    ]


def _said(view: ClustersView, line: SchoolLine) -> PointWords:
    """What a point is, in words."""
    lines = ["<b>{school}</b>", "{municipality}", _value_place(line)]
    values = {
        "school": line.name,
        "municipality": line.municipality_name,
        "value": amount(line.value, view.indicator.unit),
    }
    if not (isinstance(line.numerator, Nothing) or isinstance(line.denominator, Nothing)):
        values |= {"numerator": number(line.numerator), "denominator": number(line.denominator)}
    rank = rank_words(line)
    if line.is_small:
        lines.append(plain(_("small denominator, no rank")))
    elif line.place is not None and not isinstance(rank, Nothing):
        lines.append(plain(_("rank in the cluster: {rank}")))
        values["rank"] = rank
    return PointWords("<br>".join(lines), values)


def _value_place(line: SchoolLine) -> str:
    has_parts = not (isinstance(line.numerator, Nothing) or isinstance(line.denominator, Nothing))
    return plain(_("{value}: {numerator} of {denominator}")) if has_parts else "{value}"


def _words(group: Group, view: ClustersView, floor: float) -> dict[str, Any]:
    """Name of the cluster and its main figures, above its box."""
    figures = group.figures
    marked = _("marked {count}").format(count=number(group.own.schools))
    if group.is_compared:
        median = _("median {value}").format(value=amount(figures.median, view.indicator.unit))
        parts = (_("ranked {count}").format(count=number(figures.comparable)), marked, median)
    else:
        schools = _("schools {count}").format(count=number(figures.schools))
        parts = (schools, marked, _("not compared with each other"))
    return {
        "text": f"<b>{plain(group.short)}</b><br>{plain(' · '.join(parts))}",
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": floor + WORDS_AT,
        "yanchor": "middle",
        "align": "left",
        "showarrow": False,
        "font": {"color": INK},
        # The legend switches it together with its cluster.
        "name": group.code,
    }


def _divider(floor: float) -> dict[str, Any]:
    line = {"color": GRID, "width": 1}
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": floor, "y1": floor, "line": line}


def _region_share(view: ClustersView) -> float | None:
    share = view.total.figures.share
    return None if isinstance(share, Nothing) or view.indicator.unit is not Unit.PERCENT else share


def _region_line(view: ClustersView) -> list[dict[str, Any]]:
    """The region's sum of numerators over its sum of denominators."""
    share = _region_share(view)
    if share is None:
        return []
    line = {"color": INK, "width": 1.4, "dash": "dash"}
    # Band by band, so that it does not run through the words.
    return [
        {"type": "line", "x0": share * 100, "x1": share * 100, "y0": floor, "y1": floor + LINE_UP_TO, "line": line}
        for floor in range(len(view.chosen_groups))
    ]


def _region_words(view: ClustersView) -> list[dict[str, Any]]:
    share = _region_share(view)
    if share is None:
        return []
    words = _("region {share}").format(share=percent(share))
    frame = {"yref": "paper", "y": 1, "yanchor": "bottom", "showarrow": False, "font": {"color": INK}}
    return [{"text": words, "x": share * 100, **frame}]
