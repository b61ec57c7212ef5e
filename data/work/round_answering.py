"""Answering what a returned file asks: its column or text is read as a person says, in every file of the form."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Engine

from data.access import Viewer
from data.errors import NotFound
from data.intake.files.sandbox import read_workbook
from data.intake.tables.answers import BadScale, read_answers
from data.language import _
from data.queries.rounds import Board, ReturnLine, answered_questions, board
from data.storage.database import reading, writing
from data.storage.reader import Reader, open_reader
from data.storage.rounds import read_again, write_choice
from data.storage.sources import original
from data.views.round.questions import columns_at_once, offered
from data.work.round_receiving import check_return


def answer_question(
    engine: Engine, viewer: Viewer, code: str, identity: int, place: str, choice: str, *, author: str
) -> None:
    """Say what a column (``Schools!H``) of a file holds: ``percent`` or ``share``; or how a text (``Targets!I2``) is
    meant: one of the readings that its question offers. ``Data!F#*`` are all open questions of a column.

    Every file of the same form is read again first, so that the board shows what follows from it. Raises BadScale for
    another answer, NotFound for an unknown file, one that is not kept any more, and a question that it does not ask.
    """
    viewer.require_writing()
    with reading(engine) as session:
        reader = open_reader(session, viewer)
        found = board(reader, code)
        line = found.returns.get(identity)
        if line is None or line.form is None:
            raise NotFound(_("There is no such file in the round."))
        places = columns_at_once(line.findings).get(place, (place,))
        read_answers(dict.fromkeys(places, choice))
        if choice not in (known := offered(line.findings, places[0])):
            raise NotFound(_("There is no such question in this file.")) if not known else _no_answer(choice, known)
        said = answered_questions(reader, line.form, line.municipality) | dict.fromkeys(places, choice)
        again = {one.id: _checked(reader, found, one, said) for one in _of_the_same_form(found, line)}
    with writing(engine, data=False) as session:
        for one in places:
            write_choice(session, viewer, identity, one, choice, author=author)
        for number, (findings, changes) in again.items():
            read_again(session, viewer, number, findings=findings, changes=changes)


def _no_answer(choice: str, known: Collection[str]) -> BadScale:
    words = _("“{answer}” is not an answer. Expected: {expected}.")
    return BadScale(words.format(answer=choice[:40], expected=", ".join(sorted(known))))


def _of_the_same_form(found: Board, line: ReturnLine) -> list[ReturnLine]:
    same = (line.form, line.municipality)
    return [one for one in found.returns.values() if (one.form, one.municipality) == same and not one.published_in]


def _checked(reader: Reader, found: Board, line: ReturnLine, said: dict[str, str]) -> tuple[list[dict[str, Any]], int]:
    content = original(reader.session, line.sha256)
    if content is None or line.form is None:
        raise NotFound(_("The file is not kept any more, or was never loaded."))
    form = found.form(line.form)
    return check_return(reader, found.round, form, line.municipality, read_workbook(content), line.file_name, said)
