"""Facts of one indicator in one column: the same decimals everywhere, and a difference with its sign."""

import pytest

from data.language import speaking
from data.tables import Column, Kind, Table
from data.views.indicators.table_parts import aligned, fact_columns, fact_kind, shown_fact
from data.views.indicators.words import amount
from data.vocabulary import AnyUnit, Nothing, OwnUnit, Unit
from layouts.parts.tables import data_table
from tests.layouts.reading import ReadTable


@pytest.mark.parametrize(
    ("unit", "values", "expected"),
    [
        (Unit.DIFFERENCE, [8, 10.8, Nothing.NO_DATA, -0.04], ["+8,00", "+10,80", "нет данных", "−0,04"]),
        (Unit.DIFFERENCE, [8, 10.8, -2], ["+8,0", "+10,8", "−2,0"]),
        (Unit.DIFFERENCE, [8, 0, -2], ["+8", "0", "−2"]),
        (Unit.POINTS, [500, 471.25], ["500,00 б.", "471,25 б."]),
        # Two decimals at most, as a number without a rule of its own has: 1/3 is 0.33.
        (Unit.INDEX, [1 / 3, 2], ["0,33", "2,00"]),
        (Unit.COUNT, [3, 12], ["3 ед.", "12 ед."]),
        # What has decimals of its own keeps them.
        (Unit.PERCENT, [50, 33.333], ["50,0\u00a0%", "33,3\u00a0%"]),
        (OwnUnit(Unit.DIFFERENCE, "чел.", 0), [8, 10.8], ["+8 чел.", "+11 чел."]),
        (OwnUnit(Unit.RATE, "руб."), [8, 10.5], ["8,0 руб.", "10,5 руб."]),
    ],
)
def test_the_longest_value_says_the_decimals_of_all(
    unit: AnyUnit, values: list[float | Nothing], expected: list[str]
) -> None:
    with speaking("ru"):
        assert [amount(value, aligned(unit, values)) for value in values] == expected


def test_without_values_nothing_is_aligned() -> None:
    with speaking("ru"):
        assert amount(None, aligned(Unit.DIFFERENCE, [Nothing.HIDDEN, None])) == "нет данных"


def test_a_table_has_the_sign_too_and_its_value_is_the_number() -> None:
    unit = aligned(Unit.DIFFERENCE, [9.5, -3])
    column = fact_columns(unit)[0]
    assert (column.kind, column.decimals) == (Kind.SIGNED, 1)
    assert fact_kind(Unit.COUNT) is fact_kind(None) is Kind.NUMBER
    rows = ({"name": "A", "fact": shown_fact(9.5, unit)}, {"name": "B", "fact": shown_fact(-3.0, unit)})
    with speaking("ru"):
        shown = ReadTable(data_table(Table("facts", "Facts", (Column("name", "Name"), column), rows)))
        assert [row["fact"].seen for row in shown.rows] == ["+9,5", "−3,0"]
    assert [row["fact"].value for row in shown.rows] == [9.5, -3.0]


def test_a_column_prints_the_sign_of_bare_numbers() -> None:
    # The own table holds plain numbers; its column prints them.
    column = Column("fact", "Fact", fact_kind(Unit.DIFFERENCE), 1)
    with speaking("ru"):
        shown = ReadTable(
            data_table(Table("own", "Own", (Column("name", "Name"), column), ({"name": "A", "fact": 9.5},)))
        )
        assert shown.rows[0]["fact"].seen == "+9,5"
