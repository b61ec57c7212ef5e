"""Outlines of the invented municipalities: cells of a power diagram with crooked borders, drawn once into a file.

    python -m data.demo.outlines       # writes outlines.geojson again

The region lies where no region is, in the open sea. Cells are those of weighted sites, so that towns are small and
districts large; sites around the region, whose cells are left out, give it an edge of its own. Each border is crooked
by a generator of its own, so that both neighbours have the very same positions.
"""

import json
from collections.abc import Iterable
from itertools import groupby, pairwise
from math import cos, hypot, pi, radians, sin
from typing import Any

import numpy as np

from data.demo.boundaries import FILE
from data.demo.places import Place, content, places
from data.demo.planted import MERGED_INTO, WITHOUT_OUTLINE
from data.vocabulary import MunicipalityKind

SEED = 20260901
# The region in units of its own, about ten across: its middle, the degrees of a unit of height, the decimals kept.
LONGITUDE, LATITUDE, DEGREES, DECIMALS = 5.0, 65.5, 0.33, 4
WIDTH, HEIGHT = 5.2, 3.7
# Weight of a site: a town takes little ground, a district much.
WEIGHTS = {
    MunicipalityKind.URBAN_OKRUG: -0.42,
    MunicipalityKind.MUNICIPAL_OKRUG: 0.0,
    MunicipalityKind.MUNICIPAL_DISTRICT: 0.16,
}
OUTSIDE, ROUNDS = 34, 12
# Each place is that many spots from the last one; it must have no divisor in common with their number.
CAPITAL, STEP = "M01", 17
# A border is halved so often, each time its middle is moved aside by up to this part of its length.
HALVINGS, CROOKEDNESS = 3, 0.13

Point = tuple[float, float]
Line = tuple[Point, Point]
Site = tuple[float, float, float]
Triple = tuple[int, int, int]
Ring = list[Point]


def edge_of_region(angle: float) -> Point:
    """The edge before it is made crooked: an oval with bays."""
    stretch = 1 + 0.10 * sin(2 * angle + 0.6) + 0.09 * sin(3 * angle + 2.1) + 0.06 * sin(5 * angle + 0.3)
    return WIDTH * stretch * cos(angle), HEIGHT * stretch * sin(angle)


def sites(inside: list[Place], random: np.random.Generator) -> list[Site]:
    """Sites of the municipalities, evenly spread, then those around them."""
    around = [edge_of_region(2 * pi * turn / OUTSIDE) for turn in range(OUTSIDE)]
    outside: list[Site] = [(1.12 * x, 1.12 * y, 0.0) for x, y in around]
    found: list[Site] = []
    while len(found) < len(inside):
        radius, angle = random.uniform() ** 0.5 * 0.9, random.uniform(0, 2 * pi)
        x, y = edge_of_region(angle)
        found.append((radius * x, radius * y, 0.0))
    for _round in range(ROUNDS):
        # Towards the middle of its own cell: the well-known way to spread points evenly.
        found = [(*_middle(cell(index, [*found, *outside])), 0.0) for index in range(len(found))]
    placed = _placed(inside, [(x, y) for x, y, _weight in found])
    return [*((*placed[place.code], WEIGHTS[MunicipalityKind(place.kind)]) for place in inside), *outside]


def _placed(inside: list[Place], spots: list[Point]) -> dict[str, Point]:
    """The spot of each: capital and those that merge in the middle, side by side, the one without an outline last."""
    free = sorted(spots)
    merging = [row["predecessor"] for row in content()["mergers"]]
    found = {WITHOUT_OUTLINE: free.pop()}
    near = (0.0, 0.0)
    for code in (CAPITAL, *merging):
        near = found[code] = min(free, key=lambda spot: hypot(spot[0] - near[0], spot[1] - near[1]))
        free.remove(near)
    # Codes follow the points, so neighbouring codes are taken far apart.
    rest = [place.code for place in inside if place.code not in found]
    return found | {code: free[STEP * index % len(free)] for index, code in enumerate(rest)}


def cell(index: int, all_sites: list[Site]) -> list[tuple[Point, int]]:
    """The cell of a site against the clock: each corner, and the site on the other side of the line that leaves it."""
    far = 40.0
    corners: list[tuple[Point, int]] = [((-far, -far), -1), ((far, -far), -1), ((far, far), -1), ((-far, far), -1)]
    x, y, weight = all_sites[index]
    for other, (other_x, other_y, other_weight) in enumerate(all_sites):
        if other != index:
            normal = (2 * (other_x - x), 2 * (other_y - y))
            limit = other_x**2 + other_y**2 - other_weight - (x**2 + y**2 - weight)
            corners = _cut(corners, normal, limit, other)
    return corners


