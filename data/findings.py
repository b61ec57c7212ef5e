"""Findings: what a check has to say about one place of a file."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from data.vocabulary import Severity

REFUSING = frozenset({Severity.ERROR, Severity.QUESTION})


@dataclass(frozen=True)
class Finding:
    """One clear message: where, what was found, what was expected, how to fix it. Texts are in the user's language.

    ``rule`` is a stable code of the check, such as ``points-above-maximum``; ``cell`` is an address such as ``F17``.
    """

    severity: Severity
    rule: str
    message: str
    sheet: str | None = None
    cell: str | None = None
    found: str | None = None
    expected: str | None = None
    fix: str | None = None
    # The column that a question is about, and what was answered.
    question: str | None = None
    answer: str | None = None

    def as_dict(self) -> dict[str, str | None]:
        return asdict(self)


def by_severity(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """What forbids to store the file first, else in the order given."""
    order = tuple(Severity)
    return tuple(sorted(findings, key=lambda finding: order.index(finding.severity)))


def refuses(findings: list[Finding]) -> bool:
    """Whether any of the findings forbids to store the file."""
    return any(finding.severity in REFUSING for finding in findings)
