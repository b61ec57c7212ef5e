"""The map of a ranking: what each municipality looks like on outlines that the browser keeps."""

from typing import Any

from data.language import _
from data.views.region_map.geometry import Geometry
from data.views.region_map.page import MapPlace, RegionMap, hover_words
from layouts.figures.theme import COMPLETENESS, QUIET, SECOND_INK, TARGET_MISSED
from layouts.parts.graph import Key, drawn_keys

# The looks of dashboard/assets/scripts/31-map.js that are no quarter.
RANKED, UNRANKED, EXCLUDED = "ranked", "unranked", "excluded"
# Quarter 1…4 → its tone, the best one the darkest.
TONES = {band: COMPLETENESS[4 - band] for band in (1, 2, 3, 4)}


def look(place: MapPlace) -> str:
    """How a place is drawn; also its group in the legend."""
    if place.row is None:
        return EXCLUDED
    if not place.is_ranked:
        return UNRANKED
    # Without quarters all who have a rank look alike.
    return f"band-{place.band}" if place.band else RANKED


def map_keys(view: RegionMap) -> list[Key]:
    """Quarters with their limits and counts, then what has no colour; each but the pinned one is a switch."""
    looks = {look(place) for place in view.places}
    keys = [Key(f"{each.words} · {each.count}", "box", TONES[each.band], f"band-{each.band}") for each in view.bands]
    if RANKED in looks:
        keys.append(Key(_("ranked"), "box", COMPLETENESS[1], RANKED))
    if UNRANKED in looks:
        keys.append(Key(f"— {_('not ranked')}", "hatch", QUIET, UNRANKED))
    if EXCLUDED in looks:
        keys.append(Key(_("excluded by the filters"), "frame", SECOND_INK, EXCLUDED))
    pinned = [place.row.name for place in view.places if place.row and place.is_pinned]
    return [*keys, *(Key(name, "outline", TARGET_MISSED) for name in pinned)]


def map_content(view: RegionMap, geometry: Geometry) -> dict[str, Any]:
    """What goes to the browser; the pinned place comes last, so that no neighbour's border covers its own."""
    places = sorted(view.places, key=lambda place: place.is_pinned)
    return {
        "address": f"/map/{geometry.revision}/{geometry.mark}.json",
        "shape": round(geometry.shape, 4),
        "failed": _("The map has not arrived. Reload the page."),
        "places": [_place(view, place) for place in places],
        "meta": {
            "title": view.title,
            "filters": view.filters,
            "source": view.provenance.in_a_line,
            **drawn_keys(map_keys(view)),
        },
    }


def _place(view: RegionMap, place: MapPlace) -> list[Any]:
    """Code, look, whether it is pinned, rank and quarter for the label, and what the pointer finds."""
    rank = "" if place.row is None else place.row.rank or "—"
    return [place.code, look(place), int(place.is_pinned), rank, place.numeral, list(hover_words(place, view.quarters))]
