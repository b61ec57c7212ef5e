"""Municipalities ranked by an indicator on the map: the same ranks and quarters as in the table."""

from dataclasses import dataclass

from data.measures.indicators.ranks import IndicatorRank
from data.storage.reader import Reader
from data.views.indicators.page import IndicatorsView
from data.views.region_map.geometry import Geometry, map_geometry
from data.views.shared.choices import Choice


@dataclass(frozen=True)
class IndicatorMap:
    """``places`` are the municipalities of the ranking that have an outline; ``missing`` names those that have none."""

    geometry: Geometry
    places: tuple[tuple[Choice, IndicatorRank], ...]
    missing: tuple[str, ...]


def indicator_map(reader: Reader, view: IndicatorsView) -> IndicatorMap | None:
    """None where no boundaries are loaded, where nobody is ranked, and for a viewer who may not see all names."""
    found = view.across
    geometry = map_geometry(reader) if found and found.by_name and found.ranking.ranked else None
    if geometry is None or found is None:
        return None
    known = found.ranking.by_code
    existing = [item for item in view.choices.municipalities if item.code in known]
    return IndicatorMap(
        geometry,
        tuple((item, known[item.code]) for item in existing if item.code in geometry.codes),
        tuple(item.short for item in existing if item.code not in geometry.codes),
    )
