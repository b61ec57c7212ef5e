"""The chart of a profile that sets the own dot on the strip of the region."""

from typing import Any

from data.formats import percent, percent_sign, percentage_points
from data.language import _
from data.measures.comparison import Quarter, Spread
from data.views.municipality.cards import ProfileFrame
from data.views.municipality.comparison import Standing, StandingsView
from layouts.figures.theme import ABOVE, BELOW, INK, QUIET, SAME, SECOND_INK, Figure, Trace, figure
from layouts.parts.graph import Key

ROW = 40
OWN_COLOURS = {Quarter.UPPER: ABOVE, Quarter.MIDDLE: "#FFFFFF", Quarter.LOWER: BELOW}
QUARTER_MARKS = {Quarter.UPPER: "▲", Quarter.MIDDLE: "=", Quarter.LOWER: "▼"}
# Groups of the legend beside the quarters of the own dots.
REGION, GROUP = "region", "group"
# A strip of the region is this high, in rows; the line of words stands above it.
THICK = 0.34


def comparison_title() -> str:
    return _("Comparison with the region and the nearest in size")


def comparison_height(standings: StandingsView) -> int:
    return ROW * len(standings.rows) + 34


def comparison_figure(frame: ProfileFrame, standings: StandingsView) -> Figure:
    """Per row: least to greatest, the middle half, the medians of the region and of the group, and the own dot."""
    rows = [row for row in standings.rows if row.region is not None]
    places = {row.code: index for index, row in enumerate(standings.rows)}
    traces = [
        _bars(rows, places, SAME, lambda found: (found.minimum, found.maximum)),
        _bars(rows, places, QUIET, lambda found: (found.lower_quartile, found.upper_quartile)),
        _medians(rows, places),
        _group(standings, places),
        *(_own(standings, places, quarter) for quarter in OWN_COLOURS),
    ]
    return figure(
        traces,
        provenance=frame.provenance,
        title=f"{comparison_title()}: {frame.municipality.name}",
        filters=frame.filters,
        barmode="overlay",
        xaxis={
            "range": [_least(rows) - 2, 102],
            "side": "top",
            "ticksuffix": percent_sign(),
            "nticks": 6,
            "tickangle": 0,
            "zeroline": False,
        },
        yaxis={"range": [len(places) - 0.5, -0.75], "visible": False, "showgrid": False},
        annotations=[note for row in standings.rows for note in _notes(row, places[row.code])],
        margin={"l": 12, "r": 18, "t": 24, "b": 4},
    )


def comparison_keys(standings: StandingsView) -> list[Key]:
    """The legend: the strip of the region, the group, and the own dots by quarter; each a switch."""
    group = _("median: {group} ({count})").format(group=standings.group, count=standings.total.group_count)
    words = {
        Quarter.UPPER: _("own: upper quarter"),
        Quarter.MIDDLE: _("middle half"),
        Quarter.LOWER: _("lower quarter"),
    }
    return [
        Key(_("lowest – 25 – median – 75 – highest, region"), "strip", QUIET, REGION),
        Key(group, "diamond-open", INK, GROUP),
        *(
            Key(f"{QUARTER_MARKS[quarter]} {text}", "round", OWN_COLOURS[quarter], quarter)
            for quarter, text in words.items()
        ),
    ]


def _least(rows: list[Standing]) -> float:
    """The left end of the axis: 0, or below where penalties outweigh."""
    return min([0.0, *(100 * row.region.minimum for row in rows if row.region)])


def _bars(rows: list[Standing], places: dict[str, int], colour: str, ends: Any) -> Trace:
    spans = [ends(row.region) for row in rows]
    return {
        "type": "bar",
        "x": [100 * (high - low) for low, high in spans],
        "base": [100 * low for low, _high in spans],
        "y": [places[row.code] + 0.16 for row in rows],
        "orientation": "h",
        "legendgroup": REGION,
        "width": THICK,
        "marker": {"color": colour},
        "hovertext": [spread_words(row) for row in rows],
        "hoverinfo": "text",
    }


