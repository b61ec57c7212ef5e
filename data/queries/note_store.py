"""Saving texts of a note: who may, what a text may be, and versions that are added, never changed."""

import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.access import APPROVERS, WRITERS, Viewer
from data.errors import AccessDenied, BadSelection, Conflict, NotFound
from data.language import _
from data.models.base import Base
from data.models.methodology import Methodology
from data.models.note import NoteText
from data.models.region import Municipality, Period
from data.queries.note import NoteKey
from data.storage.audit import record
from data.storage.reader import latest_revision, open_reader
from data.vocabulary import AuditEvent, NoteState, Role

LONGEST_TEXT = 4000
LONGEST_DEADLINE = 200
DEADLINE = "deadline"


class TextChanged(Conflict):
    """Somebody has saved another version since this one was opened; nothing is stored."""


def may_write(viewer: Viewer, municipality: str) -> bool:
    """Drafts are written by the ministry and its operators, and by the head of that municipality for its own note."""
    return viewer.role in WRITERS or (viewer.role is Role.MUNICIPALITY and viewer.municipality == municipality)


def may_approve(viewer: Viewer) -> bool:
    return viewer.role in APPROVERS


def save_text(
    session: Session,
    viewer: Viewer,
    key: NoteKey,
    section: str,
    text: str,
    *,
    base: int,
    state: NoteState,
    figures: Mapping[str, Any],
) -> int:
    """Add the next version of a section in a session of ``data.storage.database.writing``; returns its number.

    ``base`` is the version that its author saw, 0 for none. ``figures`` are the numbers the draft rests on now.
    Raises AccessDenied, TextChanged when a later version exists, BadSelection for an empty or too long text and
    NotFound for an unknown code.
    """
    if not may_write(viewer, key.municipality):
        raise AccessDenied(_("Your role can read this note but not edit it."))
    if state is NoteState.APPROVED and not may_approve(viewer):
        raise AccessDenied(_("A text is approved by the ministry. You can save it as a draft."))
    written = clean_text(text, LONGEST_DEADLINE if section == DEADLINE else LONGEST_TEXT)
    place = {
        "municipality_id": _identity(session, Municipality, key.municipality),
        "period_id": _identity(session, Period, key.period),
        "methodology_id": _identity(session, Methodology, key.methodology),
        "language": key.language,
        "section": section,
    }
    same = [getattr(NoteText, name) == value for name, value in place.items()]
    latest = session.scalar(select(func.max(NoteText.version)).where(*same)) or 0
    if latest != base:
        raise TextChanged(
            _(
                "Version {latest} of this text has been saved in the meantime; yours began from "
                "version {base}. Nothing is stored: open the text again and add your changes."
            ).format(latest=latest, base=base)
        )
    session.add(
        NoteText(
            **place,
            version=latest + 1,
            text=written,
            state=state.value,
            author=viewer.author,
            created_at=datetime.now(UTC),
            revision=open_reader(session, viewer).revision,
            figures=dict(figures),
        )
    )
    session.flush()
    happened = AuditEvent.NOTE_APPROVAL if state is NoteState.APPROVED else AuditEvent.NOTE_EDIT
    detail = {"municipality": key.municipality, "period": key.period, "section": section, "version": latest + 1}
    record(session, happened, viewer.author, revision=latest_revision(session), detail=detail)
    return latest + 1


def clean_text(text: str, longest: int) -> str:
    """The text in lines without control characters. Raises BadSelection when nothing is left or too much."""
    lines = [_clean_line(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    cleaned = "\n".join(lines).strip()
    if not cleaned:
        raise BadSelection(_("The text is empty. Write it, or close it without saving."))
    if len(cleaned) > longest:
        raise BadSelection(
            _("The text has {length} characters; at most {longest} are allowed.").format(
                length=len(cleaned), longest=longest
            )
        )
    return cleaned


def _clean_line(line: str) -> str:
    # Control characters and half characters can stand in no document; a tab is a space.
    kept = (" " if char == "\t" else char for char in line)
    return "".join(char for char in kept if unicodedata.category(char) not in ("Cc", "Cs", "Cn")).rstrip()


def _identity(session: Session, model: type[Base], code: str) -> int:
    found = session.scalar(select(model.id).where(model.code == code))  # type: ignore[attr-defined]
    if found is None:
        raise NotFound(_("There is no “{code}” here.").format(code=code))
    return int(found)
