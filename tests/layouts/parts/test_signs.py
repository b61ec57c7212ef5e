"""Signs, badges, bars and heatmap cells, read as the browser gets them."""

from collections.abc import Iterator

import pytest
from dash import html

from data.language import speaking
from data.vocabulary import ComponentState, Nothing, TargetStatus, Verdict
from layouts.parts import signs
from tests.layouts.reading import seen, words


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
    marks = [html.Span(signs.nothing_mark(kind)) for kind in Nothing]
    assert len({signs.NOTHING_CLASS[kind] for kind in Nothing}) == 3
    assert len({seen(mark) for mark in marks}) == 3
    assert [words(mark) for mark in marks] == ["нет данных", "не применимо", "скрыто: малая численность"]
