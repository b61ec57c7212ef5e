"""The parts every page is made of, read as the browser gets them."""

from collections.abc import Iterator

import pytest
from dash import dcc, html
from dash.development.base_component import Component

from data.language import speaking
from data.selection import Selection
from data.views.cycle.address import CycleSelection
from data.views.shared.provenance import Provenance
from layouts.parts import page as parts
from layouts.parts import signs
from layouts.shell import message_page
from tests.layouts.reading import walk, words


@pytest.fixture(autouse=True)
def russian() -> Iterator[None]:
    with speaking("ru"):
        yield


def test_a_field_names_its_control() -> None:
    field = parts.field("Период", parts.select("rankings-period", [("2026", "2026 год")], "2026"), hint="Последний")
    label = field.children[0]
    assert (label.children, label.htmlFor) == ("Период", "rankings-period")
    assert "Последний" in words(field)


def test_a_field_of_several_choices_names_the_group() -> None:
    field = parts.field("Вид", parts.radio("rankings-kind", [("a", "Округа"), ("b", "Районы")], "a"))
    assert field.role == "group"
    assert getattr(field, "aria-label") == "Вид"
    assert not [item for item in walk(field) if isinstance(item, html.Label)]


def test_an_export_carries_the_selection_along() -> None:
    menu = parts.export_menu(
        "rankings", Selection(period="2026"), table="total", picture="Рейтинг: итог", graph="rankings-chart"
    )
    links = [item.href for item in walk(menu) if isinstance(item, html.A)]
    assert links == ["/export/rankings/total.xlsx?period=2026", "/export/rankings/total.csv?period=2026"]
    buttons = [item for item in walk(menu) if isinstance(item, html.Button)]
    assert [getattr(item, "data-export-format") for item in buttons] == ["png", "svg"]
    assert {getattr(item, "data-export-graph") for item in buttons} == {"rankings-chart"}
    names = [getattr(item, "data-export-name") for item in buttons]
    assert names == ["Рейтинги — Рейтинг итог — 2026.png", "Рейтинги — Рейтинг итог — 2026.svg"]


def test_a_table_is_offered_as_a_picture_where_its_card_has_no_chart() -> None:
    menu = parts.export_menu("cycle", Selection(), table="cycle", picture="Карта цикла")
    buttons = [item for item in walk(menu) if isinstance(item, html.Button)]
    assert {getattr(item, "data-export-table") for item in buttons} == {"true"}
    plain = parts.export_menu("cycle", Selection(), table="penalties")
    assert not [item for item in walk(plain) if isinstance(item, html.Button)]


def test_the_foot_carries_the_source_of_pictures() -> None:
    assert getattr(parts.footer(provenance()), "data-source") == provenance().in_a_line


def test_a_page_states_what_is_shown() -> None:
    shown = parts.page(
        title="Рейтинги", sentence="Итог за 2026 год", content=html.Div("таблица"), foot=parts.footer(provenance())
    )
    assert isinstance(shown, html.Main)
    assert "Итог за 2026 год" in words(shown)
    # What follows the foot is not seen: the address that the page answers.
    seen = [child for child in shown.children if not isinstance(child, dcc.Store)]
    assert isinstance(seen[-1], html.Footer)


def test_an_error_is_reported_at_once_and_offers_a_way_out() -> None:
    notice = parts.error_notice("Ревизии 199 нет.")
    assert notice.role == "alert"
    assert [item.href for item in walk(notice) if isinstance(item, html.A)] == ["?"]
    # Where no other choice helps, the way out is another page.
    closed = message_page("Доступ", "Учётными записями управляет администратор.", is_closed=True)
    assert [item.href for item in walk(closed) if isinstance(item, html.A | dcc.Link)] == ["/overview"]


def test_every_part_is_a_component() -> None:
    made = [
        parts.rail([parts.field("Вид", parts.checklist("kinds", [("a", "А")], ["a"]))]),
        parts.card("Заголовок", html.Div(), caption="Как читать", actions=parts.segmented("view", [("a", "А")], "a")),
        parts.note("Оценка неполная."),
        parts.empty_state("Нет данных", "Файл не загружен."),
        parts.legend([("state-formed", "●", "сформировано")]),
        parts.grid((8, html.Div()), (4, parts.stack(html.Div(), html.Div()))),
        signs.choice_button("Открыть", "cycle-cell", "x", pressed=True),
        parts.internal_link("Цикл", CycleSelection(municipality="M14")),
    ]
    assert all(isinstance(component, Component) for component in made)
    assert made[-1].href == "/cycle?municipality=M14"


def provenance() -> Provenance:
    return Provenance("Тестовая область", True, 7, (("Методика", "Рубрика, редакция 1."),))
