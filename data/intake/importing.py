"""The one way in for workbooks: the screen, the command line and the tests all call ``import_file``."""

import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from data.access import Viewer
from data.errors import BadFile, Conflict
from data.findings import Finding, by_severity, refuses
from data.intake.corrections import tell_correction
from data.intake.files.sandbox import UnreadableFile, load_bytes, read_workbook
from data.intake.files.workbook import Workbook
from data.intake.kinds.foreign_table.check import TABLE, TableImport
from data.intake.kinds.foreign_table.mapping import TableRequest
from data.intake.register import kind_named
from data.intake.tables.answers import CREATE, Answers, period_place
from data.intake.tables.collector import Collector
from data.intake.tables.file_notes import note_file
from data.intake.tables.kind import Kind
from data.intake.tables.map_files import is_of_kind
from data.intake.tables.planned_changes import Checked, Plan, PlannedChange
from data.language import _
from data.messages import Message, typed
from data.models.revision import Revision
from data.storage.bulk import PULSE
from data.storage.database import PATIENCE_OF_IMPORT, writing
from data.storage.periods import drop_empty_periods, make_periods
from data.storage.reader import Reader, latest_revision, open_reader
from data.storage.revisions import open_revision
from data.storage.sources import LOADED, LoadedFile, keep_original
from data.text.invisible import file_name
from data.vocabulary import RevisionKind, Severity

logger = logging.getLogger(__name__)

# Reading, checking and comparing, consequences; each is one step of the progress that is reported.
STEPS = 3
# Each telling writes a line of the job's record.
SECONDS_BETWEEN_PULSES = 0.5
NO_ANSWERS = Answers()
Observer = Callable[[Reader, Reader], None]
Progress = Callable[[int, int], None]


def no_progress(_done: int, _steps: int) -> None:
    """Nobody waits for the import of a command or a test."""


