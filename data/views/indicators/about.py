"""What an indicator is: its description as the catalogue has it, who changed it last, and the form to change it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data.access import WRITERS
from data.errors import NotFound
from data.language import _, local
from data.queries.catalogue.described import FIELDS, Described, by_code
from data.queries.catalogue.words import catalogue_names, catalogue_value
from data.queries.revisions import RevisionLine, revisions
from data.storage.reader import Reader
from data.views.indicators.choices import all_directions
from data.views.shared.choices import Choice

# In the other language or said elsewhere on the card.
NOT_LISTED = frozenset({"short_ru", "short_en", "unit_word_en", "criterion_en", "name_en", "name_ru"})


@dataclass(frozen=True)
class About:
    """``facts`` are names and texts for reading, without what is not stated; ``values`` are for the form.

    ``changed`` is the revision of the catalogue's own entry. Whoever ``may_edit`` sees the newest data and keeps them.
    """

    code: str
    facts: tuple[tuple[str, str], ...]
    not_stated: tuple[str, ...]
    values: Mapping[str, Any]
    changed: RevisionLine | None
    may_edit: bool
    revision: int
    directions: tuple[Choice, ...]


def about(reader: Reader, code: str) -> About:
    """The description of an indicator, as of the reader's revision. Raises NotFound for an unknown code."""
    one = by_code(reader).get(code)
    if one is None:
        raise NotFound(_("There is no indicator “{code}”.").format(code=code))
    found = revisions(reader, (one.since,)) if one.since is not None else ()
    facts, empty = _facts(one)
    return About(
        code=code,
        facts=facts,
        not_stated=empty,
        values=one.values,
        changed=found[0] if found else None,
        may_edit=reader.viewer.role in WRITERS and reader.revision == reader.newest,
        revision=reader.revision,
        directions=all_directions(reader),
    )


def _facts(one: Described) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    names = catalogue_names()
    shown = [name for name in FIELDS if name not in NOT_LISTED and name != local("unit_word_en", "unit_word_ru")]
    stated: list[tuple[str, str]] = []
    empty: list[str] = []
    for name in shown:
        text = catalogue_value(name, one.values[name])
        if text:
            stated.append((names[name], text))
        else:
            empty.append(names[name])
    return tuple(stated), tuple(empty)
