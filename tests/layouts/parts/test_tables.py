"""Tables of plain values, read as the browser gets them."""

from collections.abc import Iterator

import pytest

from data.language import speaking
from data.tables import Column, Kind, Table
from data.vocabulary import Nothing
from layouts.parts import tables
from tests.layouts.reading import the_table


@pytest.fixture(autouse=True)
def russian() -> Iterator[None]:
    with speaking("ru"):
        yield


def test_a_table_prints_each_kind_of_value() -> None:
    values = {
        Column("a", "A"): ("Тестовый МО", "Тестовый МО"),
        Column("b", "B", Kind.NUMBER): (1240, "1\u00a0240"),
        Column("c", "C", Kind.SHARE): (0.666, "66,6\u00a0%"),
        Column("d", "D", Kind.PERCENT, 0): (66.6, "67\u00a0%"),
        Column("e", "E", Kind.SIGNED): (-2, "−2"),
        Column("f", "F", Kind.NUMBER, 1): (0, "0,0"),
        Column("g", "G", Kind.NUMBER): (Nothing.HIDDEN, "скрыто: малая численность"),
    }
    for column, (value, printed) in values.items():
        assert tables.cell_text(column, value) == printed


def test_a_table_marks_own_rows_and_aligns_numbers() -> None:
    table = Table(
        "t",
        "Рейтинг",
        (Column("code", "Код"), Column("points", "Баллы", Kind.NUMBER)),
        ({"code": "M1", "points": 3}, {"code": "M2", "points": Nothing.NO_DATA}),
    )
    read = the_table(tables.data_table(table, own_row={"code": "M1"}))
    assert [row.look for row in read.rows] == ["own", ""]
    assert [row.cells[1].seen for row in read.rows] == ["3", "н/д"]
    assert [column.get("look") for column in read.content["columns"]] == [None, "numeric"]
    assert read.content["caption"] == "Рейтинг"
    # Words are read from A, numbers from the highest.
    assert [column["sort"] for column in read.content["columns"]] == ["ascending", "descending"]


def test_a_table_on_the_screen_prints_as_its_export_does() -> None:
    columns = (
        Column("name", "A"),
        Column("share", "B", Kind.SHARE),
        Column("percent", "C", Kind.PERCENT, 0),
        Column("change", "D", Kind.SIGNED),
    )
    row = {"name": "Тестовый МО", "share": 0.666, "percent": 66.6, "change": -2.5}
    (drawn,) = the_table(tables.data_table(Table("t", "T", columns, (row,)))).rows
    assert [cell.seen for cell in drawn.cells] == [tables.cell_text(column, row[column.key]) for column in columns]
