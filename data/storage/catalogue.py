"""Writing entries of the catalogue of indicators, and the indicators that it brings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.models.catalogue import CatalogueEntry
from data.models.indicators import Indicator
from data.storage.bulk import end_rows, insert_rows
from data.vocabulary import Level

# The list of those that nothing else has brought.
CATALOGUE_SET = "catalogue"


@dataclass(frozen=True)
class Entry:
    """``values`` of every field. Without ``indicator_id`` the indicator is new; ``replaces`` is the entry that ends."""

    code: str
    values: Mapping[str, Any]
    level: Level = Level.MUNICIPALITY
    indicator_id: int | None = None
    replaces: int | None = None


def store_entries(session: Session, entries: Sequence[Entry], revision: int) -> None:
    """Write the entries under the number of a revision."""
    end_rows(session, CatalogueEntry, [one.replaces for one in entries if one.replaces is not None], revision)
    order = session.scalar(select(func.max(Indicator.order)).where(Indicator.indicator_set == CATALOGUE_SET)) or 0
    identities = []
    for one in entries:
        identity = one.indicator_id
        if identity is None:
            order += 1
            identity = _indicator(session, one, order)
        identities.append(identity)
    rows = (
        {"indicator_id": identity, **one.values, "valid_from": revision, "valid_to": None}
        for identity, one in zip(identities, entries, strict=True)
    )
    insert_rows(session, CatalogueEntry, rows)


def _indicator(session: Session, one: Entry, order: int) -> int:
    """The row of an indicator; one that was described before and is no longer gets its row again."""
    known = session.scalar(select(Indicator.id).where(Indicator.code == one.code))
    if known is not None:
        return known
    columns = {name: value for name, value in one.values.items() if hasattr(Indicator, name)}
    row = Indicator(
        code=one.code,
        indicator_set=CATALOGUE_SET,
        order=order,
        level=one.level.value,
        issues_ru=[],
        issues_en=[],
        **columns,
    )
    session.add(row)
    session.flush()
    return row.id
