"""The kind of workbook «scores» as the register lists it."""

from data.intake.kinds.scores.check import KIND, check_scores
from data.intake.kinds.scores.store import plan_scores
from data.intake.kinds.scores.template import scores_template
from data.intake.tables.kind import Kind, TemplateRequest
from data.intake.tables.template import Template
from data.language import _
from data.messages import MessageCode
from data.queries.differences import score_cells
from data.storage.reader import Reader


def _template(reader: Reader, asked: TemplateRequest) -> Template:
    return scores_template(
        reader, period=asked.named_period, municipalities=asked.municipalities, methodology=asked.methodology
    )


SCORES = Kind(
    KIND,
    name=lambda: _("Scores"),
    help=lambda: _("Scores of municipalities by a methodology."),
    message=MessageCode.IMPORT_SCORES,
    check=check_scores,
    plan=plan_scores,
    cells=(score_cells,),
    template=_template,
    per_municipality=True,
    for_one=True,
    needs_period=True,
    needs_methodology=True,
)
