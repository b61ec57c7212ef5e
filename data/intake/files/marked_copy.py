"""A copy of an uploaded workbook in which every finding is marked at its cell: a fill, and a comment with its words."""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import orjson

from data.errors import BadFile
from data.findings import Finding
from data.intake.files import limits
from data.intake.files.marking_process import LENGTH_BYTES
from data.intake.files.sandbox import load_bytes, run_limited
from data.language import _

MARKING_PROCESS = (sys.executable, "-m", "data.intake.files.marking_process")
# A sheet with more comments than this opens slowly and is read by nobody.
MOST_MARKS = 2_000


def marked_copy(
    path: Path,
    findings: Sequence[Finding],
    *,
    wall_seconds: float = limits.WALL_SECONDS,
    command: tuple[str, ...] = MARKING_PROCESS,
) -> bytes:
    """The workbook at ``path`` with its findings marked. Raises BadFile when it cannot be opened again."""
    header = orjson.dumps([_mark(finding) for finding in findings[:MOST_MARKS]])
    message = len(header).to_bytes(LENGTH_BYTES, "big") + header + load_bytes(path)
    with tempfile.TemporaryFile() as output:
        try:
            ended = run_limited(command, message, output, wall_seconds)
        except subprocess.TimeoutExpired as error:
            raise _refusal() from error
        output.seek(0)
        answer = output.read(limits.ANSWER_BYTES)
    if ended != 0 or not answer:
        raise _refusal()
    return answer


def _refusal() -> BadFile:
    return BadFile(_("This workbook cannot carry marks. Use the list of findings instead."))


def _mark(finding: Finding) -> dict[str, str]:
    lines = [finding.message]
    for template, text in (
        (_("Found: {found}."), {"found": finding.found}),
        (_("Expected: {expected}."), {"expected": finding.expected}),
    ):
        if all(text.values()):
            lines.append(template.format(**text))
    lines.extend([finding.fix] if finding.fix else [])
    return {
        "severity": finding.severity.value,
        "sheet": finding.sheet or "",
        "cell": finding.cell or "",
        "text": "\n".join(lines),
    }
