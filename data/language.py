"""Russian and English: the current language, and the words in it.

Source strings are English; ``data/locale/ru/*.po`` hold the Russian, one file a page. They are read as they are:
there is no compiled copy that could be stale.
"""

import gettext as standard_gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("ru", "en")
DEFAULT_LANGUAGE = "ru"
LOCALE_FOLDER = Path(__file__).parent / "locale"

_current: ContextVar[str] = ContextVar("language", default=DEFAULT_LANGUAGE)


def current_language() -> str:
    return _current.get()


def other_language() -> str:
    """The one of the two that is not the current one."""
    return next(one for one in LANGUAGES if one != current_language())


def set_language(language: str) -> None:
    """Set the language for the running request or command; anything but ``ru`` and ``en`` is the default."""
    _current.set(language if language in LANGUAGES else DEFAULT_LANGUAGE)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    token = _current.set(language)
    try:
        yield
    finally:
        _current.reset(token)


@cache
def _translations(language: str) -> standard_gettext.NullTranslations:
    folder = LOCALE_FOLDER / language
    if not folder.is_dir():
        return standard_gettext.NullTranslations()
    merged = Catalog(locale=language)
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id and message.string:
                    merged.add(message.id, message.string, context=message.context)
    binary = BytesIO()
    write_mo(binary, merged)
    binary.seek(0)
    return standard_gettext.GNUTranslations(binary)


def gettext(text: str) -> str:
    return _translations(current_language()).gettext(text)


def ngettext(one: str, many: str, number: int) -> str:
    """The form of a counted phrase that the language wants for ``number``; the caller fills in ``{number}``."""
    return _translations(current_language()).ngettext(one, many, number)


def pgettext(context: str, text: str) -> str:
    """``text`` where one English word needs two Russian ones, told apart by ``context``."""
    return _translations(current_language()).pgettext(context, text)


def local(russian: str, english: str) -> str:
    """The one of two stored texts that belongs to the current language."""
    return russian if current_language() == "ru" else english


_ = gettext
