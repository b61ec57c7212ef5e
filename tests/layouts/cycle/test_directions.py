"""The map of all directions: links, spoken sentences, headings that order the rows."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from data.access import MINISTRY
from data.demo import planted
from data.language import speaking
from data.storage.database import reading
from data.storage.reader import Reader, open_reader
from data.views.cycle.address import CycleSelection
from data.views.cycle.directions import DirectionsView, directions_cycle
from layouts.cycle.directions import directions_map
from layouts.parts.levels import stages_look
from tests.layouts.reading import ReadCell, ReadTable, the_table, words


@pytest.fixture(scope="module")
def view(demo_database: Engine) -> Iterator[DirectionsView]:
    with reading(demo_database) as session:
        yield directions_cycle(open_reader(session, MINISTRY), CycleSelection())


@pytest.fixture
def reader(demo_database: Engine) -> Iterator[Reader]:
    with reading(demo_database) as session:
        yield open_reader(session, MINISTRY)


def table(view: DirectionsView) -> ReadTable:
    return the_table(directions_map(view))


def links(view: DirectionsView) -> list[ReadCell]:
    return [cell for cell in table(view).cells if cell.column["kind"] == "heat"]


def link_to(view: DirectionsView, municipality: str, direction: str) -> ReadCell:
    return table(view).row(municipality)[f"direction:{direction}"]


def test_every_combination_is_a_link(view: DirectionsView) -> None:
    assert len(links(view)) == 42 * 8
    assert all(link.href.startswith("/cycle?") for link in links(view))


def test_a_cell_says_verdict_first_broken_link_and_how_much_is_formed(view: DirectionsView) -> None:
    link = link_to(view, planted.SHOWN, "1.1")
    assert link.spoken == (
        "Светлоозёрский МО, 1.1 Качество подготовки: неэффективное; "
        "первое незамкнутое звено — 2. Показатели; сформировано 4 из 9"
    )
    assert link.seen.replace("\u00ad", "") == "◐ 2. Показатели"


def test_a_press_opens_the_direction_at_the_first_broken_link(view: DirectionsView) -> None:
    href = link_to(view, planted.SHOWN, "1.1").href
    assert f"cell={planted.SHOWN}~1.1~indicators" in href
    assert "direction=1.1" in href
    assert "view=region" in href
    effective = link_to(view, planted.MODEST_FULL_CYCLE, planted.MODEST_EFFECTIVE_DIRECTIONS[0])
    assert "cell=" not in effective.href
    assert effective.seen == "✓ эффективное"


def test_verdicts_are_shown_by_signs_and_looks_alike(view: DirectionsView) -> None:
    for line in view.rows:
        for cell in line.cells:
            look = stages_look(cell.nothing, cell.verdict, cell.formed, cell.required)
            is_full = look == "state-formed"
            assert is_full == (cell.formed == cell.required)


def test_every_heading_orders_the_rows(view: DirectionsView) -> None:
    columns = {column["key"]: column for column in table(view).content["columns"]}
    assert list(columns)[:3] == ["name", "points", "direction:1.1"]
    assert list(columns)[-1] == "complete"
    assert {key: column["sort"] for key, column in columns.items()} == dict.fromkeys(columns, "descending") | {
        "name": "ascending"
    }
    assert columns["direction:1.2"]["name"] == "1.2 Работа со ШНОР"


def test_counts_of_full_cycles_stand_over_the_map(view: DirectionsView) -> None:
    first = table(view).top[0].cells
    assert first[0].seen == "Полных циклов, из 42"
    assert [cell.seen for cell in first[2:-1]] == [str(count.effective) for count in view.counts]
    assert all(cell.hrefs for cell in first[2:-1])
    assert first[-1].seen == str(sum(line.complete_cycles for line in view.rows))


def test_the_table_is_a_grid_and_english_leaves_no_russian(reader: Reader) -> None:
    with speaking("en"):
        shown = directions_map(directions_cycle(reader, CycleSelection()))
        assert the_table(shown).content["grid"] is True
        assert not [letter for letter in words(shown) if "а" <= letter.lower() <= "я"]
