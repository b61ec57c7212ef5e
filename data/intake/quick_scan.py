"""A worksheet as the usual programs write it, taken apart by one regular expression: ten times faster than events.

What it proves is the same. The part is well-formed and has neither comments nor CDATA, so each ``<c`` is a cell and
nothing else is. As many cells must be recognised as there are ``<c``; one that is written in another way, out of
order or with anything odd in it sends the whole sheet to ``sheet_scan``, which knows all of XML.
"""

import re
from html import unescape

from data.intake import limits
from data.intake.raw_cells import (
    BOOLEAN,
    DATE,
    ERROR,
    NO_VALUE,
    NUMERIC,
    PERCENT,
    TEXT,
    RawCell,
    RawSheet,
    column_number,
    place,
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
    if walk.last_row * walk.last_column > limits.DENSE_CELLS:
        raise Unusual
    sheet.cells = walk.cells
    sheet.merged = [
        (*place(first.decode(), sheet.name), *place((last or first).decode(), sheet.name)) for first, last in areas
    ]


class _Columns(dict[bytes, int]):
    """Letters → column number, worked out once for each column."""

    def __missing__(self, letters: bytes) -> int:
        number = column_number(letters.decode())
        if number > limits.LAST_COLUMN:
            raise Unusual
        self[letters] = number
        return number


class _Walk:
    def __init__(self, texts: list[str], percents: set[bytes]) -> None:
        self.texts, self.percents = texts, percents
        self.columns = _Columns()
        self.cells: list[RawCell] = []
        self.last_row = self.last_column = 0
        self.digits = b""

    def take(self, part: bytes, start: int, end: int) -> None:
        """Add the cells of a slice. The loop runs for each cell of a file, so it is written for speed."""
        found = CELLS.findall(part, start, end)
        if len(found) != len(STARTS.findall(part, start, end)):
            raise Unusual
        cells, columns, percents, texts = self.cells, self.columns, self.percents, self.texts
        digits, row, last = self.digits, self.last_row, limits.LAST_COLUMN
        for new_row, letters, own_row, style, kind, formula, plain, escaped, inline in found:
            if new_row:
                if int(new_row) <= row or int(new_row) > limits.LAST_ROW:
                    raise Unusual
                digits, row, last = new_row, int(new_row), 0
                continue
            column = columns[letters]
            if own_row != digits or column <= last:
                raise Unusual
            last = column
            if plain:
                if kind in NUMBER_KINDS and not plain.translate(None, NUMBER_SIGNS):
                    cells.append((row, column, PERCENT if style in percents else NUMERIC, _number(plain)))
                elif kind == b"s" and plain.isdigit() and int(plain) < len(texts):
                    text = texts[int(plain)]
                    if text and not text.isspace():
                        cells.append((row, column, TEXT, text))
                else:
                    self._odd(row, column, kind, formula, plain)
            elif inline and kind == b"inlineStr" and not formula and b"&" not in inline:
                text = inline.decode()
                if not text.isspace():
                    cells.append((row, column, TEXT, text))
            elif escaped or inline or formula:
                self._odd(row, column, kind, formula, escaped, inline)
        self.digits, self.last_row = digits, row
        self.last_column = max(columns.values(), default=0)
        if len(cells) > limits.FILLED_CELLS:
            raise Unusual

    def _odd(self, row: int, column: int, kind: bytes, formula: bytes, value: bytes, inline: bytes = b"") -> None:
        """A formula, an error, a date or a text that stands in the cell itself."""
        text = unescape((value or inline).decode())
        # An empty text and no value at all look the same here; characters by number are not worth a rule of ours.
        if b"&#" in value + inline or (inline and (kind != b"inlineStr" or formula)) or not (text or formula):
            raise Unusual
        if not text and kind in {*NUMBER_KINDS, *KINDS}:
            self.cells.append((row, column, NO_VALUE, ""))
        elif text and kind == (b"inlineStr" if inline else b"str"):
            if not text.isspace():
                self.cells.append((row, column, TEXT, text))
        elif kind in KINDS and not text.isspace() and text:
            self.cells.append((row, column, KINDS[kind], text.strip()))
        else:
            raise Unusual


def _number(digits: bytes) -> float:
    try:
        number = float(digits)
    except ValueError as error:
        raise Unusual from error
    if number - number != 0:
        raise Unusual
    return number
