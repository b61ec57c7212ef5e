"""What a scan of raw XML says of one cell: its place, its kind and its value, before a reader is asked.

Runs in the reading process; imports nothing heavy.
"""

import re
from dataclasses import dataclass, field

from data.intake.files import limits
from data.intake.files.zip_package import Problem

REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")

# Kinds of a cell, as they travel to the parent.
TEXT, NUMERIC, PERCENT, BOOLEAN, DATE, ERROR, NO_VALUE = "s", "n", "p", "b", "d", "e", "f"

Value = str | float


@dataclass(slots=True)
class RawRow:
    """The filled cells of a row from left to right: columns from 1, kinds, and numbers or texts."""

    columns: list[int] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)

    def add(self, column: int, kind: str, value: Value) -> None:
        self.columns.append(column)
        self.kinds.append(kind)
        self.values.append(value)


@dataclass
class RawSheet:
    """``rows``: number from 1 → cells, ascending; ``merged``: first row, first column, last row, last column.

    ``widest``: the last column of any cell, filled or not; ``blank_row`` and ``blank_column`` bound the cells that hold
    a blank text, where the scan met any.
    """

    name: str
    visibility: str
    rows: dict[int, RawRow] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    filled: int = 0
    widest: int = 0
    blank_row: int = 0
    blank_column: int = 0
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    has_filter: bool = False

    @property
    def extent(self) -> tuple[int, int]:
        """The last row and the last column that hold something."""
        return next(reversed(self.rows), 0), max((row.columns[-1] for row in self.rows.values()), default=0)


def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def place(reference: str) -> tuple[int, int]:
    """Row and column of an address such as ``F17``. Raises Problem when malformed."""
    match = REFERENCE.fullmatch(reference)
    if not match:
        raise Problem("file-damaged")
    return int(match[2]), column_number(match[1])


def merged_area(first: str, last: str) -> tuple[int, int, int, int]:
    """First row and column, last row and column, within the limits: people merge whole rows for a title."""
    row, column = place(last or first)
    return (*place(first), min(row, limits.LAST_ROW), min(column, limits.LAST_COLUMN))
