"""The number grammar: what is a number, a kind of nothing, or neither."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.formats import number
from data.intake.files.workbook import Cell, CellKind
from data.intake.tables.numbers import Amount, Unreadable, parse_mark, parse_number, read_answer
from data.vocabulary import Nothing


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("12", 12),
        ("66,6", 66.6),
        ("66.6", 66.6),
        ("1\u00a0240", 1240),
        ("1\u2009240,5", 1240.5),
        ("12\u202f345 678", 12345678),
        ("-2", -2),
        ("\u22122", -2),
        ("\u20132", -2),
        ("+3", 3),
        ("  7 ", 7),
        ("-0", 0),
    ],
)
def test_numbers_as_people_write_them(text: str, value: float) -> None:
    assert parse_number(text) == Amount(value)


@pytest.mark.parametrize("text", ["66,6 %", "66.6%", "66,6\u00a0%"])
def test_a_percent_sign_is_kept_as_a_fact(text: str) -> None:
    assert parse_number(text) == Amount(66.6, is_percent=True)


NO_NUMBERS = (
    *("", "1_0", "nan", "Infinity", "inf", "１２", "٣", "1,240.5", "1 24", "1 2345", "1e5", "0x10", ".5", "5."),
    *("1.2.2021", "--2", "2-", "1/2", "=1", "1,2,3", "²", "1 балл", "9" * 16),
)


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_not_a_number(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize("text", ["н/д", "Н/Д", " нет данных ", "n/a", "-", "–", "нет\u00a0данных"])
def test_marks_of_no_data(text: str) -> None:
    assert parse_mark(text) is Nothing.NO_DATA


@pytest.mark.parametrize("text", ["не применимо", "н/п", "x", "X", "х", "Х"])
def test_marks_of_not_applicable(text: str) -> None:
    assert parse_mark(text) is Nothing.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("kind", "value", "answer"),
    [
        (CellKind.NUMBER, 0.1 + 0.2, Amount(0.3)),
        (CellKind.NUMBER, 0.0, Amount(0.0)),
        (CellKind.PERCENT, 0.666, Amount(66.6, is_percent=True)),
        (CellKind.TEXT, "два", Unreadable.TEXT),
        (CellKind.DATE, "2021-05-17", Unreadable.DATE),
        (CellKind.BOOLEAN, True, Unreadable.BOOLEAN),
        (CellKind.ERROR, "#N/A", Unreadable.ERROR),
        (CellKind.FORMULA_WITHOUT_VALUE, "", Unreadable.FORMULA_WITHOUT_VALUE),
    ],
)
def test_answers_of_typed_cells(kind: CellKind, value: str | float | bool, answer: object) -> None:
    assert read_answer(Cell(1, 1, kind, value)) == answer


def test_an_empty_cell_says_nothing() -> None:
    assert read_answer(None) is None


@given(st.decimals(min_value=-999_999, max_value=999_999, places=2))
def test_what_the_product_prints_it_reads(value: object) -> None:
    printed = number(float(str(value)))
    assert parse_number(printed) == Amount(float(str(value)) + 0.0)


@given(st.text(max_size=20))
def test_no_text_breaks_the_grammar(text: str) -> None:
    amount = parse_number(text)
    assert amount is None or any(character in "0123456789" for character in text)
