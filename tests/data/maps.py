"""Maps of invented regions: six-sided cells side by side, as a file of GeoJSON gives them."""

import json
from collections.abc import Sequence
from contextlib import closing
from math import cos, pi, radians, sin
from pathlib import Path
from sqlite3 import connect as connect_file
from typing import Any

from sqlalchemy import Engine

from data.access import MINISTRY
from data.demo import planted
from data.demo.places import places
from data.intake.importing import import_file
from data.storage.database import connect

WEST, SOUTH, RADIUS, COLUMNS = 50.0, 60.0, 0.25, 7

Ring = list[list[float]]


def cell(index: int) -> Ring:
    """The closed ring of a cell; neighbours have their corners in common to the last digit."""
    row, column = divmod(index, COLUMNS)
    half, stretch = RADIUS * sin(pi / 3), 1 / cos(radians(SOUTH))
    middle_x = (2 * column + row % 2) * half
    middle_y = row * RADIUS * 1.5
    corners = [
        (middle_x + RADIUS * cos(pi / 6 + turn * pi / 3), middle_y + RADIUS * sin(pi / 6 + turn * pi / 3))
        for turn in range(6)
    ]
    ring = [[round(WEST + x * stretch, 6), round(SOUTH + y, 6)] for x, y in corners]
    return [*ring, ring[0]]


def feature(properties: dict[str, Any], coordinates: Any, kind: str = "Polygon") -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


def collection(*features: dict[str, Any], **members: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features), **members}


def region(codes: Sequence[str]) -> dict[str, Any]:
    """One cell a municipality, in the order of ``codes``."""
    return collection(*(feature({"code": code}, [cell(index)]) for index, code in enumerate(codes)))


def write(path: Path, content: Any) -> Path:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def demo_codes() -> list[str]:
    """The municipalities of the demo region that exist in its last year."""
    return [place.code for place in places() if place.exists_in(planted.LAST_YEAR)]


def copied(demo: Path, folder: Path, name: str = "plain.db") -> Path:
    """A copy of the file of the demo region, without the outlines that the demonstration has."""
    with closing(connect_file(demo)) as source, closing(connect_file(folder / name)) as copy:
        source.backup(copy)
        copy.execute("DELETE FROM boundary")
        copy.commit()
    return folder / name


def without_map(demo: Engine, folder: Path) -> Engine:
    """The demo region before anybody has loaded boundaries."""
    return connect(f"sqlite:///{copied(Path(demo.url.database or ''), folder)}")


def with_map(demo: Engine, folder: Path, codes: Sequence[str]) -> Engine:
    """A copy of the demo region in which municipalities have outlines: cells, those of ``codes`` only."""
    engine = without_map(demo, folder)
    import_file(engine, MINISTRY, "boundaries", write(folder / "map.geojson", region(codes)), author="test")
    return engine
