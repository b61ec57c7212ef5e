"""Outlines on a map: laid flat, and where a label fits inside. Plain numbers, no library.

An outline is a list of polygons, a polygon a list of rings (the outer one first, then holes), a ring a list of
positions (longitude, latitude) in degrees that ends where it begins. The reading process of intake imports this module:
keep it light.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians

Position = tuple[float, float]
Ring = list[Position]
Polygon = list[Ring]
Outline = list[Polygon]

# A closed ring has three corners and its first position again.
LEAST_POSITIONS = 4
WIDEST = 180.0
FULL_TURN = 360.0


def positions(outline: Outline) -> Iterator[Position]:
    return (position for polygon in outline for ring in polygon for position in ring)


def count_positions(outlines: Iterable[Outline]) -> int:
    return sum(len(ring) for outline in outlines for polygon in outline for ring in polygon)


def signed_area(ring: Ring) -> float:
    """Of a closed ring, in square degrees (or of whatever its positions are in); positive against the clock."""
    origin_x, origin_y = ring[0]
    # Near the origin of its own: far from zero the products would lose the last digits.
    return (
        sum(
            (x0 - origin_x) * (y1 - origin_y) - (x1 - origin_x) * (y0 - origin_y)
            for (x0, y0), (x1, y1) in pairwise(ring)
        )
        / 2
    )


def oriented(polygon: Polygon) -> Polygon:
    """The outer ring against the clock and holes with it, so that a filled path leaves the holes open."""
    return [ring if (signed_area(ring) > 0) == (index == 0) else ring[::-1] for index, ring in enumerate(polygon)]


@dataclass(frozen=True)
class Projection:
    """Equirectangular: a degree of latitude is 1, one of longitude its true length in the middle of the map.

    ``joined`` tells that the map crosses the 180th meridian: then western longitudes follow the eastern ones.
    """

    meridian: float
    scale: float
    joined: bool

    def flat(self, position: Position) -> Position:
        return (_joined(position[0], self.joined) - self.meridian) * self.scale, position[1]

    def outline(self, outline: Outline) -> Outline:
        return [oriented([[self.flat(position) for position in ring] for ring in polygon]) for polygon in outline]


def projection(outlines: Iterable[Outline]) -> Projection:
    """The one that suits all ``outlines`` (at least one position): true in the middle of their latitudes."""
    everywhere = [position for outline in outlines for position in positions(outline)]
    west, east = min(x for x, _y in everywhere), max(x for x, _y in everywhere)
    south, north = min(y for _x, y in everywhere), max(y for _x, y in everywhere)
    joined = east - west > WIDEST
    if joined:
        longitudes = [_joined(x, joined=True) for x, _y in everywhere]
        west, east = min(longitudes), max(longitudes)
    return Projection((west + east) / 2, cos(radians((south + north) / 2)), joined)


def _joined(longitude: float, joined: bool) -> float:
    return longitude + FULL_TURN if joined and longitude < 0 else longitude


def label_place(outline: Outline) -> Position:
    """A place inside the largest polygon for its label.

    At the height of its centroid, in the middle of the widest stretch that is inside.
    """
    largest = max(outline, key=lambda polygon: abs(signed_area(polygon[0])))
    _x, height = centroid(largest[0])
    stretches = _inside_at(largest, height)
    if not stretches:
        return largest[0][0]
    start, end = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
    return (start + end) / 2, height


def label_room(outline: Outline, place: Position) -> float:
    """How wide the outline is at its label, which stands in the middle of that; 0 where that is on its border."""
    across, height = place
    stretches = (stretch for polygon in outline for stretch in _inside_at(polygon, height))
    return max((end - start for start, end in stretches if start < across < end), default=0.0)


def centroid(ring: Ring) -> Position:
    """The centre of gravity of the area inside a closed ring that has one."""
    origin_x, origin_y = ring[0]
    near = [(x - origin_x, y - origin_y) for x, y in ring]
    parts = [(x0 + x1, y0 + y1, x0 * y1 - x1 * y0) for (x0, y0), (x1, y1) in pairwise(near)]
    sixfold = 3 * sum(weight for _x, _y, weight in parts)
    return (
        origin_x + sum(x * weight for x, _y, weight in parts) / sixfold,
        origin_y + sum(y * weight for _x, y, weight in parts) / sixfold,
    )


def _inside_at(polygon: Polygon, height: float) -> list[tuple[float, float]]:
    """The stretches of a horizontal line that lie inside the polygon, from left to right."""
    crossings = sorted(
        x0 + (height - y0) * (x1 - x0) / (y1 - y0)
        for ring in polygon
        for (x0, y0), (x1, y1) in pairwise(ring)
        if (y0 <= height) != (y1 <= height)
    )
    return list(zip(crossings[::2], crossings[1::2], strict=False))
