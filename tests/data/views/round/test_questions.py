"""What a returned file asks, as the page of the round offers it."""

import pytest

from data.findings import shortened
from data.language import speaking
from data.text.answers import PercentScale, at_once
from data.views.round.questions import TextChoice, offered, place_words
from layouts.round.detail import LONGEST_OPTION, _text_words


@pytest.mark.parametrize(
    ("place", "russian", "english"),
    [
        ("Школы!H", "Школы H", "Школы H"),
        ("Цели!O6", "Цели O6", "Цели O6"),
        ("Данные!F#*", "Данные F, все показатели", "Данные F, all indicators"),
        ("Данные!F#7.1", "Данные F, показатель 7.1", "Данные F, indicator 7.1"),
        # A sheet may be called anything.
        ("Срочно! №#1!F#k01", "Срочно! №#1 F, показатель k01", "Срочно! №#1 F, indicator k01"),
    ],
)
def test_a_place_is_told_in_words(place: str, russian: str, english: str) -> None:
    for language, expected in (("ru", russian), ("en", english)):
        with speaking(language):
            assert place_words(place) == expected


def test_a_reading_stands_before_the_text_and_is_not_cut_for_it() -> None:
    long = "рост " * 60
    reading = "динамика не менее 10 процентных пунктов"
    shown = _text_words(TextChoice("Цели!O6", long, "reading-1", reading, is_given=True))
    assert shown.startswith(f"✓ Цели O6 · {reading} · «рост")
    assert (len(shown), shown[-1]) == (LONGEST_OPTION, "…")
    assert _text_words(TextChoice("Цели!O", "", "proposed", "Всё, как прочитано", is_given=False)) == (
        "Цели O · Всё, как прочитано"
    )
    assert shortened(shown, LONGEST_OPTION) == shown


def test_a_column_takes_shares_and_percentages_and_a_text_its_readings() -> None:
    column = {"question": "Школы!H", "choices": None}
    text = {"question": "Цели!O6", "choices": "reading-1=a\nclarify=b"}
    assert offered([column, text], "Школы!H") == frozenset(PercentScale)
    assert offered([column, text], "Цели!O6") == {"reading-1", "clarify"}
    assert offered([column, text], "Цели!O7") == frozenset()


@pytest.mark.parametrize(
    ("is_open", "together"),
    [
        ((True, True, True), ("А!F#1", "А!F#2", "А!F#3")),
        ((True, False, True), ("А!F#1", "А!F#3")),
        # One alone is answered alone.
        ((False, False, True), ()),
        # All may be said otherwise.
        ((False, False, False), ("А!F#1", "А!F#2", "А!F#3")),
    ],
)
def test_one_answer_is_for_the_open_questions_of_its_column(
    is_open: tuple[bool, ...], together: tuple[str, ...]
) -> None:
    others = [("А!G#1", True), ("Б!H", True), ("Б!I", True)]
    asked = [*zip(("А!F#1", "А!F#2", "А!F#3"), is_open, strict=True), *others]
    assert at_once(asked) == ({"А!F#*": together} if together else {})
