"""Reading in a child process: hostile and broken files end in one clear finding each."""

import datetime
import os
import resource
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from time import monotonic

import openpyxl
import pytest
from openpyxl import Workbook as Book

from data.intake.files import limits, sandbox
from data.intake.files.agreement import agreed_cells
from data.intake.files.kept_waiting import kept_waiting
from data.intake.files.raw_cells import NUMERIC, RawRow, RawSheet
from data.intake.files.sandbox import UnreadableFile, read_workbook
from data.intake.files.workbook import CellKind
from data.intake.files.zip_package import Problem
from tests.data.intake.books import raw_workbook, zipped
from tests.waiting import PATIENCE

pytestmark = pytest.mark.slow

CELL = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'


# Of processor time: what other programs of the machine do meanwhile is not the reader's.
SECONDS_TO_REFUSE = 10.0


def seconds_of_children() -> float:
    """Processor time of the processes that were started here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def refused(content: bytes, **extra: object) -> str:
    with pytest.raises(UnreadableFile) as error:
        read_workbook(content, **extra)  # type: ignore[arg-type]
    finding = error.value.finding
    assert finding.message
    assert finding.fix
    return finding.rule


def rows(xml: str) -> str:
    return f"<sheetData>{xml}</sheetData>"


def test_each_kind_of_cell_is_told_apart() -> None:
    book = Book()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B2"], sheet["C3"] = "Текст", 1.5, True
    sheet["D4"] = datetime.date(2021, 5, 17)
    sheet["E5"] = "=1+1"
    sheet["F6"] = "#N/A"
    sheet["F6"].data_type = "e"
    sheet["G7"] = 0.666
    sheet["G7"].number_format = "0.0%"
    sheet["A10"] = "слито"
    sheet.merge_cells("A10:B11")
    book.create_sheet("скрытый").sheet_state = "veryHidden"
    content = BytesIO()
    book.save(content)

    read = read_workbook(content.getvalue())

    assert {cell.address: (cell.kind, cell.value) for cell in read.sheets[0].cells.values()} == {
        "A1": (CellKind.TEXT, "Текст"),
        "B2": (CellKind.NUMBER, 1.5),
        "C3": (CellKind.BOOLEAN, True),
        "D4": (CellKind.DATE, "2021-05-17"),
        "E5": (CellKind.FORMULA_WITHOUT_VALUE, ""),
        "F6": (CellKind.ERROR, "#N/A"),
        "G7": (CellKind.PERCENT, 0.666),
        "A10": (CellKind.TEXT, "слито"),
    }
    merged = read.sheets[0].at_or_merged(11, 2)
    assert merged is not None
    assert merged.value == "слито"
    assert [sheet.hidden for sheet in read] == [False, True]


def test_a_wrong_dimension_loses_no_cell() -> None:
    sheet = '<dimension ref="A1"/>' + rows(
        '<row r="3"><c r="B3"><v>3</v></c></row><row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>2</v></c></row>'
    )
    cells = read_workbook(raw_workbook(sheet)).sheets[0].cells
    assert {cell.address: cell.value for cell in cells.values()} == {"A1": 1, "C1": 2, "B3": 3}


def test_a_formula_with_its_value_is_a_number() -> None:
    cells = read_workbook(raw_workbook(rows('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>'))).sheets[0].cells
    assert cells[1, 1].kind is CellKind.NUMBER
    assert cells[1, 1].value == 2


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "file-empty"),
        (b"%PDF-1.7 ...", "wrong-file-type"),
        (b"<html><table></table></html>", "wrong-file-type"),
        ("слова без столбцов\n".encode(), "separator-unclear"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "wrong-file-type"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "password-protected",
        ),
        (zipped({"letter.txt": b"hello"}), "wrong-file-type"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "wrong-file-type"),
        (raw_workbook(CELL)[:-40], "file-damaged"),
        (raw_workbook(CELL)[:200], "file-damaged"),
        (raw_workbook("<sheetData><row>"), "file-damaged"),
        (b"\x00" * (limits.FILE_BYTES + 1), "file-too-large"),
    ],
    ids=["empty", "pdf", "html", "text", "xls", "password", "zip", "odt", "truncated", "cut", "xml", "large"],
)
def test_files_that_are_no_workbook(content: bytes, rule: str) -> None:
    assert refused(content) == rule


def test_the_type_of_a_wrong_file_is_named() -> None:
    with pytest.raises(UnreadableFile, match="PDF"):
        read_workbook(b"%PDF-1.7")


def test_a_word_document_is_named() -> None:
    parts = zipfile.ZipFile(BytesIO(raw_workbook(CELL)))
    files = {
        name: parts.read(name).replace(b"spreadsheetml.sheet", b"wordprocessingml.document")
        for name in parts.namelist()
    }
    with pytest.raises(UnreadableFile, match="Word"):
        read_workbook(zipped(files))


def test_a_bomb_is_counted_while_it_unpacks() -> None:
    bomb = raw_workbook(CELL, xl__media__big=b"\x00" * (limits.UNPACKED_BYTES + 1))
    assert len(bomb) < limits.FILE_BYTES
    before = seconds_of_children()
    assert refused(bomb) == "unpacks-too-large"
    assert seconds_of_children() - before < SECONDS_TO_REFUSE


def test_two_readings_that_differ_refuse_the_sheet() -> None:
    class Beside:
        """A reader that finds one cell more than the raw reading, or another value in the one cell there is."""

        def __init__(self, *rows: list[object]) -> None:
            self.rows = list(rows)

        def get_sheet_by_name(self, _name: str) -> "Beside":
            return self

        def to_python(self, skip_empty_area: bool) -> list[list[object]]:
            assert not skip_empty_area
            return self.rows

    sheet = RawSheet("S", "visible")
    sheet.rows[1] = RawRow([1], [NUMERIC], [1.0])
    assert len(agreed_cells(sheet, Beside([1.0]))) == 1
    for rows_beside in ([[1.0], [2.0]], [[2.0]]):
        with pytest.raises(Problem, match="cells-lost"):
            agreed_cells(sheet, Beside(*rows_beside))


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"1;2\n" * (limits.TEXT_ROWS + 1), "too-many-rows"),
        (
            raw_workbook(
                '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
                f'<row r="{limits.LAST_ROW}"><c r="Z{limits.LAST_ROW}"><v>1</v></c></row></sheetData>'
            ),
            "too-many-cells",
        ),
    ],
    ids=["rows", "cells"],
)
def test_what_is_larger_than_a_region_is_refused(content: bytes, rule: str) -> None:
    assert refused(content) == rule


def test_a_doctype_is_refused_in_any_part() -> None:
    entity = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><a>&b;</a>'
    assert refused(raw_workbook(CELL, docProps__custom=b"<a/>", **{"docProps__app.xml": entity})) == "doctype"
    utf16 = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a><a/>'.encode("utf-16")
    assert refused(raw_workbook(CELL, **{"docProps__app.xml": utf16})) == "doctype"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused() -> None:
    content = BytesIO(raw_workbook(CELL))
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("xl/sheet1.xml", b"<other/>")
    assert refused(content.getvalue()) == "duplicate-parts"
    assert refused(raw_workbook(CELL, **{"XL__sheet1.xml": b"<other/>"})) == "duplicate-parts"


def test_too_many_parts_are_refused() -> None:
    assert refused(raw_workbook(CELL, **{f"extra{i}.bin": b"" for i in range(limits.PARTS)})) == "too-many-parts"


@pytest.mark.parametrize("reference", ["XFD1048576", "A200001", "IW1"])
def test_a_cell_far_outside_is_named(reference: str) -> None:
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    sheet = rows(f'<row r="{row}"><c r="{reference}"><v>1</v></c></row>')
    with pytest.raises(UnreadableFile) as error:
        read_workbook(raw_workbook(sheet))
    assert (error.value.finding.rule, error.value.finding.sheet, error.value.finding.cell) == (
        "cell-out-of-limits",
        "S",
        reference,
    )


@pytest.mark.parametrize(
    "row",
    [
        '<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>',
        '<c r="A2"><v>1</v></c>',
        '<c r="1A"><v>1</v></c>',
        '<c r="A1"><v>1_0</v></c>',
        '<c r="A1"><v>1e999</v></c>',
        '<c r="A1" t="s"><v>7</v></c>',
        '<c r="A1" t="s"><v>-1</v></c>',
        '<c r="A1" t="?"><v>1</v></c>',
    ],
    ids=["twice", "other-row", "malformed", "underscore", "infinite", "no-text", "negative", "type"],
)
def test_cells_that_readers_would_guess_at(row: str) -> None:
    assert refused(raw_workbook(rows(f'<row r="1">{row}</row>'))) == "file-damaged"


def test_macros_are_said_and_not_run() -> None:
    parts = zipfile.ZipFile(BytesIO(raw_workbook(CELL)))
    files = {
        name: parts.read(name).replace(
            b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        )
        for name in parts.namelist()
    }
    assert read_workbook(zipped(files)).has_macros


@pytest.mark.parametrize(
    "program",
    [
        "import os; os.abort()",
        "import os; os._exit(0)",
        "print('no JSON, but a secret')",
        'print(\'{"sheets": 5, "macros": 1}\')',
        'print(\'{"problem": "invented", "facts": {}}\')',
    ],
)
def test_whatever_happens_to_the_child_is_one_finding(program: str) -> None:
    command = (sys.executable, "-c", program)
    assert refused(raw_workbook(CELL), command=command, wall_seconds=PATIENCE) == "reader-failed"


def test_a_child_that_hangs_is_one_finding() -> None:
    command = (sys.executable, "-c", "while True: pass")
    assert refused(raw_workbook(CELL), command=command, wall_seconds=0.5) == "reader-timeout"


def test_what_the_system_tells_of_a_process_is_read(tmp_path: Path) -> None:
    (tmp_path / "7").mkdir()
    (tmp_path / "7" / "schedstat").write_text("1500000000 2500000000 12\n", encoding="ascii")
    (tmp_path / "8").mkdir()
    (tmp_path / "8" / "schedstat").write_text("", encoding="ascii")
    assert [kept_waiting(process, tmp_path) for process in (7, 8, 9)] == [2.5, 0.0, 0.0]


def test_a_child_that_others_keep_waiting_is_not_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It ends when it has been looked at three times; all the while its time stands still."""
    looks = tmp_path / "looks"
    looks.touch()
    began = monotonic()
    monkeypatch.setattr(sandbox, "kept_waiting", lambda _process: monotonic() - began)

    def look() -> None:
        looks.write_text(looks.read_text() + "x")

    program = f"""if True:
        import pathlib, time
        while len(pathlib.Path({str(looks)!r}).read_text()) < 3:
            time.sleep(0.01)
    """
    with (tmp_path / "output").open("w+b") as output:
        assert sandbox.run_limited((sys.executable, "-c", program), b"", output, 0.01, look) == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (raw_workbook(CELL), "разделите книгу"),
        ("Код;Баллы\n1;2\n".encode(), "Разделите таблицу"),
        (b'{"type": "FeatureCollection"}', "упростите границы"),
    ],
)
def test_what_to_do_about_a_slow_file_fits_its_kind(content: bytes, words: str) -> None:
    with pytest.raises(UnreadableFile) as error:
        read_workbook(content, command=(sys.executable, "-c", "while True: pass"), wall_seconds=0.5)
    assert "книг" not in error.value.finding.message
    assert words in str(error.value.finding.fix)


