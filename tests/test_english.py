"""The house rule of English: a sentence names the thing, and one thing has one word (stage, rank, points)."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from data.language import LOCALE_FOLDER
from tests.test_house import ROOT, tracked_files

# Left what is not written, right what is written instead.
TRANSLATED = {
    r"\bmend(s|ed|ing)?\b": "fix",
    r"\banew\b": "again",
    r"\bours\b": "the product's",
    r"\b(is|are|was|were|be|being) told\b(?! apart)": "reports, states",
    r"\bnot said\b": "missing",
    r"\bwho has\b": "municipalities with",
    r"\ba press on\b": "select",
    r"\bits like\b|\bthe like ones\b|\blike it by\b": "similar municipalities",
}
# Words of the screen that have one form: a stage is no component and no link, a rank is no place.
ONE_WORD = {
    r"\bcomponents?\b": "stage",
    r"\bbroken links?\b|\blinks? of the (management )?cycle\b|\b(this|first|each|every) link\b": "stage, break",
    r"(?<!in )\bplaces?\b": "rank",
    r"\bour\b": "the product's",
    r"\bby the total\b": "by total",
    r"\bunlike\b": "not similar",
}
PLACEHOLDER = re.compile(r"\{[^{}]*\}")
PACKAGES = ("dashboard", "callbacks", "layouts", "data")


@cache
def english() -> tuple[tuple[str, str], ...]:
    """Every sentence of the product and the catalogue it stands in, with «…» for what is filled in."""
    found = []
    for path in sorted((LOCALE_FOLDER / "ru").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="ru"):
                texts = message.id if isinstance(message.id, tuple) else (message.id,)
                found += [(path.name, PLACEHOLDER.sub("…", text)) for text in texts]
    return tuple(found)


def lines_of(paths: list[Path]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (f"{path.relative_to(ROOT)}:{number}", line)
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    )


def against(rule: dict[str, str], texts: tuple[tuple[str, str], ...]) -> list[str]:
    return [
        f"{place}: {text} (write «{instead}»)"
        for pattern, instead in rule.items()
        for place, text in texts
        if re.search(pattern, text, re.IGNORECASE)
    ]


def test_the_screen_speaks_plain_english() -> None:
    assert not against(TRANSLATED | ONE_WORD, english())


def test_docstrings_and_comments_speak_plain_english() -> None:
    # The code may have a name ``said``; migrations stay as they were published.
    rule = {pattern: instead for pattern, instead in TRANSLATED.items() if "said" not in pattern}
    packages = [
        path for path in tracked_files() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in PACKAGES
    ]
    assert not against(rule, lines_of([path for path in packages if "migrations" not in path.parts]))


def test_documents_speak_plain_english() -> None:
    assert not against(
        TRANSLATED | {r"\bcycle components?\b": "stage"},
        lines_of([path for path in tracked_files() if path.suffix == ".md"]),
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Mend the formula.",
        "Make it anew.",
        "who has gaps",
        "Nothing is told.",
        "First broken link",
        "Place 3 by the total",
    ],
)
def test_the_rule_finds_what_it_forbids(sentence: str) -> None:
    assert against(TRANSLATED | ONE_WORD, (("here", sentence),))


def test_the_rule_lets_a_right_sentence_pass() -> None:
    assert not against(TRANSLATED | ONE_WORD, (("here", "Ranks 3–5 cannot be told apart; copy the link in place."),))
