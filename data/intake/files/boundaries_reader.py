"""GeoJSON (RFC 7946): its features are checked and made simpler here, and leave as plain cells.

Runs in the reading process; imports nothing heavy. One row a feature: its number in the file, its properties that may
name it (JSON), what is wrong with its geometry (a code) and the fact of it, its positions before, its outline (JSON).
The first row tells how far lines were moved (degrees), how many positions all features had before and have now, and
how many parts were left out.
"""

import json
import re
from math import isfinite
from typing import Any, NoReturn

from data.intake.files import limits
from data.intake.files.cell_arrays import CompactCells
from data.intake.files.zip_package import Problem
from data.measures.boundaries import LEAST_POSITIONS, Outline, Polygon, Ring, count_positions, signed_area

FORMAT = "geojson"
SHEET = "features"
# The one problem with which a feature is loaded all the same.
CROSSING = "outline-crosses-itself"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# Strings are left out as a whole: a bracket inside one opens nothing. One without an end goes on to the end.
STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
NO_BRACKETS = bytes(sign for sign in range(256) if sign not in b"[]{}")
CURLY_TO_SQUARE = bytes.maketrans(b"{}", b"[]")
# Longitude and latitude by WGS84, as a feature collection without a reference system of its own has them.
WGS84 = re.compile(r"(?i)(crs:?84|epsg:+(?:[0-9.]*:)?4326)$")
LONGEST_NAME = 200
MOST_PROPERTIES = 60


def is_json(content: bytes) -> bool:
    return content[:1024].removeprefix(BYTE_ORDER_MARK).lstrip().startswith(b"{")


def read_boundaries(content: bytes) -> CompactCells:
    """The features as cells. Raises Problem for what concerns the whole file."""
    features = _features(_parsed(content))
    # Only a map pays for the geometry library.
    from data.intake.files.map_geometry import Simplified, crossings, shapes_of, simplified

    read = [_geometry(feature) for feature in features]
    outlines = [outline for _problem, _fact, outline in read]
    before = count_positions(outlines)
    if before > limits.MAP_POSITIONS_READ:
        raise Problem("too-many-positions", limit=limits.MAP_POSITIONS_READ)
    shapes = shapes_of(outlines)
    simpler = simplified(shapes, limits.MAP_POSITIONS) if before > limits.MAP_POSITIONS else Simplified(outlines)
    after = count_positions(simpler.outlines)
    if after > limits.MAP_POSITIONS:
        raise Problem("map-stays-too-large", limit=limits.MAP_POSITIONS)
    cells = CompactCells()
    cells.add_texts(1, [repr(simpler.off) if simpler.off else "", str(before), str(after), str(simpler.left_out)])
    for number, (feature, (problem, fact, outline), place, kept) in enumerate(
        zip(features, read, crossings(shapes), simpler.outlines, strict=True), start=1
    ):
        names = json.dumps(_names(feature), ensure_ascii=False)
        if place:
            problem, fact = CROSSING, place
        geometry = json.dumps(kept, separators=(",", ":")) if kept else ""
        cells.add_texts(number + 1, [str(number), names, problem, fact, str(count_positions([outline])), geometry])
    return cells


