"""The card of plans as a tree: what it says, what its buttons send, what a reader of the screen hears."""

from collections.abc import Iterator
from typing import Any

import pytest
from dash.development.base_component import Component
from sqlalchemy import Engine

from data.access import MINISTRY
from data.demo import planted
from data.language import speaking
from data.storage.database import reading
from data.storage.reader import Reader, open_reader
from data.views.municipality.address import MunicipalitySelection
from data.views.plan.page import PlanView, plan_view
from layouts.municipality.plan import Ids, plan_card, plan_slot
from tests.layouts.reading import ReadRow, seen, tables, walk, words


@pytest.fixture(scope="module")
def reader(demo_database: Engine) -> Iterator[Reader]:
    with reading(demo_database) as session:
        yield open_reader(session, MINISTRY)


@pytest.fixture(scope="module")
def view(reader: Reader) -> PlanView:
    return plan_view(reader, MunicipalitySelection(municipality=planted.SHOWN))


def sent(card: Component, store: str) -> list[str]:
    """The values that the buttons of the card put into a store."""
    own = [getattr(part, "data-value") for part in walk(card) if getattr(part, "data-choice", None) == store]
    return [*own, *(value for value, button in buttons(card).items() if button["choice"] == store)]


def buttons(card: Component) -> dict[str, dict[str, Any]]:
    """The buttons in the tables of the card by the value they put into a store."""
    return {key: button for table in tables(card) for cell in table.cells for key, button in cell.buttons.items()}


def rows(card: Component, name: str) -> list[ReadRow]:
    return [row for table in tables(card) if table.content["name"] == name for row in table.rows]


def test_it_says_what_to_do_and_what_comes_of_it(view: PlanView) -> None:
    text = seen(plan_card(view))
    assert "До следующего места: 7 баллов" in text
    assert "При неизменных результатах остальных." in text
    assert "Выводы о результатах мониторинга" in text
    assert "Ожидается: Аналитическая справка" in text
    assert "Будет 749 баллов (742 + 7) и 13–14-е место. Сейчас на этом месте: Синегривский МО." in text
    assert view.rule in text


def test_each_step_is_a_box_that_unticks_it(view: PlanView) -> None:
    card = plan_card(view)
    boxes = [button for button in buttons(card).values() if button["role"] == "checkbox"]
    assert [box["pressed"] for box in boxes] == [True] * 3
    assert sent(card, Ids.TOGGLE) == [line.key for line in view.steps]
    assert boxes[0]["label"].endswith(": +3")


def test_the_shown_plan_is_the_pressed_offer(reader: Reader, view: PlanView) -> None:
    card = plan_card(view)
    offers = [part for part in walk(card) if getattr(part, "data-choice", None) == Ids.OFFER]
    pressed = [getattr(part, "data-value") for part in offers if getattr(part, "aria-pressed", "") == "true"]
    assert pressed == ["next:1"]
    closing = [value for value in sent(card, Ids.OFFER) if value.startswith("close:")]
    assert closing == ["close:1.1", "close:1.2", "close:1.3", "close:2.1", "close:2.4"]
    own = plan_card(plan_view(reader, view.selection, view.steps[0].key))
    assert "Свой план: 4 балла" in seen(own)
    assert not [
        part
        for part in walk(own)
        if getattr(part, "data-choice", None) == Ids.OFFER and getattr(part, "aria-pressed", "") == "true"
    ]


def test_an_unticked_step_stays_in_sight(reader: Reader, view: PlanView) -> None:
    own = plan_view(reader, view.selection, view.steps[0].key)
    looks = [row.look for row in rows(plan_card(own), "plan-steps")]
    assert looks.count("unticked") == 1


def test_other_open_parameters_are_listed_for_one_direction(view: PlanView) -> None:
    closed = plan_card(view)
    assert "Изменить план: ещё 101 открытый параметр" in seen(closed)
    planned = {line.key for line in view.steps}
    assert set(sent(closed, Ids.TOGGLE)) == planned
    offered = set(sent(plan_card(view, "1.2"), Ids.TOGGLE)) - planned
    assert offered == {line.key for line in view.rest if line.direction.code == "1.2"}
    assert offered
    assert plan_card(view, "no such direction")


def test_verdicts_are_shown_by_sign_and_word(reader: Reader) -> None:
    view = plan_view(reader, MunicipalitySelection(municipality=planted.SHOWN, plan="close:2.1"))
    (row,) = [row for row in rows(plan_card(view), "plan-effect") if "2.1" in row.spoken]
    assert "18 → 1–5 из 40" in row.seen
    assert "◐ 3. Методы → ✓ эффективное" in row.seen
    assert "неэффективное. 3. Методы" in row.spoken


def test_why_there_is_no_plan_stands_in_its_place(reader: Reader) -> None:
    card = plan_card(plan_view(reader, MunicipalitySelection(municipality=planted.TIE_FOR_FIRST[0])))
    assert "Первое место уже занято: подниматься некуда." in seen(card)
    assert not rows(card, "plan-effect")


def test_a_long_plan_scrolls(reader: Reader, view: PlanView) -> None:
    long = plan_card(plan_view(reader, MunicipalitySelection(municipality=planted.SHOWN, plan="close:1.1")))
    assert [part for part in walk(long) if getattr(part, "className", "") == "plan-long"]
    assert not [part for part in walk(plan_card(view)) if getattr(part, "className", "") == "plan-long"]


def test_english_has_no_russian_words_of_its_own(reader: Reader) -> None:
    with speaking("en"):
        text = seen(plan_card(plan_view(reader, MunicipalitySelection(municipality=planted.SHOWN))))
    assert "To the next rank: 7 points" in text
    assert "With the results of all others unchanged." in text


def test_the_place_of_the_card_holds_the_choice_and_no_data() -> None:
    slot = plan_slot(MunicipalitySelection(municipality="M14", period="2026", plan="next:2", steps=("1.1~p~x",)))
    kept = {part.id: part.data for part in walk(slot) if hasattr(part, "data")}
    assert kept[Ids.PLAN] == "next:2"
    assert kept[Ids.STEPS] == ["1.1~p~x"]
    assert kept[Ids.STEPS_OF] == "M14~2026"
    assert words(slot) == ""
