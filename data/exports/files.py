"""Tables as files: typed numbers in a workbook, plain text in a CSV.

Both print what the screen prints: rounded half up, shares in percent with the unit in the heading, ranks as «2–3».
A workbook keeps the full precision in a column beside the rounded one, orders ranks as numbers, and has a second sheet
with title, filters and source. A CSV is nothing but its table, so that a program reads it whole; what a workbook says
on the second sheet about period, methodology and revision stands in columns of both, so that files of two periods can
be put under each other.
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter

from data.formats import nothing, rounded
from data.language import _, current_language
from data.tables import Column, Kind, Shown, Table, Value
from data.vocabulary import Nothing

FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
# A text that starts like this is run as a formula by a spreadsheet.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# What a spreadsheet takes for a date or a number though it is a code: 1.1, 03.2026, 2026-03-03, 5/7, 1e5, 007, 3 мар.
MONTHS = "янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
TAKEN_FOR_ANOTHER = re.compile(rf"\d+(?:[./:\-]\d+)+\.?|\d+e\d+|0\d+|\d{{1,2}}[ .\-]?(?:{MONTHS})\w*", re.IGNORECASE)
# It has no width and keeps a text from being read as anything else; reading files removes it.
WORD_JOINER = "\u2060"
# The same table gives the same bytes: the time of writing is not part of it.
FIXED_TIME = datetime(2000, 1, 1)  # noqa: DTZ001 the format stores no zone
WIDEST_COLUMN = 60
PERCENT = 100


def write_table(table: Table, kind: str) -> bytes:
    """The table as ``xlsx`` or ``csv``."""
    return _workbook(table) if kind == "xlsx" else _csv(table)


@dataclass(frozen=True)
class _Part:
    """A column of the file: ``values`` as they are printed; ``exact`` beside it repeats those that were rounded."""

    title: str
    values: tuple[Decimal | str, ...]
    number_format: str
    exact: tuple[float | str, ...] = ()
    is_rank: bool = False


def _parts(table: Table) -> list[_Part]:
    parts = [_part(column, [row[column.key] for row in table.rows]) for column in table.columns]
    return [*parts, *(_Part(title, (text,) * len(table.rows), "General") for title, text in table.context)]


def _part(column: Column, values: Sequence[Value]) -> _Part:
    full = [_in_unit(column, value) for value in values]
    printed = tuple(
        text if isinstance(text, str) else rounded(text, _decimals_of(column, value))
        for value, text in zip(values, full, strict=True)
    )
    is_rounded = any(
        not isinstance(text, str) and abs(float(short) - text) > 1e-9 for text, short in zip(full, printed, strict=True)
    )
    return _Part(
        _heading(column), printed, _number_format(column), tuple(full) if is_rounded else (), column.kind is Kind.RANK
    )


def _in_unit(column: Column, value: Value) -> float | str:
    """A value in the unit of its heading, with all its digits; a text in words."""
    if isinstance(value, Nothing):
        return nothing(value)
    if isinstance(value, str):
        return value
    # 0.07 × 100 is 7.000000000000001; more digits than this are no part of any figure.
    return round(value * PERCENT, 10) if column.kind is Kind.SHARE else float(value)


def _heading(column: Column) -> str:
    is_percent = column.kind in (Kind.SHARE, Kind.PERCENT) and "%" not in column.title
    return f"{column.title}, %" if is_percent else column.title


def _decimals_of(column: Column, value: Value) -> int | None:
    """How many decimals the screen prints; None for up to two, as needed."""
    if isinstance(value, Shown):
        return value.decimals
    if column.decimals is None and column.kind in (Kind.SHARE, Kind.PERCENT):
        return 1
    return column.decimals


def _workbook(table: Table) -> bytes:
    buffer = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": table.title, "created": FIXED_TIME})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        sheet = book.add_worksheet(_("Table"))
        looks = _Looks(book)
        index = 0
        for part in _parts(table):
            cells = [looks.cell(value, part) for value in part.values]
            _write_column(sheet, index, part.title, bold, cells)
            index += 1
            if part.exact:
                title = _("{title} (exact)").format(title=part.title)
                _write_column(sheet, index, title, bold, [(value, None) for value in part.exact])
                index += 1
        sheet.freeze_panes(1, 0)
        if table.rows:
            sheet.autofilter(0, 0, len(table.rows), index - 1)
        about = book.add_worksheet(_("About"))
        about.set_column(0, 0, 24)
        about.set_column(1, 1, 100, book.add_format({"text_wrap": True}))
        for line, (label, text) in enumerate(((_("Title"), table.title), *table.notes)):
            about.write_string(line, 0, label, bold)
            about.write_string(line, 1, text)
    return buffer.getvalue()


class _Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self._made: dict[str, Any] = {}

    def of(self, number_format: str) -> Any:
        if number_format not in self._made:
            self._made[number_format] = self.book.add_format({"num_format": number_format})
        return self._made[number_format]

    def cell(self, value: Decimal | str, part: _Part) -> tuple[float | str, Any]:
        """Value and format. A rank is its first number, and shows its whole text: so ranks are sorted as numbers."""
        if not isinstance(value, str):
            return float(value), self.of(part.number_format)
        first = re.match(r"\d+", value) if part.is_rank else None
        return (int(first[0]), self.of(f'"{value}"')) if first else (value, None)


def _write_column(sheet: Any, index: int, title: str, bold: Any, cells: Sequence[tuple[float | str, Any]]) -> None:
    sheet.write_string(0, index, title, bold)
    longest = max([len(title), *(len(str(value)) for value, _look in cells)])
    sheet.set_column(index, index, min(longest + 2, WIDEST_COLUMN))
    for line, (value, look) in enumerate(cells, start=1):
        if isinstance(value, str):
            sheet.write_string(line, index, value)
        else:
            sheet.write_number(line, index, value, look)


def _csv(table: Table) -> bytes:
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    parts = _parts(table)
    writer.writerow([_safe(part.title) for part in parts])
    for row in zip(*(part.values for part in parts), strict=True):
        writer.writerow([_csv_value(value) for value in row])
    # The mark at the start tells a spreadsheet that this is UTF-8.
    return text.getvalue().encode("utf-8-sig")


def _csv_value(value: Decimal | str) -> str:
    if isinstance(value, str):
        return _safe(value)
    # A Russian spreadsheet takes 12.5 for a date.
    text = f"{value:f}"
    return text.replace(".", ",") if current_language() == "ru" else text


def _safe(text: str) -> str:
    if text.startswith(FORMULA_STARTS):
        return f"'{text}"
    return f"{WORD_JOINER}{text}" if TAKEN_FOR_ANOTHER.fullmatch(text) else text


def _number_format(column: Column) -> str:
    decimals = _decimals_of(column, 0)
    if decimals is None:
        return "General"
    plain = "0" + ("." + "0" * decimals if decimals else "")
    return f"+{plain};-{plain};{plain}" if column.kind is Kind.SIGNED else plain
