"""Saving what a person has written in the card of recommendations."""

from typing import Any

from sqlalchemy import Engine

from data.access import Viewer
from data.errors import BadSelection, NotFound
from data.language import _, current_language
from data.queries.note import NoteKey
from data.queries.note_store import DEADLINE, save_text
from data.selection import Selection
from data.storage.database import writing
from data.storage.reader import open_reader
from data.views.note.page import note_view
from data.vocabulary import NoteState


def save_note_text(
    engine: Engine, viewer: Viewer, selection: Selection, section: Any, text: Any, base: Any, state: NoteState
) -> int:
    """Store a version of ``section`` (the key of a recommendation, or ``deadline``); returns its number.

    The values come from a browser as they are. The figures kept with the text are read in the same transaction, so
    that they are those of the revision it is stored under. Raises what ``save_text`` and ``note_view`` raise,
    NotFound for a section that is no recommendation now, BadSelection for values of another shape and for a page that
    shows an earlier revision.
    """
    if not isinstance(section, str) or not isinstance(text, str) or type(base) is not int:
        raise BadSelection(_("This text cannot be saved. Open it again."))
    with writing(engine) as session:
        reader = open_reader(session, viewer, selection.revision)
        view = note_view(reader, selection)
        if not view.is_latest:
            raise BadSelection(_("The page shows an earlier revision. Open it without a revision to write a text."))
        found = view.section(section)
        if found is None and section != DEADLINE:
            raise NotFound(_("This gap has been closed in the meantime: there is nothing left to recommend."))
        chosen = view.selection
        key = NoteKey(chosen.municipality or "", chosen.period or "", chosen.methodology or "", current_language())
        figures = found.figures if found else {}
        return save_text(session, viewer, key, section, text, base=base, state=state, figures=figures)
