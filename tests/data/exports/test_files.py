"""Files as a spreadsheet reads them."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from data.exports.files import write_table
from data.language import speaking
from data.tables import Column, Kind, Table
from data.vocabulary import Nothing

FORMULA = '=HYPERLINK("http://example.test","x")'
TABLE = Table(
    "total",
    "Рейтинг, 2026",
    (
        Column("rank", "Место"),
        Column("name", "Муниципалитет"),
        Column("points", "Баллы", Kind.NUMBER, 1),
        Column("share", "Доля", Kind.SHARE),
        Column("change", "К 2025", Kind.SIGNED, 0),
    ),
    (
        {"rank": "2–3", "name": "Тестовый МО", "points": 742.5, "share": 0.825, "change": -2},
        {"rank": "—", "name": FORMULA, "points": Nothing.NO_DATA, "share": Nothing.HIDDEN, "change": 0},
    ),
    (("Период", "2026"), ("Источник", "@SUM(A1)")),
)


@pytest.fixture
def workbook():
    with speaking("ru"):
        return load_workbook(BytesIO(write_table(TABLE, "xlsx")))


def csv_rows(table: Table) -> list[list[str]]:
    with speaking("ru"):
        text = write_table(table, "csv").decode("utf-8-sig")
    return list(csv.reader(StringIO(text), delimiter=";"))


def test_numbers_of_a_workbook_are_numbers(workbook) -> None:
    sheet = workbook["Таблица"]
    assert [cell.value for cell in sheet[1]] == ["Место", "Муниципалитет", "Баллы", "Доля", "К 2025"]
    assert [cell.value for cell in sheet[2]] == ["2–3", "Тестовый МО", 742.5, 0.825, -2]
    assert [cell.data_type for cell in sheet[2]] == ["s", "s", "n", "n", "n"]
    assert sheet["C2"].number_format == "0.0"
    assert sheet["D2"].number_format == "0.0%"


def test_nothing_is_written_in_words_and_zero_stays_zero(workbook) -> None:
    row = [cell.value for cell in workbook["Таблица"][3]]
    assert row[2:] == ["нет данных", "скрыто: малая численность", 0]


def test_the_head_stays_in_sight_and_can_be_filtered(workbook) -> None:
    sheet = workbook["Таблица"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:E3"


def test_a_second_sheet_says_where_the_table_comes_from(workbook) -> None:
    lines = [[cell.value for cell in row] for row in workbook["О таблице"].rows]
    assert lines == [["Название", "Рейтинг, 2026"], ["Период", "2026"], ["Источник", "@SUM(A1)"]]


def test_a_workbook_runs_no_text_as_a_formula(workbook) -> None:
    for sheet in workbook:
        assert {cell.data_type for row in sheet.rows for cell in row} <= {"s", "n"}
    assert workbook["Таблица"]["B3"].value == FORMULA


def test_a_csv_opens_in_a_russian_spreadsheet() -> None:
    with speaking("ru"):
        content = write_table(TABLE, "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.split(b"\r\n")[0].decode("utf-8-sig") == "Место;Муниципалитет;Баллы;Доля;К 2025"


def test_numbers_of_a_csv_stay_numbers() -> None:
    assert csv_rows(TABLE)[1] == ["2–3", "Тестовый МО", "742,5", "0,825", "-2"]


def test_a_csv_runs_no_text_as_a_formula() -> None:
    rows = csv_rows(TABLE)
    assert rows[2][1] == "'" + FORMULA
    assert ["Источник", "'@SUM(A1)"] in rows


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_every_start_of_a_formula_is_neutralised(start: str) -> None:
    table = Table("t", "T", (Column("text", "Text"),), ({"text": start + "1+1"},))
    assert csv_rows(table)[1] == ["'" + start + "1+1"]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_same_table_gives_the_same_bytes(kind: str) -> None:
    assert write_table(TABLE, kind) == write_table(TABLE, kind)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_table_without_rows_can_be_written(kind: str) -> None:
    assert write_table(Table("t", "T", (Column("text", "Text"),), ()), kind)
