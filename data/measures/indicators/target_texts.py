"""What the text of a target asks for: a proposal that a person confirms, never a guess.

A text that can be read in one way gives one reading. Where it can be read in several («+10 %» of a share: points, or
per cent of the baseline), all of them are given, and ``unclear`` is how it is stored while nobody has chosen: judged
by nobody, and shown as «to be clarified». What is said nowhere is a hint: a growth without its base year, a level
without «at least».
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from data.measures.indicators.step_texts import TextSteps, step_texts
from data.measures.indicators.target_grammar import Part, Said, Way, said, with_minus_for_dash
from data.measures.indicators.target_hints import OPEN, WHOLE, Hint, hints_of, numbers_of
from data.measures.targets import AT_LEAST, AT_MOST, RANGES, STEPPED, Target, goes_back, is_ambiguous
from data.text.target_kinds import LARGEST
from data.vocabulary import FREE_UNITS, DynamicsReading, TargetKind, Unit

PERCENT, POINTS, LEVEL = DynamicsReading.PERCENT, DynamicsReading.PERCENTAGE_POINTS, DynamicsReading.LEVEL
# «33.3 % a year, 100 % over three years»: a third is written with one decimal.
ROUNDED = 0.5


@dataclass(frozen=True)
class Disagreement:
    """«N over so many years» beside the level of the deadline: when N would be reached, and what is asked then."""

    whole: float
    years: int
    reached: int | None
    level: float
    year: int | None


@dataclass(frozen=True)
class Proposal:
    """``readings`` as the text allows them, the likeliest first; none where it says nothing that a target can be."""

    text: str
    readings: tuple[Target, ...]
    unclear: Target
    hints: tuple[Hint, ...] = ()
    disagreement: Disagreement | None = None

    @property
    def is_definite(self) -> bool:
        """Whether there is nothing to choose: one reading, complete, of a text whose parts agree."""
        return len(self.readings) == 1 and not is_ambiguous(self.readings[0]) and not OPEN & set(self.hints)


def propose(
    text: str,
    unit: Unit,
    *,
    is_share: bool = False,
    lower_is_better: bool = False,
    year: int | None = None,
    baseline_year: int | None = None,
) -> Proposal:
    """The readings of ``text`` for an indicator of ``unit``; ``is_share``: a part of a whole, at most 100 %.

    ``year`` and ``baseline_year`` are known from elsewhere, such as another column; what the text itself says wins.
    """
    read = partial(
        _read, unit=unit, is_share=is_share, lower_is_better=lower_is_better, year=year, baseline_year=baseline_year
    )
    with_minus = with_minus_for_dash(text) if unit in FREE_UNITS else None
    proposal = read(text)
    if with_minus is None:
        return proposal
    below = read(with_minus)
    hints = dict.fromkeys((Hint.MINUS_OR_DASH, *below.hints, *proposal.hints))
    return replace(proposal, readings=(*below.readings, *proposal.readings), hints=tuple(hints))


def is_read_as(rule: Target, proposal: Proposal) -> bool:
    """Whether ``rule`` is a reading of the text: what it leaves open may be filled in, what is asked left open."""
    if rule.is_contradictory or is_ambiguous(rule):
        return not proposal.is_definite
    return any(_is_filled_in(reading, rule) for reading in proposal.readings)


def _is_filled_in(reading: Target, rule: Target) -> bool:
    kept = ("kind", "value", "upper", "annual_floor", "steps")
    open_ones = ("year", "baseline_year", "reading")
    has_sign = rule.kind not in RANGES and rule.kind is not TargetKind.PRESENCE
    return (
        all(getattr(reading, name) == getattr(rule, name) for name in kept)
        and all(getattr(reading, name) in (None, getattr(rule, name)) for name in open_ones)
        and (not has_sign or reading.sign == rule.sign)
    )


def _read(
    text: str, unit: Unit, *, is_share: bool, lower_is_better: bool, year: int | None, baseline_year: int | None
) -> Proposal:
    found = said(text)
    found = replace(found, deadline=found.deadline or year, baseline=found.baseline or baseline_year)
    common = Target(
        TargetKind.LEVEL_BY_YEAR, None, year=found.deadline, lower_is_better=lower_is_better, is_share=is_share
    )
    proposal = _by_parts(text, found, common, unit)
    if any(abs(one) > LARGEST for reading in proposal.readings for one in numbers_of(reading)):
        return Proposal(text, (), Target(common.kind, None), (Hint.TOO_LARGE,))
    hints = [*proposal.hints, *hints_of(found, proposal.readings, unit, is_share=is_share)]
    return replace(proposal, hints=tuple(dict.fromkeys(hints)))


def _by_parts(text: str, found: Said, common: Target, unit: Unit) -> Proposal:
    if found.previous or (found.yearly and found.way and not found.to_level):
        return _every_year(text, found, common, unit)
    if found.spans:
        return _range(text, found, common)
    steps = step_texts(text) if len(found.values) != 1 else None
    if steps is not None or len(found.values) > 1:
        return _several(text, found, steps, common, unit)
    if not found.values:
        return _without_number(text, found, common)
    part = found.values[0]
    if found.each:
        operator = part.operator or AT_LEAST
        kind = TargetKind.COUNT_PER_ORGANISATION_BY_YEAR
        return _one(text, replace(common, kind=kind, operator=operator, value=part.value))
    if (found.way or part.times) and not found.to_level:
        return _dynamics(text, found, part, common, unit)
    return _level(text, found, part, common, unit)


def _without_number(text: str, found: Said, common: Target) -> Proposal:
    keeps = found.keeping or found.level_operator is not None
    if keeps and found.baseline is not None:
        # Not below the base year: a growth of at least nothing.
        kind = TargetKind.POSITIVE_DYNAMICS_MIN
        level = replace(common, kind=kind, operator=found.level_operator, value=0.0, reading=POINTS)
        return _one(text, replace(level, baseline_year=found.baseline))
    if found.way:
        growth = replace(common, kind=TargetKind.POSITIVE_DYNAMICS, operator=_operator(found))
        return _one(text, replace(growth, baseline_year=found.baseline))
    if found.absence:
        return _one(text, replace(common, operator=AT_MOST, value=0.0))
    if found.presence and found.each:
        kind = TargetKind.COUNT_PER_ORGANISATION_BY_YEAR
        return _one(text, replace(common, kind=kind, operator=AT_LEAST, value=1.0))
    if found.presence:
        return _one(text, replace(common, kind=TargetKind.PRESENCE))
    return Proposal(text, (), common, (Hint.NOT_UNDERSTOOD,))


def _level(text: str, found: Said, part: Part, common: Target, unit: Unit) -> Proposal:
    """A level of the deadline, of every year, or of the deadline with a floor of every year."""
    operator = part.operator or (_operator(found) if found.to_level else None)
    level = replace(common, operator=operator, value=part.value)
    if found.floor is not None:
        kind = TargetKind.LEVEL_BY_YEAR_WITH_ANNUAL_FLOOR
        return _with_floor(text, found, replace(level, kind=kind, annual_floor=found.floor.value))
    if found.yearly:
        return _one(text, replace(level, kind=TargetKind.ANNUAL_LEVEL))
    disagreement = _disagreement(found, level)
    if disagreement is not None:
        whole = replace(level, value=disagreement.whole, year=disagreement.reached or level.year)
        unclear = replace(level, is_contradictory=True)
        return Proposal(text, (level, whole), unclear, (Hint.PARTS_DISAGREE,), disagreement)
    if unit is Unit.PERCENT and not part.percent and 0 < part.value < 1:
        readings = (replace(level, value=round(part.value * WHOLE, 9)), level)
        return Proposal(text, readings, replace(level, value=None), (Hint.SHARE_OR_PERCENT,))
    return _one(text, level)


def _with_floor(text: str, found: Said, target: Target) -> Proposal:
    """The level with its yearly part; where a third number says something else, the parts disagree."""
    unclear = replace(target, is_contradictory=True)
    disagreement = _disagreement(found, target)
    if disagreement is None and (target.annual_floor or 0) <= (target.value or 0):
        return _one(text, target)
    level = replace(target, kind=TargetKind.LEVEL_BY_YEAR, annual_floor=None)
    readings = [target, level]
    if disagreement is not None:
        readings.append(replace(level, value=disagreement.whole, year=disagreement.reached or target.year))
    yearly = replace(level, kind=TargetKind.ANNUAL_GROWTH, value=target.annual_floor, reading=POINTS)
    return Proposal(text, (*readings, yearly), unclear, (Hint.PARTS_DISAGREE,), disagreement)


def _disagreement(found: Said, target: Target) -> Disagreement | None:
    if found.whole is None or target.value is None:
        return None
    whole, years = found.whole
    reached = found.start + years - 1 if found.start is not None else None
    late = reached is not None and target.year is not None and reached > target.year
    if abs(whole - target.value) <= ROUNDED or late:
        return None
    return Disagreement(whole, years, reached, target.value, target.year)


def _dynamics(text: str, found: Said, part: Part, common: Target, unit: Unit) -> Proposal:
    """Growth or fall by a number, or growth and a level."""
    base = replace(
        common,
        kind=TargetKind.POSITIVE_DYNAMICS_MIN,
        operator=_operator(found),
        value=part.value,
        baseline_year=found.baseline,
    )
    in_percent, in_points = replace(base, reading=PERCENT), replace(base, reading=POINTS)
    unclear = replace(base, reading=DynamicsReading.AMBIGUOUS)
    if part.times:
        return _times(text, found, part, in_percent, unclear)
    if part.of_points:
        return _one(text, in_points)
    if found.of_baseline and part.percent:
        return _one(text, in_percent)
    is_stated = part.operator is not None and not part.by
    if unit is Unit.PERCENT:
        level = replace(base, reading=LEVEL, baseline_year=None)
        readings = (in_percent, in_points, level) if is_stated else (in_percent, in_points)
        return Proposal(text, readings, unclear, (Hint.POINTS_OR_PERCENT,))
    if part.percent:
        if not is_stated or part.value < WHOLE:
            return _one(text, in_percent)
        both = replace(unclear, kind=TargetKind.POSITIVE_DYNAMICS_AND_LEVEL)
        # At least 100 % of the baseline is no decline.
        index = replace(in_percent, value=part.value - WHOLE)
        return Proposal(text, (index, in_percent), both, (Hint.INDEX_OR_GROWTH,))
    both = replace(base, kind=TargetKind.POSITIVE_DYNAMICS_AND_LEVEL)
    if not is_stated:
        return _one(text, in_points)
    if found.is_dynamics:
        return _one(text, both)
    return Proposal(text, (both, in_points), unclear, (Hint.BY_OR_LEVEL,))


def _times(text: str, found: Said, part: Part, target: Target, unclear: Target) -> Proposal:
    """«Twice» in per cent of the baseline: 100 more, or 50 fewer; without a word for the way either may be meant."""
    more = replace(target, operator=AT_LEAST, value=round((part.value - 1) * WHOLE, 9))
    fewer = replace(target, operator=AT_MOST, value=round((1 - 1 / part.value) * WHOLE, 9))
    if part.value <= 1 or part.by:
        return Proposal(text, (), replace(unclear, kind=TargetKind.LEVEL_BY_YEAR), (Hint.NOT_UNDERSTOOD,))
    first, second = (more, fewer) if target.sign > 0 else (fewer, more)
    if found.way:
        return _one(text, first)
    return Proposal(text, (first, second), replace(unclear, value=first.value), (Hint.MORE_OR_FEWER,))


def _every_year(text: str, found: Said, common: Target, unit: Unit) -> Proposal:
    """Against the year before: more, by so much more, or not less."""
    growth = replace(common, kind=TargetKind.ANNUAL_GROWTH, operator=_operator(found))
    if not found.values:
        keeps = found.previous and found.level_operator is not None
        if keeps:
            return _one(text, replace(growth, operator=found.level_operator, value=0.0))
        return _one(text, growth)
    part = found.values[0]
    by = replace(growth, value=part.value)
    if found.is_towards and found.baseline is None:
        return _until_or_against(text, by, part, unit)
    if part.of_points or (unit is not Unit.PERCENT and not part.percent):
        return _one(text, replace(by, reading=POINTS))
    if unit is not Unit.PERCENT or found.of_baseline:
        return _one(text, replace(by, reading=PERCENT))
    readings = (replace(by, reading=PERCENT), replace(by, reading=POINTS))
    return Proposal(text, readings, replace(by, reading=DynamicsReading.AMBIGUOUS), (Hint.POINTS_OR_PERCENT,))


def _until_or_against(text: str, by: Target, part: Part, unit: Unit) -> Proposal:
    """«Growth by 5 points to 2024, every year»: the year is the last one, or the one that is counted from."""
    ways: tuple[DynamicsReading, ...] = (POINTS,) if part.of_points or not part.percent else (PERCENT,)
    if unit is Unit.PERCENT and not part.of_points:
        ways = (PERCENT, POINTS)
    until = tuple(replace(by, reading=way) for way in ways)
    against = tuple(replace(one, year=None, baseline_year=by.year) for one in until)
    unclear = replace(by, year=None, reading=DynamicsReading.AMBIGUOUS)
    return Proposal(text, (*until, *against), unclear, (Hint.UNTIL_OR_AGAINST,))


def _range(text: str, found: Said, common: Target) -> Proposal:
    """From one number to another; where others stand beside them, each may be meant."""
    kind = TargetKind.ANNUAL_RANGE if found.yearly else TargetKind.RANGE
    years = _years(found, len(found.spans))
    readings = tuple(
        replace(common, kind=kind, value=low, upper=high, year=year)
        for (low, high), year in zip(found.spans, years, strict=True)
    )
    if len(readings) == 1 and not found.values:
        return _one(text, readings[0])
    levels = (replace(common, operator=part.operator, value=part.value) for part in found.values)
    return Proposal(text, (*readings, *levels), replace(common, kind=kind), (Hint.SEVERAL_VALUES,))


def _years(found: Said, count: int) -> Sequence[int | None]:
    """The year of each of several parts, where there are as many; else the deadline of all."""
    return found.deadlines if len(found.deadlines) == count else [found.deadline] * count


def _several(text: str, found: Said, steps: TextSteps | None, common: Target, unit: Unit) -> Proposal:
    """Levels of several years are one target in steps where each stands beside its year; else each may be meant."""
    pairs = steps.pairs if steps else tuple(zip(_years(found, len(found.values)), found.values, strict=True))
    if (found.way and not found.to_level) or any(part.by or part.times for _year, part in pairs):
        return _growth_of_each(text, found, pairs, common, unit)
    kind = TargetKind.COUNT_PER_ORGANISATION_BY_YEAR if found.each else TargetKind.LEVEL_BY_YEAR
    operator = pairs[0][1].operator or (_operator(found) if found.to_level else None)
    each = tuple(
        replace(common, kind=kind, operator=part.operator or operator, value=part.value, year=year)
        for year, part in reversed(pairs)
    )
    unclear = replace(common, year=found.deadline)
    if steps is None:
        return Proposal(text, each, unclear, (Hint.SEVERAL_VALUES,))
    *earlier, (year, level) = sorted((year, part.value) for year, part in steps.pairs)
    whole = replace(each[0], operator=operator, value=level, year=year, steps=tuple(earlier))
    disagreement = _disagreement(found, whole)
    if disagreement is not None or goes_back(whole) or is_ambiguous(whole):
        return Proposal(text, each, replace(whole, is_contradictory=True), (Hint.PARTS_DISAGREE,), disagreement)
    if unit is Unit.PERCENT and any(0 < part.value < 1 and not part.percent for _year, part in pairs):
        in_percent = tuple((at, round(one * WHOLE, 9)) for at, one in whole.steps)
        of_one = replace(whole, value=round(level * WHOLE, 9), steps=in_percent)
        return Proposal(text, (of_one, whole), replace(unclear, value=None), (Hint.SHARE_OR_PERCENT,))
    agree = {part.operator or operator for _year, part in pairs} == {operator}
    if steps.is_paired and agree and found.floor is None:
        return _one(text, whole)
    return Proposal(text, (whole, *each), unclear, (Hint.SEVERAL_VALUES,))


def _growth_of_each(
    text: str, found: Said, pairs: Sequence[tuple[int | None, Part]], common: Target, unit: Unit
) -> Proposal:
    """Growth by several numbers: on the base year in steps, where each has its year, or one of them, the last first."""
    each = (_dynamics(text, found, part, replace(common, year=year), unit) for year, part in reversed(pairs))
    readings = tuple(reading for proposal in each for reading in proposal.readings)
    in_steps = tuple(_growth_in_steps(readings))
    unclear = replace(
        common,
        kind=TargetKind.POSITIVE_DYNAMICS_MIN,
        operator=_operator(found),
        baseline_year=found.baseline,
        reading=DynamicsReading.AMBIGUOUS,
    )
    hint = Hint.GROWTH_IN_STEPS if in_steps else Hint.SEVERAL_VALUES
    return Proposal(text, (*in_steps, *readings), unclear, (hint,))


def _growth_in_steps(readings: Sequence[Target]) -> Iterator[Target]:
    """Those of each way to read the growths together, where each of them has a year of its own."""
    for way in dict.fromkeys(one.reading for one in readings):
        each = sorted((one for one in readings if one.reading is way), key=lambda one: one.year or 0)
        amounts = tuple((one.year, one.value) for one in each if one.year is not None and one.value is not None)
        whole = replace(each[-1], steps=amounts[:-1])
        is_whole = len(amounts) == len(each) > 1 and {(one.kind, one.sign) for one in each} == {
            (whole.kind, whole.sign)
        }
        if is_whole and whole.kind in STEPPED and way is not LEVEL and not (is_ambiguous(whole) or goes_back(whole)):
            yield whole


def _operator(found: Said) -> str | None:
    """«Positive dynamics» says no way: the polarity of the indicator does."""
    return {Way.UP: AT_LEAST, Way.DOWN: AT_MOST}.get(found.way) if found.way else None


def _one(text: str, target: Target) -> Proposal:
    return Proposal(text, (target,), target)
