"""Answers to the questions about a file, as a finding offers them and as they are given."""

from collections.abc import Iterable
from enum import StrEnum

# In place of an indicator: all of the column.
ALL_INDICATORS = "*"


class PercentScale(StrEnum):
    """What the numbers of a column are that carry no percent sign."""

    PERCENT = "percent"
    SHARE = "share"


class TextAnswer(StrEnum):
    """``PROPOSED`` is said of a whole column whose texts are clear; the others of one cell."""

    PROPOSED = "proposed"
    CLARIFY = "clarify"
    READING_1 = "reading-1"
    READING_2 = "reading-2"
    READING_3 = "reading-3"
    READING_4 = "reading-4"
    READING_5 = "reading-5"
    READING_6 = "reading-6"


READINGS = tuple(TextAnswer)[2:]


def at_once(asked: Iterable[tuple[str, bool]]) -> dict[str, tuple[str, ...]]:
    """The questions that one answer may close, by ``Data!F#*``, of (``Data!F#7.1``, whether it is open).

    They are those of a column that are still open; where none is, all of the column, so that what was said of all can
    be said otherwise. A column with one question only is not here.
    """
    columns: dict[str, dict[str, bool]] = {}
    for place, is_open in asked:
        sheet, _mark, asked_about = place.rpartition("!")
        column, _mark, indicator = asked_about.partition("#")
        if indicator:
            columns.setdefault(f"{sheet}!{column}#{ALL_INDICATORS}", {})[place] = is_open
    open_first = {
        column: tuple(place for place, is_open in places.items() if is_open or not any(places.values()))
        for column, places in columns.items()
    }
    return {column: places for column, places in open_first.items() if len(places) > 1}


def choices_text(choices: dict[TextAnswer, str]) -> str:
    """Answers with their words, one a line, as a finding holds them."""
    return "\n".join(f"{answer.value}={' '.join(words.split())}" for answer, words in choices.items())


def read_choices(text: str) -> list[tuple[str, str]]:
    """(answer, words) of ``choices_text``."""
    pairs = (line.partition("=") for line in text.splitlines())
    return [(answer, words) for answer, _sign, words in pairs]
