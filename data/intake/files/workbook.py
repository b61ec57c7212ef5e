"""A workbook as it was read: sheets of typed cells, before anybody asks what they mean."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from data.intake.files.cell import Cell, CellKind, address
from data.intake.files.cell_arrays import CompactCells, RowsOfCells
from data.intake.files.sheet_columns import SheetColumns

__all__ = ["Cell", "CellKind", "Sheet", "Workbook", "address"]


@dataclass(frozen=True)
class Sheet:
    """Empty cells are absent. ``merged``: first row, first column, last row, last column.

    In a sheet ``of_text`` a separator that stands in a text unquoted shifts what follows it to the right.
    ``hidden_rows`` and ``hidden_columns`` are numbers; ``has_filter``: a filter may be what hides the rows.
    """

    name: str
    hidden: bool
    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[tuple[int, int, int, int], ...] = field(default=())
    of_text: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    has_filter: bool = False

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

    def covered(self, column: int) -> dict[int, tuple[int, int]]:
        """Rows of a column that lie under a merged cell without being its first → the place of that first one."""
        return {
            row: first for (row, number), first in self._anchors.items() if number == column and first != (row, column)
        }

    @cached_property
    def by_column(self) -> SheetColumns:
        return SheetColumns(self.cells if isinstance(self.cells, CompactCells) else CompactCells.of(self.cells))

    @cached_property
    def by_row(self) -> Mapping[int, list[Cell]]:
        """Row → its cells from left to right."""
        if isinstance(self.cells, CompactCells):
            return RowsOfCells(self.cells)
        rows: dict[int, list[Cell]] = {}
        for place in sorted(self.cells):
            rows.setdefault(place[0], []).append(self.cells[place])
        return rows

    def at(self, row: int, column: int) -> Cell | None:
        if isinstance(self.cells, CompactCells):
            return self.cells.cells_of(row).get(column)
        return self.cells.get((row, column))

    def at_or_merged(self, row: int, column: int) -> Cell | None:
        """The cell, or the one whose merged range covers the place."""
        return self.at(row, column) or self.at(*self._anchors.get((row, column), (0, 0)))

    def is_covered(self, row: int, column: int) -> bool:
        """Whether the place lies under a merged cell that begins in an earlier row."""
        return self._anchors.get((row, column), (row, column))[0] != row


@dataclass(frozen=True)
class Workbook:
    """``format`` is what the content is, whatever the file's name says: xlsx, xlsm, ods or csv."""

    sheets: tuple[Sheet, ...]
    has_macros: bool = False
    format: str = "xlsx"

    def __iter__(self) -> Iterator[Sheet]:
        return iter(self.sheets)

    def sheet(self, name: str) -> Sheet | None:
        return next((sheet for sheet in self.sheets if sheet.name.strip().casefold() == name.casefold()), None)
