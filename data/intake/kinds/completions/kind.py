"""The kind of workbook «completions» as the register lists it."""

from data.intake.kinds.completions.check import check_completions
from data.intake.kinds.completions.columns import KIND
from data.intake.kinds.completions.store import plan_completions
from data.intake.kinds.completions.template import completions_template
from data.intake.tables.kind import Kind, TemplateRequest
from data.intake.tables.template import Template
from data.language import _
from data.messages import MessageCode
from data.storage.reader import Reader


def _template(reader: Reader, asked: TemplateRequest) -> Template:
    return completions_template(reader, municipalities=asked.municipalities, methodology=asked.methodology)


COMPLETIONS = Kind(
    KIND,
    name=lambda: _("Done measures of roadmaps"),
    help=lambda: _("What was carried out of the roadmaps, with documents and results."),
    message=MessageCode.IMPORT_COMPLETIONS,
    check=check_completions,
    plan=plan_completions,
    template=_template,
    per_municipality=True,
    for_one=True,
    needs_methodology=True,
)
