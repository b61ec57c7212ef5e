"""The parts every page is made of, read as the browser gets them."""

from collections.abc import Iterator

import pytest
from dash import html
from dash.development.base_component import Component

from data.language import speaking
from data.selection import Selection
from data.tables import Column, Kind, Table
from data.views.shared.provenance import Provenance
from data.vocabulary import ComponentState, Nothing, TargetStatus, Verdict
from layouts.parts import page as parts
from tests.layouts.reading import seen, walk, words


@pytest.fixture(autouse=True)
def russian() -> Iterator[None]:
    with speaking("ru"):
        yield


@pytest.mark.parametrize(
    ("value", "drawn", "read", "look"),
    [
        (3, "▲ 3", "выше на 3", "up"),
        (-2, "▼ 2", "ниже на 2", "down"),
        (0, "=", "без изменений", "same"),
        (-0.001, "=", "без изменений", "same"),
        (None, "нет сравнения", "нет сравнения", "no-comparison"),
    ],
)
def test_a_change_has_a_sign_and_words(value: float | None, drawn: str, read: str, look: str) -> None:
    component = parts.change(value)
    assert seen(component) == drawn
    assert words(component) == read
    assert component.className == look


def test_a_change_is_nothing_when_it_rounds_to_nothing() -> None:
    assert seen(parts.change(0.04, 1)) == "="
    assert seen(parts.change(0.06, 1)) == "▲ 0,1"


@pytest.mark.parametrize(("share", "width"), [(0.0, "0.00%"), (0.825, "82.50%"), (1.2, "100.00%"), (-0.1, "0.00%")])
def test_a_bar_starts_at_zero_and_ends_at_the_scale(share: float, width: str) -> None:
    drawn = parts.bar(share)
    assert [child.style for child in drawn.children] == [{"width": width}]


def test_a_bar_can_be_ones_own_and_have_a_target() -> None:
    own, target = parts.bar(0.5, own=True, target=0.75).children
    assert own.className == "bar own"
    assert target.style == {"left": "75.00%"}


def test_signs_of_one_list_differ_in_mark_and_word() -> None:
    targets = [parts.target_sign(status) for status in TargetStatus]
    verdicts = [parts.verdict_sign(verdict) for verdict in Verdict]
    states = [parts.state_sign(state) for state in ComponentState]
    assert [sign.mark for sign in targets] == ["✓", "→", "◔", "✕", "?"]
    assert [sign.mark for sign in verdicts] == ["✓", "◐", "?"]
    assert [sign.mark for sign in states] == ["●", "◐", "○", "?", "—"]
    for signs in (targets, verdicts, states):
        assert len({sign.text for sign in signs}) == len(signs)


def test_a_badge_says_its_word_and_not_its_mark() -> None:
    badge = parts.badge(parts.target_sign(TargetStatus.MISSED))
    assert words(badge) == "не достигнута"
    assert seen(badge).startswith("✕")
    assert badge.className == "badge-sign tone-missed"


@pytest.mark.parametrize(
    ("state", "share", "look"),
    [
        (ComponentState.FORMED, 1.0, "state-formed"),
        (ComponentState.PARTIAL, 0.5, "state-partial-high"),
        (ComponentState.PARTIAL, 0.49, "state-partial-low"),
        (ComponentState.ABSENT, -0.1, "state-absent"),
        (ComponentState.NO_DATA, None, "nothing-no-data"),
        (ComponentState.NOT_APPLICABLE, None, "nothing-not-applicable"),
    ],
)
def test_every_state_has_a_ground(state: ComponentState, share: float | None, look: str) -> None:
    assert parts.state_look(state, share) == look


def test_kinds_of_nothing_look_and_sound_different() -> None:
    cells = [parts.nothing_cell(kind) for kind in Nothing]
    assert len({cell.className for cell in cells}) == 3
    assert len({seen(cell) for cell in cells}) == 3
    assert [words(cell) for cell in cells] == ["нет данных", "не применимо", "скрыто: малая численность"]


