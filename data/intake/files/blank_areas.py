"""Blank cells far away from a table: one space in A1048576 makes a reader lay out a million empty rows.

Both scans leave blank cells out, so nothing is lost with them. Runs in the reading process; imports nothing heavy.
"""

import re

from data.intake.files.raw_cells import RawSheet, column_number

ROW = re.compile(rb'<(?:\w+:)?row\s(?:[^<>]*\s)?r="([1-9][0-9]{0,6})"')
ROW_START = re.compile(rb"<(?:\w+:)?row[\s/>]")
END = re.compile(rb"</(?:\w+:)?sheetData>")
VALUE = re.compile(rb"<(?:\w+:)?(?:v|is|t)[\s>]")
CELL = re.compile(rb'<c r="([A-Z]{1,3})[0-9]+"[^<>]*(?:/>|>(?:(?!<c[\s/>]|</c>).)*</c>)', re.DOTALL)
# A dense table of so many cells costs less than taking blank columns out of it.
CHEAP_CELLS = 1_000_000

OPEN_BLANK = re.compile(
    rb"<table:(table-cell|covered-table-cell)([^<>]*)>"
    rb"(?:\s*<text:p[^<>/]*(?:/>|>(?:\s|<text:(?:s|tab)[^<>]*/>)*</text:p>))+\s*</table:\1>"
)
OPEN_TYPE = re.compile(rb'\s(?:office|calcext):value-type="string"')


def without_blank_areas(part: bytes, sheet: RawSheet) -> bytes:
    """The part of a worksheet without what is blank below its last filled row and beside its last filled column."""
    last_row, last_column = sheet.extent
    part = _without_rows_below(part, last_row)
    if sheet.widest > last_column and last_row * sheet.widest > CHEAP_CELLS:
        part = CELL.sub(lambda match: b"" if column_number(match[1].decode()) > last_column else match[0], part)
    return part


def _without_rows_below(part: bytes, last_row: int) -> bytes:
    """As it is where the rows below hold no value at all, not even a blank one, or do not stand in their order."""
    starts = [match.start() for match in ROW_START.finditer(part)]
    rows = [(int(match[1]), match.start()) for match in ROW.finditer(part)]
    if len(starts) != len(rows) or not rows or rows[-1][0] <= last_row:
        return part
    numbers = [number for number, _start in rows]
    start = next(start for number, start in rows if number > last_row)
    end = END.search(part, start)
    if numbers != sorted(numbers) or end is None or not VALUE.search(part, start, end.start()):
        return part
    return part[:start] + part[end.start() :]


def cells_laid_out(sheet: RawSheet) -> int:
    """How many cells a reader lays out when blank ones stay; 0 where the scan met none."""
    last_row, last_column = sheet.extent
    is_blank = sheet.blank_row > 0
    return max(sheet.blank_row, last_row) * max(sheet.blank_column, last_column) if is_blank else 0


def without_open_blanks(part: bytes) -> bytes:
    """The content of an OpenDocument spreadsheet with its blank texts as cells that hold nothing."""
    return OPEN_BLANK.sub(lambda match: b"<table:" + match[1] + OPEN_TYPE.sub(b"", match[2]) + b"/>", part)
