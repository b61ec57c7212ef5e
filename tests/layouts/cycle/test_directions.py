"""The map of all directions as a tree: links, spoken sentences, headings that order the rows."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine

from data.access import MINISTRY
from data.demo import planted
from data.language import speaking
from data.storage.database import reading
from data.storage.reader import Reader, open_reader
from data.views.cycle.address import CycleSelection
from data.views.cycle.directions import DirectionsView, directions_cycle
from layouts.cycle.directions import direction_look, directions_map
from tests.layouts.reading import seen, walk, words

STORE = "cycle-order"


@pytest.fixture(scope="module")
def view(demo_database: Engine) -> Iterator[DirectionsView]:
    with reading(demo_database) as session:
        yield directions_cycle(open_reader(session, MINISTRY), CycleSelection())


@pytest.fixture
def reader(demo_database: Engine) -> Iterator[Reader]:
    with reading(demo_database) as session:
        yield open_reader(session, MINISTRY)


def links(view: DirectionsView) -> list[Any]:
    found = walk(directions_map(view, STORE))
    return [part for part in found if str(getattr(part, "className", "")).startswith("cell ")]


def link_to(view: DirectionsView, municipality: str, direction: str) -> Any:
    index = next(place for place, line in enumerate(view.rows) if line.code == municipality)
    codes = [choice.code for choice in view.choices.directions]
    return links(view)[index * len(codes) + codes.index(direction)]


def test_every_combination_is_a_link(view: DirectionsView) -> None:
    assert len(links(view)) == 42 * 8
    assert all(link.href.startswith("/cycle?") for link in links(view))


def test_a_cell_says_verdict_first_broken_link_and_how_much_is_formed(view: DirectionsView) -> None:
    link = link_to(view, planted.SHOWN, "1.1")
    assert link.title == (
        "Светлоозёрский МО, 1.1 Качество подготовки: неэффективное; "
        "первое незамкнутое звено — 2. Показатели; сформировано 4 из 9"
    )
    assert words(link).endswith(link.title)
    assert seen(link).replace("\u00ad", "") == "◐ 2. Показатели"


def test_a_press_opens_the_direction_at_the_first_broken_link(view: DirectionsView) -> None:
    href = link_to(view, planted.SHOWN, "1.1").href
    assert f"cell={planted.SHOWN}~1.1~indicators" in href
    assert "direction=1.1" in href
    assert "view=region" in href
    effective = link_to(view, planted.MODEST_FULL_CYCLE, planted.MODEST_EFFECTIVE_DIRECTIONS[0])
    assert "cell=" not in effective.href
    assert seen(effective) == "✓ эффективное"


def test_verdicts_are_shown_by_signs_and_looks_alike(view: DirectionsView) -> None:
    for line in view.rows:
        for cell in line.cells:
            is_full = direction_look(cell) == "state-formed"
            assert is_full == (cell.formed == cell.required)


def test_headings_order_the_rows_and_one_says_which_way(reader: Reader) -> None:
    table = directions_map(directions_cycle(reader, CycleSelection(order="direction:1.2~asc")), STORE)
    heads = [part for part in walk(table) if type(part).__name__ == "Th" and getattr(part, "scope", "") == "col"]
    ways = {words(head).replace("\u00ad", ""): getattr(head, "aria-sort", None) for head in heads}
    assert [way for way in ways.values() if way] == ["ascending"]
    assert ways["1.2Работа со ШНОР"] == "ascending"
    values = [getattr(head.children, "data-value", None) for head in heads]
    assert values[:3] == ["name", "points", "direction:1.1"]
    assert "direction:1.2" in values
    assert values[-1] == "complete"


def test_counts_of_full_cycles_stand_over_the_map(view: DirectionsView) -> None:
    rows = [part for part in walk(directions_map(view, STORE)) if getattr(part, "className", "") == "total"]
    first = [words(cell) for cell in rows[0].children]
    assert first[0] == "Полных циклов, из 42"
    assert first[2:-1] == [str(count.effective) for count in view.counts]
    assert first[-1] == str(sum(line.complete_cycles for line in view.rows))


def test_the_table_is_a_grid_and_english_leaves_no_russian(reader: Reader) -> None:
    with speaking("en"):
        table = directions_map(directions_cycle(reader, CycleSelection()), STORE)
        assert any(getattr(part, "role", None) == "grid" for part in walk(table))
        assert not [letter for letter in words(table) if "а" <= letter.lower() <= "я"]
