"""What the head of a municipality learns of the others, beyond their totals: a setting of the region."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.access import Viewer
from data.accounts.accounts import BadAccount, require_administrator
from data.language import _
from data.models.region import Region
from data.storage.audit import record
from data.vocabulary import AuditEvent


@dataclass(frozen=True)
class Openness:
    """``others_named``: totals of others stand under their names, else under numbers that hold for one session.

    ``examples_open``: the documents of a similar municipality that closed a gap may be read; they name it, so that
    this needs names.
    """

    others_named: bool = True
    examples_open: bool = False


def openness(session: Session) -> Openness:
    """The setting of the region; the default where none is loaded yet."""
    row = session.execute(select(Region.others_named, Region.examples_open).limit(1)).first()
    return Openness(row.others_named, row.examples_open) if row else Openness()


def set_openness(session: Session, viewer: Viewer, asked: Openness) -> None:
    """Change the setting inside a writing session, from the next request on.

    Raises AccessDenied for anybody but an administrator; BadAccount where there is no region yet, and for documents
    that would name who is to stay unknown.
    """
    require_administrator(viewer)
    region = session.scalar(select(Region).limit(1))
    if region is None:
        raise BadAccount(_("There is no region yet. Load municipalities first."))
    if asked.examples_open and not asked.others_named:
        raise BadAccount(_("Documents name the municipality that issued them: leave them closed, or show names."))
    region.others_named, region.examples_open = asked.others_named, asked.examples_open
    detail = {
        "others": "named" if asked.others_named else "anonymous",
        "documents": "open" if asked.examples_open else "closed",
    }
    record(session, AuditEvent.OPENNESS_CHANGED, viewer.author, detail=detail)