def test_quotes_that_do_not_match_are_reported_where_their_row_begins() -> None:
    rows = ["Код;Баллы", '"a', 'b";1', 'c;"не закрыта', *["d;2"] * 500]
    with pytest.raises(UnreadableFile) as error:
        read_workbook("\n".join(rows).encode())
    assert "4" in error.value.finding.message


def test_a_child_that_takes_too_much_memory_ends_alone() -> None:
    program = (
        "import data.intake.files.reading_process as process\n"
        "process.limit_resources()\n"
        "grown = bytearray(2 * process.limits.MEMORY_BYTES)\n"
    )
    assert refused(raw_workbook(CELL), command=(sys.executable, "-c", program)) == "reader-failed"


def test_the_child_knows_no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    program = (
        "import os, sys, data.intake.files.reading_process\n"
        "assert 'DATABASE_URL' not in os.environ\n"
        "assert not {'sqlalchemy', 'pandas', 'openpyxl'} & set(sys.modules)\n"
        'print(\'{"sheets": [], "macros": false, "format": "xlsx"}\')\n'
    )
    assert os.environ["DATABASE_URL"]
    assert read_workbook(b"", command=(sys.executable, "-c", program)).sheets == ()


def test_openpyxl_reads_xml_safely() -> None:
    assert openpyxl.DEFUSEDXML


