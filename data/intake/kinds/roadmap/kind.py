"""The kind of workbook «roadmap» as the register lists it."""

from data.intake.kinds.roadmap.check import check_measures
from data.intake.kinds.roadmap.columns import KIND
from data.intake.kinds.roadmap.store import plan_measures
from data.intake.kinds.roadmap.template import measures_template
from data.intake.tables.kind import Kind, TemplateRequest
from data.intake.tables.template import Template
from data.language import _
from data.messages import MessageCode
from data.queries.differences import calendar_cells, completion_cells, measure_cells
from data.storage.reader import Reader


def _template(reader: Reader, asked: TemplateRequest) -> Template:
    return measures_template(reader, municipalities=asked.municipalities, methodology=asked.methodology)


ROADMAP = Kind(
    KIND,
    name=lambda: _("Measures of roadmaps"),
    help=lambda: _("Measures of the roadmaps of municipalities."),
    message=MessageCode.IMPORT_MEASURES,
    check=check_measures,
    plan=plan_measures,
    cells=(measure_cells, completion_cells, calendar_cells),
    template=_template,
    per_municipality=True,
    for_one=True,
    needs_methodology=True,
)
