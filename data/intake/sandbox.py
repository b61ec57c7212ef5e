"""Reading a workbook in a process of its own: whatever the file does to its reader, only that process suffers.

Two readers of this kind of file end the whole process or hang on files that were made to do so; in the server one
upload would take everybody's requests with it. The child gets the bytes, limits and nothing else.
"""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import orjson

import data
from data.errors import BadFile
from data.intake import limits
from data.intake.findings import Finding
from data.intake.workbook import Cell, CellKind, Sheet, Workbook
from data.language import _
from data.vocabulary import Severity

READING_PROCESS = (sys.executable, "-m", "data.intake.reading_process")


class UnreadableFile(BadFile):
    """The file could not be read; ``finding`` says why, in one clear message."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def load_bytes(path: Path) -> bytes:
    """The file's bytes, at most one beyond the limit. Raises UnreadableFile when it cannot be opened."""
    try:
        with path.open("rb") as file:
            return file.read(limits.FILE_BYTES + 1)
    except OSError as error:
        raise UnreadableFile(
            Finding(
                Severity.ERROR,
                "file-not-opened",
                _("The file “{name}” cannot be opened.").format(name=path.name),
                fix=_("Check the name and the folder of the file."),
            )
        ) from error


def read_workbook(
    content: bytes, *, wall_seconds: float = limits.WALL_SECONDS, command: tuple[str, ...] = READING_PROCESS
) -> Workbook:
    """Read the bytes of a workbook. Raises UnreadableFile, whatever happens to the process that reads it."""
    if len(content) > limits.FILE_BYTES:
        raise UnreadableFile(_finding("file-too-large", {"megabytes": limits.FILE_BYTES // limits.MEGABYTE}))
    with tempfile.TemporaryFile() as output:
        try:
            done = subprocess.run(
                command,
                input=content,
                stdout=output,
                stderr=subprocess.DEVNULL,
                timeout=wall_seconds,
                env=_environment(),
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise UnreadableFile(_finding("reader-timeout", {})) from error
        output.seek(0)
        answer = output.read(limits.ANSWER_BYTES)
    if done.returncode == -signal.SIGXCPU:
        raise UnreadableFile(_finding("reader-timeout", {}))
    if done.returncode != 0:
        raise UnreadableFile(_finding("reader-failed", {}))
    return _understand(answer)


def _environment() -> dict[str, str]:
    """Only what the interpreter needs: no database address and no secret reaches the child."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ}
    return kept | {"PYTHONPATH": str(Path(data.__file__).parent.parent), "PYTHONIOENCODING": "utf-8"}


def _understand(answer: bytes) -> Workbook:
    try:
        content = orjson.loads(answer)
        if "problem" in content:
            finding = _finding(str(content["problem"]), dict(content["facts"]))
        else:
            return Workbook(tuple(_sheet(sheet) for sheet in content["sheets"]), bool(content["macros"]))
    except (ValueError, TypeError, KeyError) as error:
        raise UnreadableFile(_finding("reader-failed", {})) from error
    raise UnreadableFile(finding)


def _sheet(sheet: dict[str, Any]) -> Sheet:
    kinds = {kind.value: kind for kind in CellKind}
    return Sheet(
        name=str(sheet["name"]),
        hidden=sheet["visibility"] != "visible",
        cells={(row, column): Cell(row, column, kinds[kind], value) for row, column, kind, value in sheet["cells"]},
        merged=tuple((area[0], area[1], area[2], area[3]) for area in sheet["merged"]),
    )


def _looks_like() -> dict[str, str]:
    return {
        "pdf": _("a PDF document"),
        "xls": _("an Excel 97–2003 workbook (.xls)"),
        "xlsb": _("a binary Excel workbook (.xlsb)"),
        "ods": _("an OpenDocument file"),
        "word": _("a Word document"),
        "powerpoint": _("a presentation"),
        "html": _("a web page"),
        "xml": _("an XML file"),
        "rtf": _("an RTF document"),
        "picture": _("a picture"),
        "text": _("a text file"),
        "zip": _("a ZIP archive"),
        "unknown": _("a file of an unknown type"),
    }


def _finding(code: str, facts: dict[str, Any]) -> Finding:
    """The words for a code of the reading process; its own text is never shown."""
    save_again = _("Open the file in a spreadsheet program, save it as .xlsx and load it again.")
    damaged = _("The file is damaged and cannot be read.")
    too_large = _("The workbook is too large to be read.")
    hostile = _("The workbook is built in a way that spreadsheet programs do not use; it is refused.")
    messages: dict[str, tuple[str, str]] = {
        "file-empty": (_("The file is empty."), _("Choose the filled workbook.")),
        "file-too-large": (_("The file is larger than {megabytes} MB."), _("Split the workbook.")),
        "wrong-file-type": (_("This is not an Excel workbook: it looks like {looks_like}."), save_again),
        "password-protected": (
            _("The workbook is protected with a password."),
            _("Remove the password that opens the file and load it again."),
        ),
        "file-damaged": (damaged, save_again),
        "too-many-parts": (_("The workbook has more than {limit} parts."), save_again),
        "unpacks-too-large": (_("The workbook unpacks to more than {megabytes} MB."), save_again),
        "duplicate-parts": (hostile, save_again),
        "doctype": (hostile, save_again),
        "cell-out-of-limits": (
            _("The sheet has a cell far outside the table."),
            _("Delete the rows and columns outside the table."),
        ),
        "too-many-cells": (too_large, _("Delete what is outside the table, or split the workbook.")),
        "cells-lost": (_("The sheet cannot be read without losing cells."), save_again),
        "reader-timeout": (_("Reading the workbook took too long and was stopped."), save_again),
    }
    message, fix = messages.get(code, (_("Reading the workbook failed."), save_again))
    names = _looks_like()
    known = {name: names.get(str(value), value) if name == "looks_like" else value for name, value in facts.items()}
    return Finding(
        Severity.ERROR,
        code if code in messages else "reader-failed",
        message.format_map(known),
        sheet=facts.get("sheet"),
        cell=facts.get("cell"),
        expected=_("an Excel workbook (.xlsx)") if code == "wrong-file-type" else None,
        fix=fix,
    )
