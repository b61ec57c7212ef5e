"""What stands in the form of a target, checked field by field: a whole target, or one sentence on what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from data.errors import BadSelection
from data.formats import number
from data.intake.tables.numbers import parse_number
from data.language import _
from data.measures.targets import RANGES, STEPPED, YEARLY_KINDS, Target, goes_back, is_ambiguous
from data.queries.indicators import IndicatorLine
from data.storage.periods import FIRST_YEAR
from data.text.invisible import visible
from data.text.names import repaired
from data.text.target_kinds import KINDS, LARGEST, OPERATORS, READINGS, is_level, level_limits
from data.text.target_steps import Step, Steps, plain_number, typed_steps
from data.views.indicators.target_form import LONGEST_RAW, LONGEST_REASON, field_names
from data.vocabulary import DynamicsReading, Polarity, TargetKind, Unit, kind_of

FLOORED = TargetKind.LEVEL_BY_YEAR_WITH_ANNUAL_FLOOR


@dataclass(frozen=True)
class Entered:
    """A target as it was entered, and why. ``municipality`` is empty for the region's."""

    municipality: str
    rule: Target
    raw: str
    contradiction: str
    reason: str


def read_target(values: Mapping[str, Any], line: IndicatorLine, last_year: int) -> Entered:
    """The target that a form says. Raises BadSelection, which names the field."""
    reading = _choice(values, "reading", READINGS)
    kind = TargetKind(_required(_choice(values, "kind", KINDS), "kind"))
    rule = Target(
        kind=kind,
        operator=_choice(values, "operator", OPERATORS),
        value=_number(values, "value", line, by_level=is_level(kind, reading)),
        upper=_number(values, "upper", line) if kind in RANGES else None,
        annual_floor=_number(values, "annual_floor", line) if kind is FLOORED else None,
        year=_year(values, "year", last_year),
        baseline_year=_year(values, "baseline_year", last_year),
        reading=DynamicsReading(reading) if reading else None,
        lower_is_better=line.polarity is Polarity.LOWER_IS_BETTER,
    )
    rule = replace(rule, steps=_steps(values, rule, line, last_year))
    contradiction = repaired(_text(values, "contradiction", LONGEST_RAW))
    if rule.reading is not DynamicsReading.AMBIGUOUS and not contradiction:
        _require_definite(rule)
    return Entered(
        municipality=_text(values, "place", LONGEST_REASON),
        rule=rule,
        # Latin letters in Russian words would be read as the Russian ones when a workbook brings the text back.
        raw=_required(repaired(_text(values, "text", LONGEST_RAW)), "text"),
        contradiction=contradiction,
        reason=_required(_text(values, "reason", LONGEST_REASON), "reason"),
    )


def _require_definite(rule: Target) -> None:
    """Raise BadSelection for the part without which the target says nothing definite."""
    if goes_back(rule):
        words = _(
            "“{field}”: a later level asks for less than an earlier one. Correct it, or say what contradicts itself."
        )
        raise BadSelection(words.format(field=field_names()["steps"]))
    if not is_ambiguous(rule):
        return
    if rule.year is None and rule.kind not in YEARLY_KINDS:
        raise _missing("year")
    if rule.steps and not is_ambiguous(replace(rule, steps=())):
        words = _("“{field}”: the years must follow each other and come before the deadline. Check them.")
        raise BadSelection(words.format(field=field_names()["steps"]))
    if rule.kind in RANGES and rule.value is not None and rule.upper is not None:
        words = _("“{field}” is below the lower one. Write the larger number here.")
        raise BadSelection(words.format(field=field_names()["upper"]))
    for name, value in (("value", rule.value), ("upper", rule.upper), ("annual_floor", rule.annual_floor)):
        if value is None and _is_needed(name, rule.kind):
            raise _missing(name)
    raise _missing("reading")


