"""An OpenDocument spreadsheet: its cells counted in ``content.xml``, as for the raw XML of a workbook.

Runs in the reading process; imports nothing heavy.
"""

import math
import re

from data.intake.files import limits
from data.intake.files.blank_areas import CHEAP_CELLS, cells_laid_out, without_open_blanks
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
)
from data.intake.files.xml_walk import as_shown, walk
from data.intake.files.zip_package import Problem

MIMETYPES = {
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.spreadsheet-template",
}
SPACE = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
NAMESPACES = tuple(SPACE.format(name) for name in ("table", "text", "office", "style"))
TABLE, OFFICE, STYLE, WORDS = (f"{SPACE.format(name)}}}" for name in ("table", "office", "style", "text"))
CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
# Programs without a type for errors write them as the number 0 or an empty text; only what is shown tells.
ERROR_SHOWN = re.compile(r"#[\w/]+[!?]|#N/A|#Н/Д|(?:Err|Ошибка):[0-9]{3}")
HIDDEN = {"collapse", "filter"}
NUMBERS = {"float": NUMERIC, "currency": NUMERIC, "percentage": PERCENT}


def is_open_document(parts: dict[str, bytes]) -> bool:
    """Whether the zip is an OpenDocument spreadsheet. Raises Problem for one without content."""
    if parts.get("mimetype", b"").decode("ascii", "replace").strip() not in MIMETYPES:
        return False
    if "content.xml" not in parts:
        raise Problem("file-damaged")
    return True


def scan_open_document(parts: dict[str, bytes]) -> tuple[list[RawSheet], bool]:
    """The sheets in their order, and whether far blank cells were taken out of ``parts``.

    Raises Problem for damage, cells outside the limits or too many of them.
    """
    scan = _Scan()
    scan.run(parts["content.xml"])
    if not scan.sheets or len({sheet.name for sheet in scan.sheets}) != len(scan.sheets):
        raise Problem("file-damaged")
    if len(scan.sheets) > limits.SHEETS:
        raise Problem("too-many-sheets", number=len(scan.sheets), limit=limits.SHEETS)
    has_blanks = any(cells_laid_out(sheet) > CHEAP_CELLS for sheet in scan.sheets)
    if has_blanks:
        parts["content.xml"] = without_open_blanks(parts["content.xml"])
    return scan.sheets, has_blanks


