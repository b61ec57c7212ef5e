"""Names as people type them: letter case, ё, quotes, «г.», odd spaces and look-alike letters do not matter."""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from data.text.invisible import visible

# Letters that look the same in both alphabets; lower case, because names are compared in lower case.
LATIN = "abcehkmoptxy"
CYRILLIC = "авсенкмортху"
TO_CYRILLIC = str.maketrans(LATIN, CYRILLIC)
TO_LATIN = str.maketrans(CYRILLIC, LATIN)
# The same in both cases, for texts that are kept as they are shown.
SHOWN_TO_CYRILLIC = str.maketrans(LATIN + LATIN.upper(), CYRILLIC + CYRILLIC.upper())
SHOWN_TO_LATIN = str.maketrans(CYRILLIC + CYRILLIC.upper(), LATIN + LATIN.upper())
# Square brackets mark an ending that a source lacks: the name is the same with and without them.
NOISE = re.compile(r"[«»„“”\"'`’()\[\]]")
DASHES = re.compile(r"[\u2010-\u2015\u2212]")
TOWN = re.compile(r"(^| )(г\.|город )\s*")
WORD = re.compile(r"\w+")
CYRILLIC_LETTER = re.compile("[а-яё]")
LATIN_LETTER = re.compile("[a-z]")
# No name is longer; a cell may hold ten megabytes, which are neither compared nor kept.
LONGEST_NAME = 2_001


def _repair_word(match: re.Match[str]) -> str:
    word = match[0]
    return word.translate(TO_CYRILLIC) if CYRILLIC_LETTER.search(word) else word


def name_key(text: str) -> str:
    """What two spellings of one name have in common."""
    return _name_key(text[:LONGEST_NAME])


@lru_cache(maxsize=50_000)
def _name_key(text: str) -> str:
    plain = " ".join(unicodedata.normalize("NFKC", visible(text)).casefold().replace("ё", "е").split())
    plain = DASHES.sub("-", NOISE.sub("", plain))
    plain = TOWN.sub(r"\1", plain)
    return WORD.sub(_repair_word, plain).strip(" .,:;*")


def code_key(text: str) -> str:
    """What two spellings of one code have in common: ``М14`` typed with a Cyrillic М is ``M14``."""
    return _code_key(text[:LONGEST_NAME])


@lru_cache(maxsize=50_000)
def _code_key(text: str) -> str:
    plain = DASHES.sub("-", unicodedata.normalize("NFKC", visible(text)).casefold())
    return "".join(plain.split()).translate(TO_LATIN)


def has_lookalikes(text: str) -> bool:
    """Whether a word mixes Cyrillic letters with Latin ones that look like them."""
    return _has_lookalikes(text[:LONGEST_NAME])


def repaired(text: str) -> str:
    """The text with its Russian words in Russian letters: «Гимнaзия» with a Latin a as it was meant.

    A word that keeps a Latin letter, such as «IT-куб» or «PRактика», is left as it was typed.
    """
    return WORD.sub(_repair_shown_word, text) if _has_both_alphabets(text) else text


def _has_both_alphabets(text: str) -> bool:
    return not text.isascii() and bool(LATIN_LETTER.search(text.casefold()))


def _repair_shown_word(match: re.Match[str]) -> str:
    word = match[0]
    if not CYRILLIC_LETTER.search(word.casefold()):
        return word
    meant = word.translate(SHOWN_TO_CYRILLIC)
    return word if LATIN_LETTER.search(meant.casefold()) else meant


def latin_letters(code: str) -> str:
    """The code with Latin letters in place of the Cyrillic ones that look like them."""
    return code.translate(SHOWN_TO_LATIN)


def cyrillic_in(code: str) -> str:
    """The Cyrillic letters of a code, each once, in their order."""
    return "".join(dict.fromkeys(letter for letter in code if CYRILLIC_LETTER.match(letter.casefold())))


def mixes_alphabets(code: str) -> bool:
    """Whether a code has letters of both alphabets."""
    return bool(cyrillic_in(code) and LATIN_LETTER.search(code.casefold()))


@lru_cache(maxsize=50_000)
def _has_lookalikes(text: str) -> bool:
    return any(
        CYRILLIC_LETTER.search(word) and word != word.translate(TO_CYRILLIC)
        for word in WORD.findall(text.casefold().replace("ё", "е"))
    )


def closest(name: str, known: Iterable[str]) -> list[str]:
    """Up to three known names that ``name`` was probably meant to be, the closest first."""
    if len(name) >= LONGEST_NAME:
        return []
    by_key = {name_key(one): one for one in known}
    return [by_key[key] for key in difflib.get_close_matches(name_key(name), list(by_key), n=3, cutoff=0.6)]
