"""Names of notes as files: readable for people, and a Latin one for programs that know no other letters."""

import re

from data.language import pgettext
from data.text.transliteration import latin_code

# What a file system takes for something else, and what no name needs.
NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\ud800-\udfff]+')
LONGEST = 120


def note_name(municipality: str, period: str) -> str:
    """«Справка Светлоозёрский МО 2026.docx»."""
    words = f"{pgettext('file', 'Note')} {municipality} {period}"
    return " ".join(NOT_IN_NAMES.sub(" ", words).split()).strip(" .")[:LONGEST] + ".docx"


def latin_name(code: str, municipality: str, period: str) -> str:
    """``note-m14-svetloozerskii-mo-2026.docx``."""
    return "-".join(filter(None, ("note", latin_code(code), latin_code(municipality), latin_code(period)))) + ".docx"


def archive_name(period: str) -> str:
    return f"notes-{latin_code(period)}.zip"
