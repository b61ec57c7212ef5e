"""Names of notes as files: readable for people, and a Latin one for programs that know no other letters."""

from data.exports.file_names import file_name, latin_file_name
from data.language import pgettext
from data.text.transliteration import latin_code


def note_name(municipality: str, period: str) -> str:
    """«Справка — Светлоозёрский МО — 2026.docx»."""
    return file_name(pgettext("file", "Note"), municipality, period, "docx")


def latin_name(code: str, municipality: str, period: str) -> str:
    """``note-m14-svetloozerskii-mo-2026.docx``."""
    return latin_file_name("note", code, municipality, period, kind="docx")


def archive_name(period: str) -> str:
    return f"notes-{latin_code(period)}.zip"