def _repeated(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(TABLE + name, "1")
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= 2**24 or len(text) > 9:
        raise Problem("file-damaged")
    return int(text)


class _Scan:
    """Walks ``content.xml``. A row or cell may say that it stands there many times."""

    def __init__(self) -> None:
        self.sheets: list[RawSheet] = []
        self.hidden_styles: set[str] = set()
        self.raised_styles: set[str] = set()
        self.struck_styles: set[str] = set()
        self.spans: list[str] = []
        self.style = ""
        self.row = self.column = self.row_repeated = 1
        self.filled = self.last_row = self.last_column = 0
        self.cells = RawRow()
        self.cell: dict[str, str] | None = None
        self.paragraphs: list[str] = []
        self.depth = self.notes = 0

    def run(self, part: bytes) -> None:
        start = {
            "style": lambda attributes: self._style(attributes.get(STYLE + "name", "")),
            "table-properties": self._properties,
            "text-properties": self._text_properties,
            "span": lambda attributes: self.spans.append(attributes.get(WORDS + "style-name", "")),
            "table": self._table,
            "table-column": self._columns,
            "table-row": self._row,
            "table-cell": self._cell,
            "covered-table-cell": self._cell,
            "p": lambda _attributes: self._paragraph(),
            "s": lambda _attributes: self._characters(" "),
            "tab": lambda _attributes: self._characters("\t"),
            "line-break": lambda _attributes: self._characters("\n"),
            "annotation": lambda _attributes: self._note(1),
        }
        end = {
            "table-row": self._row_end,
            "table-cell": self._cell_end,
            "covered-table-cell": self._cell_end,
            "p": self._paragraph_end,
            "span": self._span_end,
            "annotation": lambda: self._note(-1),
        }
        walk(part, NAMESPACES, start, end, self._characters)

    def _style(self, name: str) -> None:
        self.style = name

    def _properties(self, attributes: dict[str, str]) -> None:
        if attributes.get(TABLE + "display") == "false":
            self.hidden_styles.add(self.style)

    def _text_properties(self, attributes: dict[str, str]) -> None:
        if not attributes.get(STYLE + "text-position", "0%").startswith("0%"):
            self.raised_styles.add(self.style)
        if attributes.get(STYLE + "text-line-through-type", "none") != "none":
            self.struck_styles.add(self.style)

    def _table(self, attributes: dict[str, str]) -> None:
        hidden = attributes.get(TABLE + "style-name", "") in self.hidden_styles
        self.sheets.append(RawSheet(attributes.get(TABLE + "name", ""), "hidden" if hidden else "visible"))
        self.row, self.last_row, self.last_column = 1, 0, 0
        self.column = 1

    def _columns(self, attributes: dict[str, str]) -> None:
        """Columns stand ahead of the rows, many of them in one."""
        repeated = _repeated(attributes, "number-columns-repeated")
        if attributes.get(TABLE + "visibility") in HIDDEN:
            last = min(self.column + repeated - 1, limits.LAST_COLUMN)
            self.sheets[-1].hidden_columns.extend(range(self.column, last + 1))
        self.column += repeated

    def _row(self, attributes: dict[str, str]) -> None:
        self.row_repeated = _repeated(attributes, "number-rows-repeated")
        self.column = 1
        if attributes.get(TABLE + "visibility") in HIDDEN and self.row <= limits.LAST_ROW:
            last = min(self.row + self.row_repeated - 1, limits.LAST_ROW)
            self.sheets[-1].hidden_rows.extend(range(self.row, last + 1))
            self.sheets[-1].has_filter |= attributes[TABLE + "visibility"] == "filter"
        self.cells = RawRow()

    def _row_end(self) -> None:
        if self.cells.columns:
            self._check_limits()
            sheet = self.sheets[-1]
            sheet.rows.update(dict.fromkeys(range(self.row, self.row + self.row_repeated), self.cells))
            sheet.filled += self.row_repeated * len(self.cells.columns)
        self.row += self.row_repeated

    def _check_limits(self) -> None:
        last_row, last_column = self.row + self.row_repeated - 1, self.cells.columns[-1]
        if last_row > limits.LAST_ROW or last_column > limits.LAST_COLUMN:
            raise Problem("cell-out-of-limits", sheet=self.sheets[-1].name, cell=address(last_row, last_column))
        self.filled += self.row_repeated * len(self.cells.columns)
        self.last_row, self.last_column = last_row, max(self.last_column, last_column)
        if self.filled > limits.FILLED_CELLS or self.last_row * self.last_column > limits.DENSE_CELLS:
            raise Problem("too-many-cells", limit=limits.FILLED_CELLS)

    def _cell(self, attributes: dict[str, str]) -> None:
        if self.cell is not None or not self.sheets:
            raise Problem("file-damaged")
        self.cell = attributes
        self.paragraphs = []

    def _note(self, step: int) -> None:
        self.notes += step

    def _paragraph(self) -> None:
        self.depth += 1
        if self.cell is not None and not self.notes:
            self.paragraphs.append("")

    def _paragraph_end(self) -> None:
        self.depth -= 1

    def _characters(self, text: str) -> None:
        if self.depth and self.paragraphs and self.cell is not None and not self.notes:
            raised, struck = (not one.isdisjoint(self.spans) for one in (self.raised_styles, self.struck_styles))
            self.paragraphs[-1] += as_shown(text, raised=raised, struck=struck) if self.spans else text

    def _span_end(self) -> None:
        self.spans.pop()

    def _cell_end(self) -> None:
        cell, self.cell = self.cell or {}, None
        repeated = _repeated(cell, "number-columns-repeated")
        found = self._typed(cell, "\n".join(self.paragraphs))
        if found is not None:
            if self.column + repeated - 1 > limits.LAST_COLUMN:
                where = address(self.row, self.column + repeated - 1)
                raise Problem("cell-out-of-limits", sheet=self.sheets[-1].name, cell=where)
            for column in range(self.column, self.column + repeated):
                self.cells.add(column, *found)
        elif self.paragraphs:
            sheet = self.sheets[-1]
            sheet.blank_row = max(self.row + self.row_repeated - 1, sheet.blank_row)
            sheet.blank_column = max(self.column + repeated - 1, sheet.blank_column)
        spanned = _repeated(cell, "number-rows-spanned"), _repeated(cell, "number-columns-spanned")
        if spanned != (1, 1):
            area = (self.row, self.column, self.row + spanned[0] - 1, self.column + spanned[1] - 1)
            self.sheets[-1].merged.append(area)
        self.column += repeated

    def _typed(self, cell: dict[str, str], text: str) -> tuple[str, Value] | None:
        """Kind and value of the cell just read; nothing when it is empty."""
        kind = cell.get(OFFICE + "value-type", "")
        is_error = cell.get(TABLE + "formula") and ERROR_SHOWN.fullmatch(text.strip())
        if is_error or cell.get(CALC + "value-type") == "error":
            return ERROR, text.strip() or "#"
        if kind in NUMBERS:
            value = cell.get(OFFICE + "value", "")
            if not NUMBER.fullmatch(value) or not math.isfinite(float(value)):
                raise Problem("file-damaged")
            return NUMBERS[kind], float(value)
        if kind in {"date", "time"}:
            return DATE, cell.get(f"{OFFICE}{kind}-value", text)
        if kind == "boolean":
            return BOOLEAN, cell.get(OFFICE + "boolean-value", "")
        if kind not in {"", "string"}:
            raise Problem("file-damaged")
        text = cell.get(OFFICE + "string-value", text)
        if text.strip():
            return TEXT, text
        # An empty text as a result is written as an empty paragraph, no result at all as nothing.
        lacks_value = cell.get(TABLE + "formula") and not kind and not self.paragraphs
        return (NO_VALUE, "") if lacks_value else None
