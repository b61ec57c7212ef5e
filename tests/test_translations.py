"""Every text of the product has its Russian: none missing, left over, told in two ways, or with other gaps to fill."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from tools.messages import (
    RUSSIAN,
    NoLiteral,
    differences,
    identity,
    messages_of,
    python_texts,
    russian,
    russian_of,
    texts_of_the_code,
)

PLACEHOLDER = re.compile(r"\{[^{}]*\}")
RUSSIAN_PLURALS = "nplurals=3"
FILES = sorted(RUSSIAN.glob("*.po"))


@pytest.fixture(scope="module")
def translated() -> list[Message]:
    return [message for path in FILES for message in messages_of(russian_of(path))]


def parts(value: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def test_every_text_has_its_russian_and_none_is_left_over() -> None:
    found = differences(texts_of_the_code(), russian())
    assert (found.missing, found.unused) == ([], [])


def test_a_missing_and_a_left_over_text_are_found_with_their_place() -> None:
    code, known = Catalog(), Catalog()
    code.add("new", locations=[("layouts/page.py", 7)])
    code.add("known")
    code.add(("{number} day", "{number} days"), locations=[("data/days.py", 3)])
    for text, russian_text in (("known", "известно"), ("old", "старое"), ("{number} day", "{number} день")):
        known.add(text, russian_text)
    found = differences(code, known)
    assert found.missing == [
        "data/days.py:3: ('{number} day', '{number} days')",
        "layouts/page.py:7: 'new'",
    ]
    assert found.unused == ["'old'", "'{number} day'"]


def texts_in(source: str) -> list[tuple[str, tuple[str, ...]]]:
    file = BytesIO(source.encode())
    file.name = "data/module.py"
    return [(function, texts) for _line, function, texts, _notes in python_texts(file, (), (), {})]


def test_texts_are_found_wherever_they_stand() -> None:
    source = 'f"{_(\'inside\')} x"\n[ngettext("one", "many", n), pgettext("of a place", "rank")]\nother("no")'
    assert texts_in(source) == [
        ("ngettext", ("one", "many")),
        ("pgettext", ("of a place", "rank")),
        ("_", ("inside",)),
    ]


def test_a_text_that_is_put_together_is_refused() -> None:
    with pytest.raises(NoLiteral, match=r"data/module\.py:1"):
        texts_in('_(f"{number} days")')


def test_a_text_has_one_russian(translated: list[Message]) -> None:
    first: dict[object, object] = {}
    told_twice = [
        message.id for message in translated if first.setdefault(identity(message), message.string) != message.string
    ]
    assert not told_twice, "tell them apart with pgettext"


def test_no_translation_is_a_guess(translated: list[Message]) -> None:
    assert [message.id for message in translated if message.fuzzy] == []


def test_the_same_gaps_are_filled(translated: list[Message]) -> None:
    wrong = []
    for message in translated:
        wanted = {gap for text in parts(message.id) for gap in PLACEHOLDER.findall(text)}
        wrong += [
            f"{message.id!r} → {form!r}" for form in parts(message.string) if set(PLACEHOLDER.findall(form)) != wanted
        ]
    assert not wrong, "other placeholders:\n" + "\n".join(wrong)


def test_percent_stands_as_each_language_has_it(translated: list[Message]) -> None:
    """English without a space, Russian with one."""
    assert [one.id for one in translated if any(re.search(r"[\d}]\s%", text) for text in parts(one.id))] == []
    assert [one.id for one in translated if any(re.search(r"[\d}]%", text) for text in parts(one.string))] == []


def test_a_counted_text_has_three_forms(translated: list[Message]) -> None:
    assert [message.id for message in translated if message.pluralizable and len(parts(message.string)) != 3] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_catalogue_says_how_russian_counts(path: Path) -> None:
    header = path.read_text(encoding="utf-8").split("\n\n", 1)[0]
    assert RUSSIAN_PLURALS in header
    assert "charset=UTF-8" in header
