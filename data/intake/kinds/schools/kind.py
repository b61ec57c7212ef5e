"""The kind of workbook «schools» as the register lists it."""

from data.intake.kinds.schools.check import KIND, check_schools
from data.intake.kinds.schools.store import plan_schools
from data.intake.kinds.schools.template import schools_template
from data.intake.tables.kind import Kind, TemplateRequest
from data.intake.tables.template import Template
from data.language import _
from data.messages import MessageCode
from data.queries.differences import enrolment_cells, school_cells
from data.storage.reader import Reader


def _template(reader: Reader, asked: TemplateRequest) -> Template:
    return schools_template(reader, period=asked.named_period, municipalities=asked.municipalities)


SCHOOLS = Kind(
    KIND,
    name=lambda: _("Schools and enrolment"),
    help=lambda: _("Schools with their enrolment."),
    message=MessageCode.IMPORT_SCHOOLS,
    check=check_schools,
    plan=plan_schools,
    cells=(school_cells, enrolment_cells),
    template=_template,
    per_municipality=True,
    for_one=True,
    needs_period=True,
)
