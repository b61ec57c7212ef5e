"""The kind of workbook «targets» as the register lists it."""

from data.intake.kinds.targets.check import check_targets
from data.intake.kinds.targets.columns import KIND
from data.intake.kinds.targets.store import plan_targets
from data.intake.kinds.targets.template import targets_template
from data.intake.tables.kind import Kind, TemplateRequest
from data.intake.tables.template import Template
from data.language import _
from data.messages import MessageCode
from data.queries.differences import target_cells
from data.storage.reader import Reader


def _template(reader: Reader, asked: TemplateRequest) -> Template:
    return targets_template(reader, municipalities=asked.municipalities)


TARGETS = Kind(
    KIND,
    name=lambda: _("Targets of indicators"),
    help=lambda: _("Targets of the indicators, of the region or of municipalities."),
    message=MessageCode.IMPORT_TARGETS,
    check=check_targets,
    plan=plan_targets,
    cells=(target_cells,),
    template=_template,
    for_one=True,
)
