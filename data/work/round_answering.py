"""Answering what a returned file asks: its column is read as a person says, in every file of the form."""

from dataclasses import asdict

from sqlalchemy import Engine

from data.access import Viewer
from data.errors import NotFound
from data.findings import Finding
from data.intake.files.sandbox import read_workbook
from data.intake.tables.answers import read_scales
from data.language import _
from data.queries.rounds import Board, ReturnLine, answered_columns, board
from data.storage.database import reading, writing
from data.storage.reader import Reader, open_reader
from data.storage.rounds import read_again, write_choice
from data.storage.sources import original
from data.work.round_receiving import check_return


def answer_column(
    engine: Engine, viewer: Viewer, code: str, identity: int, column: str, choice: str, *, author: str
) -> None:
    """Say what a column (``Schools!H``) of a file holds: ``percent`` or ``share``.

    Every file of the same form is read again first, so that the board shows what follows from it. Raises BadScale for
    another answer, NotFound for an unknown file and for one that is not kept any more.
    """
    viewer.require_writing()
    read_scales({column: choice})
    with reading(engine) as session:
        reader = open_reader(session, viewer)
        found = board(reader, code)
        line = found.returns.get(identity)
        if line is None or line.form is None:
            raise NotFound(_("There is no such file in the round."))
        columns = answered_columns(reader, line.form, line.municipality) | {column: choice}
        again = {one.id: _checked(reader, found, one, columns) for one in _of_the_same_form(found, line)}
    with writing(engine, data=False) as session:
        write_choice(session, viewer, identity, column, choice, author=author)
        for number, (findings, changes) in again.items():
            told = [asdict(one) for one in findings]
            read_again(session, viewer, number, findings=told, changes=changes)


def _of_the_same_form(found: Board, line: ReturnLine) -> list[ReturnLine]:
    same = (line.form, line.municipality)
    return [one for one in found.returns.values() if (one.form, one.municipality) == same and not one.published_in]


def _checked(
    reader: Reader, found: Board, line: ReturnLine, columns: dict[str, str]
) -> tuple[tuple[Finding, ...], int]:
    content = original(reader.session, line.sha256)
    if content is None or line.form is None:
        raise NotFound(_("The file is not kept any more, or was never loaded."))
    form = found.form(line.form)
    return check_return(reader, found.round, form, line.municipality, read_workbook(content), line.file_name, columns)
