"""Reading a workbook in a process of its own: whatever the file does to its reader, only that process suffers.

Two readers of this kind of file end the whole process or hang on files that were made to do so; in the server one
upload would take everybody's requests with it. The child gets the bytes, limits and nothing else.
"""

import os
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic
from typing import IO, Any

import orjson

import data
from data.errors import BadFile
from data.findings import Finding
from data.formats import number
from data.intake.files import limits
from data.intake.files.cell_arrays import CompactCells
from data.intake.files.kept_waiting import kept_waiting
from data.intake.files.map_messages import map_messages
from data.intake.files.workbook import Sheet, Workbook
from data.language import _
from data.text.invisible import file_name
from data.vocabulary import Severity

# Seconds between two looks at whether the workbook is still wanted.
BETWEEN_PULSES = 0.5
READING_PROCESS = (sys.executable, "-m", "data.intake.files.reading_process")


class UnreadableFile(BadFile):
    """The file could not be read; ``finding`` says why, in one clear message of the language that is current then."""

    def __init__(self, worded: Callable[[], Finding]) -> None:
        super().__init__(worded().message)
        self._worded = worded

    @property
    def finding(self) -> Finding:
        return self._worded()


def load_bytes(path: Path) -> bytes:
    """The file's bytes, at most one beyond the limit. Raises UnreadableFile when it cannot be opened."""
    try:
        with path.open("rb") as file:
            return file.read(limits.FILE_BYTES + 1)
    except OSError as error:
        raise UnreadableFile(partial(_not_opened, path.name)) from error


def _not_opened(name: str) -> Finding:
    return Finding(
        Severity.ERROR,
        "file-not-opened",
        _("The file “{name}” cannot be opened.").format(name=file_name(name)),
        fix=_("Check the name and the folder of the file."),
    )


