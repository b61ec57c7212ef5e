"""The choices of /cycle, as its address names them."""

from dataclasses import dataclass

from data.selection import CODE, THREE_CODES, WORD, Selection, choice, choices


@dataclass(frozen=True)
class CycleSelection(Selection):
    """``cell`` names one cell of a map as municipality~direction~cycle component."""

    key = "cycle"
    of_one_place = ("cell",)

    direction: str | None = choice(CODE)
    cell: str | None = choice(THREE_CODES)
    view: str | None = choice(WORD)
    stages: str | None = choice(r"nine|six")
    kinds: tuple[str, ...] = choices(WORD)
