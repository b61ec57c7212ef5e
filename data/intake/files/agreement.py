"""Two readings of one sheet, cell by cell: a cell that only one of them has, or has otherwise, refuses the file.

Runs in the reading process; imports nothing heavy.
"""

import datetime
import re

from python_calamine import CalamineWorkbook

from data.intake.files.cell_arrays import CompactCells
from data.intake.files.raw_cells import BOOLEAN, DATE, ERROR, NO_VALUE, NUMERIC, PERCENT, TEXT, RawRow, RawSheet, Value
from data.intake.files.xml_walk import LOWERED
from data.intake.files.zip_package import Problem

CalamineValue = int | float | str | bool | datetime.date | datetime.time | datetime.datetime | datetime.timedelta
MOMENTS = (datetime.date, datetime.time, datetime.timedelta)
# Spaces, and characters that a workbook writes by their number, such as _x000D_ for a return.
BY_NUMBER = re.compile(r"_x([0-9A-Fa-f]{4})_")
SPACES = re.compile(r"\s+|_x[0-9A-Fa-f]{4}_|[\x00-\x1f]")


def agreed_cells(sheet: RawSheet, workbook: CalamineWorkbook) -> CompactCells:
    """The cells that both readings have. Raises Problem when they differ in one."""
    agreed = CompactCells()
    if not sheet.rows:
        return agreed
    read = workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
    met = 0
    for number, row in sheet.rows.items():
        values = read[number - 1] if number <= len(read) else []
        if row.columns[-1] > len(values):
            values = values + [""] * (row.columns[-1] - len(values))
        is_whole = len(row.columns) == len(values) == row.columns[-1]
        beside = values if is_whole else [values[column - 1] for column in row.columns]
        # Most rows are the same in both readings; only in the others it is worth looking at each cell.
        kinds, agreeing = row.kinds, row.values
        if beside != agreeing:
            kinds, agreeing = _agreed_row(row, beside, sheet.name)
        agreed.add_row(number, row.columns, kinds, agreeing)
        met += len(beside) - beside.count("")
    if met != sum(len(values) - values.count("") for values in read) and met != sum(map(_filled, read)):
        raise Problem("cells-lost", sheet=sheet.name)
    return agreed


def _agreed_row(row: RawRow, beside: list[CalamineValue], sheet: str) -> tuple[list[str], list[Value]]:
    typed = [_agreed_value(*cell) for cell in zip(row.kinds, row.values, beside, strict=True)]
    agreed = [cell for cell in typed if cell is not None]
    if len(agreed) < len(typed):
        raise Problem("cells-lost", sheet=sheet)
    return [kind for kind, _value in agreed], [value for _kind, value in agreed]


def _filled(values: list[CalamineValue]) -> int:
    """How many cells of a row the reader found something in; blank text is nothing."""
    return sum(1 for value in values if not isinstance(value, str) or value.strip())


def _agreed_value(kind: str, raw: Value, value: CalamineValue) -> tuple[str, Value] | None:
    """The typed value of a cell when both readings agree on it, else nothing."""
    if kind == ERROR:
        return kind, raw
    if kind == NO_VALUE:
        return (kind, raw) if value == "" else None
    if kind == TEXT:
        return _agreed_text(str(raw), value) if isinstance(value, str) else None
    if kind == BOOLEAN:
        return (BOOLEAN, value) if isinstance(value, bool) and value == (raw in {"1", "true"}) else None
    if isinstance(value, MOMENTS):
        return DATE, value.isoformat() if not isinstance(value, datetime.timedelta) else str(value)
    if kind == DATE:
        return (DATE, raw) if value != "" else None
    if kind in {NUMERIC, PERCENT} and isinstance(value, int | float) and float(value) == raw:
        return kind, raw
    return None


def _agreed_text(raw: str, value: str) -> tuple[str, Value] | None:
    """The reader's text, with signs written by their number; the scan's where signs are raised or struck through."""
    plain = raw.translate(LOWERED)
    if _bare(value) not in {_bare(raw), _bare(plain), _bare(_unescaped(raw))}:
        return None
    return TEXT, value if _bare(value) == _bare(raw) or plain == raw else _unescaped(raw)


def _bare(text: str) -> str:
    return SPACES.sub("", text)


def _unescaped(text: str) -> str:
    return BY_NUMBER.sub(lambda match: chr(int(match[1], 16)), text)
