"""The kind of workbook «boundaries» as the register lists it."""

from data.intake.kinds.boundaries.check import KIND, check_boundaries
from data.intake.kinds.boundaries.store import plan_boundaries
from data.intake.tables.kind import Kind
from data.language import _
from data.messages import MessageCode
from data.queries.differences import boundary_cells

BOUNDARIES = Kind(
    KIND,
    name=lambda: _("Boundaries of municipalities (GeoJSON)"),
    help=lambda: _("Boundaries of the municipalities for the map, a GeoJSON file."),
    message=MessageCode.IMPORT_BOUNDARIES,
    check=check_boundaries,
    plan=plan_boundaries,
    cells=(boundary_cells,),
    is_map=True,
)