class Steps:
    """The steps of one import. Inside a long step ``pulse`` repeats where it is, so that a cancel is noticed."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._done = 0
        self._told = 0.0

    def reach(self, done: int) -> None:
        self._done = done
        self._told = monotonic()
        self._progress(done, STEPS)

    def pulse(self) -> None:
        if monotonic() - self._told > SECONDS_BETWEEN_PULSES:
            self.reach(self._done)


class DataChanged(Conflict):
    """Somebody else changed the data between the check of a file and its publication."""


@dataclass(frozen=True)
class _Way:
    """How this one file is checked and compared with the data, and what its revision says."""

    check: Callable[[Reader, Workbook, Collector], Checked]
    plan: Callable[[Reader, Any, Collector], Plan]
    message: Callable[[], Message]
    is_map: bool = False


@dataclass(frozen=True)
class Counts:
    """Rows of the file. ``rows`` = ``stored`` + ``unchanged`` + ``refused`` + ``skipped``, always.

    ``stored`` = new + changed; in a dry run what would be stored. One error refuses every row that says something.
    """

    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    skipped: int = 0

    def __post_init__(self) -> None:
        if self.rows != self.stored + self.unchanged + self.refused + self.skipped:
            raise ValueError(f"rows of the file were lost: {self}")

    @property
    def stored(self) -> int:
        return self.new + self.changed


@dataclass(frozen=True)
class ImportReport:
    """What became of a file. ``revision`` is empty when nothing was stored; ``changes`` are cells, old → new."""

    kind: str
    file: str
    sha256: str
    dry_run: bool
    findings: tuple[Finding, ...] = ()
    counts: Counts = field(default_factory=Counts)
    changes: Sequence[PlannedChange] = ()
    revision: int | None = None

    @property
    def refused(self) -> bool:
        return refuses(list(self.findings))

    @property
    def is_unfilled(self) -> bool:
        """Whether no row says anything; that is not the same as saying what is stored already."""
        return not self.refused and self.counts.rows == self.counts.skipped

    @property
    def stored(self) -> bool:
        return self.revision is not None


def import_file(
    engine: Engine,
    viewer: Viewer,
    kind: str,
    path: Path,
    *,
    author: str,
    dry_run: bool = False,
    name: str | None = None,
    message: str = "",
    table: TableRequest | None = None,
    answers: Answers = NO_ANSWERS,
    expected_revision: int | None = None,
    observe: Observer | None = None,
    progress: Progress = no_progress,
) -> ImportReport:
    """Read, check, compare and, unless it is a dry run or refused, store the file as one revision.

    Errors of the file are findings of the report, and then nothing is stored. ``name`` is the file's name where the
    path is a copy; ``message`` is what a person typed for the list of revisions; ``table`` is the mapping that
    the kind ``table`` needs; ``answers`` are those to questions about the file: a period that they allow is
    created with it, and only if the file is stored and has something of it. ``observe`` gets a reader of
    before and one of after the change, inside the transaction. A dry run stores too and rolls back, so that its
    verdict and what it announces are those of the import. ``progress`` gets (steps done, steps in all) and may raise to
    cancel. Raises AccessDenied for a viewer who may not write, NotFound for an unknown kind, and DataChanged when
    ``expected_revision`` is no longer the latest.
    """
    viewer.require_writing()
    chosen = _way(kind, message, table)
    steps = Steps(progress)
    steps.reach(0)
    workbook, report = _read(path, ImportReport(kind, file_name(name or path.name), "", dry_run), steps)
    steps.reach(1)
    if workbook is None:
        return report
    # What is checked is what is stored: a writer holds its place in the order of revisions from here on.
    with writing(engine, PATIENCE_OF_IMPORT) as session:
        session.info[PULSE] = steps.pulse
        session.info[LOADED] = LoadedFile(report.file, report.sha256)
        before = open_reader(session, viewer)
        _require_unchanged(before, expected_revision)
        outcome = _carry_out(before, chosen, workbook, report, author, observe, steps, answers)
        if outcome.stored:
            _keep_original(session, path, outcome)
        return outcome


def _carry_out(
    before: Reader,
    kind: _Way,
    workbook: Workbook,
    report: ImportReport,
    author: str,
    observe: Observer | None,
    steps: Steps,
    answers: Answers,
) -> ImportReport:
    session, viewer = before.session, before.viewer
    found = Collector(steps.pulse, answers.scales, answers.texts)
    try:
        new = make_periods(session, answers.periods)
        outcome = _process(session, viewer, kind, workbook, report, author, found, new)
    except (IntegrityError, DataError):
        # What no check foresaw is a fault of the product or of the file; the address of the database is right.
        logger.exception("the database refused what the checks of a file had accepted")
        session.rollback()
        found.error(
            "not-storable",
            _("The database refused the data of the file; nothing is stored."),
            fix=_("Load the file in parts to find the row, and tell whoever runs the product."),
        )
        return replace(report, findings=by_severity(found.findings))
    steps.reach(2)
    if latest_revision(session) != before.revision:
        after = open_reader(session, viewer)
        tell_correction(before, after, found, is_explained=report.dry_run or bool(kind.message().text))
        if found.refuses:
            session.rollback()
            rows, skipped = outcome.counts.rows, outcome.counts.skipped
            return _report(report, found, Counts(rows=rows, refused=rows - skipped, skipped=skipped))
        outcome = replace(outcome, findings=by_severity(found.findings))
        if observe:
            observe(before, after)
    steps.reach(STEPS)
    if report.dry_run or not outcome.stored:
        # A period that was allowed is there no longer.
        session.rollback()
    return outcome


def _keep_original(session: Session, path: Path, report: ImportReport) -> None:
    """Keep the file beside what is stored of it, in the same transaction. Raises BadFile when it is another by now."""
    if keep_original(session, load_bytes(path)) != report.sha256:
        raise BadFile(_("The file has changed while it was being loaded. Nothing is stored; load it again."))


def _way(key: str, message: str, table: TableRequest | None) -> _Way:
    """Raises NotFound for an unknown kind of data, and for a foreign table without a mapping."""
    if key == TABLE and table is not None:
        mapped = TableImport(table)
        return _Way(mapped.check, mapped.plan, lambda: replace(mapped.message(), text=typed(message)))
    kind = kind_named(key)
    return _Way(kind.check, kind.plan, lambda: Message(kind.message, text=typed(message)), kind.is_map)


def _read(path: Path, report: ImportReport, steps: Steps) -> tuple[Workbook | None, ImportReport]:
    """The workbook, or nothing and a report that says why it could not be read."""
    try:
        content = load_bytes(path)
        workbook = read_workbook(content, pulse=steps.pulse)
    except UnreadableFile as error:
        return None, replace(report, findings=(error.finding,))
    return workbook, replace(report, sha256=hashlib.sha256(content).hexdigest())


def _require_unchanged(reader: Reader, expected_revision: int | None) -> None:
    if expected_revision not in (None, reader.revision):
        raise DataChanged(
            _("The data have changed since the check: the current revision is {latest}. Check the file again.").format(
                latest=reader.revision
            )
        )


def _process(
    session: Session,
    viewer: Viewer,
    kind: _Way,
    workbook: Workbook,
    report: ImportReport,
    author: str,
    found: Collector,
    new_periods: list[int],
) -> ImportReport:
    reader = open_reader(session, viewer)
    checked = _check(reader, kind, workbook, report.file, found)
    plan = kind.plan(reader, checked.answers, found)
    if found.refuses:
        counts = Counts(rows=checked.rows, refused=checked.rows - checked.skipped, skipped=checked.skipped)
        return _report(report, found, counts)
    counts = Counts(checked.rows, plan.new, plan.changed, plan.unchanged, checked.refused, checked.skipped)
    if not plan.changes:
        return _report(report, found, counts, plan)
    revision = open_revision(
        session,
        author=author,
        kind=RevisionKind.IMPORT,
        message=kind.message(),
        file_name=report.file,
        file_sha256=report.sha256,
    )
    revision.changed_cells = len(plan.changes)
    session.flush()
    plan.store(session, revision.number)
    _tell_periods(session, revision, drop_empty_periods(session, new_periods), found)
    return _report(report, found, counts, plan, None if report.dry_run else revision.number)


def _tell_periods(session: Session, revision: Revision, created: list[int], found: Collector) -> None:
    """The revision says how many periods came with it, and a note names each of them."""
    if created:
        revision.message = replace(revision.message, arguments={**revision.message.arguments, "periods": len(created)})
        session.flush()
    for year in created:
        text = _("The period {year} is created together with the file.").format(year=year)
        found.add(Finding(Severity.NOTE, "period-created", text, question=period_place(year), answer=CREATE))


def _check(reader: Reader, kind: "_Way | Kind", workbook: Workbook, file: str, found: Collector) -> Checked:
    note_file(workbook, file, found)
    checked = kind.check(reader, workbook, found) if is_of_kind(workbook, kind.is_map, found) else Checked()
    if not checked.balanced:
        raise ValueError("rows of the file were lost while checking")
    if not checked.rows and not found.refuses:
        found.error("no-rows", _("Nothing is filled in: the file has no rows to load."), fix=_("Fill in the template."))
    elif checked.rows == checked.skipped and not found.refuses:
        found.warning(
            "nothing-filled",
            _("Nothing is filled in: no row of the file says anything."),
            fix=_("Fill in the coloured cells and load the file again."),
        )
    return checked


def check_workbook(reader: Reader, kind: str, workbook: Workbook, file: str, found: Collector) -> Checked:
    """The answers of a workbook as an import reads them, for whoever stores several workbooks as one revision.

    What is wrong goes to ``found``; compared with the data, and stored, they are by the plan of their kind. Raises
    NotFound for an unknown kind.
    """
    return _check(reader, kind_named(kind), workbook, file, found)


def _report(
    report: ImportReport, found: Collector, counts: Counts, plan: Plan | None = None, revision: int | None = None
) -> ImportReport:
    return replace(
        report,
        findings=by_severity(found.findings),
        counts=counts,
        changes=plan.changes if plan and plan.changes else (),
        revision=revision,
    )
