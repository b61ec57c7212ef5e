"""The choices of /methodology, as its address names them."""

from dataclasses import dataclass

from data.selection import CODE, Selection, choice, not_here


@dataclass(frozen=True)
class MethodologySelection(Selection):
    """A rubric belongs to no period and no municipality; ``direction`` narrows the list of parameters."""

    key = "methodology"

    period: None = not_here()
    municipality: None = not_here()
    direction: str | None = choice(CODE)
