"""The state of the data: while it stays the same, the same question of the same viewer has the same answer.

Nearly all that a page shows changes only with a revision. What else it depends on is here: the settings of the region,
and the day, which tells how old something is. A number of a revision alone says little where a backup has been
restored: the moment when it was made belongs to it.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from data.models.note import NoteText
from data.models.region import Region
from data.models.revision import Revision


@dataclass(frozen=True)
class State:
    """``newest`` is the number of the last revision (0 in an empty database), ``day`` the date in the region."""

    newest: int
    made_at: datetime | None
    region: tuple[str, ...]
    day: date


COLUMNS: tuple[Any, ...] = (Revision.number, Revision.created_at, *Region.__table__.columns)
NEWEST = select(func.max(Revision.number)).correlate(None).scalar_subquery()
# The one region there is; found by its key, so that a plan shows one row joined to one row.
ONLY = select(func.min(Region.id)).correlate(None).scalar_subquery()
STATEMENT = select(*COLUMNS).outerjoin(Region, Region.id == ONLY).where(Revision.number == NEWEST)


def newest_note(session: Session) -> int:
    """What tells whether a text of a note has been added; they are written without a revision and never changed."""
    return session.scalar(select(func.max(NoteText.id))) or 0


def state_of(session: Session, now: datetime | None = None) -> State:
    """The state as this session reads it, at ``now`` (aware; the present time when left out)."""
    row: Row[Any] | None = session.execute(STATEMENT).first()
    now = now or datetime.now(UTC)
    if row is None:
        return State(0, None, (), now.date())
    zone = ZoneInfo(row._mapping[Region.__table__.c.time_zone] or "UTC")
    number, made_at, *region = tuple(row)
    return State(number, made_at, tuple(map(repr, region)), now.astimezone(zone).date())
