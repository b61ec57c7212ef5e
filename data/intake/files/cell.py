"""One cell of a workbook, and what it may hold."""

from enum import StrEnum
from typing import NamedTuple


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


class Cell(NamedTuple):
    """``row`` and ``column`` count from 1. ``value`` is text for dates (ISO) and errors (``#N/A``)."""

    row: int
    column: int
    kind: CellKind
    value: str | float | bool

    @property
    def address(self) -> str:
        return address(self.row, self.column)

    @property
    def says(self) -> bool:
        """Whether it holds a value; an error and a formula without a stored value hold none."""
        return self.kind not in {CellKind.ERROR, CellKind.FORMULA_WITHOUT_VALUE}

    @property
    def shown(self) -> str:
        """The value for a message, shortened."""
        if self.kind is CellKind.FORMULA_WITHOUT_VALUE:
            return "="
        text = f"{self.value:g}" if isinstance(self.value, float) else str(self.value)
        return text if len(text) <= 60 else text[:59] + "…"


def address(row: int, column: int) -> str:
    """``F17`` for row 17, column 6."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
