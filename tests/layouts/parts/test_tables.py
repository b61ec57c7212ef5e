"""Tables as HTML, read as the browser gets them."""

from collections.abc import Iterator

import pytest
from dash import html

from data.language import speaking
from data.tables import Column, Kind, Table
from data.vocabulary import Nothing
from layouts.parts import tables
from tests.layouts.reading import walk


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
    frame = tables.data_table(table, own_row={"code": "M1"})
    rows = [item for item in walk(frame) if isinstance(item, html.Tr)]
    assert [row.className for row in rows[1:]] == ["own", ""]
    assert [cell.className for cell in rows[2].children] == ["", "numeric nothing-no-data"]
    assert getattr(frame, "aria-label") == "Рейтинг"
