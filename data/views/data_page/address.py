"""The choices of /data, as its address names them."""

from dataclasses import dataclass

from data.selection import CODE, WORD, Selection, choice, not_here


@dataclass(frozen=True)
class DataSelection(Selection):
    """``view`` is the tab, ``kind`` what its form begins with. ``between`` names two revisions.

    ``score`` names one score, by municipality, period, methodology, direction, position and parameter.
    """

    key = "data"

    period: None = not_here()
    methodology: None = not_here()
    municipality: None = not_here()
    view: str | None = choice(WORD)
    kind: str | None = choice(WORD)
    job: str | None = choice(r"[0-9a-f]{32}")
    severity: str | None = choice(r"error|question|warning|note")
    between: str | None = choice(r"[0-9]{1,10}~[0-9]{1,10}")
    score: str | None = choice("~".join([CODE] * 6))
