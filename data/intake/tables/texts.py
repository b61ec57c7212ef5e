"""Texts, dates and links of a row: what people add to a number."""

import re
from datetime import date
from urllib.parse import urlsplit

from data.intake.files import limits
from data.intake.files.workbook import CellKind
from data.intake.tables.collector import Collector
from data.intake.tables.header import Row, note_lookalikes
from data.intake.tables.numbers import Unreadable
from data.language import _
from data.storage.periods import FIRST_YEAR, LAST_YEAR
from data.text.invisible import visible
from data.text.names import repaired

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
RUSSIAN_DATE = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})(?: ?г\.?)?")
ISO_DAY = len("2021-05-17")


def read_text(row: Row, key: str, found: Collector, *, is_prose: bool = True) -> str | None:
    """The text of a cell, or None when it says nothing; what cannot be a text is reported and read as nothing.

    In prose Latin letters that slipped into Russian words are read as the Russian ones, which is noted.
    """
    cell = row.cell(key)
    if cell is None:
        return None
    sheet = row.table.sheet.name
    if cell.kind is CellKind.ERROR:
        found.unreadable(Unreadable.ERROR, sheet, cell, _("a text"))
        return None
    if cell.kind is CellKind.FORMULA_WITHOUT_VALUE:
        found.unreadable(Unreadable.FORMULA_WITHOUT_VALUE, sheet, cell, _("a text"))
        return None
    text = f"{cell.value:.15g}" if isinstance(cell.value, float) else str(cell.value)
    lines = [" ".join(line.split()) for line in CONTROL.sub("", visible(text)).splitlines()]
    text = "\n".join(lines).strip()
    if len(text) > limits.TEXT_LENGTH:
        found.at(
            "text-too-long",
            _("The text is longer than {limit} characters.").format(limit=limits.TEXT_LENGTH),
            sheet,
            cell,
            fix=_("Shorten the text."),
        )
        return None
    meant = repaired(text) if is_prose else text
    if meant != text:
        note_lookalikes(row, key, found)
    return meant or None


def read_number(row: Row, key: str, found: Collector, expected: str = "") -> str | None:
    """The number of a document. 12/3 becomes a date in a spreadsheet, and nobody can tell what it was."""
    cell = row.cell(key)
    if cell is None or cell.kind is not CellKind.DATE:
        return read_text(row, key, found)
    found.at(
        "date-in-number",
        _("The spreadsheet program has turned this entry into a date."),
        row.table.sheet.name,
        cell,
        expected=expected or _("a number such as 12/3"),
        fix=_("Set the format of the cell to Text and write it again."),
    )
    return None


def read_date(row: Row, key: str, found: Collector, last_year: int = LAST_YEAR) -> str | None:
    """A date as ISO text. Raises nothing: what is no date is reported, one after ``last_year`` is warned of."""
    text = read_text(row, key, found)
    cell = row.cell(key)
    if text is None or cell is None:
        return None
    if cell.kind is CellKind.DATE:
        # A moment of a day is a date too, a time or a duration is none.
        text = text[:ISO_DAY]
    match = RUSSIAN_DATE.fullmatch(text)
    try:
        day = date(int(match[3]), int(match[2]), int(match[1])) if match else date.fromisoformat(text)
    except ValueError:
        if re.fullmatch("[12][0-9]{3}", text):
            warn_unlikely(row, key, int(text), last_year, found)
            return text
        found.at(
            "not-a-date",
            _("The value is not a date."),
            row.table.sheet.name,
            cell,
            expected=_("a date such as 17.05.2021"),
            fix=_("Write day, month and year."),
        )
        return None
    warn_unlikely(row, key, day.year, last_year, found)
    return day.isoformat()


def warn_unlikely(row: Row, key: str, year: int, last_year: int, found: Collector) -> None:
    """Tell of a year that is more probably a slip of the pen: 2062 for 2026."""
    cell = row.cell(key)
    if cell is not None and not FIRST_YEAR <= year <= last_year:
        found.warning(
            "unlikely-year",
            _("The year {year} is unlikely here.").format(year=year),
            sheet=row.table.sheet.name,
            cell=cell.address,
            found=cell.shown,
            expected=_("a year from {first} to {last}").format(first=FIRST_YEAR, last=last_year),
            fix=_("Check the date."),
        )


def read_link(row: Row, key: str, found: Collector) -> str | None:
    """A web address. Others, such as ``javascript:``, are refused: the link is followed from the pages."""
    text = read_text(row, key, found, is_prose=False)
    cell = row.cell(key)
    if text is None or cell is None:
        return None
    try:
        parts = urlsplit(text)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", text)
    except ValueError:
        is_web = False
    if not is_web:
        found.at(
            "not-a-link",
            _("The link is not the address of a web page."),
            row.table.sheet.name,
            cell,
            expected="https://…",
            fix=_("Copy the whole address from the browser."),
        )
        return None
    return text