def _steps(values: Mapping[str, Any], rule: Target, line: IndicatorLine, last_year: int) -> Steps:
    """The levels before the deadline, or the amounts of a growth on the base year."""
    typed = _text(values, "steps", LONGEST_REASON)
    if not typed or rule.kind not in STEPPED:
        return ()
    steps = typed_steps(typed)
    if steps is None:
        words = _("“{field}”: write each year with its level, such as 2025: 33.3; 2026: 66.6.")
        raise BadSelection(words.format(field=field_names()["steps"]))
    by_level = is_level(rule.kind, rule.reading)
    years = [_year({"steps": str(step.year)}, "steps", last_year) for step in steps]
    levels = [_step_level(step, line, by_level=by_level) for step in steps]
    pairs = zip(years, levels, strict=True)
    return tuple((year, level) for year, level in pairs if year is not None and level is not None)


def _step_level(step: Step, line: IndicatorLine, *, by_level: bool) -> float | None:
    sign = "%" if step.is_percent else ""
    return _number({"steps": f"{plain_number(step.level)}{sign}"}, "steps", line, by_level=by_level)


def _is_needed(name: str, kind: TargetKind) -> bool:
    return {
        "value": kind not in (TargetKind.POSITIVE_DYNAMICS, TargetKind.PRESENCE, TargetKind.ANNUAL_GROWTH),
        "upper": kind in RANGES,
        "annual_floor": kind is FLOORED,
    }[name]


def _choice(values: Mapping[str, Any], name: str, words: Mapping[str, Any]) -> str | None:
    chosen = values.get(name)
    if chosen in (None, ""):
        return None
    if not isinstance(chosen, str) or chosen not in words:
        raise BadSelection(_("“{field}”: choose from the list.").format(field=field_names()[name]))
    # As the rule has it, and not as the browser sent it.
    return next(str(value) for value in words if value == chosen)


def _number(values: Mapping[str, Any], name: str, line: IndicatorLine, *, by_level: bool = True) -> float | None:
    typed = _text(values, name, LONGEST_REASON)
    if not typed:
        return None
    is_share = line.unit is Unit.PERCENT and by_level
    limits = level_limits(kind_of(line.unit), is_part=bool(line.denominator))
    smallest, largest = limits if by_level else (0.0, LARGEST)
    amount = parse_number(typed)
    if amount is not None and amount.is_grouped and not is_share:
        words = _("“{field}”: it is unclear whether “{found}” is thousands. Write the number without a separator.")
        raise BadSelection(words.format(field=field_names()[name], found=typed[:40]))
    if amount is None or not smallest <= amount.value <= largest or (amount.is_percent and by_level and not is_share):
        words = _("“{field}”: “{found}” is no number from {smallest} to {largest}. Write one, without words.")
        raise BadSelection(
            words.format(
                field=field_names()[name], found=typed[:40], smallest=number(smallest), largest=number(largest)
            )
        )
    # Fifteen digits are what a spreadsheet keeps.
    return float(f"{amount.value:.15g}")


def _year(values: Mapping[str, Any], name: str, last: int) -> int | None:
    typed = _text(values, name, LONGEST_REASON)
    if not typed:
        return None
    if not typed.isascii() or not typed.isdecimal() or not FIRST_YEAR <= int(typed[:6]) <= last:
        words = _("“{field}”: “{found}” is no year from {first} to {last}. Write four figures.")
        raise BadSelection(words.format(field=field_names()[name], found=typed[:40], first=FIRST_YEAR, last=last))
    return int(typed)


def _text(values: Mapping[str, Any], name: str, longest: int) -> str:
    typed = values.get(name)
    text = " ".join(visible(typed).split()) if isinstance(typed, str) else ""
    if len(text) > longest:
        words = _("“{field}” is longer than {limit} characters. Shorten it.")
        raise BadSelection(words.format(field=field_names()[name], limit=longest))
    # What neither database can store as text is no text.
    return "".join(sign for sign in text if sign.isprintable())


def _required(text: str | None, name: str) -> str:
    if not text:
        raise _missing(name)
    return text


def _missing(name: str) -> BadSelection:
    return BadSelection(_("“{field}” is missing. Fill it in and save again.").format(field=field_names()[name]))
