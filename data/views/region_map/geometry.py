"""Where municipalities lie, as the browser draws it: sent once for each change of the boundaries and kept there."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

import orjson
import pandas as pd

from data.errors import NotFound
from data.language import _
from data.measures.boundaries import Outline, Ring, label_place, label_room, positions, projection
from data.queries.boundaries import boundaries, boundary_revision, read_outline
from data.queries.kept_frames import KEPT
from data.storage.reader import Reader, kept

# Units across the longer side of the map: a tenth of what a screen can show.
SIDE = 10_000


@dataclass(frozen=True)
class Geometry:
    """What names the file of outlines: the revision that changed them last, and a hash of the content.

    ``codes`` are the municipalities that have an outline; ``shape`` is the height of the map in parts of its width.
    """

    revision: int
    mark: str
    codes: frozenset[str]
    shape: float


@kept
def map_geometry(reader: Reader) -> Geometry | None:
    """The outlines as of the reader's revision; None where none are loaded."""
    frame = _flat(reader)
    if frame.empty:
        return None
    first = frame.iloc[0]
    codes = frozenset(frame["municipality"])
    return Geometry(boundary_revision(reader), str(first["mark"]), codes, float(first["high"] / first["wide"]))


def geometry_file(reader: Reader, mark: str) -> bytes:
    """The file: size of the map, and by code [path, x and y of the label, width and height of its room].

    Paths are in the form of SVG, y runs down. Raises NotFound for a mark that is not the one of the reader's revision.
    """
    frame = _flat(reader)
    if frame.empty or frame["mark"].iloc[0] != mark:
        raise NotFound(_("There is no such map."))
    return _content(frame)


def _content(frame: pd.DataFrame) -> bytes:
    rows = frame[["municipality", "path", "x", "y", "room", "tall"]].itertuples(index=False)
    places = {code: [path, int(x), int(y), int(room), int(tall)] for code, path, x, y, room, tall in rows}
    return orjson.dumps({"wide": int(frame["wide"].iloc[0]), "high": int(frame["high"].iloc[0]), "places": places})


def _flat(reader: Reader) -> pd.DataFrame:
    """One row a municipality, in order of code; ``mark``, ``wide`` and ``high`` are the same in each."""
    return KEPT.get(reader, ("map_outlines",), lambda: _read(reader))


def _read(reader: Reader) -> pd.DataFrame:
    stored = {code: read_outline(each.outline) for code, each in boundaries(reader).items()}
    columns = ["municipality", "path", "x", "y", "room", "tall"]
    frame = pd.DataFrame(columns=[*columns, "wide", "high", "mark"])
    if stored:
        rows, wide, high = _rows(stored)
        frame = pd.DataFrame(rows, columns=columns).assign(wide=wide, high=high)
        frame["mark"] = sha256(_content(frame)).hexdigest()[:16]
    return frame


def _rows(stored: Mapping[str, Outline]) -> tuple[list[tuple[str, str, int, int, int, int]], int, int]:
    flat = projection(stored.values())
    outlines = {code: flat.outline(outline) for code, outline in stored.items()}
    everywhere = [position for outline in outlines.values() for position in positions(outline)]
    west, north = min(x for x, _y in everywhere), max(y for _x, y in everywhere)
    across, down = max(x for x, _y in everywhere) - west, north - min(y for _x, y in everywhere)
    unit = SIDE / max(across, down)

    def placed(code: str, outline: Outline) -> tuple[str, str, int, int, int, int]:
        label = label_place(outline)
        heights = [y for _x, y in positions(outline)]
        rings = [[(round((x - west) * unit), round((north - y) * unit)) for x, y in ring] for ring in _rings(outline)]
        room, tall = label_room(outline, label) * unit, (max(heights) - min(heights)) * unit
        at = round((label[0] - west) * unit), round((north - label[1]) * unit)
        return code, "".join(map(_path, rings)), *at, round(room), round(tall)

    return [placed(*each) for each in outlines.items()], round(across * unit), round(down * unit)


def _rings(outline: Outline) -> list[Ring]:
    return [ring for polygon in outline for ring in polygon]


def _path(ring: list[tuple[int, int]]) -> str:
    """A closed ring in steps from corner to corner; corners that fall on one place are one."""
    (x, y), steps = ring[0], []
    path = f"M{x} {y}l"
    for across, down in ring[1:-1]:
        if (across, down) != (x, y):
            steps.append(f"{across - x} {down - y}")
            x, y = across, down
    return f"{path}{' '.join(steps).replace(' -', '-')}z" if steps else ""
