"""Codes as people type them: Cyrillic letters among Latin ones look the same and make another code."""

from data.intake.tables.collector import Collector
from data.intake.tables.header import Row
from data.language import _
from data.text.names import cyrillic_in, latin_letters


def read_as_latin(row: Row, key: str, typed: str, found: Collector) -> str:
    """The code in Latin letters where all its Cyrillic ones look like Latin, which is noted; else as it was typed."""
    letters, meant = cyrillic_in(typed), latin_letters(typed)
    if not letters or cyrillic_in(meant):
        return typed
    found.note(
        "lookalike-code",
        _("Cyrillic letters in the code ({letters}) were read as the Latin letters they look like.").format(
            letters=", ".join(letters)
        ),
        sheet=row.table.sheet.name,
        cell=row.address(key),
        found=typed,
    )
    return meant


def about_cyrillic(typed: str) -> str:
    """A sentence that names the Cyrillic letters of a code; empty where it has none."""
    letters = cyrillic_in(typed)
    return _("Cyrillic letters in it: {letters}.").format(letters=", ".join(letters)) if letters else ""
