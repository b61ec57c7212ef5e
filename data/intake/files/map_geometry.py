"""What takes a geometry library: where an outline crosses itself, and a map with fewer positions.

Imported by the reading process for a map only: no other file pays for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
import shapely

from data.measures.boundaries import Outline

# Degrees: a corner goes when its triangle is smaller than the square of these. From about 10 m to about 20 km.
FINEST, COARSEST = 0.0001, 0.2
# From one step to the next the triangles grow twofold.
STEP = sqrt(2)
# About ten centimetres: a file of fifteen digits keeps no more of them.
DECIMALS = 6
# Rings that touch themselves in one position look right and fill right.
HARMLESS = ("Valid Geometry", "Ring Self-intersection")

# A multipolygon for each outline, empty for an empty one.
Shapes = Any


@dataclass(frozen=True)
class Simplified:
    """``off``: how far a line lies from the one of the file at most, in degrees. ``left_out``: parts that are gone."""

    outlines: list[Outline]
    off: float = 0.0
    left_out: int = 0


def shapes_of(outlines: Sequence[Outline]) -> Shapes:
    return _array([shapely.MultiPolygon([(polygon[0], polygon[1:]) for polygon in outline]) for outline in outlines])


def crossings(shapes: Shapes) -> list[str]:
    """Of each outline a place where its lines cross or overlap, as «longitude latitude»; empty where they do not."""
    reasons = (reason.partition("[") for reason in shapely.is_valid_reason(shapes))
    return ["" if reason in HARMLESS else place.rstrip("]") for reason, _bracket, place in reasons]


def simplified(shapes: Shapes, most: int) -> Simplified:
    """All outlines with at most ``most`` positions together, as close to the file as that allows.

    They are simplified together, so that neighbours keep their common line, and step by step, until they are few
    enough. What becomes smaller than the step is left out, but never the largest part of an outline. The same outlines
    always give the same result. Where the coarsest step leaves too many, that is the result: the caller refuses.
    """
    shapes = original = _array([_repaired(shape) for shape in shapes])
    left_out, step = 0, FINEST
    while shapely.get_num_coordinates(shapes).sum() > most and step < COARSEST:
        shapes = shapely.coverage_simplify(shapes, step)
        kept = [_kept_parts(shape, step) for shape in shapes]
        left_out += sum(len(shape.geoms) - len(parts) for shape, parts in zip(shapes, kept, strict=True))
        shapes, original = (_array(list(map(_some, each, kept))) for each in (shapes, original))
        step *= STEP
    return Simplified([_outline(shape) for shape in shapes], max(map(_off, original, shapes)), left_out)


def _array(shapes: Sequence[Any]) -> Shapes:
    return np.array(shapes, dtype=object)


def _repaired(shape: Any) -> Any:
    """The shape without crossings, which could not be simplified; its frame where nothing of it would be left."""
    if shape.is_valid:
        return shape
    repaired = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    parts = [part for part in shapely.get_parts(repaired) if part.geom_type == "Polygon"]
    return shapely.MultiPolygon(parts or [shape.envelope])


def _kept_parts(shape: Any, step: float) -> list[int]:
    """Which parts are larger than the step, or the largest of all."""
    areas = shapely.area(shapely.get_parts(shape)).tolist()
    return [index for index, area in enumerate(areas) if area >= step**2 or area == max(areas)]


def _some(shape: Any, parts: list[int]) -> Any:
    return shape if len(parts) == len(shape.geoms) else shapely.MultiPolygon([shape.geoms[index] for index in parts])


def _off(original: Any, shape: Any) -> float:
    """How far the position of the original that lies furthest off lies from the lines of the shape."""
    if original.is_empty:
        return 0.0
    rings = [shapely.get_coordinates(ring) for ring in shapely.get_rings(shapely.get_parts(shape))]
    lines = shapely.linestrings(np.concatenate([np.stack([ring[:-1], ring[1:]], axis=1) for ring in rings]))
    corners = shapely.points(shapely.get_coordinates(original))
    _nearest, distances = shapely.STRtree(lines).query_nearest(corners, return_distance=True, all_matches=False)
    return float(distances.max())


def _outline(shape: Any) -> Outline:
    rings = ([part.exterior, *part.interiors] for part in shape.geoms)
    return [[[(round(x, DECIMALS), round(y, DECIMALS)) for x, y in ring.coords] for ring in each] for each in rings]