def _cut(corners: list[tuple[Point, int]], normal: Point, limit: float, other: int) -> list[tuple[Point, int]]:
    """What of a cell lies on the near side of a line."""
    kept: list[tuple[Point, int]] = []
    for (start, beyond), (end, _next) in pairwise([*corners, corners[0]] if corners else []):
        over_start = normal[0] * start[0] + normal[1] * start[1] - limit
        over_end = normal[0] * end[0] + normal[1] * end[1] - limit
        if over_start <= 0:
            kept.append((start, beyond))
        if (over_start <= 0) != (over_end <= 0):
            part = over_start / (over_start - over_end)
            crossing = (start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1]))
            kept.append((crossing, other if over_start <= 0 else beyond))
    return kept


def _middle(corners: list[tuple[Point, int]]) -> Point:
    xs, ys = zip(*(corner for corner, _beyond in corners), strict=True)
    return sum(xs) / len(xs), sum(ys) / len(ys)


def border(start: Point, end: Point, random: np.random.Generator) -> Ring:
    """From start to end, crooked: halved again and again, each middle moved aside."""
    line = [start, end]
    for _halving in range(HALVINGS):
        refined = [line[0]]
        for (x0, y0), (x1, y1) in pairwise(line):
            aside = random.uniform(-CROOKEDNESS, CROOKEDNESS)
            refined += [((x0 + x1) / 2 - aside * (y1 - y0), (y0 + y1) / 2 + aside * (x1 - x0)), (x1, y1)]
        line = refined
    return line


def rings() -> dict[str, Ring]:
    """The closed ring of each municipality that ever existed, in degrees, against the clock."""
    random = np.random.default_rng(SEED)
    inside = [place for place in places() if place.code != MERGED_INTO]
    all_sites = sites(inside, random)
    corners: dict[Triple, Point] = {}
    borders: dict[tuple[Triple, Triple], Ring] = {}
    found: dict[str, Ring] = {}
    for index, place in enumerate(inside):
        around = cell(index, all_sites)
        named = []
        for (corner, beyond), (_before, previous) in zip(around, [around[-1], *around[:-1]], strict=True):
            triple = _triple(index, previous, beyond)
            # Each cell works its corners out for itself: the first one's count for all.
            named.append((triple, corners.setdefault(triple, corner)))
        ring: Ring = []
        for (one, start), (two, end) in pairwise([*named, named[0]]):
            key = min((one, two), (two, one))
            if key not in borders:
                ends = (start, end) if key == (one, two) else (end, start)
                borders[key] = border(*ends, np.random.default_rng([SEED, *key[0], *key[1]]))
            ring += (borders[key] if key == (one, two) else borders[key][::-1])[:-1]
        found[place.code] = _in_degrees(ring)
    return found | {MERGED_INTO: joined(found[row["predecessor"]] for row in content()["mergers"])}


def _triple(one: int, two: int, three: int) -> Triple:
    low, middle, high = sorted((one, two, three))
    return low, middle, high


def _in_degrees(ring: Ring) -> Ring:
    across = DEGREES / cos(radians(LATITUDE))
    flat = [(round(LONGITUDE + across * x, DECIMALS), round(LATITUDE + DEGREES * y, DECIMALS)) for x, y in ring]
    # The shortest borders are crooked within less than what is kept.
    return [position for position, _same in groupby([*flat, flat[0]])]


def joined(parts: Iterable[Ring]) -> Ring:
    """The ring around neighbours: all their lines but those that they have in common."""
    lines = {line for ring in parts for line in pairwise(ring)}
    following = {start: end for start, end in lines if (end, start) not in lines}
    ring = [min(following)]
    while len(ring) == 1 or ring[-1] != ring[0]:
        ring.append(following[ring[-1]])
    return ring


def collection() -> dict[str, Any]:
    """All outlines as GeoJSON, but that of the one municipality that stays without."""
    found = rings()
    known = [place for place in places() if place.code != WITHOUT_OUTLINE]
    features = [
        {
            "type": "Feature",
            "properties": {"code": place.code, "name": place.name_ru},
            "geometry": {"type": "Polygon", "coordinates": [found[place.code]]},
        }
        for place in known
    ]
    return {"type": "FeatureCollection", "features": features}


def main() -> None:
    features = [json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in collection()["features"]]
    content = ",\n".join(features)
    FILE.write_text(f'{{"type":"FeatureCollection","features":[\n{content}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
