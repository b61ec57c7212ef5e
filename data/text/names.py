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
NOISE = re.compile(r"[«»„“”\"'`’()]")
DASHES = re.compile(r"[\u2010-\u2015\u2212]")
TOWN = re.compile(r"(^| )(г\.|город )\s*")
WORD = re.compile(r"\w+")
CYRILLIC_LETTER = re.compile("[а-я]")


def _repair_word(match: re.Match[str]) -> str:
    word = match[0]
    return word.translate(TO_CYRILLIC) if CYRILLIC_LETTER.search(word) else word


@lru_cache(maxsize=50_000)
def name_key(text: str) -> str:
    """What two spellings of one name have in common."""
    plain = " ".join(unicodedata.normalize("NFKC", visible(text)).casefold().replace("ё", "е").split())
    plain = DASHES.sub("-", NOISE.sub("", plain))
    plain = TOWN.sub(r"\1", plain)
    return WORD.sub(_repair_word, plain).strip(" .,:;*")


@lru_cache(maxsize=50_000)
def code_key(text: str) -> str:
    """What two spellings of one code have in common: ``М14`` typed with a Cyrillic М is ``M14``."""
    plain = DASHES.sub("-", unicodedata.normalize("NFKC", visible(text)).casefold())
    return "".join(plain.split()).translate(TO_LATIN)


@lru_cache(maxsize=50_000)
def has_lookalikes(text: str) -> bool:
    """Whether a word mixes Cyrillic letters with Latin ones that look like them."""
    return any(
        CYRILLIC_LETTER.search(word) and word != word.translate(TO_CYRILLIC)
        for word in WORD.findall(text.casefold().replace("ё", "е"))
    )


def closest(name: str, known: Iterable[str]) -> list[str]:
    """Up to three known names that ``name`` was probably meant to be, the closest first."""
    by_key = {name_key(one): one for one in known}
    return [by_key[key] for key in difflib.get_close_matches(name_key(name), list(by_key), n=3, cutoff=0.6)]