def _medians(rows: list[Standing], places: dict[str, int]) -> Trace:
    x: list[float | None] = []
    y: list[float | None] = []
    for row in rows:
        if row.region is not None:
            at = 100 * row.region.median
            x += [at, at, None]
            y += [places[row.code] + 0.16 - THICK * 0.75, places[row.code] + 0.16 + THICK * 0.75, None]
    line = {"color": INK, "width": 2}
    return {
        "type": "scatter",
        "x": x,
        "y": y,
        "mode": "lines",
        "legendgroup": REGION,
        "line": line,
        "hoverinfo": "skip",
    }


def _group(standings: StandingsView, places: dict[str, int]) -> Trace:
    rows = [row for row in standings.rows if row.group_median is not None]
    words = _("{name}: median of the group ({group}, {count}) {share}")
    return {
        "type": "scatter",
        "x": [100 * (row.group_median or 0.0) for row in rows],
        "y": [places[row.code] + 0.16 for row in rows],
        "mode": "markers",
        "legendgroup": GROUP,
        "marker": {"symbol": "diamond", "size": 9, "color": "#FFFFFF", "line": {"color": INK, "width": 1.4}},
        "hovertext": [
            words.format(
                name=label(row),
                group=standings.group,
                count=row.group_count,
                share=percent(row.group_median or 0.0),
            )
            for row in rows
        ],
        "hoverinfo": "text",
    }


def _own(standings: StandingsView, places: dict[str, int], quarter: Quarter) -> Trace:
    rows = [row for row in standings.rows if row.own is not None and row.quarter is quarter]
    return {
        "type": "scatter",
        "x": [100 * (row.own or 0.0) for row in rows],
        "y": [places[row.code] + 0.16 for row in rows],
        "mode": "markers",
        "legendgroup": quarter,
        "marker": {"size": 13, "color": OWN_COLOURS[quarter], "line": {"color": INK, "width": 1.4}},
        "hovertext": [own_words(row) for row in rows],
        "hoverinfo": "text",
    }


def _notes(row: Standing, place: int) -> list[dict[str, Any]]:
    """The name at the left above the strip; own share, quarter and difference at the right."""
    common = {"y": place - 0.3, "yanchor": "middle", "xref": "paper", "showarrow": False}
    name = label(row)
    named = {**common, "x": 0, "xanchor": "left", "text": f"<b>{name}</b>" if place == 0 else name}
    font = {"color": INK, "size": 12}
    if row.own is None or row.quarter is None or row.difference is None:
        return [
            {**named, "font": font},
            {**common, "x": 1, "xanchor": "right", "text": _("no rank"), "font": {"color": SECOND_INK, "size": 12}},
        ]
    values = f"<b>{percent(row.own)}</b> {QUARTER_MARKS[row.quarter]} {percentage_points(100 * row.difference)}"
    return [{**named, "font": font}, {**common, "x": 1, "xanchor": "right", "text": values, "font": font}]


def label(row: Standing) -> str:
    """«1.2 Работа со ШНОР», or the total."""
    return row.short if row.code == "total" else f"{row.code} {row.short}"


def spread_words(row: Standing) -> str:
    """The strip in words."""
    found: Spread | None = row.region
    if found is None:
        return _("{name}: no municipality is ranked").format(name=label(row))
    return _(
        "{name}: lowest {lowest}, quartiles {lower} and {upper}, median {median}, highest {highest}; {count}"
    ).format(
        name=label(row),
        lowest=percent(found.minimum),
        lower=percent(found.lower_quartile),
        upper=percent(found.upper_quartile),
        median=percent(found.median),
        highest=percent(found.maximum),
        count=_("ranked: {count}").format(count=found.count),
    )


def quarter_words(quarter: Quarter) -> str:
    return {
        Quarter.UPPER: _("upper quarter"),
        Quarter.MIDDLE: _("middle half"),
        Quarter.LOWER: _("lower quarter"),
    }[quarter]


def own_words(row: Standing) -> str:
    """The own dot in words."""
    if row.own is None or row.quarter is None or row.difference is None:
        return _("{name}: no rank").format(name=label(row))
    return _("{name}: own {share}, {quarter}, {difference} from the median").format(
        name=label(row),
        share=percent(row.own),
        quarter=quarter_words(row.quarter),
        difference=percentage_points(100 * row.difference),
    )
