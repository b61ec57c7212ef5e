"""Words to choose from: as a drop-down offers them, as people type them, and the values they stand for.

``words``: value → its Russian and its English word, then other ways to say it.
"""

from data.intake.tables.collector import Collector
from data.intake.tables.header import Row
from data.intake.tables.texts import read_text
from data.language import _
from data.text.word_lists import Words, choices, chosen


def read_choice(row: Row, key: str, words: Words, found: Collector) -> str | None:
    """The value chosen in a drop-down; a word that it does not offer is reported."""
    cell, typed = row.cell(key), read_text(row, key, found)
    if cell is None or typed is None:
        return None
    value = chosen(typed, words)
    if value is None:
        found.at(
            "unknown-choice",
            _("The word is not in the list of choices."),
            row.table.sheet.name,
            cell,
            expected="; ".join(choices(words)),
            fix=_("Choose from the list."),
        )
    return value
