"""Taking files that come back in a round: many at once, in ZIPs and folders, each known by its key, not by its name."""

import contextlib
import hashlib
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from data.access import Viewer
from data.findings import Finding, by_severity, in_both_languages
from data.intake.files import limits
from data.intake.files.sandbox import UnreadableFile, load_bytes, read_workbook
from data.intake.files.workbook import Sheet, Workbook, address
from data.intake.importing import check_workbook
from data.intake.register import kind_named
from data.intake.tables.answers import NEW_PERIOD, read_answers
from data.intake.tables.collector import Collector
from data.intake.tables.machine_key import MachineKey, key_of
from data.language import _
from data.models.collection import RoundReturn
from data.queries import registry
from data.queries.rounds import (
    QUESTIONS,
    FormLine,
    RoundLine,
    answered_questions,
    round_addressees,
    round_forms,
    round_line,
)
from data.storage.database import reading, writing
from data.storage.reader import Reader, open_reader
from data.storage.rounds import add_return
from data.storage.sources import keep_original, original
from data.text.invisible import file_name
from data.vocabulary import ReturnOutcome, Severity

# How many files one archive may hold.
MOST_FILES = 2_000
# How many cells that differ from the file before are kept; a person reads no more.
MOST_DIFFERENCES = 50
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Receipt:
    """What became of one file. ``is_known``: the very same file came before, so that nothing is new.

    ``municipality`` and ``form`` are names in the language of who has taken it; ``code`` and ``kind`` say it to all.
    """

    file_name: str
    outcome: ReturnOutcome
    is_known: bool = False
    municipality: str = ""
    form: str = ""
    code: str = ""
    kind: str = ""
    errors: int = 0
    questions: int = 0


@dataclass(frozen=True)
class _Taken:
    """A file as it was understood: for which form of whom, with which findings, and how many cells it would change.

    ``findings`` are in both languages.
    """

    outcome: ReturnOutcome
    findings: Sequence[Mapping[str, Any]] = ()
    digest: str = ""
    form: FormLine | None = None
    municipality: registry.MunicipalityEntry | None = None
    changes: int = 0
    differences: tuple[dict[str, str], ...] = ()


def receive(
    engine: Engine, viewer: Viewer, code: str, files: Sequence[tuple[str, Path]], author: str, progress: Progress
) -> list[Receipt]:
    """Take files, given as (name, path), into the round ``code``; each is kept, whatever it is.

    Every file is a transaction of its own: whoever begins again after an interruption goes on where it stopped, for
    the very same file is known. Raises NotFound for an unknown round, AccessDenied, and what ``progress`` raises.
    """
    viewer.require_writing()
    with reading(engine) as session:
        round_line(open_reader(session, viewer), code)
    receipts = []
    for done, (name, path) in enumerate(files):
        progress(done, len(files))
        for inner, content in contents(name, path):
            receipts.append(_receive_one(engine, viewer, code, inner, content, author))
    progress(len(files), len(files))
    return receipts


def contents(name: str, path: Path) -> Iterator[tuple[str, bytes | UnreadableFile]]:
    """The file itself, or the files in an archive, one at a time; in place of one that cannot be had, why."""
    if not zipfile.is_zipfile(path):
        yield name, _load(path)
        return
    with zipfile.ZipFile(path) as archive:
        entries = [one for one in archive.infolist() if not one.is_dir()]
        # A workbook is an archive too.
        if any(one.filename in ("[Content_Types].xml", "mimetype") for one in entries):
            yield name, _load(path)
            return
        for entry in entries[:MOST_FILES]:
            if not entry.filename.startswith("__MACOSX/"):
                yield _entry_name(entry), _read_entry(archive, entry)


