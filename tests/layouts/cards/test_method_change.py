"""The card of a change of methodology: the crosswalk in words, the parts, and the same numbers in the export."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from data.access import MINISTRY
from data.demo import planted
from data.storage.database import reading
from data.storage.reader import open_reader
from data.views.method_change.page import MethodChange, method_change
from data.views.method_change.rows import PlaceChange
from data.views.method_change.tables import method_change_table
from layouts.cards.method_change import method_change_card
from tests.layouts.reading import seen, tables, walk, words

UNSPLIT = PlaceChange("M90", "Новый МО", "", "5", None, None, None, None, "не существовал в 2022 году")


@pytest.fixture
def session(demo_database: Engine) -> Iterator[Session]:
    with reading(demo_database) as opened:
        yield opened


@pytest.fixture
def view(session: Session) -> MethodChange:
    found = method_change(open_reader(session, MINISTRY), planted.SHOWN, "2026", planted.METHODOLOGY)
    assert found is not None
    return found


def rows_of(view: MethodChange, number: int) -> list[list[str]]:
    """The rows of one of the card's tables: the crosswalk, then all municipalities."""
    return [[cell.seen for cell in row.cells] for row in tables(method_change_card(view))[number].rows]


def test_the_crosswalk_says_how_far_each_direction_is_comparable(view: MethodChange) -> None:
    rows = rows_of(view, 0)
    assert [row[2] for row in rows] == [
        "◐ частично", "✓ сопоставимо", "✓ сопоставимо", "✓ сопоставимо", "◐ частично",
        "✓ сопоставимо", "◐ частично", "◐ частично", "— нет", "✓ сопоставимо",
    ]  # fmt: skip
    assert rows[5][0].startswith("2.2 Система мониторинга")
    assert rows[5][1].startswith("2.1 ")
    assert rows[5][3] == "То же направление под другим номером."


def test_what_is_new_is_named(view: MethodChange) -> None:
    assert "Новое, без предшественника: 2.4." in words(method_change_card(view))


def test_screen_and_export_have_the_same_rows(view: MethodChange) -> None:
    exported = method_change_table(view).rows
    assert len(rows_of(view, 1)) == len(exported) == 43
    own = next(row for row in exported if row["code"] == planted.SHOWN)
    assert (own["then"], own["now"], own["change"], own["rules"], own["performance"]) == ("8", "10", -2, 2, -4)
    shown = next(row for row in rows_of(view, 1) if planted.SHOWN in row)
    assert shown[2:] == ["8", "10", "−2", "+2", "−4"]


def test_who_cannot_be_compared_stands_below_with_the_reason(view: MethodChange) -> None:
    table = method_change_table(replace(view, unsplit=(UNSPLIT,)))
    assert table.columns[-1].key == "reason"
    last = table.rows[-1]
    assert (last["then"], last["change"], last["reason"]) == ("без места", "нет сравнения", UNSPLIT.reason)
    assert all(column.key != "reason" for column in method_change_table(view).columns)


def test_those_taking_part_get_a_column_only_where_they_moved_somebody(view: MethodChange) -> None:
    assert "taking_part" not in {column.key for column in method_change_table(view).columns}
    moved = replace(view, split=(replace(view.split[0], taking_part=1), *view.split[1:]))
    assert "taking_part" in {column.key for column in method_change_table(moved).columns}


def test_the_parts_are_figures_with_their_sum(view: MethodChange) -> None:
    figures = next(part for part in walk(method_change_card(view)) if "figures" in getattr(part, "className", ""))
    assert [seen(part) for part in figures.children] == ["Правила+2", "Результаты−4", "Изменение места−2"]


def test_a_municipality_that_cannot_be_compared_has_words_and_no_figures(view: MethodChange) -> None:
    card = method_change_card(replace(view, own=None, own_words="Новый МО — нет."))
    assert "Новый МО — нет." in words(card)
    assert not [part for part in walk(card) if "figures" in (getattr(part, "className", "") or "")]


def test_without_a_crosswalk_the_card_says_so(view: MethodChange) -> None:
    card = method_change_card(replace(view, lines=(), common=(), split=(), own=None, own_words=""))
    assert "сопоставить нечего" in words(card)
    assert not tables(card)
