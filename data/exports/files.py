"""Tables as files: typed numbers in a workbook, plain text in a CSV, both with title, filters and source."""

import csv
from datetime import datetime
from io import BytesIO, StringIO

import xlsxwriter

from data.formats import nothing
from data.language import _, current_language
from data.tables import Column, Kind, Table, Value
from data.vocabulary import Nothing

FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
# A text that starts like this is run as a formula by a spreadsheet.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# The same table gives the same bytes: the time of writing is not part of it.
FIXED_TIME = datetime(2000, 1, 1)  # noqa: DTZ001 the format stores no zone
WIDEST_COLUMN = 60


def write_table(table: Table, kind: str) -> bytes:
    """The table as ``xlsx`` or ``csv``."""
    return _workbook(table) if kind == "xlsx" else _csv(table)


def _workbook(table: Table) -> bytes:
    buffer = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": table.title, "created": FIXED_TIME})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        sheet = book.add_worksheet(_("Table"))
        for index, column in enumerate(table.columns):
            values = [row[column.key] for row in table.rows]
            printed = book.add_format({"num_format": _number_format(column)})
            longest = max([len(column.title), *(len(_printed(value)) for value in values)])
            sheet.set_column(index, index, min(longest + 2, WIDEST_COLUMN))
            sheet.write_string(0, index, column.title, bold)
            for line, value in enumerate(values, start=1):
                if isinstance(value, str):
                    sheet.write_string(line, index, _printed(value))
                else:
                    sheet.write_number(line, index, value, printed)
        sheet.freeze_panes(1, 0)
        if table.rows:
            sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
        about = book.add_worksheet(_("About"))
        about.set_column(0, 0, 24)
        about.set_column(1, 1, 100, book.add_format({"text_wrap": True}))
        for line, (label, text) in enumerate(((_("Title"), table.title), *table.notes)):
            about.write_string(line, 0, label, bold)
            about.write_string(line, 1, text)
    return buffer.getvalue()


def _csv(table: Table) -> bytes:
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([_safe(column.title) for column in table.columns])
    for row in table.rows:
        writer.writerow([_csv_value(row[column.key]) for column in table.columns])
    writer.writerow([])
    for label, note in ((_("Title"), table.title), *table.notes):
        writer.writerow([_safe(label), _safe(note)])
    # The mark at the start tells a spreadsheet that this is UTF-8.
    return text.getvalue().encode("utf-8-sig")


def _csv_value(value: Value) -> str:
    if isinstance(value, Nothing | str):
        return _safe(_printed(value))
    # A Russian spreadsheet takes 12.5 for a date.
    text = f"{value:.15g}"
    return text.replace(".", ",") if current_language() == "ru" else text


def _printed(value: Value) -> str:
    return nothing(value) if isinstance(value, Nothing) else str(value)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _number_format(column: Column) -> str:
    if column.kind is Kind.SHARE:
        return "0" + _decimals(1 if column.decimals is None else column.decimals) + "%"
    if column.decimals is None:
        return "General"
    plain = "0" + _decimals(column.decimals)
    return f"+{plain};-{plain};{plain}" if column.kind is Kind.SIGNED else plain


def _decimals(count: int) -> str:
    return "." + "0" * count if count else ""
