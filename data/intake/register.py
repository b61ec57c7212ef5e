"""The one register of kinds of workbook, in the order an operator needs them. A new kind is a folder and a line here.

Import, templates, the commands and their help, the choices of the page and the comparison of revisions follow from it.
"""

from collections.abc import Sequence

from data.errors import NotFound
from data.intake.kinds.boundaries.kind import BOUNDARIES
from data.intake.kinds.catalogue.kind import CATALOGUE
from data.intake.kinds.completions.kind import COMPLETIONS
from data.intake.kinds.methodology.kind import METHODOLOGY
from data.intake.kinds.municipalities.kind import MUNICIPALITIES
from data.intake.kinds.observations.kind import OBSERVATIONS
from data.intake.kinds.roadmap.kind import ROADMAP
from data.intake.kinds.schools.kind import SCHOOLS
from data.intake.kinds.scores.kind import SCORES
from data.intake.kinds.targets.kind import TARGETS
from data.intake.tables.kind import Kind, TemplateRequest
from data.intake.tables.template import Template
from data.language import _
from data.queries.differences import CellReader
from data.queries.publication import publication_cells
from data.storage.reader import Reader

KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        SCORES,
        OBSERVATIONS,
        CATALOGUE,
        SCHOOLS,
        TARGETS,
        ROADMAP,
        COMPLETIONS,
        MUNICIPALITIES,
        METHODOLOGY,
        BOUNDARIES,
    )
}


def kind_named(key: str) -> Kind:
    """Raises NotFound, naming the key."""
    if key not in KINDS:
        raise NotFound(_("There is no kind of data “{kind}”.").format(kind=key))
    return KINDS[key]


def make_template(
    reader: Reader, kind: str, *, period: str | None, municipalities: Sequence[str] = (), methodology: str | None = None
) -> Template:
    """The template of a kind of data. Raises NotFound for an unknown code and for a period that is not named."""
    template = kind_named(kind).template
    if template is None:
        raise NotFound(_("There is no kind of data “{kind}”.").format(kind=kind))
    return template(reader, TemplateRequest(period, tuple(municipalities), methodology))


def compared_cells() -> tuple[CellReader, ...]:
    """What two revisions are compared by, in the order of the register; and what is approved or closed."""
    return (*(cells for kind in KINDS.values() for cells in kind.cells), publication_cells)
