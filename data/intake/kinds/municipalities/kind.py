"""The kind of workbook «municipalities» as the register lists it."""

from data.intake.kinds.municipalities.check import KIND, check_municipalities
from data.intake.kinds.municipalities.store import plan_municipalities
from data.intake.kinds.municipalities.template import municipalities_template
from data.intake.tables.kind import Kind, TemplateRequest
from data.intake.tables.template import Template
from data.language import _
from data.messages import MessageCode
from data.storage.reader import Reader


def _template(reader: Reader, asked: TemplateRequest) -> Template:
    return municipalities_template(reader)


MUNICIPALITIES = Kind(
    KIND,
    name=lambda: _("Municipalities and mergers"),
    help=lambda: _("Municipalities with their names and years, and their mergers."),
    message=MessageCode.IMPORT_MUNICIPALITIES,
    check=check_municipalities,
    plan=plan_municipalities,
    template=_template,
)
