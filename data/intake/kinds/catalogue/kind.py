"""The kind of workbook «catalogue» as the register lists it."""

from data.intake.kinds.catalogue.check import check_catalogue
from data.intake.kinds.catalogue.columns import KIND
from data.intake.kinds.catalogue.store import plan_catalogue
from data.intake.kinds.catalogue.template import catalogue_template
from data.intake.tables.kind import Kind, TemplateRequest
from data.intake.tables.template import Template
from data.language import _
from data.messages import MessageCode
from data.queries.differences import catalogue_cells
from data.storage.reader import Reader


def _template(reader: Reader, asked: TemplateRequest) -> Template:
    return catalogue_template(reader)


CATALOGUE = Kind(
    KIND,
    name=lambda: _("Catalogue of indicators"),
    help=lambda: _("What the indicators are: names, units, polarity, source, method, contact, breaks in the series."),
    message=MessageCode.IMPORT_CATALOGUE,
    check=check_catalogue,
    plan=plan_catalogue,
    cells=(catalogue_cells,),
    template=_template,
)
