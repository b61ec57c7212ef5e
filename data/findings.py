"""Findings: what a check has to say about one place of a file."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from data.language import _, local
from data.vocabulary import Severity

# Signs of one thing that was found, of a list of things, and of any other text of a finding.
LONGEST_FOUND, LONGEST_LIST, LONGEST_TEXT = 60, 600, 1_000

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
    # The column or cell that a question is about, and what was answered.
    question: str | None = None
    answer: str | None = None
    # The answers that there are, one a line, where they are not those about a column of numbers.
    choices: str | None = None

    def __post_init__(self) -> None:
        # A cell may hold ten megabytes: whatever of a file comes into a finding stays readable.
        for name, longest in (
            ("message", LONGEST_TEXT),
            ("found", LONGEST_LIST),
            ("expected", LONGEST_TEXT),
            ("fix", LONGEST_TEXT),
            ("sheet", LONGEST_FOUND),
        ):
            text = getattr(self, name)
            if text is not None and len(text) > longest:
                object.__setattr__(self, name, shortened(text, longest))

    def as_dict(self) -> dict[str, str | None]:
        return asdict(self)


def shortened(text: str, longest: int = LONGEST_FOUND) -> str:
    """The text, or its beginning with a mark that something follows."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def found_words(found: str | Sequence[str] | None) -> str | None:
    """One thing or several, each shortened by itself; nothing for an empty text or list."""
    if not found:
        return None
    return shortened(found) if isinstance(found, str) else "; ".join(map(shortened, found))


def first_of(names: Sequence[str], most: int) -> str:
    """The first of the names, and how many more there are."""
    more = [_("and {number} more").format(number=len(names) - most)] if len(names) > most else []
    return " ".join([", ".join(names[:most]), *more])


def quoted(text: str) -> str:
    """In the quotation marks of the current language."""
    return local(f"«{text}»", f"“{text}”")


def by_severity(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """What forbids to store the file first, else in the order given."""
    order = tuple(Severity)
    return tuple(sorted(findings, key=lambda finding: order.index(finding.severity)))


def refuses(findings: list[Finding]) -> bool:
    """Whether any of the findings forbids to store the file."""
    return any(finding.severity in REFUSING for finding in findings)
