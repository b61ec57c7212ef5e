"""What the page /data says of an uploaded file: findings, what would change, and whether it can be published."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from data.formats import nothing, number, rank
from data.jobs.queue import Job
from data.language import _, local
from data.models.indicators import Indicator
from data.models.region import Municipality
from data.reader import Reader
from data.views.consequences import TOTAL
from data.vocabulary import JobState, Nothing, Severity, TargetStatus, Verdict


@dataclass(frozen=True)
class FindingLine:
    severity: Severity
    rule: str
    message: str
    sheet: str
    cell: str
    found: str
    expected: str
    fix: str


@dataclass(frozen=True)
class Change:
    """``where`` it is, in words, then what it was and what it becomes."""

    municipality: str
    where: str
    old: str
    new: str


@dataclass(frozen=True)
class RankLine:
    """``moved`` is the number of places won (positive) or lost, None where there is no rank on one side."""

    municipality: str
    where: str
    old: str
    new: str
    moved: int | None
    old_points: str
    new_points: str


@dataclass(frozen=True)
class VerdictLine:
    municipality: str
    where: str
    old: Verdict
    new: Verdict


@dataclass(frozen=True)
class StatusLine:
    municipality: str
    where: str
    old: TargetStatus
    new: TargetStatus


@dataclass(frozen=True)
class UploadView:
    """``revision`` is set once the file is stored; ``refusal`` when the work could not be done at all."""

    job: str
    kind: str
    publishing: bool
    state: JobState
    file_name: str
    progress: int
    total: int
    refusal: str
    findings: tuple[FindingLine, ...]
    counts: dict[str, int]
    cells: int
    changes: tuple[Change, ...]
    ranks: tuple[RankLine, ...]
    verdicts: tuple[VerdictLine, ...]
    statuses: tuple[StatusLine, ...]
    revision: int | None

    @property
    def running(self) -> bool:
        return self.state in (JobState.QUEUED, JobState.RUNNING)

    @property
    def refused(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def can_publish(self) -> bool:
        return self.state is JobState.DONE and not (self.publishing or self.refused or self.refusal) and self.cells > 0

    def count(self, severity: Severity) -> int:
        return sum(finding.severity is severity for finding in self.findings)


def upload_view(reader: Reader, job: Job, publishing: bool) -> UploadView:
    """The job of the reader's viewer, with names in place of codes."""
    result = job.result
    names = _names(reader)
    return UploadView(
        job=job.id,
        kind=job.request["kind"],
        publishing=publishing,
        state=job.state,
        file_name=job.request["name"],
        progress=job.progress,
        total=job.total,
        refusal=result.get("refusal", ""),
        findings=tuple(_finding(item) for item in result.get("findings", [])),
        counts=result.get("counts", {}),
        cells=result.get("cells", 0),
        changes=tuple(_change(item) for item in result.get("cell_changes", [])),
        ranks=tuple(_rank_line(item, names) for item in result.get("ranks", [])),
        verdicts=tuple(
            VerdictLine(
                names[item["municipality"]],
                f"{item['period']} · {item['direction']}",
                Verdict(item["old"]),
                Verdict(item["new"]),
            )
            for item in result.get("verdicts", [])
        ),
        statuses=tuple(
            StatusLine(
                names[item["municipality"]],
                f"{item['year']} · {names[item['indicator']]}",
                TargetStatus(item["old"]),
                TargetStatus(item["new"]),
            )
            for item in result.get("statuses", [])
        ),
        revision=result.get("revision"),
    )


def _names(reader: Reader) -> dict[str, str]:
    """Short names by code; codes of municipalities and of indicators never meet in one column."""
    places = reader.session.execute(select(Municipality.code, Municipality.short_ru, Municipality.short_en))
    indicators = reader.session.execute(select(Indicator.code, Indicator.short_ru, Indicator.short_en))
    return {code: local(russian, english) for code, russian, english in (*places, *indicators)}


def _finding(item: dict[str, Any]) -> FindingLine:
    texts = {name: item[name] or "" for name in ("rule", "message", "sheet", "cell", "found", "expected", "fix")}
    return FindingLine(severity=Severity(item["severity"]), **texts)


def _change(item: dict[str, Any]) -> Change:
    place = item["place"]
    where = " · ".join(filter(None, (place["period"], place["what"])))
    return Change(place["municipality"], where, _content(item["old"]), _content(item["new"]))


def _content(value: str | float | None) -> str:
    if value is None:
        return "—"
    if isinstance(value, str):
        return nothing(Nothing(value)) if value in set(Nothing) else value
    return number(value)


def _rank_line(item: dict[str, Any], names: dict[str, str]) -> RankLine:
    old, new = item["old_rank"], item["new_rank"]
    subject = _("total") if item["subject"] == TOTAL else item["subject"]
    return RankLine(
        municipality=names[item["municipality"]],
        where=f"{item['period']} · {subject}",
        old=rank(*old) if old else _("no place"),
        new=rank(*new) if new else _("no place"),
        moved=old[0] - new[0] if old and new else None,
        old_points=_content(item["old_points"]),
        new_points=_content(item["new_points"]),
    )
