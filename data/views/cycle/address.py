"""The choices of /cycle, as its address names them."""

from dataclasses import dataclass

from data.selection import CODE, THREE_CODES, WORD, Selection, choice, choices


@dataclass(frozen=True)
class CycleSelection(Selection):
    """``cell`` names one cell of a map as municipality~direction~cycle component.

    ``order`` is a column, and the way where it is not the one the column starts with: ``name``, ``stage:goals~asc``.
    """

    key = "cycle"

    direction: str | None = choice(CODE)
    cell: str | None = choice(THREE_CODES)
    view: str | None = choice(WORD)
    stages: str | None = choice(r"nine|six")
    order: str | None = choice(rf"{WORD}(?::{CODE})?(?:~(?:asc|desc))?")
    kinds: tuple[str, ...] = choices(WORD)
