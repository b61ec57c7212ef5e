"""The order of the rows: any column, either way, nothing last, and always the same for the same address."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.views.cycle.order import Order, arranged, fitting, known_word


@dataclass(frozen=True)
class Row:
    short: str
    points: float | None
    value: float | None = None


ROWS = [Row("Б", 5, 1), Row("а", 7, 3), Row("в", None, None), Row("Г", 7, 3)]


def names(text: str) -> str:
    order = Order.parse(text)
    by_name = order.column == "name"
    return "".join(
        row.short for row in arranged(ROWS, order, lambda row: row.short.casefold() if by_name else row.value)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Highest first; equal values by points, then by name; without a value last either way.
        ("stage:goals", "аГБв"),
        ("stage:goals~asc", "БаГв"),
        ("name", "аБвГ"),
        ("name~desc", "ГвБа"),
    ],
)
def test_rows_by_a_column(text: str, expected: str) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "pressed", "expected"),
    [
        ("points", "points", "points~asc"),
        ("points~asc", "points", "points"),
        ("points", "name", "name"),
        ("name", "name", "name~desc"),
        ("first_broken~desc", "first_broken", "first_broken"),
        ("points", "stage:goals", "stage:goals"),
        ("stage:goals", "stage:goals", "stage:goals~asc"),
        ("direction:1.1~asc", "direction:1.2", "direction:1.2"),
    ],
)
def test_a_press_on_a_heading(text: str, pressed: str, expected: str) -> None:
    assert Order.parse(text).pressed(pressed).text == expected


def test_an_order_of_another_view_falls_back_to_points() -> None:
    assert fitting("direction:1.1", ["points", "name", "stage:goals"]) == "points"
    assert fitting("stage:goals~asc", ["points", "name", "stage:goals"]) == "stage:goals~asc"
    assert fitting(None, ["points", "name"]) == "points"


def test_only_words_that_some_view_knows_are_known() -> None:
    known = ["points", "name", "first_broken", "complete", "stage:anything", "direction:9.9"]
    assert all(known_word(one) for one in known)
    assert not any(known_word(one) for one in ("luck", "stage", "goals:stage", "points:1"))


rows = st.lists(
    st.builds(
        Row,
        st.text("абв", min_size=1, max_size=2),
        st.one_of(st.none(), st.integers(0, 3).map(float)),
        st.one_of(st.none(), st.integers(0, 3).map(float)),
    ),
    max_size=8,
)


@given(rows, st.booleans())
def test_no_row_is_lost_and_nothing_stands_last(found: list[Row], descending: bool) -> None:
    ordered = arranged(found, Order("points", descending), lambda row: row.value)
    assert sorted(ordered, key=repr) == sorted(found, key=repr)
    values = [row.value for row in ordered]
    known = [value for value in values if value is not None]
    assert values[: len(known)] == sorted(known, reverse=descending)
    assert set(values[len(known) :]) <= {None}
