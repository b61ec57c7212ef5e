"""Findings: what a check has to say about one place of a file."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from data.language import _, current_language, local, other_language, speaking
from data.vocabulary import Severity

# Signs of one thing that was found, of a list of things, and of any other text of a finding.
LONGEST_FOUND, LONGEST_LIST, LONGEST_TEXT = 60, 600, 1_000

REFUSING = frozenset({Severity.ERROR, Severity.QUESTION})

# What of a finding is worded in a language, and where a stored one has its words in the other language.
WORDED = ("message", "found", "expected", "fix", "choices")
OTHERWISE = "otherwise"


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


def in_both_languages(findings: Sequence[Finding], again: Callable[[], Sequence[Finding]]) -> list[dict[str, Any]]:
    """Findings as they are stored for readers of either language; ``in_current_language`` reads them.

    ``again`` makes them once more and is asked in the other language, only where there are any. A finding that has no
    twin among those keeps the words that it has.
    """
    told: list[dict[str, Any]] = [asdict(one) for one in findings]
    if not told:
        return told
    other = other_language()
    with speaking(other):
        twins = _twins(findings, again())
    for one, twin in zip(told, twins, strict=True):
        words = {name: getattr(twin, name) for name in WORDED if getattr(twin, name) != one[name]} if twin else {}
        if words:
            one[OTHERWISE] = {other: words}
    return told


def in_current_language(stored: Mapping[str, Any]) -> dict[str, Any]:
    """A stored finding for its reader; one that was worded in a single language says what it said."""
    words: Mapping[str, Any] = stored.get(OTHERWISE, {}).get(current_language(), {})
    return {name: value for name, value in stored.items() if name != OTHERWISE} | dict(words)


def _twins(first: Sequence[Finding], second: Sequence[Finding]) -> list[Finding | None]:
    """For each finding the same one of ``second``: by its order, else where only one of its kind is at its place."""
    keys, others = [_without_words(one) for one in first], [_without_words(one) for one in second]
    if keys == others:
        return list(second)
    counts, there = Counter(keys), Counter(others)
    by_key = dict(zip(others, second, strict=True))
    return [by_key.get(key) if counts[key] == there[key] == 1 else None for key in keys]


def _without_words(one: Finding) -> tuple[object, ...]:
    """What a finding is in every language; of its choices, how many there are."""
    choices = len((one.choices or "").splitlines())
    return one.severity, one.rule, one.sheet, one.cell, one.question, one.answer, choices
