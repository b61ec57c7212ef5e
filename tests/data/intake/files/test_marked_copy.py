"""The copy of a workbook with its findings marked: fills and comments at the right cells, everything else as it was."""

import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from data.errors import BadFile
from data.findings import Finding
from data.intake.files.marked_copy import marked_copy
from data.vocabulary import Severity
from tests.data.intake.books import CONTENT, raw_workbook, zipped

ERROR = Finding(Severity.ERROR, "points", "Баллов больше максимума.", "1.1", "F3", "9", "от 0 до 2", "Исправьте.")


def book(path: Path) -> Path:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    hidden, sheet = workbook.create_sheet("_mmuko"), workbook.create_sheet("1.1")
    hidden.sheet_state = "veryHidden"
    hidden["A1"] = "kind"
    sheet["A1"], sheet["F3"], sheet["F4"] = "Направление", 9, "=SUM(F3:F3)"
    sheet["G3"].comment = Comment("Своё", "Автор")
    sheet.merge_cells("A5:B6")
    workbook.save(path)
    return path


def marked(path: Path, *findings: Finding) -> Workbook:
    copy = path.with_name("copy.xlsx")
    copy.write_bytes(marked_copy(path, findings))
    return load_workbook(copy)


def test_a_finding_is_filled_and_commented_at_its_cell(tmp_path: Path) -> None:
    sheet = marked(book(tmp_path / "b.xlsx"), ERROR)["1.1"]
    comment = sheet["F3"].comment
    assert comment is not None
    assert comment.text.splitlines() == [
        "Баллов больше максимума.",
        "Найдено: 9.",
        "Ожидалось: от 0 до 2.",
        "Исправьте.",
    ]
    assert sheet["F3"].fill.fgColor.rgb == "00F8C9C4"
    assert sheet["A1"].comment is None
    # Values and formulas stay what they were, and so does the hidden key.
    assert (sheet["F3"].value, sheet["F4"].value) == (9, "=SUM(F3:F3)")
    assert sheet.parent["_mmuko"].sheet_state == "veryHidden"


def test_several_findings_of_a_cell_are_kept_and_the_gravest_colours_it(tmp_path: Path) -> None:
    note = Finding(Severity.NOTE, "unit", "Пробел убран.", "1.1", "F3")
    sheet = marked(book(tmp_path / "b.xlsx"), ERROR, note)["1.1"]
    comment = sheet["F3"].comment
    assert comment is not None
    assert "Пробел убран." in comment.text
    assert "Баллов больше максимума." in comment.text
    assert sheet["F3"].fill.fgColor.rgb == "00F8C9C4"


def test_comments_of_others_and_merged_cells_and_whole_files(tmp_path: Path) -> None:
    found = [
        Finding(Severity.WARNING, "x", "Проверьте.", "1.1", "G3"),
        Finding(Severity.ERROR, "x", "Объединено.", "1.1", "B6"),
        Finding(Severity.NOTE, "x", "О файле."),
        Finding(Severity.ERROR, "x", "Нет такого листа.", "9.9", "A1"),
    ]
    sheet = marked(book(tmp_path / "b.xlsx"), *found)["1.1"]
    texts = {name: sheet[name].comment.text for name in ("G3", "A5", "A1")}
    assert texts == {"G3": "Своё\n\nПроверьте.", "A5": "Объединено.", "A1": "О файле."}


MAIN = f"{CONTENT}.sheet.main+xml"


def of_type(content_type: str) -> bytes:
    """A workbook whose main part says it is of another type."""
    with zipfile.ZipFile(BytesIO(raw_workbook())) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    types = files["[Content_Types].xml"].decode().replace(MAIN, content_type)
    return zipped(files | {"[Content_Types].xml": types.encode()})


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a workbook",
        zipped({"a.txt": b"x"}),
        raw_workbook(**{"xl/workbook.xml": b""}),
        raw_workbook(**{"xl/sheet1.xml": b"<!DOCTYPE x><worksheet/>"}),
        of_type("application/msword"),
        of_type("application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
    ],
    ids=["empty", "text", "zip", "broken", "doctype", "other", "macros"],
)
def test_what_is_no_plain_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "b.xlsx"
    path.write_bytes(content)
    with pytest.raises(BadFile):
        marked_copy(path, [ERROR])


def test_the_same_workbook_of_the_right_type_is_marked(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    path.write_bytes(of_type(MAIN))
    assert marked_copy(path, [ERROR])


@pytest.mark.parametrize("code", ["import time; time.sleep(30)", "import os; os.abort()", "pass"])
def test_a_child_that_hangs_dies_or_says_nothing_is_a_refusal(tmp_path: Path, code: str) -> None:
    command = (sys.executable, "-c", code)
    with pytest.raises(BadFile):
        marked_copy(book(tmp_path / "b.xlsx"), [ERROR], wall_seconds=1.0, command=command)