def read_workbook(
    content: bytes,
    *,
    wall_seconds: float = limits.WALL_SECONDS,
    command: tuple[str, ...] = READING_PROCESS,
    pulse: Callable[[], None] = lambda: None,
) -> Workbook:
    """Read the bytes of a workbook. Raises UnreadableFile, whatever happens to the process that reads it.

    ``pulse`` is called while the process reads; when it raises, the process is ended.
    """
    if len(content) > limits.FILE_BYTES:
        raise UnreadableFile(partial(_finding, "file-too-large", {"megabytes": limits.FILE_BYTES // limits.MEGABYTE}))
    with tempfile.TemporaryFile() as output:
        try:
            ended = run_limited(command, content, output, wall_seconds, pulse)
        except subprocess.TimeoutExpired as error:
            raise UnreadableFile(partial(_unread, content, slow=True)) from error
        output.seek(0)
        answer = output.read(limits.ANSWER_BYTES)
    if ended == -signal.SIGXCPU:
        raise UnreadableFile(partial(_unread, content, slow=True))
    if ended != 0:
        raise UnreadableFile(partial(_unread, content, slow=False))
    return _understand(answer, content)


def run_limited(
    command: tuple[str, ...],
    content: bytes,
    output: IO[bytes],
    wall_seconds: float,
    pulse: Callable[[], None] = lambda: None,
) -> int:
    """The exit code of a process that is given ``content``; it is ended when ``pulse`` raises, and when it takes too
    long, which raises TimeoutExpired. While others keep the machine busy its time stands still.
    """
    deadline = monotonic() + wall_seconds
    # The bytes come from a file: a pipe that is full when a wait times out is never written to again.
    with tempfile.TemporaryFile() as given:
        given.write(content)
        given.seek(0)
        with subprocess.Popen(
            command, stdin=given, stdout=output, stderr=subprocess.DEVNULL, env=child_environment()
        ) as process:
            try:
                while not _ended(process, min(BETWEEN_PULSES, wall_seconds)):
                    if monotonic() - kept_waiting(process.pid) >= deadline:
                        raise subprocess.TimeoutExpired(command, wall_seconds)
                    pulse()
                return process.wait()
            finally:
                process.kill()


def _ended(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Whether the process ends within the seconds; told at once; ``wait`` looks every twentieth of a second."""
    watched = os.pidfd_open(process.pid)
    try:
        looking = select.poll()
        looking.register(watched, select.POLLIN)
        return bool(looking.poll(seconds * 1000))
    finally:
        os.close(watched)


def child_environment() -> dict[str, str]:
    """Only what the interpreter needs: no database address and no secret reaches the child."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ}
    # Its numbers are small: threads for large ones would only take memory that is counted.
    return kept | {
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONPATH": str(Path(data.__file__).parent.parent),
        "PYTHONIOENCODING": "utf-8",
    }


def _understand(answer: bytes, content: bytes) -> Workbook:
    try:
        line, _newline, body = answer.partition(b"\n")
        told = orjson.loads(line)
        if "problem" in told:
            known = told["problem"] != "reader-failed"
            facts = dict(told["facts"]) if known else {}
            worded = partial(_finding, str(told["problem"]), facts) if known else partial(_unread, content, slow=False)
            raise UnreadableFile(worded)
        return Workbook(_sheets(told, memoryview(body)), bool(told["macros"]), str(told["format"]))
    except (ValueError, TypeError, KeyError) as error:
        raise UnreadableFile(partial(_unread, content, slow=False)) from error


def _unread(content: bytes, *, slow: bool) -> Finding:
    """The words when the reading process ended before it could tell what kind of file it was given."""
    if content.startswith(b"PK"):
        fix = _("Delete the rows, columns and sheets that are not needed, or split the workbook.") if slow else _again()
    elif content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        fix = _("Remove what is not a municipality of the region, and simplify the boundaries.")
    else:
        fix = _("Split the table into several files and load them one after another.")
    return Finding(
        Severity.ERROR,
        "reader-timeout" if slow else "reader-failed",
        _("Reading the file took too long and was stopped.") if slow else _("Reading the file failed."),
        fix=fix,
    )


def _again() -> str:
    return _("Open the file in a spreadsheet program, save it as .xlsx and load it again.")


def _sheets(content: dict[str, Any], body: memoryview) -> tuple[Sheet, ...]:
    sheets = []
    for sheet in content["sheets"]:
        cells, body = CompactCells.restore(sheet, body)
        merged = tuple((area[0], area[1], area[2], area[3]) for area in sheet["merged"])
        hidden = sheet["visibility"] != "visible"
        sheets.append(
            Sheet(
                str(sheet["name"]),
                hidden,
                cells,
                merged,
                of_text=content["format"] == "csv",
                hidden_rows=frozenset(map(int, sheet["hidden_rows"])),
                hidden_columns=frozenset(map(int, sheet["hidden_columns"])),
                has_filter=bool(sheet["has_filter"]),
            )
        )
    return tuple(sheets)


def _looks_like() -> dict[str, str]:
    return {
        "pdf": _("a PDF document"),
        "xls": _("an Excel 97–2003 workbook (.xls)"),
        "xlsb": _("a binary Excel workbook (.xlsb)"),
        "ods": _("an OpenDocument file that is not a spreadsheet"),
        "word": _("a Word document"),
        "powerpoint": _("a presentation"),
        "html": _("a web page"),
        "xml": _("an XML file"),
        "rtf": _("an RTF document"),
        "picture": _("a picture"),
        "zip": _("a ZIP archive"),
        "archive": _("an archive"),
        "unknown": _("a file of an unknown type"),
    }


def _finding(code: str, facts: dict[str, Any]) -> Finding:
    """The words for a code of the reading process; its own text is never shown."""
    save_again = _again()
    damaged = _("The file is damaged and cannot be read.")
    too_large = _("The workbook has more than {limit} cells.")
    hostile = _("The structure of the workbook is not one that spreadsheet programs produce; it is refused.")
    messages: dict[str, tuple[str, str]] = {
        "file-empty": (_("The file is empty."), _("Choose the filled workbook.")),
        "file-too-large": (_("The file is larger than {megabytes} MB."), _("Split the file.")),
        "wrong-file-type": (
            _("This is not a spreadsheet: it looks like {looks_like}."),
            _fix_of_type(str(facts.get("looks_like"))),
        ),
        "password-protected": (
            _("The workbook is protected with a password."),
            _("Remove the password that opens the file and load it again."),
        ),
        "file-damaged": (damaged, save_again),
        "too-many-parts": (_("The workbook has more than {limit} parts."), save_again),
        "too-many-sheets": (
            _("The workbook has {number} sheets; at most {limit} can be read."),
            _("Delete the sheets that are not needed, or split the workbook."),
        ),
        "unpacks-too-large": (_("The workbook unpacks to more than {megabytes} MB."), save_again),
        "duplicate-parts": (hostile, save_again),
        "doctype": (hostile, save_again),
        "cell-out-of-limits": (
            _("The sheet has a cell far outside the table: a table has at most {rows} rows and {columns} columns."),
            _("Delete the rows and columns outside the table."),
        ),
        "too-many-cells": (too_large, _("Delete what is outside the table, or split the workbook.")),
        "cells-lost": (_("The sheet cannot be read without losing cells."), save_again),
    }
    messages |= _text_messages() | map_messages()
    message, fix = messages.get(code, (_("Reading the file failed."), save_again))
    names = _looks_like()
    known = {"rows": number(limits.LAST_ROW), "columns": number(limits.LAST_COLUMN)}
    known |= {name: _fact(name, value, names) for name, value in facts.items()}
    if "tried" in facts:
        known["tried"] = ", ".join(_tried().get(word, word) for word in str(facts["tried"]).split(" "))
    return Finding(
        Severity.ERROR,
        code if code in messages else "reader-failed",
        message.format_map(known),
        sheet=facts.get("sheet"),
        cell=facts.get("cell"),
        expected=_("a workbook (.xlsx, .xlsm, .ods) or a text table (.csv)") if code == "wrong-file-type" else None,
        fix=fix,
    )


def _fact(name: str, value: Any, looks: dict[str, str]) -> str:
    """A fact in the user's words; numbers as people write them, but for those of lines."""
    if name == "looks_like":
        return looks.get(str(value), str(value))
    return number(value) if isinstance(value, int) and name != "line" else str(value)


def _fix_of_type(looks_like: str) -> str:
    if looks_like in {"zip", "archive"}:
        return _("Unpack the archive and load the table that is in it.")
    if looks_like in {"xls", "xlsb", "html", "xml"}:
        return _again()
    return _("Load the table itself, saved as .xlsx, .ods or .csv.")


def _tried() -> dict[str, str]:
    """Separators and encodings as people know them."""
    encodings = {"utf-8": "UTF-8", "utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}
    separators = {"semicolon": _("semicolon"), "comma": _("comma"), "tab": _("tab")}
    return separators | encodings | {"cp1251": "Windows-1251"}


def _text_messages() -> dict[str, tuple[str, str]]:
    """What may be wrong with a text table, and how to fix it."""
    save_as_text = _("Save the table as CSV UTF-8, separated by semicolons, or as .xlsx.")
    return {
        "encoding-unclear": (_("The encoding of the text is unclear. Tried: {tried}."), save_as_text),
        "separator-unclear": (_("The separator of the columns is unclear. Tried: {tried}."), save_as_text),
        "csv-malformed": (
            _("The quotes in the row that begins in line {line} do not match."),
            _("Write a quote inside quotes twice."),
        ),
        "nul-bytes": (_("Line {line} has NUL bytes, which a text never has."), save_as_text),
        "control-characters": (
            _("Line {line} has a control character, which a table never has."),
            _("Delete the character, or save the table as .xlsx."),
        ),
        "too-many-rows": (_("The table has more than {limit} rows."), _("Split the file.")),
    }
