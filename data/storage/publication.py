"""Changing how far published figures are settled: approving them, keeping them closed for a time, opening them.

Each is a revision, so that what a page says of a revision stays true of it. Approving is the ministry's own act.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.access import APPROVERS, Viewer
from data.errors import AccessDenied, BadSelection, Conflict, NotFound
from data.language import _
from data.messages import Message, MessageCode, typed
from data.models.methodology import Methodology
from data.models.publication import PublicationState
from data.models.region import Period, Region
from data.storage.revisions import open_revision
from data.vocabulary import RevisionKind

STATE = ("approved_in", "hidden_from", "opens_on", "opens_at")


@dataclass(frozen=True)
class PublishedPart:
    """What has a state of its own: a period with a methodology, by code; without one its indicators."""

    period: str
    methodology: str = ""


def approve(session: Session, viewer: Viewer, part: PublishedPart, *, author: str, words: str = "") -> int:
    """Approve figures in a writing session; ``words`` may name the order. Gives the revision.

    Raises AccessDenied for anybody but the ministry, NotFound for unknown codes, Conflict for figures approved already.
    """
    if viewer.role not in APPROVERS:
        raise AccessDenied(_("Figures are approved by the ministry."))
    place, stored = _stored(session, part)
    if stored is not None and stored.approved_in is not None:
        raise Conflict(_("These figures are approved already, by revision {number}.").format(number=stored.approved_in))
    year = _year(session, part)
    number = _open(session, author, MessageCode.APPROVAL, year, words)
    _store(session, number, place, stored, {"approved_in": number})
    return number


def close_until(
    session: Session,
    viewer: Viewer,
    parts: Sequence[PublishedPart],
    opens_on: date,
    *,
    author: str,
    revision: int | None = None,
) -> int:
    """From now on, until the day (in the region's zone), only the ministry sees revisions of any figures.

    All parts become closed by one revision: the one that is being stored, or one of its own. What everybody sees until
    then is the revision before it. Raises AccessDenied for a viewer who may not write, NotFound for unknown codes and
    BadSelection for a day that is not ahead.
    """
    viewer.require_writing()
    opens_at = require_ahead(session, opens_on)
    found = [_stored(session, part) for part in parts]
    number = revision or _open(session, author, MessageCode.EMBARGO, _year(session, parts[0]), "")
    for place, stored in found:
        hidden_from = number
        if stored is not None and stored.opens_at is not None and stored.opens_at > datetime.now(UTC):
            hidden_from = stored.hidden_from or number
        closed = {"hidden_from": hidden_from, "opens_on": opens_on.isoformat(), "opens_at": opens_at}
        _store(session, number, place, stored, closed)
    return number


def require_ahead(session: Session, opens_on: date) -> datetime:
    """When the day begins in the region's zone (UTC). Raises BadSelection for a day that is not ahead."""
    zone = ZoneInfo(session.scalar(select(Region.time_zone)) or "UTC")
    opens_at = datetime.combine(opens_on, time(), zone).astimezone(UTC)
    if opens_at <= datetime.now(UTC):
        raise BadSelection(_("Choose a day that is still ahead."))
    return opens_at


def open_now(session: Session, viewer: Viewer, part: PublishedPart, *, author: str) -> int:
    """Let everybody see what is closed. Raises as ``close_until`` does, and Conflict where nothing is closed."""
    viewer.require_writing()
    place, stored = _stored(session, part)
    if stored is None or stored.opens_at is None or stored.opens_at <= datetime.now(UTC):
        raise Conflict(_("These figures are open to everybody already."))
    number = _open(session, author, MessageCode.OPENING, _year(session, part), "")
    _store(session, number, place, stored, dict.fromkeys(STATE[1:]))
    return number


def _open(session: Session, author: str, code: MessageCode, year: int, words: str) -> int:
    message = Message(code, {"year": year}, typed(words))
    return open_revision(session, author=author, kind=RevisionKind.EDIT, message=message).number


def _store(
    session: Session,
    revision: int,
    place: dict[str, int | None],
    stored: PublicationState | None,
    change: dict[str, Any],
) -> None:
    before = {name: getattr(stored, name) if stored else None for name in STATE}
    if stored is not None:
        stored.valid_to = revision
    session.add(PublicationState(**place, **before | change, valid_from=revision))
    session.flush()


def _stored(session: Session, part: PublishedPart) -> tuple[dict[str, int | None], PublicationState | None]:
    """Identities of the part, and its state as it stands."""
    period = session.scalar(select(Period.id).where(Period.code == part.period))
    methodology = session.scalar(select(Methodology.id).where(Methodology.code == part.methodology))
    if period is None or (part.methodology and methodology is None):
        raise NotFound(_("There is no “{code}” here.").format(code=part.period if period is None else part.methodology))
    stored = session.scalar(
        select(PublicationState).where(
            PublicationState.period_id == period,
            PublicationState.methodology_id.is_not_distinct_from(methodology),
            PublicationState.valid_to.is_(None),
        )
    )
    return {"period_id": period, "methodology_id": methodology}, stored


def _year(session: Session, part: PublishedPart) -> int:
    return session.scalar(select(Period.year).where(Period.code == part.period)) or 0
