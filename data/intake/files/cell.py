"""One cell of a workbook, and what it may hold."""

import re
from enum import StrEnum
from typing import NamedTuple

from data.text.cell_address import address

__all__ = ["Cell", "CellKind", "address"]

ISO_DAY = re.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})")


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
        """The value for a message as the spreadsheet shows it in the user's language, shortened."""
        # The reading process makes cells and shows none: it need not load the words of two languages.
        from data.findings import shortened
        from data.language import local

        if self.kind is CellKind.FORMULA_WITHOUT_VALUE:
            return "="
        if self.kind is CellKind.BOOLEAN:
            return local("ИСТИНА", "TRUE") if self.value else local("ЛОЖЬ", "FALSE")
        if self.kind is CellKind.DATE and (match := ISO_DAY.match(str(self.value))):
            return local(f"{match[3]}.{match[2]}.{match[1]}", match[0])
        if not isinstance(self.value, float):
            return shortened(str(self.value))
        is_percent = self.kind is CellKind.PERCENT
        digits = f"{self.value * 100:.13g}" if is_percent else f"{self.value:.15g}"
        return local(digits.replace(".", ","), digits) + (local("\u00a0%", "%") if is_percent else "")
