"""Any worksheet, event by event: slow and without assumptions about how the XML is written.

Used where ``quick_scan`` does not recognise the way in which the usual programs write a sheet.
"""

import math
import re

from data.intake.files import limits
from data.intake.files.cell import address
from data.intake.files.raw_cells import (
    BOOLEAN,
    DATE,
    ERROR,
    NO_VALUE,
    NUMBER,
    NUMERIC,
    PERCENT,
    TEXT,
    RawRow,
    RawSheet,
    Value,
    merged_area,
    place,
)
from data.intake.files.xml_walk import TextCollector, walk
from data.intake.files.zip_package import Problem

NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)


def scan_sheet(sheet: RawSheet, part: bytes, texts: list[str], percents: set[str]) -> None:
    """Fill ``sheet`` from its part. Raises Problem for damage, cells outside the limits or too many of them."""
    _SheetScan(sheet, texts, percents).run(part)


class _SheetScan:
    """Walks one worksheet. Runs once for each cell of a file: kept lean."""

    def __init__(self, sheet: RawSheet, texts: list[str], percents: set[str]) -> None:
        self.sheet, self.texts, self.percents = sheet, texts, percents
        self.row = self.column = self.last_row = self.last_column = 0
        self.row_digits = ""
        self.columns: dict[str, int] = {}
        self.cells: dict[tuple[int, int], tuple[str, Value]] = {}
        self.in_cell = self.in_value = self.has_value = self.is_formula = False
        self.type = self.style = self.value = ""
        self.inline = TextCollector()

    def run(self, part: bytes) -> None:
        start, end = self.inline.handlers()
        start |= {"row": self._row, "c": self._cell, "f": self._formula, "v": self._value, "mergeCell": self._merged}
        end |= {"c": self._cell_end, "v": self._value_end}
        walk(part, NAMESPACES, start, end, self._characters)
        if self.last_row * self.last_column > limits.DENSE_CELLS:
            raise Problem("too-many-cells", limit=limits.DENSE_CELLS)
        for row, column in sorted(self.cells):
            self.sheet.rows.setdefault(row, RawRow()).add(column, *self.cells[row, column])
        self.sheet.filled = len(self.cells)
        self.sheet.widest = max(self.columns.values(), default=0)

    def _row(self, attributes: dict[str, str]) -> None:
        given = attributes.get("r", "")
        if given and not re.fullmatch("[1-9][0-9]{0,6}", given):
            raise Problem("file-damaged")
        self.row = int(given) if given else self.row + 1
        self.row_digits = str(self.row)
        self.column = 0

    def _cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self.column += 1
        else:
            letters = reference.rstrip("0123456789")
            known = self.columns.get(letters)
            if known is None or reference[len(letters) :] != self.row_digits:
                row, known = place(reference)
                if row != self.row:
                    raise Problem("file-damaged")
                self.columns[letters] = known
            self.column = known
        self.in_cell, self.in_value, self.is_formula, self.has_value = True, False, False, False
        self.type, self.style = attributes.get("t", "n"), attributes.get("s", "0")
        self.value = ""

    def _formula(self, _attributes: dict[str, str]) -> None:
        self.is_formula = True

    def _value(self, _attributes: dict[str, str]) -> None:
        self.in_value = self.has_value = True

    def _value_end(self) -> None:
        self.in_value = False

    def _characters(self, text: str) -> None:
        if self.in_cell and self.in_value:
            self.value += text
        else:
            self.inline.add(text)

    def _merged(self, attributes: dict[str, str]) -> None:
        first, _, last = attributes.get("ref", "").partition(":")
        self.sheet.merged.append(merged_area(first, last))

    def _cell_end(self) -> None:
        self.in_cell = False
        if not (self.has_value or self.is_formula or self.type == "inlineStr"):
            return
        found = self._typed(self.value)
        if found is None:
            self.sheet.blank_row = max(self.row, self.sheet.blank_row)
            self.sheet.blank_column = max(self.column, self.sheet.blank_column)
            return
        if (self.row, self.column) in self.cells:
            raise Problem("file-damaged")
        # Cells that are only formatted may lie anywhere: whole rows and columns are.
        if self.row > limits.LAST_ROW or self.column > limits.LAST_COLUMN:
            raise Problem("cell-out-of-limits", sheet=self.sheet.name, cell=address(self.row, self.column))
        self.last_row, self.last_column = max(self.row, self.last_row), max(self.column, self.last_column)
        if len(self.cells) >= limits.FILLED_CELLS:
            raise Problem("too-many-cells", limit=limits.FILLED_CELLS)
        self.cells[self.row, self.column] = found

    def _typed(self, value: str) -> tuple[str, Value] | None:
        """Kind and raw value of the cell just read; nothing when it is empty."""
        if self.type == "inlineStr":
            value = self.inline.take()
        elif self.type == "s" and value:
            if not value.strip().isdecimal() or int(value) >= len(self.texts):
                raise Problem("file-damaged")
            value = self.texts[int(value)]
        if self.type in {"s", "str", "inlineStr"}:
            if self.is_formula and not self.has_value:
                return NO_VALUE, ""
            return (TEXT, value) if value.strip() else None
        value = value.strip()
        if not value:
            return (NO_VALUE, "") if self.is_formula else None
        if self.type == "n":
            if not NUMBER.fullmatch(value) or not math.isfinite(float(value)):
                raise Problem("file-damaged")
            return (PERCENT if self.style in self.percents else NUMERIC), float(value)
        kinds = {"b": BOOLEAN, "e": ERROR, "d": DATE}
        if self.type not in kinds:
            raise Problem("file-damaged")
        return kinds[self.type], value
