"""The cells of a sheet by their columns, as arrays: what a table of a million rows is looked at with."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from data.intake.files.cell import CellKind
from data.intake.files.cell_arrays import CompactCells

Flags = NDArray[np.bool_]
TEXT = ord(CellKind.TEXT.value)
NUMBER = ord(CellKind.NUMBER.value)
UNREADABLE = [ord(kind.value) for kind in (CellKind.ERROR, CellKind.FORMULA_WITHOUT_VALUE)]


@dataclass(frozen=True)
class SheetColumns:
    """Columns of the rows that hold a cell. Kinds are numbers, 0 where a row has no cell in the column."""

    cells: CompactCells

    @cached_property
    def rows(self) -> NDArray[np.uint32]:
        """The numbers of the rows that hold a cell, ascending."""
        return np.frombuffer(self.cells.rows, np.uint32)

    @cached_property
    def last_columns(self) -> NDArray[np.uint16]:
        """The number of the last column of each row."""
        return np.frombuffer(self.cells.columns, np.uint16)[self._ends - 1]

    def column(self, number: int) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
        """Kinds and amounts: numbers, or places of texts, as in ``CompactCells``."""
        cells = np.flatnonzero(np.frombuffer(self.cells.columns, np.uint16) == number)
        rows = self._rows_of_cells[cells]
        kinds, amounts = np.zeros(len(self.rows), np.uint8), np.zeros(len(self.rows), np.float64)
        kinds[rows] = np.frombuffer(self.cells.kinds, np.uint8)[cells]
        amounts[rows] = np.frombuffer(self.cells.amounts, np.float64)[cells]
        return kinds, amounts

    def filled(self, number: int) -> Flags:
        """Whether the row has a cell in the column."""
        return self.column(number)[0] > 0

    def says_a_word(self, number: int) -> Flags:
        """Whether the row has a cell in the column that can be read as a word or code."""
        kinds = self.column(number)[0]
        return (kinds > 0) & ~np.isin(kinds, UNREADABLE)

    def has_text(self, numbers: Iterable[int], test: Callable[[str], bool]) -> Flags:
        """Whether the row has in one of these columns a text that passes; each different text is tested once."""
        found = np.zeros(len(self.rows), bool)
        for number in numbers:
            kinds, amounts = self.column(number)
            is_text = kinds == TEXT
            places, codes = np.unique(amounts[is_text].astype(np.int64), return_inverse=True)
            found[is_text] |= np.array([test(self.cells.texts[place]) for place in places.tolist()], bool)[codes]
        return found

    def texts(self, number: int, rows: Sequence[int]) -> list[str]:
        """The different texts of a column in these rows; a number is given with all its digits."""
        kinds, amounts = self.column(number)
        chosen = np.isin(self.rows, np.array(rows, np.int64)) & (kinds > 0) & ~np.isin(kinds, UNREADABLE)
        texts = [self.cells.texts[int(place)] for place in np.unique(amounts[chosen & (kinds == TEXT)]).tolist()]
        return texts + [f"{amount:.15g}" for amount in np.unique(amounts[chosen & (kinds == NUMBER)]).tolist()]

    @cached_property
    def _ends(self) -> NDArray[np.uint32]:
        return np.frombuffer(self.cells.ends, np.uint32)

    @cached_property
    def _rows_of_cells(self) -> NDArray[np.uint32]:
        """For each cell of the sheet the place of its row."""
        ends = self._ends.astype(np.int64)
        lengths = ends - np.concatenate([[0], ends[:-1]])
        return np.repeat(np.arange(len(self.rows), dtype=np.uint32), lengths)