def _parsed(content: bytes) -> Any:
    if len(content) > limits.MAP_BYTES:
        raise Problem("map-too-large", megabytes=limits.MAP_BYTES // limits.MEGABYTE)
    if _deeper_than(content, limits.MAP_DEPTH):
        raise Problem("json-too-deep", limit=limits.MAP_DEPTH)
    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise Problem("json-malformed", line=error.lineno, column=error.colno) from error
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise Problem("json-malformed", line=1, column=1) from error


def _deeper_than(content: bytes, depth: int) -> bool:
    """Whether brackets are nested deeper: each pass takes the innermost pairs away, and fewer are left for the next."""
    brackets = STRING.sub(b"", content).translate(CURLY_TO_SQUARE, NO_BRACKETS)
    for _level in range(depth):
        brackets = brackets.replace(b"[]", b"")
    # What cannot be paired is no JSON: its parser says where.
    return b"[]" in brackets or brackets.count(b"[") > depth


def _no_number(_word: str) -> NoReturn:
    raise ValueError("no number")


def _features(content: Any) -> list[dict[str, Any]]:
    kind = content.get("type") if isinstance(content, dict) else None
    features = content.get("features") if isinstance(content, dict) else None
    if kind != "FeatureCollection" or not isinstance(features, list):
        raise Problem("no-feature-collection", found=str(kind)[:40])
    system = _reference_system(content.get("crs"))
    if system and not WGS84.search(system):
        raise Problem("other-coordinates", found=system[:80])
    if len(features) > limits.MAP_FEATURES:
        raise Problem("too-many-features", limit=limits.MAP_FEATURES)
    return [feature if isinstance(feature, dict) else {} for feature in features]


def _reference_system(member: Any) -> str:
    """The name of a reference system, as files from before RFC 7946 give it; empty where there is none."""
    if member is None:
        return ""
    properties = member.get("properties") if isinstance(member, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name if isinstance(name, str) else "?"


def _names(feature: dict[str, Any]) -> dict[str, str]:
    """Everything short that the feature says of itself: its id and its plain properties."""
    properties = feature.get("properties")
    found = dict(list(properties.items())[:MOST_PROPERTIES]) if isinstance(properties, dict) else {}
    if "id" in feature:
        found.setdefault("id", feature["id"])
    return {
        name[:LONGEST_NAME]: str(value)[:LONGEST_NAME]
        for name, value in found.items()
        if isinstance(value, str | int) and not isinstance(value, bool)
    }


class _Wrong(Exception):
    """What is wrong with one geometry: a code, and the fact of the case."""

    def __init__(self, code: str, fact: str = "") -> None:
        super().__init__(code)
        self.code, self.fact = code, fact


def _geometry(feature: dict[str, Any]) -> tuple[str, str, Outline]:
    """(problem, fact, outline); the problem is empty for a good geometry, the outline for a bad one."""
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    try:
        if not isinstance(geometry, dict) or kind not in ("Polygon", "MultiPolygon"):
            raise _Wrong("geometry-kind", str(kind)[:40])
        coordinates = geometry.get("coordinates")
        polygons = [coordinates] if kind == "Polygon" else coordinates
        return "", "", [_polygon(polygon) for polygon in _listed(polygons)]
    except _Wrong as wrong:
        return wrong.code, wrong.fact, []


def _polygon(rings: Any) -> Polygon:
    return [_ring(ring) for ring in _listed(rings)]


def _ring(positions: Any) -> Ring:
    ring = _quickly(_listed(positions)) or [_position(position) for position in positions]
    if ring[0] != ring[-1]:
        raise _Wrong("ring-open", f"{ring[0][0]:g} {ring[0][1]:g} … {ring[-1][0]:g} {ring[-1][1]:g}")
    if len(ring) < LEAST_POSITIONS or signed_area(ring) == 0:
        raise _Wrong("ring-without-area", f"{ring[0][0]:g} {ring[0][1]:g}")
    return ring


def _quickly(positions: list[Any]) -> Ring:
    """The ring where every position is a plain pair of degrees, as nearly all are; else nothing."""
    if set(map(type, positions)) != {list} or min(map(len, positions)) < 2:
        return []
    longitudes, latitudes = [position[0] for position in positions], [position[1] for position in positions]
    if set(map(type, longitudes)) | set(map(type, latitudes)) != {float}:
        return []
    ranges = ((longitudes, 180), (latitudes, 90))
    inside = all(min(values) >= -limit and max(values) <= limit for values, limit in ranges)
    return list(zip(longitudes, latitudes, strict=True)) if inside else []


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise _Wrong("coordinates-malformed")
    return value


def _position(value: Any) -> tuple[float, float]:
    if not isinstance(value, list) or len(value) < 2 or not all(type(part) in (int, float) for part in value[:2]):
        raise _Wrong("coordinates-malformed", json.dumps(value)[:40])
    longitude, latitude = value[0], value[1]
    # Whole numbers may be too large for the machine's own.
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90 and isfinite(longitude) and isfinite(latitude)):
        raise _Wrong("coordinates-out-of-range", f"{str(longitude)[:20]} {str(latitude)[:20]}")
    return float(longitude), float(latitude)
