"""Two readings of one sheet, cell by cell: a cell that only one of them has, or has otherwise, refuses the file.

Runs in the reading process; imports nothing heavy.
"""

import datetime
import re

from python_calamine import CalamineWorkbook

from data.intake.compact import CompactCells
from data.intake.package import Problem
from data.intake.raw_cells import BOOLEAN, DATE, ERROR, NO_VALUE, NUMERIC, PERCENT, TEXT, RawSheet

CalamineValue = int | float | str | bool | datetime.date | datetime.time | datetime.datetime | datetime.timedelta
MOMENTS = (datetime.date, datetime.time, datetime.timedelta)
# Spaces, and characters that a workbook writes by their number, such as _x000D_ for a return.
SPACES = re.compile(r"\s+|_x[0-9A-Fa-f]{4}_|[\x00-\x1f]")


def agreed_cells(sheet: RawSheet, workbook: CalamineWorkbook) -> CompactCells:
    """The cells that both readings have. Raises Problem when they differ in one."""
    agreed = CompactCells()
    if not sheet.cells:
        return agreed
    read = workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
    add, current, values = agreed.add, 0, []
    met = 0
    for row, column, kind, raw in sheet.cells:
        if row != current:
            current, values = row, read[row - 1] if row <= len(read) else []
        value = values[column - 1] if column <= len(values) else ""
        if raw == value and (kind == TEXT or (kind == NUMERIC and type(value) is float)):
            add(row, column, kind, raw)
        else:
            typed = _agreed_value(kind, raw, value)
            if typed is None:
                raise Problem("cells-lost", sheet=sheet.name)
            add(row, column, *typed)
        met += value != ""
    if met != sum(_filled(values) for values in read):
        raise Problem("cells-lost", sheet=sheet.name)
    return agreed


def _filled(values: list[CalamineValue]) -> int:
    """How many cells of a row the reader found something in; blank text is nothing."""
    blank = sum(1 for value in values if isinstance(value, str) and not value.strip())
    return len(values) - blank


def _agreed_value(kind: str, raw: str | float, value: CalamineValue) -> tuple[str, str | float] | None:
    """The typed value of a cell when both readings agree on it, else nothing."""
    if kind in {ERROR, NO_VALUE}:
        return (kind, raw) if value == "" else None
    if kind == TEXT:
        return (TEXT, value) if isinstance(value, str) and _bare(value) == _bare(str(raw)) else None
    if kind == BOOLEAN:
        return (BOOLEAN, value) if isinstance(value, bool) and value == (raw in {"1", "true"}) else None
    if isinstance(value, MOMENTS):
        return DATE, value.isoformat() if not isinstance(value, datetime.timedelta) else str(value)
    if kind == DATE:
        return (DATE, raw) if value != "" else None
    if kind in {NUMERIC, PERCENT} and isinstance(value, int | float) and float(value) == raw:
        return kind, raw
    return None


def _bare(text: str) -> str:
    return SPACES.sub("", text)
