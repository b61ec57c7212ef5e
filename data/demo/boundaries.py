"""Storing the outlines of the invented municipalities for the map, as an import of their file would."""

from pathlib import Path

import orjson
from sqlalchemy.orm import Session

from data.demo.registry import municipality_ids
from data.models.boundary import Boundary
from data.storage.bulk import insert_rows

# Made by ``data.demo.outlines``.
FILE = Path(__file__).with_name("outlines.geojson")


def store_boundaries(session: Session, revision: int) -> None:
    """One outline for each municipality that has one in the file; municipalities must be stored."""
    ids = municipality_ids(session)
    rows = []
    for feature in orjson.loads(FILE.read_bytes())["features"]:
        outline = [feature["geometry"]["coordinates"]]
        rows.append(
            {
                "municipality_id": ids[feature["properties"]["code"]],
                "outline": orjson.dumps(outline).decode(),
                "points": sum(len(ring) for polygon in outline for ring in polygon),
                "valid_from": revision,
                "valid_to": None,
            }
        )
    insert_rows(session, Boundary, rows)
