"""The map of a ranking: filled outlines on plain axes, so that nothing is fetched from anywhere."""

from typing import Any

from data.measures.boundaries import Outline, Position, label_room, positions
from data.views.region_map.page import MapPlace, RegionMap, hover_words
from layouts.figures.theme import COMPLETENESS, INK, QUIET, SECOND_INK, TARGET_MISSED, Figure, Trace, figure

# Quarter 1…4 → its tone, the best one the darkest, and the ink that can be read on it.
TONES = {band: COMPLETENESS[4 - band] for band in (1, 2, 3, 4)}
# The middle tone is the same on a dark page, so its ink has no dark partner either.
INKS = {1: "#FFFFFF", 2: "#0B1624", 3: INK, 4: INK}
EMPTY = "rgba(0,0,0,0)"
LABEL = {"bgcolor": "#FFFFFF", "font": {"color": INK}}
# The height of the chart follows the shape of the region between these bounds, in pixels, for this width.
WIDTH, LOWEST, HIGHEST = 900, 320, 620
# So many municipalities are a line of the chart each, so that the pointer finds the very one it is over. Of more, those
# that look alike are one line, because each line costs the browser milliseconds; the pointer finds who is this near.
MOST_LINES, NEAR = 100, 24
# A place needs this part of the map's width for a label, or for each of its characters, and of its height for a line.
WIDE, CHARACTER, TALL = 0.03, 0.011, 0.025


def map_shape(view: RegionMap) -> float:
    """The height of the region in parts of its width."""
    west, south, east, north = _extent([place.outline for place in view.places])
    return (north - south) / (east - west)


def map_height(view: RegionMap) -> int:
    return round(min(max(WIDTH * map_shape(view), LOWEST), HIGHEST))


def map_figure(view: RegionMap) -> Figure:
    """Filled outlines with rank and quarter printed on them; those without a rank are hatched."""
    # A marked outline is drawn last, so that no neighbour's border covers its own.
    drawn = sorted(view.places, key=lambda place: place.is_pinned)
    has_lines_of_their_own = len(drawn) <= MOST_LINES
    outlines = [_own_line(view, place) for place in drawn] if has_lines_of_their_own else _shared_lines(view, drawn)
    return figure(
        [*outlines, *_labels(view)],
        provenance=view.provenance,
        title=view.title,
        filters=view.filters,
        hoverdistance=NEAR,
        xaxis={"visible": False, "showgrid": False, "zeroline": False},
        # One unit is equally long both ways: the projection has seen to the rest.
        yaxis={"visible": False, "showgrid": False, "zeroline": False, "scaleanchor": "x", "scaleratio": 1},
        margin={"l": 4, "r": 4, "t": 4, "b": 4},
    )


def _own_line(view: RegionMap, place: MapPlace) -> Trace:
    words = {"text": _words(view, place), "hoverinfo": "text", "hoverlabel": LABEL, "hoveron": "fills"}
    return _line([place], name=place.code, **words)


def _shared_lines(view: RegionMap, drawn: list[MapPlace]) -> list[Trace]:
    """One line for all that look alike, and what the pointer finds near the middle of each."""
    alike: dict[tuple[str, bool, bool], list[MapPlace]] = {}
    for place in drawn:
        alike.setdefault((_tone(place), _is_hatched(place), place.is_pinned), []).append(place)
    lines = [_line(places, hoverinfo="skip") for places in alike.values()]
    points = {
        "type": "scatter",
        "x": [place.label[0] for place in drawn],
        "y": [place.label[1] for place in drawn],
        "mode": "none",
        "hoveron": "points",
        "text": [_words(view, place) for place in drawn],
        "hoverinfo": "text",
        "hoverlabel": LABEL,
    }
    return [*lines, points]


def _line(places: list[MapPlace], **words: Any) -> Trace:
    """The outlines of places that look alike."""
    first = places[0]
    x, y = _path([polygon for place in places for polygon in place.outline])
    return {
        "type": "scatter",
        "x": x,
        "y": y,
        "mode": "lines",
        "fill": "toself",
        "fillcolor": _tone(first),
        "fillpattern": {"shape": "/", "fgcolor": QUIET, "bgcolor": EMPTY, "size": 6} if _is_hatched(first) else None,
        "line": {"color": TARGET_MISSED if first.is_pinned else SECOND_INK, "width": 3 if first.is_pinned else 0.8},
        **words,
    }


def _is_hatched(place: MapPlace) -> bool:
    return place.row is not None and not place.is_ranked


def _words(view: RegionMap, place: MapPlace) -> str:
    return "<br>".join(_bold(hover_words(place, view.quarters)))


def _bold(lines: tuple[str, ...]) -> tuple[str, ...]:
    return (f"<b>{lines[0]}</b>", *lines[1:])


def _tone(place: MapPlace) -> str:
    if not place.is_ranked:
        return EMPTY
    # Without quarters all who have a place look alike.
    return TONES[place.band] if place.band else COMPLETENESS[1]


def _path(outline: Outline) -> tuple[list[float | None], list[float | None]]:
    """All rings one after another with an empty position between them, to a tenth of what a screen can show."""
    x: list[float | None] = []
    y: list[float | None] = []
    for ring in (ring for polygon in outline for ring in polygon):
        if x:
            x.append(None)
            y.append(None)
        x += [round(position[0], 4) for position in ring]
        y += [round(position[1], 4) for position in ring]
    return x, y


def _labels(view: RegionMap) -> list[Trace]:
    """Place and quarter on each outline that has room, one trace for each ink."""
    west, south, east, north = _extent([place.outline for place in view.places])
    shown = [(place, _label(place, east - west, north - south)) for place in view.places]
    traces = []
    for ink in dict.fromkeys((*INKS.values(), SECOND_INK)):
        inked = [(place, text) for place, text in shown if text and _ink(place) == ink]
        traces.append(
            {
                "type": "scatter",
                "x": [place.label[0] for place, _text in inked],
                "y": [place.label[1] for place, _text in inked],
                "mode": "text",
                "text": [text for _place, text in inked],
                "textfont": {"color": ink, "size": 11},
                "hoverinfo": "skip",
            }
        )
    return traces


def _label(place: MapPlace, width: float, height: float) -> str:
    if place.row is None:
        return ""
    rank = place.row.rank or "—"
    _west, south, _east, north = _extent([place.outline])
    tall = (north - south) / height
    if label_room(place.outline, place.label) < width * max(WIDE, len(rank) * CHARACTER) or tall < TALL:
        return ""
    return "<br>".join(filter(None, [f"<b>{rank}</b>", place.numeral])) if tall > 2 * TALL else rank


def _ink(place: MapPlace) -> str:
    if not place.is_ranked:
        return SECOND_INK
    return INKS[place.band] if place.band else INK


def _extent(outlines: list[Outline]) -> tuple[float, float, float, float]:
    """West, south, east and north of outlines that are laid flat."""
    everywhere: list[Position] = [position for outline in outlines for position in positions(outline)]
    across, up = [x for x, _y in everywhere], [y for _x, y in everywhere]
    return min(across), min(up), max(across), max(up)
