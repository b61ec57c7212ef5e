"""A worksheet as the usual programs write it, taken apart by one regular expression: ten times faster than events.

What it proves is the same. The part is well-formed and has neither comments nor CDATA, so each ``<c`` is a cell and
nothing else is. As many cells must be recognised as there are ``<c``; one that is written in another way, out of
order or with anything odd in it sends the whole sheet to ``sheet_scan``, which knows all of XML.
"""

import math
import re
from html import unescape

from data.intake.files import limits
from data.intake.files.raw_cells import (
    BOOLEAN,
    DATE,
    ERROR,
    NO_VALUE,
    NUMERIC,
    PERCENT,
    TEXT,
    RawRow,
    RawSheet,
    column_number,
    merged_area,
)

ROOT = re.compile(
    rb'(?:\xef\xbb\xbf)?(?:<\?xml version="1.0"(?: encoding="(?:UTF-8|utf-8)")?(?: standalone="[a-z]+")? ?\?>)?\s*'
    rb'<worksheet(?: xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"| (?!xmlns=)[\w:]+="[^"<>]*")*>'
)
REDECLARED = re.compile(rb"\sxmlns\s*=")
STARTS = re.compile(rb"<(?:c|row)[\s/>]")
CELLS = re.compile(
    rb'<row r="([1-9][0-9]{0,6})"'
    rb'|<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")? ?'
    rb"(?:/>|>(<f(?: [^<>]*)?(?:/>|>[^<>]*</f>))?"
    rb'(?:<v ?/>|<v>([^<>&]*)</v>|<v>([^<>]*)</v>|<is><t(?: xml:space="preserve")?>([^<>]*)</t></is>)?</c>)'
)
# Whoever formats whole columns may leave a million rows of cells without contents.
EMPTY_CELLS = re.compile(rb'<c r="[A-Z]{1,3}[1-9][0-9]{0,6}"(?: s="[0-9]+")? ?/>')
EMPTY_ROWS = re.compile(rb'<row r="[1-9][0-9]{0,6}"[^<>]*></row>')
MANY_CELLS = 100_000
MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3}[0-9]+)(?::([A-Z]{1,3}[0-9]+))?" ?/>')
NUMBER_SIGNS = b"0123456789+-.eE"
NUMBER_KINDS = {b"", b"n"}
KINDS = {b"b": BOOLEAN, b"e": ERROR, b"d": DATE}
# A slice of the part at a time: the matches of a large sheet would not fit into the memory.
SLICE = 1 << 20


class Unusual(Exception):
    """The sheet is written in a way that only ``sheet_scan`` can read; nothing is wrong with it yet."""


def quick_scan(sheet: RawSheet, part: bytes, texts: list[str], percents: set[str]) -> None:
    """Fill ``sheet`` from its part, which must be well-formed XML. Raises Unusual."""
    root = ROOT.match(part)
    if not root or b"<!" in part or part.find(b"<?", root.end()) >= 0:
        raise Unusual
    # The spreadsheet namespace is the default one throughout and has no second name.
    if part.count(b"spreadsheetml/2006/main") != 1 or REDECLARED.search(part, root.end()):
        raise Unusual
    if 2 * part.count(b"/>") > part.count(b"<c ") > MANY_CELLS:
        part = EMPTY_ROWS.sub(b"", EMPTY_CELLS.sub(b"", part))
    areas = MERGED.findall(part)
    if len(areas) != part.count(b"<mergeCell "):
        raise Unusual
    walk = _Walk(texts, {style.encode() for style in percents})
    start = 0
    while start < len(part):
        end = part.find(b"</row>", start + SLICE)
        end = len(part) if end < 0 else end
        walk.take(part, start, end)
        start = end
    walk.finish()
    if walk.filled_row * walk.filled_column > limits.DENSE_CELLS:
        raise Unusual
    sheet.rows, sheet.filled = walk.rows, walk.filled
    sheet.widest = max(walk.columns.values(), default=0)
    sheet.merged = [merged_area(first.decode(), last.decode()) for first, last in areas]


class _Columns(dict[bytes, int]):
    """Letters → column number, worked out once for each column."""

    def __missing__(self, letters: bytes) -> int:
        self[letters] = column_number(letters.decode())
        return self[letters]


