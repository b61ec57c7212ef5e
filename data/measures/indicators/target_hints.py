"""What the text of a target leaves open, or how a word of it was taken."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from data.measures.indicators.target_grammar import Said
from data.measures.targets import YEARLY_KINDS, Target
from data.text.target_kinds import GROWTH_BY
from data.vocabulary import FREE_UNITS, DynamicsReading, TargetKind, Unit

LEVEL = DynamicsReading.LEVEL
# All of a whole, in per cent.
WHOLE = 100.0


class Hint(StrEnum):
    """What the text leaves open, or how it was taken."""

    NOT_UNDERSTOOD = "not_understood"
    POINTS_OR_PERCENT = "points_or_percent"
    INDEX_OR_GROWTH = "index_or_growth"
    BY_OR_LEVEL = "by_or_level"
    SHARE_OR_PERCENT = "share_or_percent"
    MORE_OR_FEWER = "more_or_fewer"
    MINUS_OR_DASH = "minus_or_dash"
    UNTIL_OR_AGAINST = "until_or_against"
    BELOW_ZERO = "below_zero"
    TOO_LARGE = "too_large"
    NO_SUCH_YEAR = "no_such_year"
    DURATION = "duration"
    SEVERAL_VALUES = "several_values"
    GROWTH_IN_STEPS = "growth_in_steps"
    NO_DEADLINE = "no_deadline"
    PARTS_DISAGREE = "parts_disagree"
    NO_BASELINE = "no_baseline"
    NO_SIGN = "no_sign"
    EXACTLY_WHOLE = "exactly_whole"
    ABOVE_WHOLE = "above_whole"
    NOT_STRICT = "not_strict"


# What has to be settled by a person before the target can be judged.
OPEN = frozenset(
    {
        Hint.NOT_UNDERSTOOD, Hint.POINTS_OR_PERCENT, Hint.INDEX_OR_GROWTH, Hint.BY_OR_LEVEL, Hint.SEVERAL_VALUES,
        Hint.NO_DEADLINE, Hint.PARTS_DISAGREE, Hint.ABOVE_WHOLE, Hint.SHARE_OR_PERCENT, Hint.MORE_OR_FEWER,
        Hint.MINUS_OR_DASH, Hint.UNTIL_OR_AGAINST, Hint.BELOW_ZERO, Hint.TOO_LARGE, Hint.NO_SUCH_YEAR, Hint.DURATION,
        Hint.GROWTH_IN_STEPS,
    }
)  # fmt: skip


def hints_of(found: Said, readings: Sequence[Target], unit: Unit, *, is_share: bool) -> list[Hint]:
    """What is said nowhere, and how a word was taken."""
    hints = []
    if any(one.year is None and one.kind not in YEARLY_KINDS for one in readings):
        hints.append(Hint.NO_DEADLINE)
    if any(_is_without_baseline(one) for one in readings):
        hints.append(Hint.NO_BASELINE)
    if any(one.operator is None and _is_level(one) for one in readings):
        hints.append(Hint.NO_SIGN)
    if is_share and any(_is_level(one) and one.sign > 0 and one.value == WHOLE for one in readings[:1]):
        hints.append(Hint.EXACTLY_WHOLE)
    if is_share and any(amount > WHOLE for one in readings for amount in _amounts(one)):
        hints.append(Hint.ABOVE_WHOLE)
    if any(_is_below_zero(one, unit) for one in readings):
        hints.append(Hint.BELOW_ZERO)
    if found.has_no_year:
        hints.append(Hint.NO_SUCH_YEAR)
    if found.has_duration:
        hints.append(Hint.DURATION)
    if any(part.strictly for part in found.values):
        hints.append(Hint.NOT_STRICT)
    return hints


def _amounts(target: Target) -> Iterator[float]:
    """All numbers of a target that are levels."""
    if _is_level(target):
        yield from (level for _year, level in target.levels)
        yield target.value or 0.0
    yield target.upper or 0.0


def numbers_of(target: Target) -> Iterator[float]:
    """All numbers of a target, whatever they say."""
    yield from (level for _year, level in target.levels)
    yield from (one for one in (target.value, target.upper, target.annual_floor) if one is not None)


def _is_below_zero(target: Target, unit: Unit) -> bool:
    """A growth by less than nothing, or a level of what is never below 0."""
    is_growth = target.kind in GROWTH_BY and target.reading is not LEVEL
    return (is_growth or unit not in FREE_UNITS) and any(one < 0 for one in numbers_of(target))


def _is_level(target: Target) -> bool:
    kinds = (TargetKind.LEVEL_BY_YEAR, TargetKind.ANNUAL_LEVEL, TargetKind.LEVEL_BY_YEAR_WITH_ANNUAL_FLOOR)
    return target.kind in kinds and target.value is not None


def _is_without_baseline(target: Target) -> bool:
    kinds = (
        TargetKind.POSITIVE_DYNAMICS,
        TargetKind.POSITIVE_DYNAMICS_MIN,
        TargetKind.POSITIVE_DYNAMICS_AND_LEVEL,
    )
    return target.kind in kinds and target.reading is not LEVEL and target.baseline_year is None
