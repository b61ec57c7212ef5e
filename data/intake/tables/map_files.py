"""What there is to say of a map as a whole: why it cannot be read, and that it was sent as another kind of data."""

from data.intake.files.boundaries_reader import FORMAT
from data.intake.files.workbook import Workbook
from data.intake.tables.collector import Collector
from data.language import _


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
