"""The kind of workbook «observations» as the register lists it."""

from data.intake.kinds.observations.check import KIND, check_observations
from data.intake.kinds.observations.store import plan_observations
from data.intake.kinds.observations.template import observations_template
from data.intake.tables.kind import Kind, TemplateRequest
from data.intake.tables.template import Template
from data.language import _
from data.messages import MessageCode
from data.queries.differences import observation_cells
from data.storage.reader import Reader


def _template(reader: Reader, asked: TemplateRequest) -> Template:
    return observations_template(reader, period=asked.named_period, municipalities=asked.municipalities)


OBSERVATIONS = Kind(
    KIND,
    name=lambda: _("Observations of indicators"),
    help=lambda: _("Observations of indicators in municipalities and schools."),
    message=MessageCode.IMPORT_OBSERVATIONS,
    check=check_observations,
    plan=plan_observations,
    cells=(observation_cells,),
    template=_template,
    per_municipality=True,
    for_one=True,
    needs_period=True,
)
