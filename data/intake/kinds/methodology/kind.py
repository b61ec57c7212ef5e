"""The kind of workbook «methodology» as the register lists it."""

from data.intake.kinds.methodology.check import check_methodology_workbook
from data.intake.kinds.methodology.columns import KIND
from data.intake.kinds.methodology.store import plan_methodology
from data.intake.kinds.methodology.template import methodology_template
from data.intake.tables.kind import Kind, TemplateRequest
from data.intake.tables.template import Template
from data.language import _
from data.messages import MessageCode
from data.storage.reader import Reader


def _template(reader: Reader, asked: TemplateRequest) -> Template:
    return methodology_template(reader, asked.methodology)


METHODOLOGY = Kind(
    KIND,
    name=lambda: _("Methodology"),
    help=lambda: _("A methodology: directions, stages, positions and parameters."),
    message=MessageCode.IMPORT_METHODOLOGY,
    check=check_methodology_workbook,
    plan=plan_methodology,
    template=_template,
    needs_methodology=True,
)
