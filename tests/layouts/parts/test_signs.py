"""Signs, badges, bars and heatmap cells, read as the browser gets them."""

from collections.abc import Iterator

import pytest
from dash import html

from data.language import speaking
from data.vocabulary import ComponentState, Nothing, TargetStatus, Verdict
from layouts.parts import signs
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
    component = signs.change(value)
    assert seen(component) == drawn
    assert words(component) == read
    assert component.className == look


def test_a_change_is_nothing_when_it_rounds_to_nothing() -> None:
    assert seen(signs.change(0.04, 1)) == "="
    assert seen(signs.change(0.06, 1)) == "▲ 0,1"


@pytest.mark.parametrize(("share", "width"), [(0.0, "0.00%"), (0.825, "82.50%"), (1.2, "100.00%"), (-0.1, "0.00%")])
def test_a_bar_starts_at_zero_and_ends_at_the_scale(share: float, width: str) -> None:
    drawn = signs.bar(share)
    assert [child.style for child in drawn.children] == [{"width": width}]


def test_a_bar_can_be_ones_own_and_have_a_target() -> None:
    own, target = signs.bar(0.5, own=True, target=0.75).children
    assert own.className == "bar own"
    assert target.style == {"left": "75.00%"}


def test_signs_of_one_list_differ_in_mark_and_word() -> None:
    targets = [signs.target_sign(status) for status in TargetStatus]
    verdicts = [signs.verdict_sign(verdict) for verdict in Verdict]
    states = [signs.state_sign(state) for state in ComponentState]
    assert [sign.mark for sign in targets] == ["✓", "→", "◔", "✕", "?"]
    assert [sign.mark for sign in verdicts] == ["✓", "◐", "?"]
    assert [sign.mark for sign in states] == ["●", "◐", "○", "?", "—"]
    for kind in (targets, verdicts, states):
        assert len({sign.text for sign in kind}) == len(kind)


def test_a_badge_says_its_word_and_not_its_mark() -> None:
    badge = signs.badge(signs.target_sign(TargetStatus.MISSED))
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
    assert signs.state_look(state, share) == look


def test_kinds_of_nothing_look_and_sound_different() -> None:
    cells = [signs.nothing_cell(kind) for kind in Nothing]
    assert len({cell.className for cell in cells}) == 3
    assert len({seen(cell) for cell in cells}) == 3
    assert [words(cell) for cell in cells] == ["нет данных", "не применимо", "скрыто: малая численность"]


def test_a_heatmap_cell_is_a_button_that_says_everything() -> None:
    cell = signs.heat_cell(
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
    cell = signs.heat_cell("12", look="state-absent", words="12 из 20")
    assert not any(isinstance(item, html.Button) for item in walk(cell))
    assert "12 из 20" in words(cell)
