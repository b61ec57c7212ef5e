"""Names that a register leaves out, filled in from those that it gives."""

from collections.abc import Mapping
from typing import Any


def filled_in_names(values: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """The names of ``values``: a short one left out is the whole one, an English one the Russian one of its length.

    What was filled in ``before`` is no name of its own: it follows when only the Russian one changes.
    """
    name, short = values["name_en"], values["short_en"]
    if before["name_en"] == before["name_ru"]:
        name = None if name == before["name_ru"] else name
        short = None if short in (before["name_ru"], before["short_ru"]) else short
    short_russian = values["short_ru"] or values["name_ru"]
    return {
        "name_en": name or values["name_ru"],
        "short_ru": short_russian,
        "short_en": short or name or short_russian,
    }
