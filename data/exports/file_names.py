"""Names of exported files that say what is inside: page, subject, period; for pictures, tables and notes alike."""

import re
from urllib.parse import quote

from data.language import _
from data.text.invisible import visible
from data.text.transliteration import latin_code

# What a file system takes for something else, and what no name needs.
NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\ud800-\udfff]+')
# File systems allow 255 bytes: a Russian letter is two of them.
LONGEST = 110
BETWEEN = " — "


def page_words(key: str) -> str:
    """The page as its menu calls it; the key itself where there is no such page."""
    words = {
        "overview": _("Overview"),
        "rankings": _("Rankings"),
        "cycle": _("Cycle"),
        "municipality": _("Municipality"),
        "clusters": _("Clusters"),
        "indicators": _("Indicators"),
        "corrections": _("Corrections"),
        "roadmap": _("Roadmaps"),
        "data": _("Data"),
        "round": _("Collection"),
        "audit": _("Audit log"),
        "accounts": _("Access"),
        "start": _("Getting started"),
        "methodology": _("Methodology"),
    }
    return words.get(key, key)


def file_name(page: str, subject: str, period: str | None, kind: str) -> str:
    """«Рейтинги — Распределение баллов — 2026.png».

    The period is left out where the subject has it already. A long subject is cut, so that period and kind stay.
    """
    subject = _clean(subject)
    period = "" if not period or re.search(rf"\b{re.escape(period)}\b", subject) else _clean(period)
    frame = BETWEEN.join(filter(None, (_clean(page), "{}", period)))
    room = LONGEST - len(frame)
    short = subject if len(subject) <= room else subject[: room - 1].rstrip() + "…"
    return frame.replace("{}", short) + f".{kind}"


def latin_file_name(*parts: str | None, kind: str) -> str:
    """``rankings-distribution-2026.xlsx``, for programs that know no other letters."""
    return "-".join(filter(None, (latin_code(part) for part in parts if part))) + f".{kind}"


def attachment(readable: str, latin: str) -> str:
    """The header of an answer that is to be saved under these names."""
    return f"attachment; filename=\"{latin}\"; filename*=UTF-8''{quote(readable, safe='')}"


def _clean(words: str) -> str:
    plain = " ".join(NOT_IN_NAMES.sub(" ", visible(words)).split())
    return plain.replace(" ,", ",").strip(" .")
