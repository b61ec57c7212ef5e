"""The raw XML of a workbook, read once: which cells there are, and what readers hide of them.

Readers turn error cells and formulas without a value into empty text and trust a sheet's own dimension. This scan
does neither; its cells are compared with the reader's. Runs in the reading process; imports nothing heavy.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from data.intake import limits
from data.intake.package import Problem, local_name, main_part, parse_part, relationships

NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
PERCENT_FORMATS = {9, 10}

# Kinds of a cell, as they travel to the parent.
TEXT, NUMERIC, PERCENT, BOOLEAN, DATE, ERROR, NO_VALUE = "s", "n", "p", "b", "d", "e", "f"


@dataclass
class RawSheet:
    """``cells``: (row, column) from 1 → (kind, raw value). ``merged``: first row, column, last row, column."""

    name: str
    visibility: str
    cells: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


def place(reference: str, sheet: str) -> tuple[int, int]:
    """Row and column of an address such as ``F17``. Raises Problem when malformed or beyond the limits."""
    match = REFERENCE.fullmatch(reference)
    if not match:
        raise Problem("file-damaged")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    if row > limits.LAST_ROW or column > limits.LAST_COLUMN:
        raise Problem("cell-out-of-limits", sheet=sheet, cell=reference)
    return row, column


def scan(parts: dict[str, bytes]) -> tuple[list[RawSheet], bool]:
    """The worksheets in their order, and whether the workbook carries macros."""
    main, macros = main_part(parts)
    related = relationships(parts, main)
    kinds = dict(related.values())
    texts = _shared_texts(parts.get(kinds.get("sharedStrings", ""), b""))
    percents = _percent_styles(parts, kinds.get("styles", ""))
    sheets = []
    filled = 0
    for element in parse_part(parts, main).iter():
        if local_name(element) != "sheet":
            continue
        identity = next((value for name, value in element.items() if name.endswith("}id")), "")
        kind, target = related.get(identity, ("", ""))
        if kind != "worksheet":
            continue
        if target not in parts:
            raise Problem("file-damaged")
        sheet = RawSheet(element.get("name", ""), element.get("state", "visible"))
        _SheetScan(sheet, texts, percents).run(parts[target])
        filled += len(sheet.cells)
        if filled > limits.FILLED_CELLS:
            raise Problem("too-many-cells", limit=limits.FILLED_CELLS)
        sheets.append(sheet)
    if not sheets or len({sheet.name for sheet in sheets}) != len(sheets):
        raise Problem("file-damaged")
    if len(sheets) > limits.SHEETS:
        raise Problem("too-many-parts", limit=limits.SHEETS)
    return sheets, macros


def _parse(
    part: bytes,
    start: dict[str, Callable[[dict[str, str]], None]],
    end: dict[str, Callable[[], None]],
    characters: Callable[[str], None],
) -> None:
    """Stream a part through handlers named by the element of the spreadsheet namespace they care for."""
    starts = {f"{space}}}{name}": handler for name, handler in start.items() for space in NAMESPACES}
    ends = {f"{space}}}{name}": handler for name, handler in end.items() for space in NAMESPACES}

    def started(name: str, attributes: dict[str, str]) -> None:
        if name in starts:
            starts[name](attributes)

    def ended(name: str) -> None:
        if name in ends:
            ends[name]()

    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = characters
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        raise Problem("file-damaged") from error


class _TextCollector:
    """Collects the text of ``t`` elements, leaving out phonetic hints (``rPh``)."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.open = False
        self.phonetic = False

    def handlers(self) -> tuple[dict[str, Callable[[dict[str, str]], None]], dict[str, Callable[[], None]]]:
        return (
            {"t": lambda _: self._set_open(not self.phonetic), "rPh": lambda _: self._set_phonetic(True)},
            {"t": lambda: self._set_open(False), "rPh": lambda: self._set_phonetic(False)},
        )

    def _set_open(self, is_open: bool) -> None:
        self.open = is_open

    def _set_phonetic(self, is_phonetic: bool) -> None:
        self.phonetic = is_phonetic

    def add(self, text: str) -> None:
        if self.open:
            self.pieces.append(text)

    def take(self) -> str:
        text = "".join(self.pieces)
        self.pieces.clear()
        return text


def _shared_texts(part: bytes) -> list[str]:
    if not part:
        return []
    texts: list[str] = []
    collector = _TextCollector()
    start, end = collector.handlers()
    end["si"] = lambda: texts.append(collector.take())
    _parse(part, start, end, collector.add)
    return texts


def _percent_styles(parts: dict[str, bytes], name: str) -> set[str]:
    """The numbers of the cell styles that show a number as a percentage."""
    if name not in parts:
        return set()
    root = parse_part(parts, name)
    formats = {
        element.get("numFmtId"): QUOTED.sub("", element.get("formatCode", ""))
        for element in root.iter()
        if local_name(element) == "numFmt"
    }
    percents = {str(code) for code in PERCENT_FORMATS} | {code for code, text in formats.items() if "%" in text}
    for element in root:
        if local_name(element) == "cellXfs":
            return {str(index) for index, style in enumerate(element) if style.get("numFmtId") in percents}
    return set()


class _SheetScan:
    """Walks one worksheet; see ``RawSheet`` for what it fills. Runs once for each cell of a file: kept lean."""

    def __init__(self, sheet: RawSheet, texts: list[str], percents: set[str]) -> None:
        self.sheet, self.texts, self.percents = sheet, texts, percents
        self.row = self.column = self.last_row = self.last_column = 0
        self.row_digits = ""
        self.columns: dict[str, int] = {}
        self.in_cell = self.in_value = self.has_value = self.is_formula = False
        self.type = self.style = self.value = ""
        self.inline = _TextCollector()

    def run(self, part: bytes) -> None:
        start, end = self.inline.handlers()
        start |= {"row": self._row, "c": self._cell, "f": self._formula, "v": self._value, "mergeCell": self._merged}
        end |= {"c": self._cell_end, "v": self._value_end}
        _parse(part, start, end, self._characters)
        if self.last_row * self.last_column > limits.DENSE_CELLS:
            raise Problem("too-many-cells", limit=limits.DENSE_CELLS)

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
                row, known = place(reference, self.sheet.name)
                if row != self.row:
                    raise Problem("file-damaged")
                self.columns[letters] = known
            self.column = known
        if self.row > limits.LAST_ROW or self.column > limits.LAST_COLUMN:
            raise Problem("cell-out-of-limits", sheet=self.sheet.name, cell=f"R{self.row}C{self.column}")
        self.last_row = self.row if self.row > self.last_row else self.last_row
        self.last_column = self.column if self.column > self.last_column else self.last_column
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
        self.sheet.merged.append((*place(first, self.sheet.name), *place(last or first, self.sheet.name)))

    def _cell_end(self) -> None:
        self.in_cell = False
        if not (self.has_value or self.is_formula or self.type == "inlineStr"):
            return
        found = self._typed(self.value)
        if found is None:
            return
        if (self.row, self.column) in self.sheet.cells:
            raise Problem("file-damaged")
        if len(self.sheet.cells) >= limits.FILLED_CELLS:
            raise Problem("too-many-cells", limit=limits.FILLED_CELLS)
        self.sheet.cells[self.row, self.column] = found

    def _typed(self, value: str) -> tuple[str, str] | None:
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
            return (PERCENT if self.style in self.percents else NUMERIC), value
        kinds = {"b": BOOLEAN, "e": ERROR, "d": DATE}
        if self.type not in kinds:
            raise Problem("file-damaged")
        return kinds[self.type], value
