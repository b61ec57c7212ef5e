"""A workbook as it was read: sheets of typed cells, before anybody asks what they mean."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class CellKind(StrEnum):
    """What a cell holds. The values are what the reading process writes."""

    TEXT = "s"
    NUMBER = "n"
    # A number that the sheet shows with a percent sign: 0.666 shown as 66,6 %.
    PERCENT = "p"
    BOOLEAN = "b"
    DATE = "d"
    ERROR = "e"
    FORMULA_WITHOUT_VALUE = "f"


@dataclass(frozen=True, slots=True)
class Cell:
    """``row`` and ``column`` count from 1. ``value`` is text for dates (ISO) and errors (``#N/A``)."""

    row: int
    column: int
    kind: CellKind
    value: str | float | bool

    @property
    def address(self) -> str:
        return address(self.row, self.column)

    @property
    def shown(self) -> str:
        """The value for a message, shortened."""
        if self.kind is CellKind.FORMULA_WITHOUT_VALUE:
            return "="
        text = f"{self.value:g}" if isinstance(self.value, float) else str(self.value)
        return text if len(text) <= 60 else text[:59] + "…"


@dataclass(frozen=True)
class Sheet:
    """Empty cells are absent. ``merged``: first row, first column, last row, last column."""

    name: str
    hidden: bool
    cells: dict[tuple[int, int], Cell]
    merged: tuple[tuple[int, int, int, int], ...] = field(default=())

    @cached_property
    def _anchors(self) -> dict[tuple[int, int], tuple[int, int]]:
        # Ranges that run along a whole sheet say nothing about rows of a table, and would be costly to spell out.
        small = [area for area in self.merged if (area[2] - area[0] + 1) * (area[3] - area[1] + 1) <= 10_000]
        return {
            (row, column): area[:2]
            for area in small[:1_000]
            for row in range(area[0], area[2] + 1)
            for column in range(area[1], area[3] + 1)
        }

    @cached_property
    def by_row(self) -> dict[int, list[Cell]]:
        rows: dict[int, list[Cell]] = {}
        for cell in self.cells.values():
            rows.setdefault(cell.row, []).append(cell)
        return rows

    def at(self, row: int, column: int) -> Cell | None:
        return self.cells.get((row, column))

    def at_or_merged(self, row: int, column: int) -> Cell | None:
        """The cell, or the one whose merged range covers the place."""
        return self.cells.get((row, column)) or self.cells.get(self._anchors.get((row, column), (0, 0)))

    def is_covered(self, row: int, column: int) -> bool:
        """Whether the place lies under a merged cell without being its first."""
        return self._anchors.get((row, column), (row, column)) != (row, column)


@dataclass(frozen=True)
class Workbook:
    sheets: tuple[Sheet, ...]
    has_macros: bool = False

    def __iter__(self) -> Iterator[Sheet]:
        return iter(self.sheets)

    def sheet(self, name: str) -> Sheet | None:
        return next((sheet for sheet in self.sheets if sheet.name.strip().casefold() == name.casefold()), None)


def address(row: int, column: int) -> str:
    """``F17`` for row 17, column 6."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
