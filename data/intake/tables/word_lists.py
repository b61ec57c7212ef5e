"""Words to choose from: as a drop-down offers them, as people type them, and the values they stand for.

``words``: value → its Russian and its English word, then other ways to say it.
"""

from collections.abc import Mapping

from data.intake.tables.collector import Collector
from data.intake.tables.header import Row
from data.intake.tables.texts import read_text
from data.language import _, local
from data.text.names import name_key

Words = Mapping[str, tuple[str, ...]]


def offered(words: Words) -> tuple[str, ...]:
    """What a drop-down offers in the current language."""
    return tuple(dict.fromkeys(local(*forms[:2]) for forms in words.values()))


def chosen(text: str, words: Words) -> str | None:
    """The value that a typed word stands for, in either language."""
    typed = name_key(text)
    return next(
        (value for value, forms in words.items() if typed in {name_key(form) for form in (*forms, value)}), None
    )


def word_of(value: str | None, words: Words) -> str | None:
    return local(*words[value][:2]) if value else None


def read_choice(row: Row, key: str, words: Words, found: Collector) -> str | None:
    """The value chosen in a drop-down; a word that it does not offer is told."""
    cell, typed = row.cell(key), read_text(row, key, found)
    if cell is None or typed is None:
        return None
    value = chosen(typed, words)
    if value is None:
        found.at(
            "unknown-choice",
            _("The word is not one of those to choose from."),
            row.table.sheet.name,
            cell,
            expected="; ".join(offered(words)),
            fix=_("Choose from the list."),
        )
    return value
