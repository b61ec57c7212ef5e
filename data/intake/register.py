"""One entry for all templates."""

from collections.abc import Sequence

from data.errors import NotFound
from data.intake.kinds.methodology.template import methodology_template
from data.intake.kinds.municipalities.template import municipalities_template
from data.intake.kinds.observations.template import observations_template
from data.intake.kinds.roadmap.template import measures_template
from data.intake.kinds.schools.template import schools_template
from data.intake.kinds.scores.template import scores_template
from data.intake.kinds.targets.template import targets_template
from data.intake.tables.template import Template
from data.language import _
from data.storage.reader import Reader

# Filled in by municipalities, each its own; the others are one workbook of the ministry.
PER_MUNICIPALITY = frozenset({"scores", "observations", "schools", "measures"})


def make_template(
    reader: Reader, kind: str, *, period: str | None, municipalities: Sequence[str] = (), methodology: str | None = None
) -> Template:
    """The template of a kind of data. Raises NotFound for an unknown code and for a period that is not named."""
    if kind == "methodology":
        return methodology_template(reader, methodology)
    if kind == "municipalities":
        return municipalities_template(reader)
    if kind == "targets":
        return targets_template(reader, municipalities=municipalities)
    if kind == "measures":
        return measures_template(reader, municipalities=municipalities, methodology=methodology)
    if period is None:
        raise NotFound(_("Name the period: --period."))
    if kind == "observations":
        return observations_template(reader, period=period, municipalities=municipalities)
    if kind == "schools":
        return schools_template(reader, period=period, municipalities=municipalities)
    if kind == "scores":
        return scores_template(reader, period=period, municipalities=municipalities, methodology=methodology)
    raise NotFound(_("There is no kind of data “{kind}”.").format(kind=kind))
