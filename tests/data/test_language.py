"""Which language speaks, and how it counts."""

from pathlib import Path

import pytest

import data.language as language
from data.language import current_language, local, ngettext, pgettext, set_language, speaking

CATALOGUE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\\n"

msgid "{number} school"
msgid_plural "{number} schools"
msgstr[0] "{number} школа"
msgstr[1] "{number} школы"
msgstr[2] "{number} школ"

msgctxt "target"
msgid "met"
msgstr "достигнута"
"""


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue of two texts in place of the product's own."""
    (tmp_path / "ru").mkdir()
    (tmp_path / "ru" / "schools.po").write_text(CATALOGUE, encoding="utf-8")
    monkeypatch.setattr(language, "LOCALE_FOLDER", tmp_path)
    monkeypatch.setattr(language, "_translations", language._translations.__wrapped__)


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1 школа"), (2, "2 школы"), (5, "5 школ"), (11, "11 школ"), (12, "12 школ"), (21, "21 школа"), (0, "0 школ")],
)
def test_russian_counts_in_three_forms(catalogue: None, number: int, words: str) -> None:
    with speaking("ru"):
        assert ngettext("{number} school", "{number} schools", number).format(number=number) == words


def test_english_counts_in_two_forms(catalogue: None) -> None:
    with speaking("en"):
        assert ngettext("{number} school", "{number} schools", 1) == "{number} school"
        assert ngettext("{number} school", "{number} schools", 21) == "{number} schools"


def test_a_context_tells_two_meanings_apart(catalogue: None) -> None:
    with speaking("ru"):
        assert pgettext("target", "met") == "достигнута"
        assert pgettext("people", "met") == "met"


def test_speaking_gives_the_language_back() -> None:
    with speaking("en"):
        assert local("округ", "okrug") == "okrug"
        with speaking("ru"):
            assert local("округ", "okrug") == "округ"
        assert current_language() == "en"


def test_an_unknown_language_is_russian() -> None:
    with speaking("en"):
        set_language("de")
        assert current_language() == "ru"
