"""What the page /data says of an uploaded file: findings, what would change, and whether it can be published."""

from dataclasses import dataclass
from typing import Any

from data.findings import Finding, by_severity, refuses
from data.jobs.kinds import PUBLISH
from data.jobs.queue import Job
from data.language import _, current_language
from data.storage.reader import Reader
from data.tables import Column, Table, Value
from data.views.data_page.changes import ChangesView, changes_view
from data.views.shared.provenance import provenance
from data.vocabulary import JobState, Severity


@dataclass(frozen=True)
class UploadView:
    """``revision`` is set once the file is stored; ``refusal`` when the work could not be done at all.

    ``size`` is the file's in bytes, 0 where it is not known. ``next_revision`` is the number that publishing would
    give now. ``is_in_other_language``: the check has worded its findings for who read the other one then.
    """

    job: str
    kind: str
    publishing: bool
    state: JobState
    file_name: str
    size: int
    progress: int
    total: int
    refusal: str
    findings: tuple[Finding, ...]
    counts: dict[str, int]
    changes: ChangesView
    planned: int
    revision: int | None
    next_revision: int
    is_in_other_language: bool = False

    @property
    def running(self) -> bool:
        return self.state in (JobState.QUEUED, JobState.RUNNING)

    @property
    def refused(self) -> bool:
        return refuses(list(self.findings))

    @property
    def checked(self) -> bool:
        """Whether the file was read and checked, whatever came of it."""
        return self.state is JobState.DONE and not self.refusal

    @property
    def can_publish(self) -> bool:
        return self.checked and not self.publishing and not self.refused and self.planned > 0

    @property
    def is_unfilled(self) -> bool:
        """Whether no row of the file says anything."""
        return any(finding.rule == "nothing-filled" for finding in self.findings)

    @property
    def can_be_marked(self) -> bool:
        """Whether there is a workbook of a kind in which findings can be marked at their cells."""
        return self.checked and not self.publishing and self.file_name.lower().endswith(".xlsx")

    @property
    def sheets(self) -> int:
        """On how many sheets there are findings."""
        return len({finding.sheet for finding in self.findings if finding.sheet})

    def count(self, severity: Severity) -> int:
        return sum(finding.severity is severity for finding in self.findings)

    def shown(self, severity: Severity | None) -> tuple[Finding, ...]:
        """The findings of one severity or all, errors first."""
        return by_severity(finding for finding in self.findings if severity in (None, finding.severity))


def upload_view(reader: Reader, job: Job) -> UploadView:
    """The job of the reader's viewer, with names in place of codes."""
    result = job.result
    return UploadView(
        job=job.id,
        kind=job.request["kind"],
        publishing=job.kind == PUBLISH,
        state=job.state,
        file_name=job.request["name"],
        size=job.request.get("size", 0),
        progress=job.progress,
        total=job.total,
        refusal=result.get("refusal", ""),
        findings=stored_findings(job),
        counts=result.get("counts", {}),
        changes=changes_view(reader, result),
        planned=result.get("planned", 0),
        revision=result.get("revision"),
        next_revision=reader.revision + 1,
        is_in_other_language=job.language != current_language(),
    )


def stored_findings(job: Job) -> tuple[Finding, ...]:
    """The findings of a check, as it reported them."""
    return tuple(_finding(item) for item in job.result.get("findings", []))


def _finding(item: dict[str, Any]) -> Finding:
    return Finding(**item | {"severity": Severity(item["severity"])})


def severity_word(severity: Severity) -> str:
    return {
        Severity.ERROR: _("error"),
        Severity.QUESTION: _("question"),
        Severity.WARNING: _("warning"),
        Severity.NOTE: _("noted"),
    }[severity]


def findings_table(reader: Reader, job: Job) -> Table:
    """All findings of a check for a spreadsheet, errors first."""
    columns = (
        Column("severity", _("Severity")),
        Column("rule", _("Rule")),
        Column("sheet", _("Sheet")),
        Column("cell", _("Cell")),
        Column("message", _("What is wrong")),
        Column("found", _("Found")),
        Column("expected", _("Expected")),
        Column("fix", _("How to fix it")),
    )
    rows: list[dict[str, Value]] = []
    for finding in by_severity(stored_findings(job)):
        texts = {name: text or "" for name, text in finding.as_dict().items()}
        rows.append({**texts, "severity": severity_word(finding.severity)})
    name = job.request["name"]
    notes = ((_("File"), name), *provenance(reader, None).notes())
    return Table("findings", _("Findings in “{file}”").format(file=name), columns, tuple(rows), notes)