def test_a_heatmap_cell_is_a_button_that_says_everything() -> None:
    cell = parts.heat_cell(
        "12",
        look="state-partial-high",
        mark="◐",
        words="2. Показатели: 12 из 20",
        store="cycle-cell",
        value="M14~1.1~2",
    )
    button = cell.children
    assert isinstance(button, html.Button)
    assert getattr(button, "aria-label") == "2. Показатели: 12 из 20"
    assert getattr(button, "data-choice") == "cycle-cell"
    assert getattr(button, "data-value") == "M14~1.1~2"
    assert getattr(button, "aria-pressed") == "false"
    assert seen(button).startswith("12")


def test_a_heatmap_cell_without_a_store_cannot_be_pressed() -> None:
    cell = parts.heat_cell("12", look="state-absent", words="12 из 20")
    assert not any(isinstance(item, html.Button) for item in walk(cell))
    assert "12 из 20" in words(cell)


def test_a_table_prints_each_kind_of_value() -> None:
    values = {
        Column("a", "A"): ("Тестовый МО", "Тестовый МО"),
        Column("b", "B", Kind.NUMBER): (1240, "1\u00a0240"),
        Column("c", "C", Kind.SHARE): (0.666, "66,6\u00a0%"),
        Column("d", "D", Kind.PERCENT, 0): (66.6, "67\u00a0%"),
        Column("e", "E", Kind.SIGNED): (-2, "−2"),
        Column("f", "F", Kind.NUMBER, 1): (0, "0,0"),
        Column("g", "G", Kind.NUMBER): (Nothing.HIDDEN, "скрыто: малая численность"),
    }
    for column, (value, printed) in values.items():
        assert parts.cell_text(column, value) == printed


def test_a_table_marks_own_rows_and_aligns_numbers() -> None:
    table = Table(
        "t",
        "Рейтинг",
        (Column("code", "Код"), Column("points", "Баллы", Kind.NUMBER)),
        ({"code": "M1", "points": 3}, {"code": "M2", "points": Nothing.NO_DATA}),
    )
    frame = parts.data_table(table, own_row={"code": "M1"})
    rows = [item for item in walk(frame) if isinstance(item, html.Tr)]
    assert [row.className for row in rows[1:]] == ["own", ""]
    assert [cell.className for cell in rows[2].children] == ["", "numeric nothing-no-data"]
    assert getattr(frame, "aria-label") == "Рейтинг"


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
    menu = parts.export_menu("rankings", Selection(period="2026"), table="total", graph="rankings-chart")
    links = [item.href for item in walk(menu) if isinstance(item, html.A)]
    assert links == ["/export/rankings/total.xlsx?period=2026", "/export/rankings/total.csv?period=2026"]
    buttons = [item for item in walk(menu) if isinstance(item, html.Button)]
    assert [getattr(item, "data-export-format") for item in buttons] == ["png", "svg"]
    assert {getattr(item, "data-export-graph") for item in buttons} == {"rankings-chart"}


def test_a_page_states_what_is_shown() -> None:
    shown = parts.page(
        title="Рейтинги", sentence="Итог за 2026 год", content=html.Div("таблица"), foot=parts.footer(provenance())
    )
    assert isinstance(shown, html.Main)
    assert "Итог за 2026 год" in words(shown)
    assert isinstance(shown.children[-1], html.Footer)


def test_an_error_is_told_at_once_and_offers_a_way_out() -> None:
    notice = parts.error_notice("Ревизии 199 нет.")
    assert notice.role == "alert"
    assert [item.href for item in walk(notice) if isinstance(item, html.A)] == ["?"]


def test_every_part_is_a_component() -> None:
    made = [
        parts.rail([parts.field("Вид", parts.checklist("kinds", [("a", "А")], ["a"]))]),
        parts.card("Заголовок", html.Div(), caption="Как читать", actions=parts.segmented("view", [("a", "А")], "a")),
        parts.note("Оценка неполная."),
        parts.empty_state("Нет данных", "Файл не загружен."),
        parts.legend([("state-formed", "●", "сформировано")]),
        parts.grid((8, html.Div()), (4, parts.stack(html.Div(), html.Div()))),
        parts.choice_button("Открыть", "cycle-cell", "x", pressed=True),
        parts.internal_link("Цикл", "/cycle", Selection(municipality="M14")),
    ]
    assert all(isinstance(component, Component) for component in made)
    assert made[-1].href == "/cycle?municipality=M14"


def provenance() -> Provenance:
    return Provenance("Тестовая область", True, 7, (("Методика", "Рубрика, редакция 1."),))
