"""Publishing a round: all files that count, without errors and not published yet, as one revision or nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from data.access import Viewer
from data.errors import BadSelection, Conflict
from data.findings import Finding, by_severity, in_both_languages, refuses
from data.intake.corrections import tell_correction
from data.intake.files.sandbox import read_workbook
from data.intake.files.workbook import Workbook
from data.intake.importing import DataChanged, Observer, check_workbook
from data.intake.register import kind_named
from data.intake.tables.answers import Answers, read_answers
from data.intake.tables.collector import Collector
from data.intake.tables.planned_changes import Plan
from data.language import _
from data.messages import Message, MessageCode, typed
from data.models.collection import RoundReturn
from data.models.revision import Revision
from data.queries.rounds import Board, ReturnLine, answered_questions, board
from data.storage.bulk import PULSE
from data.storage.database import PATIENCE_OF_IMPORT, reading, writing
from data.storage.publication import PublishedPart, close_until, require_ahead
from data.storage.reader import Reader, open_reader
from data.storage.revisions import open_revision
from data.storage.sources import LOADED, LoadedFile, original
from data.vocabulary import FormState, RevisionKind

READY = (FormState.CLEAN, FormState.APPROVED)
Progress = Callable[[int, int], None]
# What is made of a file, and the findings that may forbid to store it.
Refusing = tuple[Any, list[Finding]]


@dataclass
class Publication:
    """What was, or would be, published: ``files`` and ``changes`` in cells; ``revision`` is empty for a rehearsal.

    ``round`` is its code. ``base`` is the revision that was compared with. ``refused`` are files that the data of now
    do not allow any more, with the reason in both languages.
    """

    round: str = ""
    base: int = 0
    files: int = 0
    changes: int = 0
    revision: int | None = None
    refused: list[tuple[str, dict[str, Any]]] = field(default_factory=list)


@dataclass(frozen=True)
class _Read:
    """A file whose answers have been read: what its plan is made of."""

    line: ReturnLine
    kind: str
    answers: Any


def publish_round(
    engine: Engine,
    viewer: Viewer,
    code: str,
    *,
    author: str,
    words: str = "",
    rehearse: bool = False,
    expected_revision: int | None = None,
    closed_until: date | None = None,
    observe: Observer | None = None,
    progress: Progress,
) -> Publication:
    """Store every file of the round that is ready, in one transaction; a rehearsal does the same and rolls back.

    With ``closed_until`` the figures are seen by nobody but the ministry until that day. ``observe`` gets a reader of
    before and one of after. Raises NotFound, AccessDenied, Conflict where nothing is ready, DataChanged when
    ``expected_revision`` is no longer the latest, and BadSelection where approved figures change without a reason.
    """
    viewer.require_writing()
    with reading(engine) as session:
        reader = open_reader(session, viewer)
        found, done = board(reader, code), Publication(code, reader.revision)
        _require_unchanged(reader, expected_revision)
        # Reading takes longest and needs no lock; only answers are kept of each workbook.
        read = list(_read_all(reader, found, done, progress))
    with writing(engine, PATIENCE_OF_IMPORT) as session:
        session.info[PULSE] = lambda: progress(len(read), len(read))
        before = open_reader(session, viewer)
        _require_unchanged(before, done.base)
        if closed_until is not None:
            require_ahead(session, closed_until)
        _store_all(session, before, read, done, author, words)
        if closed_until is not None:
            _close(session, viewer, found, closed_until, author, done)
        after = open_reader(session, viewer)
        _require_reason(before, after, words, rehearse=rehearse)
        if observe is not None:
            observe(before, after)
        if rehearse:
            session.rollback()
            done.revision = None
    return done


def ready_returns(found: Board) -> list[tuple[str, int, ReturnLine]]:
    """Municipality, form and file of all that can be published, in an order that does not depend on their coming."""
    cells = sorted(found.cells.items())
    return [
        (municipality, form, found.returns[cell.current.identity])
        for (municipality, form), cell in cells
        if cell.state in READY and cell.current is not None
    ]


def _read_all(reader: Reader, found: Board, done: Publication, progress: Progress) -> Iterator[_Read]:
    ready = ready_returns(found)
    if not ready:
        raise Conflict(_("Nothing can be published: no returned form is free of errors and open questions."))
    for number, (municipality, form, line) in enumerate(ready):
        progress(number, len(ready))
        content = original(reader.session, line.sha256)
        if content is None:
            _refuse(done, line, _missing()[1], _missing)
            continue
        said, kind = read_answers(answered_questions(reader, form, municipality)), found.form(form).kind
        check = partial(_checked, reader, kind, read_workbook(content), line.file_name, said)
        answers, findings = check()
        if refuses(findings):
            _refuse(done, line, findings, check)
            continue
        yield _Read(line, kind, answers)


def _checked(reader: Reader, kind: str, workbook: Workbook, name: str, said: Answers) -> Refusing:
    """The answers of a workbook, and what is wrong with it."""
    collector = Collector(scales=said.scales, texts=said.texts)
    return check_workbook(reader, kind, workbook, name, collector).answers, collector.findings


def _missing() -> tuple[None, list[Finding]]:
    """In place of the answers of a file that is not kept any more."""
    collector = Collector()
    collector.error("original-gone", _("The file is not kept any more."), fix=_("Send it once more."))
    return None, collector.findings


def _refuse(done: Publication, line: ReturnLine, findings: list[Finding], again: Callable[[], Refusing]) -> None:
    reasons = in_both_languages(by_severity(findings), lambda: by_severity(again()[1]))
    done.refused.append((line.file_name, reasons[0]))


def _store_all(session: Session, before: Reader, read: list[_Read], done: Publication, author: str, words: str) -> None:
    """One revision for all files; a file that says nothing new is published by it, or by the one that stands."""
    message = Message(MessageCode.ROUND, {"files": len(read)}, typed(words))
    viewer = before.viewer
    published, stored = list[ReturnLine](), list[ReturnLine]()
    for one in read:
        plan_one = partial(_planned, session, viewer, one)
        plan, findings = plan_one()
        if refuses(findings):
            _refuse(done, one.line, findings, plan_one)
            continue
        published.append(one.line)
        if plan.changes:
            _store_one(session, one, plan, done, author, message)
            stored.append(one.line)
    _tell_size(session, done, len(published), stored)
    number = done.revision or open_reader(session, viewer).revision
    for line in published:
        row = session.get(RoundReturn, line.id)
        if row is not None:
            row.published_in = number
    session.flush()
    done.files = len(published)


def _planned(session: Session, viewer: Viewer, one: _Read) -> tuple[Plan, list[Finding]]:
    """What a file would change now, and what the data of now have against it."""
    collector = Collector()
    plan = kind_named(one.kind).plan(open_reader(session, viewer), one.answers, collector)
    return plan, collector.findings


def _store_one(session: Session, one: _Read, plan: Plan, done: Publication, author: str, message: Message) -> None:
    if done.revision is None:
        about = {"round": done.round}
        revision = open_revision(session, author=author, kind=RevisionKind.IMPORT, message=message, about=about)
        done.revision = revision.number
    session.info[LOADED] = LoadedFile(one.line.file_name, one.line.sha256)
    plan.store(session, done.revision)
    done.changes += len(plan.changes)
    session.flush()


def _tell_size(session: Session, done: Publication, files: int, stored: list[ReturnLine]) -> None:
    """The revision says how many cells it changed, from how many files, and which file where it was one."""
    revision = session.get(Revision, done.revision) if done.revision is not None else None
    if revision is None:
        return
    revision.changed_cells = done.changes
    revision.message = replace(revision.message, arguments={**revision.message.arguments, "files": files})
    if files == len(stored) == 1:
        revision.file_name, revision.file_sha256 = stored[0].file_name, stored[0].sha256
    session.flush()


def _close(session: Session, viewer: Viewer, found: Board, until: date, author: str, done: Publication) -> None:
    """Everything that the round is about, by the revision that stores it: scores by methodology, and the indicators."""
    methodologies = dict.fromkeys(form.methodology for form in found.forms)
    parts = [PublishedPart(found.round.period, methodology) for methodology in methodologies]
    done.revision = close_until(session, viewer, parts, until, author=author, revision=done.revision)


def _require_reason(before: Reader, after: Reader, words: str, *, rehearse: bool) -> None:
    collector = Collector()
    tell_correction(before, after, collector, is_explained=rehearse or bool(typed(words)))
    if collector.refuses:
        finding = collector.findings[0]
        raise BadSelection(f"{finding.message} {finding.fix}")


def _require_unchanged(reader: Reader, expected: int | None) -> None:
    if expected not in (None, reader.revision):
        raise DataChanged(
            _("The data have changed since the check: the current revision is {latest}. Check the round again.").format(
                latest=reader.revision
            )
        )
