"""Exports of the cycle hold what the screen shows, with every kind of nothing kept apart."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from data.access import MINISTRY, Viewer
from data.errors import AccessDenied
from data.storage.database import reading
from data.storage.reader import Reader, open_reader
from data.tables import arranged
from data.views.cycle.address import CycleSelection
from data.views.cycle.region_tables import bare_table, chains_table, directions_table, penalties_table
from data.views.cycle.selection import MUNICIPALITY
from data.views.cycle.tables import cell_table, municipality_table, positions_words, region_table
from data.views.cycle.words import cycles_words
from data.vocabulary import Nothing, Role


@pytest.fixture
def reader(small_database: Engine) -> Iterator[Reader]:
    with reading(small_database) as session:
        yield open_reader(session, MINISTRY)


def test_the_table_of_the_region_has_the_rows_of_the_screen(reader: Reader) -> None:
    table = region_table(reader, CycleSelection())
    # Those not fully scored stay below whatever the rows are ordered by.
    assert [row["code"] for row in table.rows] == ["A", "D", "B", "C", "F"]
    assert [row["code"] for row in arranged(table, "name~asc").rows] == ["A", "B", "D", "C", "F"]
    assert [row["code"] for row in arranged(table, "first_broken~asc").rows] == ["B", "D", "A", "C", "F"]
    assert [row["code"] for row in arranged(table, "stage:goals~asc").rows] == ["B", "A", "D", "C", "F"]
    first, last = table.rows[0], table.rows[-1]
    assert (first["points"], first["goals.points"], first["goals.state"]) == (7, 5, "сформировано")
    assert (first["verdict"], first["first_broken"]) == ("эффективное", "цикл замкнут")
    assert (last["points"], last["goals.points"], last["first_broken_state"]) == (
        Nothing.NO_DATA,
        Nothing.NO_DATA,
        "нет данных",
    )
    assert dict(table.notes)["Направление"] == "1.1 Направление 1.1"


def test_a_part_of_the_region_is_never_called_the_whole(reader: Reader) -> None:
    chosen = CycleSelection(kinds=("urban_okrug",))
    makers = (region_table, directions_table, chains_table, bare_table, penalties_table)
    assert {make(reader, chosen).title.rsplit(", ", 1)[1] for make in makers} == {"только городские округа"}
    assert not any("только" in make(reader, CycleSelection()).title for make in makers)
    # One municipality is not filtered by kind.
    own = CycleSelection(municipality="D", kinds=("urban_okrug",), view=MUNICIPALITY)
    assert "только" not in municipality_table(reader, own).title


def test_the_table_of_a_municipality_has_its_directions(reader: Reader) -> None:
    table = municipality_table(reader, CycleSelection(municipality="D"))
    assert [(row["code"], row["first_broken"]) for row in table.rows] == [("1.1", "2. Показатели"), ("1.2", "1. Цели")]


def test_the_table_of_a_cell_has_a_row_for_each_parameter(reader: Reader) -> None:
    table = cell_table(reader, CycleSelection(cell="D~1.1~indicators"))
    assert [(row["parameter"], row["points"], row["lost"]) for row in table.rows] == [
        ("presence", 2, 0),
        ("penalty", -1, 1),
    ]
    evidence = dict(table.notes)["Подтверждающий документ"]
    assert evidence == "Положение об оценке · № 12 от 03.03.2026 · позиция 1 · https://example.org/12"


def test_an_unscored_parameter_has_its_reason_and_no_loss(reader: Reader) -> None:
    table = cell_table(reader, CycleSelection(cell="C~1.1~indicators"))
    assert {(row["points"], row["lost"]) for row in table.rows} == {(Nothing.NO_DATA, Nothing.NO_DATA)}


def test_without_a_cell_the_table_is_empty_and_says_so(reader: Reader) -> None:
    table = cell_table(reader, CycleSelection())
    assert table.rows == ()
    assert "не выбрана" in table.title


def test_exports_stay_inside_the_scope_of_a_head(small_database: Engine) -> None:
    with reading(small_database) as session:
        head = open_reader(session, Viewer(Role.MUNICIPALITY, "B"))
        assert [row["code"] for row in region_table(head, CycleSelection()).rows] == ["B"]
        with pytest.raises(AccessDenied):
            cell_table(head, CycleSelection(cell="A~1.1~goals"))


def test_positions_are_counted_in_words() -> None:
    assert positions_words((6,)) == "позиция 6"
    assert positions_words((1, 2, 5)) == "позиции 1, 2, 5"


def test_full_cycles_are_told_of_what_can_be_judged() -> None:
    assert cycles_words(3, 8, 8) == "3 из 8"
    assert cycles_words(0, 4, 8) == "0 из 4, о которых можно судить"
    assert cycles_words(0, 0, 8) == "нет данных"
