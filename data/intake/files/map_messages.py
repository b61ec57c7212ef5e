"""Why a map cannot be read."""

from data.language import _


def map_messages() -> dict[str, tuple[str, str]]:
    """Code of the reading process → message and how to fix it."""
    export = _("Export the boundaries of the municipalities as GeoJSON in WGS84.")
    take_out = _("Remove what is not a municipality of the region, and simplify the boundaries.")
    return {
        "map-too-large": (_("The map is larger than {megabytes} MB."), take_out),
        "too-many-positions": (_("The map has more than {limit} positions."), take_out),
        "map-stays-too-large": (
            _("The map has more than {limit} positions, even after the strongest simplification."),
            take_out,
        ),
        "too-many-features": (_("The map has more than {limit} features."), take_out),
        "json-malformed": (_("The file is not valid JSON: line {line}, position {column}."), export),
        "json-too-deep": (_("Brackets in the file are nested deeper than {limit} levels."), export),
        "no-feature-collection": (
            _("The file is JSON, but not a GeoJSON feature collection: its type is “{found}”."),
            export,
        ),
        "other-coordinates": (_("The coordinates are not in WGS84: the file names “{found}”."), export),
    }
