"""The choices of /round, as its address names them."""

from dataclasses import dataclass

from data.selection import CODE, Selection, choice, filtering, not_here


@dataclass(frozen=True)
class RoundSelection(Selection):
    """``cell`` names a form of a municipality as municipality~number of the form; ``state`` and ``late`` filter."""

    key = "round"

    period: None = not_here()
    methodology: None = not_here()
    municipality: None = not_here()
    round: str | None = choice(CODE)
    state: str | None = filtering(r"[a-z_]{1,16}")
    late: str | None = filtering("late")
    cell: str | None = choice(rf"{CODE}~[0-9]{{1,9}}")
    job: str | None = choice(r"[0-9a-f]{32}")
