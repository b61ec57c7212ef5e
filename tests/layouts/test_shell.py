"""The frame around every page."""

import pytest
from dash import dcc, html

from data.language import speaking
from layouts.parts.viewer_list import ViewerList
from layouts.shell import NavigationItem, ViewerLine, header, missing_page, shell
from tests.layouts.reading import walk, words

ITEMS = [NavigationItem("/rankings", "Рейтинги"), NavigationItem("/cycle", "Цикл")]


def frame(current: str = "/cycle", is_demo: bool = True, can_choose: bool = False, language: str = "ru") -> html.Div:
    with speaking(language):
        return html.Div(
            header(ITEMS, current, "Тестовая область", is_demo, ViewerLine("Аналитик", "Министерство", can_choose))
        )


def test_the_menu_lists_the_pages_and_marks_the_current_one() -> None:
    links = [item for item in walk(frame()) if isinstance(item, dcc.Link)]
    assert [(link.children, link.href, link.className) for link in links] == [
        ("Рейтинги", "/rankings", ""),
        ("Цикл", "/cycle", "active"),
    ]
    current = [item for item in walk(frame()) if getattr(item, "aria-current", None) == "page"]
    assert [words(item) for item in current] == ["Цикл"]


def test_a_page_outside_the_menu_marks_none() -> None:
    assert not [item for item in walk(frame("/elsewhere")) if getattr(item, "aria-current", None)]


def test_invented_data_are_labelled_and_real_ones_are_not() -> None:
    assert "Демонстрационные данные" in words(frame(is_demo=True))
    assert "Демонстрационные данные" not in words(frame(is_demo=False))


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_language_in_use_is_marked(language: str) -> None:
    links = [item for item in walk(frame(language=language)) if getattr(item, "href", "").startswith("/language/")]
    assert [item.lang for item in links if "active" in item.className] == [language]


def test_a_demonstration_may_be_looked_at_as_somebody_else() -> None:
    assert [item.address for item in walk(frame(can_choose=True)) if isinstance(item, ViewerList)] == ["/viewers.json"]


def test_with_nobody_to_look_as_there_is_no_menu() -> None:
    assert not [item for item in walk(frame()) if isinstance(item, html.Details)]


def test_the_empty_frame_holds_no_data() -> None:
    with speaking("ru"):
        assert words(shell()) == "Перейти к содержанию"


def test_an_unknown_address_is_named_and_cut() -> None:
    with speaking("ru"):
        text = words(missing_page("/" + "x" * 500))
    assert "/xxx" in text
    assert len(text) < 250
