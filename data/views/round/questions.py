"""What a returned file asks about its texts: each way to read one is an answer that can be chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from data.language import _
from data.text.answers import ALL_INDICATORS, PercentScale, at_once, read_choices


@dataclass(frozen=True)
class TextChoice:
    """One answer to a question about a text. ``place`` is the question's, ``found`` the text, ``is_given``: chosen."""

    place: str
    found: str
    answer: str
    words: str
    is_given: bool


def text_choices(findings: Sequence[dict[str, Any]]) -> tuple[TextChoice, ...]:
    """All answers to all questions about texts, in the order of the findings; those that were answered too."""
    return tuple(
        TextChoice(finding["question"], finding.get("found") or "", answer, words, finding.get("answer") == answer)
        for finding in findings
        if finding.get("question")
        for answer, words in read_choices(finding.get("choices") or "")
    )


def offered(findings: Sequence[dict[str, Any]], place: str) -> frozenset[str]:
    """The answers that a file takes to its question about a place; none where it asks nothing there."""
    of_texts = frozenset(one.answer for one in text_choices(findings) if one.place == place)
    is_asked = any(finding.get("question") == place for finding in findings)
    return of_texts or (frozenset(one.value for one in PercentScale) if is_asked else frozenset())


def columns_at_once(findings: Sequence[dict[str, Any]]) -> dict[str, tuple[str, ...]]:
    """The questions about several indicators of a column, by ``Data!F#*``: one answer may be given to all."""
    return at_once((one["question"], one["severity"] == "question") for one in findings if one.get("question"))


def place_words(place: str) -> str:
    """«Муниципалитеты F, показатель K01» of ``Муниципалитеты!F#K01``: what a question is about, for people."""
    sheet, _mark, asked = place.rpartition("!")
    # As ``data.intake.tables.answers`` writes it, which a page does not load.
    cell, _mark, indicator = asked.partition("#")
    words = _("all indicators") if indicator == ALL_INDICATORS else _("indicator {code}").format(code=indicator)
    about = [words] if indicator else []
    return ", ".join([" ".join(filter(None, (sheet, cell))), *about])
