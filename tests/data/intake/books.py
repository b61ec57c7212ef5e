"""Making workbooks for tests: from the product's own templates, by hand, and of raw parts."""

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Engine, func, select

from data.access import MINISTRY
from data.findings import REFUSING
from data.intake.importing import ImportReport, import_file
from data.intake.register import make_template
from data.intake.tables.template import write_template
from data.storage.database import METADATA, reading
from data.storage.reader import open_reader

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def template(
    engine: Engine,
    path: Path,
    kind: str,
    municipalities: Sequence[str] = (),
    *,
    period: str = "2026",
    methodology: str | None = None,
) -> Path:
    """The product's template, with what is stored."""
    with reading(engine) as session:
        made = make_template(
            open_reader(session, MINISTRY),
            kind,
            period=period,
            municipalities=municipalities,
            methodology=methodology,
        )
    write_template(made, path)
    return path


def edit(path: Path, sheet: str, cells: Mapping[str, Any]) -> Path:
    """Write values into cells of a sheet, by address."""
    book = load_workbook(path)
    for address, value in cells.items():
        book[sheet][address] = value
    book.save(path)
    return path


def place(path: Path, sheet: str, title: str, *marks: str) -> str:
    """The address in the column ``title`` of the first row that holds all ``marks``."""
    worksheet = load_workbook(path)[sheet]
    header = next(row for row in worksheet.iter_rows() if title in [cell.value for cell in row])
    letter = next(cell.column_letter for cell in header if cell.value == title)
    for row in worksheet.iter_rows(min_row=header[0].row + 1):
        if set(marks) <= {str(cell.value) for cell in row}:
            return f"{letter}{row[0].row}"
    raise AssertionError(f"{marks} stand in no row")


def by_hand(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """A workbook that nobody made a template for."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet: Worksheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def run(engine: Engine, kind: str, path: Path, **extra: Any) -> ImportReport:
    return import_file(engine, MINISTRY, kind, path, author="operator", **extra)


def row_counts(engine: Engine) -> dict[str, int]:
    """The number of rows of every table."""
    with engine.connect() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in METADATA.sorted_tables
        }


def errors(report: ImportReport) -> list[tuple[str, str | None, str | None]]:
    """Rule, sheet and cell of each error."""
    return [(one.rule, one.sheet, one.cell) for one in report.findings if one.severity in REFUSING]


def raw_workbook(sheet: str = "<sheetData/>", **parts: bytes) -> bytes:
    """The smallest workbook there is, with the inside of its sheet and further parts as given."""
    files: dict[str, bytes] = {
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{CONTENT}.sheet.main+xml"/>'
            f'<Override PartName="/xl/sheet1.xml" ContentType="{CONTENT}.worksheet+xml"/></Types>'
        ).encode(),
        "_rels/.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ).encode(),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">'
            '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="sheet1.xml"/></Relationships>'
        ).encode(),
        "xl/sheet1.xml": f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>'.encode(),
    }
    return zipped(files | {name.replace("__", "/"): part for name, part in parts.items()})


def zipped(files: Mapping[str, bytes]) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in files.items():
            archive.writestr(name, part)
    return content.getvalue()
