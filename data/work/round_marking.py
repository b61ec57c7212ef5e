"""What goes back to the senders: their workbooks with the findings marked, and a letter to each municipality."""

import hashlib
import zipfile
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from data.errors import BadFile, NotFound
from data.exports.file_names import file_name
from data.findings import Finding
from data.formats import day
from data.intake.files.marked_copy import marked_copy
from data.language import _, ngettext
from data.queries.rounds import Board, FormLine, ReturnLine, board, round_lines
from data.storage.reader import Reader
from data.storage.sources import original
from data.vocabulary import FormState, Severity
from data.work.round_forms import form_file_names, form_name
from data.work.round_receiving import temporary_copy

Progress = Callable[[int, int], None]


def write_marked(reader: Reader, code: str, path: Path, progress: Progress) -> int:
    """Write a ZIP with a marked copy of each file that has findings and a letter to each municipality concerned.

    Gives how many copies it holds. Raises NotFound and AccessDenied.
    """
    found = board(reader, code)
    names = dict(found.addressees)
    concerned = {place for (place, _form), cell in found.cells.items() if cell.state in ATTENTION}
    copies = 0
    try:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for done, municipality in enumerate(sorted(concerned)):
                progress(done, len(concerned))
                folder = f"{municipality} {names[municipality]}"
                enclosed = _copies(reader, found, municipality)
                text = letter(found, municipality, {form for form, copy in enclosed.items() if copy.is_marked})
                archive.writestr(f"{folder}/{_('Letter')}.txt", text.encode("utf-8-sig"))
                for copy in enclosed.values():
                    archive.writestr(f"{folder}/{copy.name}", copy.content)
                copies += len(enclosed)
        progress(len(concerned), len(concerned))
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return copies


ATTENTION = (FormState.NOT_RETURNED, FormState.FINDINGS, FormState.TWICE)


@dataclass(frozen=True)
class _Copy:
    """A file that goes back; one that can carry no marks goes as it came."""

    name: str
    content: bytes
    is_marked: bool


def _copies(reader: Reader, found: Board, municipality: str) -> dict[int, _Copy]:
    """What is enclosed for a municipality, by form."""
    names, enclosed = form_file_names(found.forms), dict[int, _Copy]()
    for form in found.forms:
        cell = found.cells[municipality, form.id]
        if cell.current is None or cell.state is not FormState.FINDINGS:
            continue
        line = found.returns[cell.current.identity]
        content = marked_return(reader, line)
        if content is not None:
            name = file_name(f"{municipality} {_('findings')}", names[form.id], found.round.period, "xlsx")
            enclosed[form.id] = _Copy(name, content, hashlib.sha256(content).hexdigest() != line.sha256)
    return enclosed


def marked_return(reader: Reader, line: ReturnLine) -> bytes | None:
    """A returned file with its findings marked, or as it came where it has none; nothing when it is not kept."""
    content = original(reader.session, line.sha256)
    if content is None or not line.findings:
        return content
    copy = temporary_copy(content)
    try:
        return marked_copy(copy, findings_of(line))
    except BadFile:
        # What cannot carry marks goes back as it came; the letter has its findings.
        return content
    finally:
        copy.unlink(missing_ok=True)


def own_return(reader: Reader, identity: int) -> tuple[str, bytes]:
    """Name and content of a marked copy of a file that came back, for who collects it and for who has sent it.

    Raises AccessDenied for others, NotFound for a file of somebody else and for one that is not kept any more.
    """
    for line in round_lines(reader):
        found = board(reader, line.code).returns.get(identity)
        content = marked_return(reader, found) if found is not None else None
        if found is not None and content is not None:
            return found.file_name, content
    raise NotFound(_("The file is not kept any more, or was never loaded."))


def findings_of(line: ReturnLine) -> list[Finding]:
    """The findings of a returned file as their check made them."""
    return [Finding(**one | {"severity": Severity(one["severity"])}) for one in line.findings]


def letter(found: Board, municipality: str, marked: Collection[int]) -> str:
    """What a municipality hears: form by form what is missing, wrong or asked, by when, and what to do.

    ``marked`` are the forms of which a copy with marks is enclosed.
    """
    name = dict(found.addressees)[municipality]
    parts = [_("{municipality}: {round}").format(municipality=name, round=found.round.name), ""]
    for form in found.forms:
        parts += _about_form(found, municipality, form)
    return "\r\n".join([*parts, *_what_to_do(found, municipality, marked)]) + "\r\n"


def _what_to_do(found: Board, municipality: str, marked: Collection[int]) -> list[str]:
    """The end of a letter, by what is enclosed and what is missing."""
    states = {form.id: found.cells[municipality, form.id].state for form in found.forms}
    wrong = {form for form, state in states.items() if state is FormState.FINDINGS}
    told = []
    if wrong & set(marked):
        told.append(
            _("Fix the marked cells in your own workbook and return it under any name. Do not change its sheets.")
        )
    if wrong - set(marked):
        told.append(
            _("Fix what is said above in your own workbook and return it under any name. Do not change its sheets.")
        )
    if FormState.NOT_RETURNED in states.values():
        told.append(_("Fill in the form that was sent to you and return it under any name. Do not change its sheets."))
    if FormState.TWICE in states.values():
        told.append(_("Of a form that came several times, only the answer is needed: which file counts."))
    return told


def _about_form(found: Board, municipality: str, form: FormLine) -> list[str]:
    cell = found.cells[municipality, form.id]
    head = _("{form}, due {day}:").format(form=form_name(form), day=day(form.due.isoformat()))
    if cell.state is FormState.NOT_RETURNED:
        late = ngettext("{number} day late", "{number} days late", cell.days_late).format(number=cell.days_late)
        told = [_("not returned, {late}.").format(late=late) if cell.days_late else _("not returned yet.")]
    elif cell.state is FormState.TWICE:
        told = [_("returned several times with different content. Say which file counts.")]
    elif cell.state is FormState.FINDINGS and cell.current is not None:
        told = [_finding_words(one) for one in findings_of(found.returns[cell.current.identity])]
    else:
        told = [_("accepted.")]
    return [head, *(f"  — {line}" for line in told), ""]


def _finding_words(finding: Finding) -> str:
    place = " ".join(filter(None, (finding.sheet, finding.cell)))
    words = " ".join(filter(None, (finding.message, finding.fix)))
    return f"{place}: {words}" if place else words
