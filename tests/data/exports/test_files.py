"""Files as a spreadsheet reads them."""

import csv
from dataclasses import replace
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from data.exports.files import write_table
from data.formats import number
from data.language import speaking
from data.tables import Column, Kind, Shown, Table, Value
from data.text.invisible import visible
from data.vocabulary import Nothing

FORMULA = '=HYPERLINK("http://example.test","x")'
TABLE = Table(
    "total",
    "Рейтинг, 2026",
    (
        Column("rank", "Место", Kind.RANK),
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
    assert [cell.value for cell in sheet[1]] == ["Место", "Муниципалитет", "Баллы", "Доля, %", "К 2025"]
    assert [cell.value for cell in sheet[2]] == [2, "Тестовый МО", 742.5, 82.5, -2]
    assert [cell.data_type for cell in sheet[2]] == ["n", "s", "n", "n", "n"]
    assert sheet["C2"].number_format == sheet["D2"].number_format == "0.0"


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
    assert content.split(b"\r\n")[0].decode("utf-8-sig") == "Место;Муниципалитет;Баллы;Доля, %;К 2025"


def test_numbers_of_a_csv_stay_numbers() -> None:
    assert csv_rows(TABLE)[1] == ["2–3", "Тестовый МО", "742,5", "82,5", "-2"]


def test_a_csv_runs_no_text_as_a_formula() -> None:
    rows = csv_rows(TABLE)
    assert rows[2][1] == "'" + FORMULA


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


def one_column(column: Column, *values: Value) -> Table:
    return Table("t", "T", (column,), tuple({column.key: value} for value in values))


def test_a_rank_shows_its_text_and_is_sorted_as_a_number() -> None:
    table = one_column(Column("rank", "Место", Kind.RANK), "10", "2–3 из 40", "не ранжируется")
    with speaking("ru"):
        cells = [row[0] for row in load_workbook(BytesIO(write_table(table, "xlsx")))["Таблица"].rows][1:]
    assert [cell.value for cell in cells] == [10, 2, "не ранжируется"]
    assert [cell.number_format for cell in cells[:2]] == ['"10"', '"2–3 из 40"']
    assert csv_rows(table)[1:] == [["10"], ["2–3 из 40"], ["не ранжируется"]]


def test_a_file_rounds_half_up_as_the_screen_and_keeps_every_digit_beside_it() -> None:
    column = Column("fact", "Факт", Kind.NUMBER, 1)
    # 3.15 is 3.149999… to the machine, and 0.25 lies exactly between: both go up.
    table = one_column(column, 3.15, 0.25, 2.0)
    assert csv_rows(table)[1:] == [["3,2"], ["0,3"], ["2,0"]]
    with speaking("ru"):
        rows = list(load_workbook(BytesIO(write_table(table, "xlsx")))["Таблица"].values)
        screen = [number(value, 1) for value in (3.15, 0.25, 2.0)]
    assert rows == [("Факт", "Факт (точно)"), (3.2, 3.15), (0.3, 0.25), (2, 2)]
    assert screen == ["3,2", "0,3", "2,0"]


def test_a_column_of_several_units_prints_each_fact_as_the_screen_does() -> None:
    table = one_column(Column("fact", "Факт", Kind.NUMBER), Shown(66.66, 1), Shown(12.0, None), Shown(1.005, None))
    assert csv_rows(table)[1:] == [["66,7"], ["12"], ["1,01"]]


def test_shares_are_in_percent_in_both_files() -> None:
    table = one_column(Column("share", "Доля", Kind.SHARE), 0.07)
    assert csv_rows(table) == [["Доля, %"], ["7,0"]]
    with speaking("ru"):
        assert list(load_workbook(BytesIO(write_table(table, "xlsx")))["Таблица"].values) == [("Доля, %",), (7,)]


@pytest.mark.parametrize("text", ["1.1", "2.4", "03.03.2026", "2026-03-03", "5/7", "1e5", "007", "3 мар", "1-2"])
def test_a_text_of_a_csv_never_becomes_a_date_or_a_number(text: str) -> None:
    (_head, (cell,)) = csv_rows(one_column(Column("code", "Код"), text))
    assert cell == f"\u2060{text}"
    # Reading files again takes the sign away.
    assert visible(cell) == text


@pytest.mark.parametrize("text", ["2–3", "2 из 40", "Тестовый МО", "1.1 Качество", "2026", "нет данных"])
def test_other_texts_of_a_csv_stay_as_they_are(text: str) -> None:
    assert csv_rows(one_column(Column("text", "Текст"), text))[1] == [text]


def test_a_csv_is_nothing_but_its_table() -> None:
    rows = csv_rows(TABLE)
    assert len(rows) == 1 + len(TABLE.rows)
    assert {len(row) for row in rows} == {len(TABLE.columns)}


def test_files_of_two_periods_can_be_put_under_each_other() -> None:
    files = [csv_rows(replace(TABLE, context=(("Период", year), ("Ревизия", "7")))) for year in ("2025", "2026")]
    assert files[0][0] == files[1][0]
    assert [rows[1][-2:] for rows in files] == [["2025", "7"], ["2026", "7"]]
