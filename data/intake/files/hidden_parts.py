"""Rows and columns of a worksheet that nobody sees. Runs in the reading process; imports nothing heavy."""

import re

from data.intake.files import limits
from data.intake.files.raw_cells import RawSheet

HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\s(?=[^<>]*\shidden="(?:1|true)")(?:[^<>]*\s)?r="([1-9][0-9]{0,6})"')
HIDDEN_COLUMNS = re.compile(rb'<(?:\w+:)?col\s(?=[^<>]*\shidden="(?:1|true)")([^<>]*)>')
BOUND = re.compile(rb'\s?(min|max)="([0-9]{1,5})"')
FILTER = re.compile(rb"<(?:\w+:)?autoFilter[\s/>]")


def note_hidden_parts(sheet: RawSheet, part: bytes) -> None:
    """Write into ``sheet`` which of its rows and columns are hidden."""
    if b"hidden=" not in part:
        return
    sheet.hidden_rows = [int(row) for row in HIDDEN_ROW.findall(part)]
    for attributes in HIDDEN_COLUMNS.findall(part):
        bounds = {name: int(number) for name, number in BOUND.findall(attributes)}
        first, last = bounds.get(b"min", 0), min(bounds.get(b"max", 0), limits.LAST_COLUMN)
        sheet.hidden_columns.extend(range(max(first, 1), last + 1))
    sheet.has_filter = bool(FILTER.search(part))