class _Numbers(dict[bytes, float]):
    """Digits as they stand → number; most numbers of a file stand in it many times."""

    def __missing__(self, digits: bytes) -> float:
        try:
            number = float(digits)
        except ValueError as error:
            raise Unusual from error
        if digits.translate(None, NUMBER_SIGNS) or not math.isfinite(number):
            raise Unusual
        self[digits] = number
        return number


class _Words(dict[bytes, str]):
    """Text as it stands → text; empty for a blank one."""

    def __missing__(self, raw: bytes) -> str:
        if b"&#" in raw:
            raise Unusual
        text = unescape(raw.decode())
        self[raw] = "" if text.isspace() else text
        return self[raw]


class _Shared(dict[bytes, str]):
    """Number of a shared text as it stands → text; empty for a blank one."""

    def __init__(self, texts: list[str]) -> None:
        super().__init__()
        self.texts = texts

    def __missing__(self, place: bytes) -> str:
        if not place.isdigit() or int(place) >= len(self.texts):
            raise Unusual
        text = self.texts[int(place)]
        self[place] = "" if text.isspace() else text
        return self[place]


class _Walk:
    def __init__(self, texts: list[str], percents: set[bytes]) -> None:
        self.percents = percents
        self.columns, self.numbers, self.words, self.shared = _Columns(), _Numbers(), _Words(), _Shared(texts)
        self.rows: dict[int, RawRow] = {}
        self.cells = RawRow()
        self.filled = self.last_row = self.filled_row = self.filled_column = 0
        self.digits = b""

    def take(self, part: bytes, start: int, end: int) -> None:
        """Add the cells of a slice. The loop runs for each cell of a file, so it is written for speed."""
        found = CELLS.findall(part, start, end)
        if len(found) != len(STARTS.findall(part, start, end)):
            raise Unusual
        columns, numbers, words, shared, percents = self.columns, self.numbers, self.words, self.shared, self.percents
        digits, row, last, add = self.digits, self.last_row, limits.LAST_COLUMN, self.cells.add
        for new_row, letters, own_row, style, kind, formula, plain, escaped, inline in found:
            if new_row:
                if int(new_row) <= row:
                    raise Unusual
                self._keep(row)
                digits, row, last, add = new_row, int(new_row), 0, self.cells.add
                continue
            column = columns[letters]
            if own_row != digits or column <= last:
                raise Unusual
            last = column
            if plain and kind == b"s":
                if text := shared[plain]:
                    add(column, TEXT, text)
            elif plain and kind in NUMBER_KINDS:
                add(column, PERCENT if style in percents else NUMERIC, numbers[plain])
            elif inline and kind == b"inlineStr" and not formula:
                if text := words[inline]:
                    add(column, TEXT, text)
            elif plain or escaped or inline or formula:
                self._odd(column, kind, formula, plain or escaped, inline)
        self.digits, self.last_row = digits, row

    def _keep(self, row: int) -> None:
        """Put the row just read with the others and begin an empty one."""
        columns = self.cells.columns
        if not columns:
            return
        self.rows[row] = self.cells
        self.filled += len(columns)
        self.filled_row, self.filled_column = row, max(columns[-1], self.filled_column)
        self.cells = RawRow()
        if self.filled > limits.FILLED_CELLS or row > limits.LAST_ROW or columns[-1] > limits.LAST_COLUMN:
            raise Unusual

    def finish(self) -> None:
        self._keep(self.last_row)

    def _odd(self, column: int, kind: bytes, formula: bytes, value: bytes, inline: bytes) -> None:
        """A formula, an error, a date or a text that stands in the cell itself."""
        if inline or (kind == b"str" and not value):
            # An empty text and no value at all look the same here.
            raise Unusual
        text = self.words[value].strip() if value else ""
        if formula and not value and kind in {*NUMBER_KINDS, *KINDS}:
            self.cells.add(column, NO_VALUE, "")
        elif kind == b"str":
            if text:
                self.cells.add(column, TEXT, self.words[value])
        elif kind in KINDS and text:
            self.cells.add(column, KINDS[kind], text)
        else:
            raise Unusual
