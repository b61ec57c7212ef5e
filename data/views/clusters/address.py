"""The choices of /clusters, as its address names them."""

from dataclasses import dataclass

from data.selection import CODE, WORD, Selection, choice, choices, not_here
from data.vocabulary import FigureKind


@dataclass(frozen=True)
class ClustersSelection(Selection):
    """Schools are compared by indicators: there is no methodology to choose.

    ``school`` is the pinned one; the marked municipality is then its own.
    """

    key = "clusters"
    of_one_place = ("school",)
    made_of = FigureKind.SCHOOLS

    methodology: None = not_here()
    indicator: str | None = choice(CODE)
    school: str | None = choice(CODE)
    view: str | None = choice(WORD)
    clusters: tuple[str, ...] = choices(WORD)
