"""The measures of a municipality's roadmaps that should carry an indicator to its target."""

from dataclasses import dataclass

from sqlalchemy import select

from data.models.methodology import Direction, Methodology
from data.models.region import Municipality
from data.models.roadmap import RoadmapMeasure
from data.storage.reader import Reader, remembered


@dataclass(frozen=True)
class CarryingMeasure:
    """``direction`` and ``number`` name the measure in its roadmap."""

    methodology: str
    direction: str
    number: str
    text: str


@remembered
def measures_of(reader: Reader, *, indicator: str, municipality: str) -> tuple[CarryingMeasure, ...]:
    """In the order of the roadmaps. Raises AccessDenied for a municipality outside the viewer's scope."""
    reader.viewer.require_details_of(municipality)
    rows = reader.session.execute(
        select(Methodology.code, Direction.code, RoadmapMeasure.number, RoadmapMeasure.text)
        .join(Municipality, Municipality.id == RoadmapMeasure.municipality_id)
        .join(Direction, Direction.id == RoadmapMeasure.direction_id)
        .join(Methodology, Methodology.id == Direction.methodology_id)
        .where(
            RoadmapMeasure.indicator_code == indicator, Municipality.code == municipality, reader.as_of(RoadmapMeasure)
        )
        .order_by(Methodology.code, Direction.order, RoadmapMeasure.order, RoadmapMeasure.number)
    )
    return tuple(CarryingMeasure(*row) for row in rows)
