"""The choices of /corrections, as its address names them."""

from dataclasses import dataclass

from data.selection import CODE, Selection, filtering, not_here


@dataclass(frozen=True)
class CorrectionsSelection(Selection):
    """Without a period: of all periods."""

    key = "corrections"

    period: str | None = filtering(CODE)
    methodology: None = not_here()
    municipality: None = not_here()
