"""Words to choose from: as a drop-down offers them, as people type them, and the values they stand for.

``words``: value → its Russian and its English word, then other ways to say it.
"""

from collections.abc import Mapping

from data.language import local
from data.text.names import name_key

Words = Mapping[str, tuple[str, ...]]


def offered(words: Words) -> tuple[str, ...]:
    """What a drop-down offers in the current language."""
    return tuple(dict.fromkeys(local(*forms[:2]) for forms in words.values()))


def choices(words: Words) -> tuple[str, ...]:
    """What a message lists: each word once, also where one choice puts several together («A; B»)."""
    return tuple(dict.fromkeys(part for word in offered(words) for part in word.split("; ")))


def chosen(text: str, words: Words) -> str | None:
    """The value that a typed word stands for, in either language."""
    typed = name_key(text)
    return next(
        (value for value, forms in words.items() if typed in {name_key(form) for form in (*forms, value)}), None
    )


def word_of(value: str | None, words: Words) -> str | None:
    return local(*words[value][:2]) if value else None
