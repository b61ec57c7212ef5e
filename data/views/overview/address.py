"""The choices of /overview, as its address names them."""

from dataclasses import dataclass

from data.selection import WORD, Selection, choices


@dataclass(frozen=True)
class OverviewSelection(Selection):
    """``forms`` names what is shown in its other form: the map as a table, the ranking as a chart."""

    key = "overview"

    forms: tuple[str, ...] = choices(WORD)
