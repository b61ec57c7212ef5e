"""In which language and theme a browser wants its answers."""

from flask import request

from data.language import LANGUAGES


def requested_language() -> str:
    """The remembered language, or what the browser asks for, or Russian."""
    remembered = request.cookies.get("language", "")
    if remembered in LANGUAGES:
        return remembered
    return request.accept_languages.best_match(LANGUAGES, default="ru") or "ru"


def requested_theme() -> str:
    """The remembered theme; a first visit is light."""
    return "dark" if request.cookies.get("theme") == "dark" else "light"
