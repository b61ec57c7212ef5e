"""What is entered on /indicators: the description of an indicator, with a reason; a revision of its own."""

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Engine

from data.access import Viewer
from data.errors import BadSelection, Conflict, NotFound
from data.intake.tables.personal_data import names_person
from data.language import _
from data.messages import LONGEST_TEXT, Message, MessageCode, typed
from data.queries.catalogue.described import FIELDS, Described, by_code
from data.queries.catalogue.rules import FIELD_LENGTHS, MOST_DECIMALS, problems, settled
from data.queries.catalogue.words import catalogue_names
from data.queries.revisions import revisions
from data.storage.catalogue import Entry, store_entries
from data.storage.database import writing
from data.storage.periods import FIRST_YEAR, LAST_YEAR
from data.storage.reader import Reader, open_reader
from data.storage.revisions import open_revision
from data.text.invisible import visible
from data.views.indicators.address import WITHOUT_DIRECTION
from data.views.shared.revision_words import author_words
from data.vocabulary import Polarity, RevisionKind, Severity, Unit

LONGEST = 2_000
NUMBERS = {"decimals": (0, MOST_DECIMALS), "break_year": (FIRST_YEAR, LAST_YEAR)}
CHOICES = {"unit": frozenset(Unit), "polarity": frozenset(Polarity)}


class DescribedMeanwhile(Conflict):
    """Somebody has described the same indicator since the page was opened; nothing is stored."""


def describe(engine: Engine, viewer: Viewer, code: str, values: Mapping[str, Any], reason: Any, base: Any) -> int:
    """Store what is said of an indicator; returns the number of the revision.

    ``values`` come from a browser as they are, by field; ``base`` is the number of the revision that the page showed.
    Raises AccessDenied for a role that does not keep data, BadSelection for what cannot be said, NotFound for an
    unknown indicator, and DescribedMeanwhile. The same description again stores nothing.
    """
    viewer.require_writing()
    why = typed(reason) if isinstance(reason, str) else ""
    if not why:
        raise BadSelection(_("Write why the description changes: everybody who keeps the data reads it."))
    said = {name: _said(name, values[name]) for name in FIELDS if name in values}
    with writing(engine) as session:
        reader = open_reader(session, viewer)
        known = by_code(reader).get(code)
        if known is None:
            raise NotFound(_("There is no indicator “{code}”.").format(code=code[:64]))
        _require_unchanged(reader, known, base)
        described = settled(known, said)
        wrong = [one for one in problems(reader, known, described) if one.severity is Severity.ERROR]
        if wrong:
            raise BadSelection(f"{wrong[0].message} {wrong[0].fix}")
        changed = [name for name in FIELDS if described[name] != known.values[name]]
        if not changed:
            return reader.revision
        revision = open_revision(
            session,
            author=viewer.author,
            kind=RevisionKind.EDIT,
            message=Message(MessageCode.INDICATOR_DESCRIBED, text=why),
            about={"indicator": code, "fields": ", ".join(changed), "reason": why[:LONGEST_TEXT]},
        )
        revision.changed_cells = len(changed)
        store_entries(session, [Entry(code, described, indicator_id=known.id, replaces=known.entry)], revision.number)
        return revision.number


def _said(name: str, raw: Any) -> Any:
    """A field as the form states it; None for an empty one."""
    words = catalogue_names()[name]
    if not isinstance(raw, str):
        raise BadSelection(_("“{field}” cannot be read. Open the page again.").format(field=words))
    # What neither database can store as text is no text.
    text = re.sub(r"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]", "", " ".join(visible(raw).split()))
    longest = FIELD_LENGTHS.get(name, LONGEST)
    if len(text) > longest:
        raise BadSelection(
            _("“{field}” is longer than {limit} characters. Shorten it.").format(field=words, limit=longest)
        )
    if name == "direction_code":
        return "" if text == WITHOUT_DIRECTION else text
    if not text:
        return None
    if name in CHOICES and text not in CHOICES[name]:
        raise BadSelection(_("“{field}”: choose from the list.").format(field=words))
    if name == "contact_role" and names_person(text):
        raise BadSelection(_("“{field}”: write a position or a unit, not a person.").format(field=words))
    return _number(name, words, text) if name in NUMBERS else text


def _number(name: str, words: str, text: str) -> int:
    first, last = NUMBERS[name]
    if not re.fullmatch(r"[0-9]{1,4}", text, re.ASCII) or not first <= int(text) <= last:
        raise BadSelection(
            _("“{field}”: write a whole number from {first} to {last}.").format(field=words, first=first, last=last)
        )
    return int(text)


def _require_unchanged(reader: Reader, known: Described, base: Any) -> None:
    if not isinstance(base, str) or not re.fullmatch(r"[0-9]{1,10}", base, re.ASCII):
        raise BadSelection(_("This entry cannot be saved. Open the page again."))
    if known.since is not None and known.since > int(base):
        found = revisions(reader, (known.since,))
        author = author_words(found[0].author) if found else ""
        raise DescribedMeanwhile(
            _("{author} has described this indicator in the meantime (revision {number}). Nothing is stored.").format(
                author=author, number=known.since
            )
        )
