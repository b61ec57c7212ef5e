"""Rows of an export in the order of the screen: any column, either way, nothing last, sections where they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.tables import Column, Kind, Table, Value, arranged
from data.vocabulary import Nothing

COLUMNS = (Column("name", "Name"), Column("points", "Points", Kind.NUMBER))


def table(*rows: tuple[str, Value], sections: tuple[int, ...] = ()) -> Table:
    return Table(
        "t",
        "T",
        COLUMNS,
        tuple({"name": name, "points": points, "rank": RANKS.get(name, name)} for name, points in rows),
        sections=sections,
    )


def names(found: Table) -> str:
    return "".join(str(row["name"]) for row in found.rows)


RANKS = dict(zip("БаГёе", ("2–3", "12", "30", "31", "100"), strict=True))
ROWS = (("Б", 5), ("а", 7), ("ё", Nothing.NO_DATA), ("Г", 7), ("е", Nothing.HIDDEN))


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        # Equal values keep the order that was given; without a value last either way, as they were given.
        ("points~desc", "аГБёе"),
        ("points~asc", "БаГёе"),
        ("name~asc", "аБГёе"),
        ("name~desc", "ёеГБа"),
        # Numbers in a text by their size; words in a column of numbers stand last.
        ("rank~asc", "БаГёе"),
        ("", "БаёГе"),
        ("luck~asc", "БаёГе"),
    ],
)
def test_rows_by_a_column(order: str, expected: str) -> None:
    assert names(arranged(table(*ROWS), order)) == expected


def test_words_among_numbers_stand_last() -> None:
    assert names(arranged(table(("б", "нет сравнения"), ("в", 3), ("г", -1)), "points~desc")) == "вгб"


def test_the_unranked_stay_below() -> None:
    found = table(("б", 1), ("в", 3), ("г", 9), ("а", 8), sections=(2, 2))
    assert names(arranged(found, "points~desc")) == "вбга"
    assert names(arranged(found, "name~asc")) == "бваг"


def test_a_column_of_the_screen_may_be_ordered_by_another_value() -> None:
    found = Table(
        "t",
        "T",
        COLUMNS,
        ({"name": "поздно", "points": 1, "place": 9}, {"name": "рано", "points": 2, "place": 1}),
        order_keys={"first_broken": "place"},
    )
    assert names(arranged(found, "first_broken~asc")) == "ранопоздно"


values = st.one_of(st.sampled_from(list(Nothing)), st.integers(-3, 3), st.text("абв", max_size=2))
rows = st.lists(st.tuples(st.text("абв", min_size=1, max_size=2), values), max_size=8)


@given(rows, st.booleans())
def test_no_row_is_lost_and_nothing_stands_last(found: list[tuple[str, Value]], descending: bool) -> None:
    ordered = arranged(table(*found), "points~desc" if descending else "points~asc").rows
    assert sorted(map(repr, ordered)) == sorted(map(repr, table(*found).rows))
    found_values = [row["points"] for row in ordered]
    numbers = [isinstance(value, int) for value in found_values]
    known = numbers if any(numbers) else [not isinstance(value, Nothing) for value in found_values]
    assert known == sorted(known, reverse=True)