def _entry_name(entry: zipfile.ZipInfo) -> str:
    """The last part of the name; archives of Russian Windows write names in its own letters without saying so."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("cp866")
    return name.replace("\\", "/").rsplit("/", 1)[-1]


def _load(path: Path) -> bytes | UnreadableFile:
    try:
        return load_bytes(path)
    except UnreadableFile as error:
        return error


def _read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes | UnreadableFile:
    try:
        with archive.open(entry) as file:
            # One beyond the limit: what the archive says of the size proves nothing.
            return file.read(limits.FILE_BYTES + 1)
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError):
        return UnreadableFile(_packed)


def _packed() -> Finding:
    finding = Collector()
    finding.error(
        "archive-part",
        _("This part of the archive cannot be unpacked."),
        fix=_("Pack the files again without a password, or send them one by one."),
    )
    return finding.findings[0]


def _receive_one(
    engine: Engine, viewer: Viewer, code: str, name: str, content: bytes | UnreadableFile, author: str
) -> Receipt:
    shown = file_name(name)
    data = b"" if isinstance(content, UnreadableFile) else content
    with reading(engine) as session:
        reader = open_reader(session, viewer)
        line = round_line(reader, code)
        known = _known(session, line, _sha256(shown, data))
        if known is not None:
            return Receipt(shown, ReturnOutcome(known), is_known=True)
        if isinstance(content, UnreadableFile):
            taken = _unreadable(content)
        else:
            taken = _understand(reader, line, shown, content)
    with writing(engine, data=False) as session:
        values = {
            "form_id": taken.form.id if taken.form else None,
            "municipality_id": taken.municipality.id if taken.municipality else None,
            "file_name": shown,
            "sha256": keep_original(session, data) if data else _sha256(shown, data),
            "content_digest": taken.digest,
            "outcome": taken.outcome.value,
            "findings": list(taken.findings),
            "changes": taken.changes,
            "differences": list(taken.differences),
            "author": author,
        }
        is_new = add_return(session, viewer, line.id, **values)
    return _receipt(shown, taken, is_known=not is_new)


def _sha256(name: str, data: bytes) -> str:
    """By what the very same file is known: where nothing of it can be had, by its name."""
    return hashlib.sha256(data or name.encode()).hexdigest()


def _known(session: Session, line: RoundLine, sha256: str) -> str | None:
    return session.scalar(
        select(RoundReturn.outcome).where(RoundReturn.round_id == line.id, RoundReturn.sha256 == sha256)
    )


def _receipt(name: str, taken: _Taken, *, is_known: bool) -> Receipt:
    errors = sum(finding["severity"] == Severity.ERROR for finding in taken.findings)
    return Receipt(
        name,
        taken.outcome,
        is_known,
        taken.municipality.short if taken.municipality else "",
        kind_named(taken.form.kind).name() if taken.form else "",
        taken.municipality.code if taken.municipality else "",
        taken.form.kind if taken.form else "",
        errors,
        sum(finding["severity"] in QUESTIONS for finding in taken.findings),
    )


def _understand(reader: Reader, line: RoundLine, name: str, content: bytes) -> _Taken:
    try:
        workbook = read_workbook(content)
    except UnreadableFile as error:
        return _unreadable(error)
    digest = content_digest(workbook)
    key = key_of(workbook)
    outcome, form, place = recognise(reader, line, key)
    if form is None or place is None or key is None:
        return _Taken(outcome, digest=digest)
    said = answered_questions(reader, form.id, place.code)
    findings, changes = check_return(reader, line, form, place.code, workbook, name, said)
    differences = _differences(reader, form, place, workbook)
    return _Taken(outcome, findings, digest, form, place, changes, differences)


def _unreadable(error: UnreadableFile) -> _Taken:
    return _Taken(ReturnOutcome.UNREADABLE, in_both_languages((error.finding,), lambda: (error.finding,)))


def check_return(
    reader: Reader,
    line: RoundLine,
    form: FormLine,
    municipality: str,
    workbook: Workbook,
    name: str,
    said: Mapping[str, str],
) -> tuple[list[dict[str, Any]], int]:
    """The findings of a returned file in both languages, and how many cells it would change.

    ``said`` are the answers to questions about its columns and texts. A file without findings is checked once.
    """

    def check() -> tuple[tuple[Finding, ...], int]:
        answers = read_answers(dict(said))
        found = Collector(scales=answers.scales, texts=answers.texts)
        checked = check_workbook(reader, form.kind, workbook, name, found)
        plan = kind_named(form.kind).plan(reader, checked.answers, found)
        changes = () if found.refuses else plan.changes
        if {change.municipality for change in changes} - {"", municipality}:
            found.error(
                "other-municipality",
                _("Rows of another municipality stand in the form of {code}.").format(code=municipality),
                fix=_("Return the form of each municipality as a file of its own."),
            )
        return by_severity(_of_this_period(line, one) for one in found.findings), len(changes)

    findings, changes = check()
    return in_both_languages(findings, lambda: check()[0]), changes


def _of_this_period(line: RoundLine, finding: Finding) -> Finding:
    """A round is about one period: a year that nobody knows is a slip here, not a new period."""
    if finding.rule != NEW_PERIOD:
        return finding
    fix = _("Write {period}: the round is about this period.").format(period=line.period)
    return replace(
        finding,
        severity=Severity.ERROR,
        message=_("The period is unknown."),
        expected=line.period,
        fix=fix,
        question=None,
    )


def _differences(
    reader: Reader, form: FormLine, place: registry.MunicipalityEntry, workbook: Workbook
) -> tuple[dict[str, str], ...]:
    """In which cells the file differs from the one that came before for the same form; the first of them."""
    same = (RoundReturn.form_id == form.id, RoundReturn.municipality_id == place.id)
    last = reader.session.scalar(select(RoundReturn.sha256).where(*same).order_by(RoundReturn.id.desc()).limit(1))
    content = original(reader.session, last) if last else None
    if content is None:
        return ()
    try:
        return cell_differences(read_workbook(content), workbook)[:MOST_DIFFERENCES]
    except UnreadableFile:
        return ()


def cell_differences(before: Workbook, after: Workbook) -> tuple[dict[str, str], ...]:
    """Cells that say different things, by sheet in the order of rows; an empty text stands for an empty cell."""
    sheets = {sheet.name: (before.sheet(sheet.name), sheet) for sheet in after}
    found = []
    for name, (old, new) in sheets.items():
        sides = [{} if side is None else _texts(side) for side in (old, new)]
        for row, column in sorted(sides[0].keys() | sides[1].keys()):
            was, becomes = (side.get((row, column), "") for side in sides)
            if was != becomes:
                found.append({"sheet": name, "cell": address(row, column), "old": was, "new": becomes})
    return tuple(found)


def _texts(sheet: Sheet) -> dict[tuple[int, int], str]:
    return {(cell.row, cell.column): cell.shown for row in sheet.by_row.values() for cell in row}


def recognise(
    reader: Reader, line: RoundLine, key: MachineKey | None
) -> tuple[ReturnOutcome, FormLine | None, registry.MunicipalityEntry | None]:
    """For which form of whom a workbook is, by its key; or why it is for none."""
    if key is None:
        return ReturnOutcome.UNKNOWN, None, None
    # A roadmap and targets have no period of their own: the round that has sent the form out has one.
    has_none = not key.period and key.round
    if key.period != line.period and not has_none:
        return ReturnOutcome.OTHER_PERIOD, None, None
    if key.round and key.round != line.code:
        return ReturnOutcome.OTHER_ROUND, None, None
    forms = [
        form
        for form in round_forms(reader, line.code)
        if form.kind == key.kind and form.methodology in ("", key.methodology)
    ]
    if not forms:
        return ReturnOutcome.OTHER_FORM, None, None
    addressed = {municipality for municipality, _short in round_addressees(reader, line.code)}
    if len(key.municipalities) != 1 or key.municipalities[0] not in addressed:
        return ReturnOutcome.NOT_ADDRESSED, None, None
    return ReturnOutcome.ACCEPTED, forms[0], registry.municipality(reader, key.municipalities[0])


def content_digest(workbook: Workbook) -> str:
    """The same for workbooks that say the same in every cell, whatever program has saved them and however they look."""
    digest = hashlib.sha256()
    for sheet in sorted(workbook, key=lambda one: one.name):
        digest.update(repr(("sheet", sheet.name)).encode())
        for number in sorted(sheet.by_row):
            for cell in sheet.by_row[number]:
                digest.update(repr((cell.row, cell.column, cell.kind.value, cell.value)).encode())
    return digest.hexdigest()


def files_of(paths: Sequence[Path]) -> list[tuple[str, Path]]:
    """The files themselves, and for a folder all files in it, in the order of their names; hidden ones are left."""
    found: list[tuple[str, Path]] = []
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        found += [(one.name, one) for one in inside if not one.is_dir() and not one.name.startswith((".", "~$"))]
    return found


def receipts_as_dicts(receipts: Sequence[Receipt]) -> list[dict[str, Any]]:
    return [asdict(receipt) for receipt in receipts]


def temporary_copy(content: bytes) -> Path:
    """The content in a file of its own, for what reads files; whoever asks for it removes it."""
    with tempfile.NamedTemporaryFile(suffix=".xlsx", delete=False) as file:
        file.write(content)
    return Path(file.name)
