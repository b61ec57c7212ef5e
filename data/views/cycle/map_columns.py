"""What the two maps of the cycle have in common: municipality × direction, and anything × stage."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from data.queries.headings import MethodologyLine
from data.views.cycle.address import CycleSelection
from data.views.cycle.selection import Stage
from data.views.shared.choices import Choice, Choices
from data.views.shared.provenance import Provenance

Row = TypeVar("Row")
Count = TypeVar("Count")


@dataclass(frozen=True)
class CycleMap(Generic[Row, Count]):
    """``lines`` stand in the chosen order; ``incomplete`` are not fully scored and stand below them.

    ``selection`` is settled: a cell that is not among the rows is no longer chosen in it. ``own`` is the code of the
    viewer's own municipality.
    """

    selection: CycleSelection
    choices: Choices
    period: Choice
    stages: tuple[Stage, ...]
    lines: tuple[Row, ...]
    incomplete: tuple[Row, ...]
    counts: tuple[Count, ...]
    rubric: MethodologyLine
    own: str | None
    is_limited_to_own: bool
    filters: tuple[tuple[str, str], ...]
    provenance: Provenance

    @property
    def rows(self) -> tuple[Row, ...]:
        return self.lines + self.incomplete
