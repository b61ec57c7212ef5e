"""What there is to say of a map as a whole: why it cannot be read, and that it was sent as another kind of data."""

from data.intake.files.boundaries_reader import FORMAT
from data.intake.files.workbook import Workbook
from data.intake.tables.collector import Collector
from data.language import _


def map_messages() -> dict[str, tuple[str, str]]:
    """Code of the reading process → message and how to mend it."""
    export = _("Export the boundaries of the municipalities as GeoJSON in WGS84.")
    take_out = _("Take out what is no municipality of the region, and make the boundaries simpler.")
    return {
        "map-too-large": (_("The map is larger than {megabytes} MB."), take_out),
        "too-many-positions": (_("The map has more than {limit} positions."), take_out),
        "map-stays-too-large": (
            _("The map has more than {limit} positions, even where it is made as simple as can be."),
            take_out,
        ),
        "too-many-features": (_("The map has more than {limit} features."), take_out),
        "json-malformed": (_("The file is no valid JSON: line {line}, position {column}."), export),
        "json-too-deep": (_("Brackets in the file are nested deeper than {limit} levels."), export),
        "no-feature-collection": (
            _("The file is JSON, but no feature collection of GeoJSON: its type is “{found}”."),
            export,
        ),
        "other-coordinates": (_("The coordinates are not in WGS84: the file names “{found}”."), export),
    }


def is_of_kind(workbook: Workbook, is_map: bool, found: Collector) -> bool:
    """Whether a table came where a table is read, and a map where a map is; else that goes to ``found``."""
    if is_map == (workbook.format == FORMAT):
        return True
    if is_map:
        found.error(
            "not-a-map",
            _("This is a table. Boundaries are read from a GeoJSON file."),
            expected=_("a feature collection in GeoJSON (.geojson, .json)"),
            fix=_("Export the boundaries of the municipalities as GeoJSON in WGS84."),
        )
    else:
        kind = _("Boundaries of municipalities (GeoJSON)")
        found.error("not-a-table", _("This is a map. Choose “{kind}” to load it.").format(kind=kind))
    return False
