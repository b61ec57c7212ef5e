"""Answers to the questions about a file, as a finding offers them and as they are given."""

from enum import StrEnum


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


def choices_text(choices: dict[TextAnswer, str]) -> str:
    """Answers with their words, one a line, as a finding holds them."""
    return "\n".join(f"{answer.value}={' '.join(words.split())}" for answer, words in choices.items())


def read_choices(text: str) -> list[tuple[str, str]]:
    """(answer, words) of ``choices_text``."""
    pairs = (line.partition("=") for line in text.splitlines())
    return [(answer, words) for answer, _sign, words in pairs]
