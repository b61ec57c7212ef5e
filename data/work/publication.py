"""Approving, closing and opening figures, as a page or a command asks for it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Engine

from data.access import Viewer
from data.errors import BadSelection
from data.formats import day
from data.language import _
from data.storage.database import writing
from data.storage.publication import PublishedPart, approve, close_until, open_now

APPROVE, CLOSE, OPEN = "approve", "close", "open"


def change_publication(
    engine: Engine, viewer: Viewer, action: str, part: PublishedPart, author: str, values: Mapping[str, Any]
) -> str:
    """Carry out ``action`` with the ``day`` (ISO) and the ``words`` of a form; says in a sentence what is so now.

    Raises BadSelection for an unknown action and for what is no day, and what ``data.storage.publication`` raises.
    """
    with writing(engine) as session:
        if action == APPROVE:
            number = approve(session, viewer, part, author=author, words=str(values.get("words") or ""))
            return _("The figures are approved by revision {number}.").format(number=number)
        if action == CLOSE:
            until = read_day(values.get("day"))
            number = close_until(session, viewer, [part], until, author=author)
            return _("Until {day} everybody but the ministry sees revision {number}.").format(
                day=day(until.isoformat()), number=number - 1
            )
        if action == OPEN:
            number = open_now(session, viewer, part, author=author)
            return _("Everything up to revision {number} is open to everybody.").format(number=number)
    raise BadSelection(_("This cannot be done here. Choose again on the page."))


def read_day(value: Any) -> date:
    """Raises BadSelection for what is no day."""
    try:
        return date.fromisoformat(str(value or ""))
    except ValueError:
        raise BadSelection(_("Choose a day.")) from None
