"""The form of a target: what stands now, and what a typed text would mean — a proposal that somebody confirms."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data.errors import NotFound
from data.language import _, current_language
from data.measures.indicators.target_texts import Proposal, is_read_as, propose
from data.measures.targets import Target
from data.messages import LONGEST_TEXT
from data.queries.indicators import IndicatorLine, indicator_list, target_of, targets
from data.queries.registry import municipality
from data.storage.reader import Reader
from data.text.names import repaired
from data.text.target_steps import plain_number, steps_text
from data.views.indicators.target_proposals import disagreement_words
from data.vocabulary import DynamicsReading, Polarity, kind_of

LONGEST_RAW, LONGEST_REASON = 1000, LONGEST_TEXT
# In the place of the number of a reading: nobody chooses one, and the target stays to be clarified.
CLARIFY = "clarify"
FIELDS = (
    "place", "text", "kind", "operator", "value", "upper", "steps", "annual_floor", "year", "baseline_year", "reading",
    "contradiction", "reason", "indicator", "base", "shown", "read",
)  # fmt: skip
# What a text fills in; the years too, where nobody has typed another one since.
FROM_TEXT = ("kind", "operator", "value", "upper", "steps", "annual_floor", "reading", "contradiction")
YEARS = ("year", "baseline_year")


@dataclass(frozen=True)
class TargetForm:
    """``values`` are texts by the names of ``FIELDS``; ``place`` is the municipality the form was opened for, and
    ``read`` the text that the other fields are of, with its years.

    ``proposal`` is what the text was read as, and ``chosen`` the reading that the fields hold; ``is_unlike``: as they
    are stored, the fields are no reading of the text.
    """

    indicator: IndicatorLine
    municipality: str
    municipality_name: str
    values: Mapping[str, str]
    proposal: Proposal | None = None
    chosen: str = ""
    has_own: bool = False
    has_region: bool = False
    is_unlike: bool = False


def field_names() -> dict[str, str]:
    """The labels of the form, by which messages name its fields too."""
    return {
        "place": _("For whom"),
        "text": _("Text of the target"),
        "kind": _("Kind of target"),
        "operator": _("Sign"),
        "value": _("Target value"),
        "upper": _("Upper bound"),
        "steps": _("Steps before the deadline"),
        "annual_floor": _("At least every year"),
        "year": _("By the year"),
        "baseline_year": _("Base year"),
        "reading": _("Reading of the growth"),
        "contradiction": _("What contradicts itself"),
        "reason": _("Reason of the change"),
    }


def opened_form(reader: Reader, indicator: str, code: str) -> TargetForm:
    """The form of an indicator, filled with the target that holds for the municipality ``code``."""
    line, name = _line(reader, indicator), _name(reader, code)
    found = targets(reader)
    standing = target_of(found, line.code, code)
    values = dict.fromkeys(FIELDS, "")
    if standing is not None:
        values |= _values(standing.rule) | {"text": standing.raw, "contradiction": standing.contradiction}
        values["place"] = standing.municipality or ""
    values |= {"indicator": line.code, "base": str(reader.revision), "shown": code}
    values["read"] = _mark(values)
    return TargetForm(
        line,
        code,
        name,
        values,
        has_own=(line.code, code) in found,
        has_region=(line.code, None) in found,
        is_unlike=standing is not None and is_unlike(line, standing.rule, standing.raw),
    )


def read_form(reader: Reader, sent: Mapping[str, Any], chosen: str = "") -> TargetForm:
    """The form as it was sent, its text read; a definite reading, or the ``chosen`` one, fills the fields."""
    values = _without_earlier({name: str(sent.get(name) or "")[:LONGEST_RAW] for name in FIELDS})
    line, code = _line(reader, values["indicator"]), values["shown"]
    name = _name(reader, code)
    proposal = text_proposal(line, values["text"], _year(values["baseline_year"]))
    if not chosen and proposal.is_definite:
        chosen = "1"
    filled = _chosen(proposal, chosen)
    if filled is not None:
        kept = {"baseline_year": values["baseline_year"], "year": values["year"]}
        found = _values(filled)
        # What the text leaves open may stand in its field already.
        values |= found | {name: found[name] or kept[name] for name in kept}
        values["contradiction"] = ""
    if chosen == CLARIFY:
        values |= {"reading": DynamicsReading.AMBIGUOUS.value, "contradiction": disagreement_words(proposal)}
    values["read"] = _mark(values)
    held = targets(reader)
    return TargetForm(
        line,
        code,
        name,
        values,
        proposal,
        chosen if filled is not None else "",
        has_own=(line.code, code) in held,
        has_region=(line.code, None) in held,
    )


def text_proposal(line: IndicatorLine, text: str, baseline_year: int | None) -> Proposal:
    """What ``text`` would mean as a target of the indicator; ``baseline_year`` where the text names none."""
    return propose(
        repaired(text),
        kind_of(line.unit),
        is_share=bool(line.denominator),
        lower_is_better=line.polarity is Polarity.LOWER_IS_BETTER,
        baseline_year=baseline_year,
    )


def is_unlike(line: IndicatorLine, rule: Target, raw: str) -> bool:
    """Whether the fields of a target say something that its text cannot be read as."""
    return not is_read_as(rule, text_proposal(line, raw, rule.baseline_year))


def _mark(values: Mapping[str, str]) -> str:
    return ";".join([*(values[name] for name in YEARS), " ".join(values["text"].split())])[:LONGEST_RAW]


def _without_earlier(values: dict[str, str]) -> dict[str, str]:
    """Without what another text has filled in. What was typed before any text was read stays."""
    *years, text = (values["read"].split(";", len(YEARS)) + [""] * len(YEARS))[: len(YEARS) + 1]
    was = dict(zip(YEARS, years, strict=True))
    if not text or _mark(values | was) == values["read"]:
        return values
    return values | dict.fromkeys([*FROM_TEXT, *(name for name in YEARS if values[name] == was[name])], "")


def _chosen(proposal: Proposal, chosen: str) -> Target | None:
    if chosen == CLARIFY:
        return proposal.unclear
    if chosen.isdecimal() and 0 < int(chosen[:3]) <= len(proposal.readings):
        return proposal.readings[int(chosen) - 1]
    return None


def _values(rule: Target) -> dict[str, str]:
    return {
        "kind": rule.kind.value,
        "operator": rule.operator or "",
        "value": _amount(rule.value),
        "upper": _amount(rule.upper),
        "steps": steps_text(rule.steps, comma=current_language() == "ru"),
        "annual_floor": _amount(rule.annual_floor),
        "year": str(rule.year or ""),
        "baseline_year": str(rule.baseline_year or ""),
        "reading": rule.reading.value if rule.reading else "",
    }


def _amount(value: float | None) -> str:
    """With all its decimals, and without a separator of thousands, which could be read as a decimal comma."""
    plain = "" if value is None else plain_number(value)
    return plain.replace(".", ",") if current_language() == "ru" else plain


def _year(text: str) -> int | None:
    return int(text) if len(text) == 4 and text.isascii() and text.isdecimal() else None


def _line(reader: Reader, code: str) -> IndicatorLine:
    found = next((line for line in indicator_list(reader) if line.code == code), None)
    if found is None:
        raise NotFound(_("There is no indicator “{code}”.").format(code=code[:64]))
    return found


def _name(reader: Reader, code: str) -> str:
    reader.viewer.require_details_of(code)
    found = municipality(reader, code)
    if found is None:
        raise NotFound(_("There is no municipality “{code}”.").format(code=code[:64]))
    return found.short
