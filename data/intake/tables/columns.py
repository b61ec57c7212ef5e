"""A table as columns: what stands in many rows is understood once, and only rows that are odd are looked at one by one.

A region's workbook has tens of thousands of rows but few municipalities, parameters, points and remarks. Whatever
contents of a row can be read without a word to its author are read here, once for each different content; every other
row goes through the checks of a single row, so that there is one place that says what is wrong.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Generic, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.intake.files.cell import Cell
from data.intake.files.cell_arrays import KINDS
from data.intake.files.sheet_columns import UNREADABLE, Flags, SheetColumns
from data.intake.tables.collector import Collector
from data.intake.tables.header import Row, SheetTable

Content = TypeVar("Content")
Codes = NDArray[np.int64]
Objects = NDArray[Any]


@dataclass(frozen=True)
class Column:
    """``kinds``: the kind of each row's cell as a number, 0 where it is empty; ``amounts`` as in ``CompactCells``."""

    number: int
    kinds: NDArray[np.uint8]
    amounts: NDArray[np.float64]

    @property
    def filled(self) -> Flags:
        return self.kinds > 0

    @cached_property
    def codes(self) -> Codes:
        """Numbers from 0, the same for cells that hold the same."""
        contents = pd.factorize(self.amounts.view(np.int64))[0].astype(np.int64)
        return contents * 256 + self.kinds if len(np.unique(self.kinds)) > 1 else contents


@dataclass(frozen=True)
class Understood(Generic[Content]):
    """Of each different content of some columns: ``values``, and whether nothing need be said about it (``clean``).

    ``codes`` says of each row of the table which of the contents it has.
    """

    codes: Codes
    values: Sequence[Content]
    clean: Flags

    @property
    def is_clean(self) -> Flags:
        """For each row of the table."""
        return self.clean[self.codes] if len(self.clean) else np.zeros(0, bool)

    def spread(self, of_value: Callable[[Content], Any], kind: Any = object) -> NDArray[Any]:
        """Something of each value, for each row of the table."""
        found = np.empty(len(self.values), kind)
        found[:] = [of_value(value) for value in self.values]
        return found[self.codes]


@dataclass(frozen=True)
class ColumnRow(Row):
    """A row that takes its cells from columns, so that asking for one does not make them all."""

    columns: "TableColumns"
    index: int

    def cell(self, key: str) -> Cell | None:
        return super().cell(key) if self.table.sheet.merged else self.columns.cell(key, self.index)


@dataclass(frozen=True)
class TableColumns:
    """The cells of a table's rows by the key of their column; merged cells are filled down as in ``Row``."""

    table: SheetTable
    sheet: SheetColumns
    _read: dict[str, Column] = field(default_factory=dict)

    @classmethod
    def of(cls, table: SheetTable) -> "TableColumns":
        return cls(table, table.sheet.by_column)

    def __len__(self) -> int:
        return len(self.table.rows)

    @cached_property
    def rows(self) -> Codes:
        """The numbers of the rows."""
        return np.array(self.table.rows, np.int64)

    @cached_property
    def _places(self) -> Codes:
        """For each row of the table its place among the rows of the sheet that hold a cell."""
        return np.searchsorted(self.sheet.rows, self.rows)

    def column(self, key: str) -> Column | None:
        """The cells of a column; nothing when the table has no such column."""
        number = self.table.columns.get(key)
        if number is None:
            return None
        if key not in self._read:
            kinds, amounts = self.sheet.column(number)
            column = Column(number, kinds[self._places], amounts[self._places])
            self._read[key] = self._fill_down(column) if key in self.table.identifying else column
        return self._read[key]

    def _fill_down(self, column: Column) -> Column:
        """A merged cell in a column that names what a row is about holds for all rows that it covers."""
        covered = self.table.sheet.covered(column.number)
        if not covered:
            return column
        kinds, amounts = column.kinds.copy(), column.amounts.copy()
        for index, row in enumerate(self.table.rows):
            cell = self.table.sheet.at(*covered[row]) if row in covered and not kinds[index] else None
            if cell is not None:
                whole_kinds, whole_amounts = self.sheet.column(cell.column)
                place = int(np.searchsorted(self.sheet.rows, cell.row))
                kinds[index], amounts[index] = whole_kinds[place], whole_amounts[place]
        return replace(column, kinds=kinds, amounts=amounts)

    def filled(self, keys: Sequence[str]) -> Flags:
        """Whether a row has a cell in any of these columns."""
        found = np.zeros(len(self), bool)
        for column in filter(None, map(self.column, keys)):
            found |= column.filled
        return found

    def readable(self, keys: Sequence[str]) -> Flags:
        """Whether none of these columns has an error or a formula without a value in a row."""
        found = np.ones(len(self), bool)
        for column in filter(None, map(self.column, keys)):
            found &= ~np.isin(column.kinds, UNREADABLE)
        return found

    def cell(self, key: str, index: int) -> Cell | None:
        column = self.column(key)
        if column is None or not column.kinds[index]:
            return None
        kind, amount = KINDS[int(column.kinds[index])], float(column.amounts[index])
        return self.sheet.cells.make(self.table.rows[index], column.number, kind, amount)

    def row(self, index: int) -> ColumnRow:
        return ColumnRow(self.table, self.table.rows[index], self, index)

    def understand(self, keys: Sequence[str], read: Callable[[Row, Collector], Content]) -> Understood[Content]:
        """Read the first row of each different content of these columns; what is said about it makes it unclean."""
        codes, firsts = self.distinct(keys)
        values, clean = [], np.zeros(len(firsts), bool)
        for place, index in enumerate(firsts.tolist()):
            scratch = Collector()
            values.append(read(self.row(index), scratch))
            clean[place] = not scratch.findings
        return Understood(codes, values, clean)

    def understand_cells(self, key: str, read: Callable[[Cell | None], Content]) -> Understood[Content]:
        """Read each different content of one column; what reads it says nothing about it."""
        codes, firsts = self.distinct((key,))
        values = [read(self.cell(key, index)) for index in firsts.tolist()]
        return Understood(codes, values, np.ones(len(firsts), bool))

    def distinct(self, keys: Sequence[str]) -> tuple[Codes, Codes]:
        """For each row the number of its content, in the order of first appearance; and the first row of each."""
        codes = np.zeros(len(self), np.int64)
        for column in filter(None, map(self.column, keys)):
            own = column.codes
            codes = pd.factorize(codes * (int(own.max(initial=0)) + 1) + own)[0].astype(np.int64)
        firsts = np.zeros(int(codes.max(initial=-1)) + 1, np.int64)
        firsts[codes[::-1]] = np.arange(len(codes))[::-1]
        return codes, firsts


def combined(*keys: NDArray[Any]) -> Codes:
    """Numbers from 0 that are the same for rows in which all the keys are the same."""
    codes = np.zeros(len(keys[0]), np.int64)
    for key in keys:
        own = pd.factorize(key, use_na_sentinel=False)[0].astype(np.int64)
        codes = pd.factorize(codes * (int(own.max(initial=0)) + 1) + own)[0].astype(np.int64)
    return codes


def repeated(codes: Codes, among: Flags) -> Flags:
    """Which of the rows ``among`` all have a number that another one of them has too."""
    found = np.zeros(len(codes), bool)
    found[among] = pd.Series(codes[among]).duplicated(keep=False).to_numpy()
    return found


def objects(values: Sequence[Any]) -> Objects:
    """An array of the values as they are: numpy would make characters of texts and numbers of kinds of nothing."""
    made = np.empty(len(values), object)
    made[:] = values
    return made