def test_a_large_file_reaches_a_process_that_starts_slowly(tmp_path: Path) -> None:
    looked_for = tmp_path / "looked for it once"
    program = f"""if True:
        import pathlib, sys, time
        while not pathlib.Path({str(looked_for)!r}).exists():
            time.sleep(0.01)
        print('{{"problem": "file-damaged", "facts": {{}}}}' if len(sys.stdin.buffer.read()) == 300_000 else 0)
    """
    command = (sys.executable, "-c", program)
    found = refused(b"x" * 300_000, command=command, wall_seconds=PATIENCE, pulse=looked_for.touch)
    assert found == "file-damaged"


@pytest.mark.parametrize(
    "start",
    [
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00",
        b"\xff\xd8\xff\xe1\x12\x34Exif\x00",
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a",
        b"II*\x00\x08\x00\x00\x00",
        b"MM\x00*\x00\x00\x00\x08",
        b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic",
        b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00",
        b"RIFF\x24\x00\x00\x00WEBPVP8 ",
        b"BM\x36\x04\x00\x00\x00\x00\x00\x00\x36\x04",
    ],
)
def test_a_picture_under_the_name_of_a_workbook_is_called_one(start: bytes) -> None:
    with pytest.raises(UnreadableFile) as told:
        read_workbook(start + bytes(range(256)) * 4)
    assert told.value.finding.message == "Это не таблица: похоже на изображение."


def test_a_text_that_begins_like_a_picture_is_read() -> None:
    book = read_workbook(b"BMW;RIFF;II\r\n1;2;3\r\n")
    assert book.sheets[0].cells[1, 1].value == "BMW"
