"""What became of a file, as the command line tells it: lines for a person, or a dictionary for a program."""

import re
from collections.abc import Iterator
from typing import Any

from data.findings import Finding
from data.intake.files import limits
from data.intake.importing import ImportReport
from data.intake.tables.answers import asked_year
from data.language import _, ngettext
from data.vocabulary import Severity

DOUBLE_STOP = re.compile(r"([.!?…])\.$")


def _counts(report: ImportReport) -> dict[str, int]:
    counts = report.counts
    return {
        "rows": counts.rows,
        "stored": counts.stored,
        "new": counts.new,
        "changed": counts.changed,
        "unchanged": counts.unchanged,
        "refused": counts.refused,
        "skipped": counts.skipped,
        "changed_cells": len(report.changes),
    }


def as_dict(report: ImportReport) -> dict[str, Any]:
    return {
        "kind": report.kind,
        "file": report.file,
        "dry_run": report.dry_run,
        "stored": report.stored,
        "revision": report.revision,
        "counts": _counts(report),
        "findings": [finding.as_dict() for finding in report.findings[: limits.PRINTED_FINDINGS]],
        "findings_total": len(report.findings),
    }


def as_lines(report: ImportReport) -> Iterator[str]:
    for finding in report.findings[: limits.PRINTED_FINDINGS]:
        yield _finding_line(finding)
    left_out = len(report.findings) - limits.PRINTED_FINDINGS
    if left_out > 0:
        yield ngettext("… and {number} more finding", "… and {number} more findings", left_out).format(number=left_out)
    counts = report.counts
    yield _(
        "Rows: {rows} = {stored} to store ({new} new, {changed} changed) + {unchanged} unchanged + "
        "{refused} refused + {skipped} skipped"
    ).format_map({**_counts(report), "rows": counts.rows})
    yield _outcome(report)


def _outcome(report: ImportReport) -> str:
    if report.refused:
        return _("Nothing is stored.")
    if report.revision is not None:
        return _("Stored as revision {revision}.").format(revision=report.revision)
    if report.is_unfilled:
        return _("Nothing is filled in, so nothing is stored.")
    if not report.changes:
        return _("No changes: everything in the file is already stored.")
    return _("Dry run: nothing is stored.")


def _one_stop(sentence: str) -> str:
    """What was found may end with a stop of its own: «12 чел.»."""
    return DOUBLE_STOP.sub(r"\1", sentence)


def _finding_line(finding: Finding) -> str:
    severities = {
        Severity.ERROR: _("error"),
        Severity.QUESTION: _("question"),
        Severity.WARNING: _("warning"),
        Severity.NOTE: _("note"),
    }
    place = "!".join(part for part in (finding.sheet, finding.cell) if part)
    line = f"{severities[finding.severity]}: {place + ': ' if place else ''}{finding.message}"
    if finding.found:
        line += " " + _one_stop(_("Found: {found}.").format(found=finding.found))
    if finding.expected:
        line += " " + _one_stop(_("Expected: {expected}.").format(expected=finding.expected))
    line = f"{line} {finding.fix}" if finding.fix else line
    if finding.severity is not Severity.QUESTION:
        return line
    if asked_year(finding.question or "") is not None:
        return line + " " + _("Answer with --answer “{place}=create”.").format(place=finding.question)
    return line + " " + _("Answer with --answer “{place}=percent” or “{place}=share”.").format(place=finding.question)
