"""Cells of a sheet in a few arrays: eleven bytes and a text kept once, where an object a cell would take two hundred.

Written by the reading process and read by its parent, so it imports nothing heavy. A ``Cell`` is made when it is
asked for; rows are asked for one after another, so the last one is kept.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, compress, groupby, pairwise, repeat
from operator import itemgetter
from typing import Any

from data.intake.files.cell import Cell, CellKind

KINDS = {ord(kind.value): kind for kind in CellKind}
AMOUNTS = {CellKind.NUMBER, CellKind.PERCENT}
TEXT = CellKind.TEXT.value.encode()
# How the arrays travel: name and type code, in this order.
ARRAYS = (("rows", "I"), ("ends", "I"), ("columns", "H"), ("kinds", "B"), ("amounts", "d"))


class _Places(dict[str, int]):
    """Text → its place in ``texts``, given at the first meeting; -1 for a blank one, which is not kept."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def __missing__(self, text: str) -> int:
        if text and not text.isspace():
            place = len(self.texts)
            self.texts.append(text)
        else:
            place = -1
        self[text] = place
        return place


class CompactCells(Mapping[tuple[int, int], Cell]):
    """(row, column) → cell, in the order of rows. Rows are added in ascending order.

    ``rows`` are the numbers of the rows that hold a cell and ``ends`` where each of them ends in ``columns``,
    ``kinds`` and ``amounts``. A value is the number itself, or the place of its text in ``texts``.
    """

    def __init__(self) -> None:
        self.rows, self.ends = array("I"), array("I")
        self.columns, self.kinds, self.amounts = array("H"), array("B"), array("d")
        self._places = _Places()
        self.texts = self._places.texts
        self._row = 0
        self._row_cells: dict[int, Cell] = {}

    def add_row(self, row: int, columns: Sequence[int], kinds: Iterable[str], values: Iterable[str | float]) -> None:
        """Put a row behind the last one; columns ascend, ``kinds`` are values of ``CellKind``."""
        places = self._places
        self.columns.extend(columns)
        self.kinds.frombytes("".join(kinds).encode())
        self.amounts.extend([places[value] if isinstance(value, str) else value for value in values])
        self.rows.append(row)
        self.ends.append(len(self.columns))

    def add_texts(self, row: int, texts: list[str]) -> None:
        """Put one row of texts behind the last one, from the first column on."""
        self.add_block(row, [texts])

    def add_block(self, first: int, block: Sequence[list[str]]) -> None:
        """Put rows of texts behind the last one: numbers from ``first`` on, columns from 1 on; blank ones are left out.

        Written for speed: it runs for each cell of a table, and nothing in it for a cell alone.
        """
        places = list(map(self._places.__getitem__, chain.from_iterable(block)))
        widths = list(map(len, block))
        start, rows, width = len(self.columns), len(block), widths[0]
        if width and widths.count(width) == rows and -1 not in places:
            self.columns.frombytes(array("H", range(1, width + 1)).tobytes() * rows)
            self.rows.extend(array("I", range(first, first + rows)))
            self.ends.extend(array("I", range(start + width, start + rows * width + 1, width)))
        else:
            filled = [place >= 0 for place in places]
            places = list(compress(places, filled))
            every_column = chain.from_iterable(map(range, repeat(1), (width + 1 for width in widths)))
            self.columns.extend(compress(every_column, filled))
            counts = list(accumulate(filled, initial=start))
            for number, (begin, end) in enumerate(pairwise(accumulate(widths, initial=0)), start=first):
                if counts[end] > counts[begin]:
                    self.rows.append(number)
                    self.ends.append(counts[end])
        self.kinds.frombytes(TEXT * len(places))
        self.amounts.extend(array("d", places))

    @classmethod
    def of(cls, cells: Mapping[tuple[int, int], Cell]) -> "CompactCells":
        """The same cells, whatever keeps them."""
        made = cls()
        for row, group in groupby(sorted(cells), key=itemgetter(0)):
            found = [cells[place] for place in group]
            made.add_row(
                row, [cell.column for cell in found], [cell.kind for cell in found], [cell.value for cell in found]
            )
        return made

    def head(self) -> dict[str, Any]:
        """What goes ahead of the arrays: how long each of them is, and the texts."""
        return {"lengths": [len(getattr(self, name)) for name, _type in ARRAYS], "texts": self.texts}

    def body(self) -> Iterator[bytes]:
        """The arrays in the order of ``ARRAYS``."""
        return (getattr(self, name).tobytes() for name, _type in ARRAYS)

    @classmethod
    def restore(cls, head: Mapping[str, Any], body: memoryview) -> tuple["CompactCells", memoryview]:
        """The cells and what follows them in ``body``. Raises ValueError when the two do not belong together."""
        cells = cls()
        for (name, _type), length in zip(ARRAYS, head["lengths"], strict=True):
            filled: array[Any] = getattr(cells, name)
            size = int(length) * filled.itemsize
            filled.frombytes(body[:size])
            if len(filled) != length:
                raise ValueError(f"the cells end too early: {name}")
            body = body[size:]
        cells.texts = [str(text) for text in head["texts"]]
        counts = {len(cells.columns), len(cells.kinds), len(cells.amounts), cells.ends[-1] if cells.ends else 0}
        if len(counts) != 1 or len(cells.rows) != len(cells.ends):
            raise ValueError("the arrays of the cells differ in length")
        return cells, body

    def cells_of(self, row: int) -> dict[int, Cell]:
        """The cells of a row by column; none for a row without cells."""
        if row != self._row:
            self._row, self._row_cells = row, self._make_row(row)
        return self._row_cells

    def _make_row(self, row: int) -> dict[int, Cell]:
        index = bisect_left(self.rows, row)
        if index == len(self.rows) or self.rows[index] != row:
            return {}
        start, end = self.ends[index - 1] if index else 0, self.ends[index]
        kinds = [KINDS[code] for code in self.kinds[start:end]]
        return {
            column: self.make(row, column, kind, amount)
            for column, kind, amount in zip(self.columns[start:end], kinds, self.amounts[start:end], strict=True)
        }

    def make(self, row: int, column: int, kind: CellKind, amount: float) -> Cell:
        """A cell of its parts; ``amount`` is a number or the place of a text."""
        if kind in AMOUNTS:
            return Cell(row, column, kind, amount)
        if kind is CellKind.BOOLEAN:
            return Cell(row, column, kind, bool(amount))
        return Cell(row, column, kind, self.texts[int(amount)] if amount >= 0 else "")

    def __getitem__(self, place: tuple[int, int]) -> Cell:
        return self.cells_of(place[0])[place[1]]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        start = 0
        for row, end in zip(self.rows, self.ends, strict=True):
            yield from ((row, self.columns[place]) for place in range(start, end))
            start = end

    def __len__(self) -> int:
        return len(self.columns)


class RowsOfCells(Mapping[int, list[Cell]]):
    """Row → its cells from left to right, made when they are asked for."""

    def __init__(self, cells: CompactCells, kept: frozenset[int] | None = None) -> None:
        self.cells = cells
        self.numbers = cells.rows if kept is None else array("I", (row for row in cells.rows if row in kept))

    def __getitem__(self, row: int) -> list[Cell]:
        found = self.cells.cells_of(row)
        if not found:
            raise KeyError(row)
        return list(found.values())

    def __iter__(self) -> Iterator[int]:
        return iter(self.numbers)

    def __len__(self) -> int:
        return len(self.numbers)
