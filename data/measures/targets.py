"""Whether an indicator reaches its target: one status for every target and year, and the step still needed.

The rules (document 002 states targets, not how to judge them before their deadline; the product sets and prints these):

- in the deadline year: reached → met, otherwise missed;
- after it the verdict stays that of the deadline's own fact, whatever came later; the result tells that beside it
  (reached so many years late; above or below the level now). Without a fact of the deadline year nothing is judged;
- before it: reached → met; otherwise the pace so far is compared with the yearly step still needed from the fact to
  the deadline: at least as fast → on track, slower → behind;
- the pace is (fact − start) / years, from the baseline year or, where the target states none, from the first fact;
- a level of every year is judged in its own year: that year is closed, so reached → met, otherwise missed;
- a target of several parts has the worst status of its parts: one that is certainly missed decides, even where
  another cannot be judged;
- a target without a sign follows the polarity of its indicator; without a polarity it is read as «at least»;
- a target of several steps, of a level or of growth on the base year, is judged by the step that is due in the year, or
  next after it: what comes after a step that is reached stands beside it. Steps that go back contradict each other;
- growth is judged against the stated baseline only, growth of every year against the year before, in its own year;
- presence asks for anything above nothing; a range for a fact between its two bounds, both of them inside, by the
  deadline or in every year;
- where parts of years stand for years, pace, growth and baseline are of the same part of each year, or there is none;
- a contradictory or ambiguous target is not judged; ``data.measures.readings`` tells what each reading would give.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from data.measures.indicators.year_facts import alike, until
from data.text.target_kinds import is_level
from data.vocabulary import DynamicsReading, TargetKind, TargetStatus

# Judged in every year by itself, whatever the deadline.
YEARLY_KINDS = frozenset({TargetKind.ANNUAL_LEVEL, TargetKind.ANNUAL_GROWTH, TargetKind.ANNUAL_RANGE})
# From a lower bound to an upper one.
RANGES = frozenset({TargetKind.RANGE, TargetKind.ANNUAL_RANGE})
# A level, or a growth on the base year, may be reached in steps: one for each of several years.
STEPPED = {TargetKind.LEVEL_BY_YEAR, TargetKind.COUNT_PER_ORGANISATION_BY_YEAR, TargetKind.POSITIVE_DYNAMICS_MIN}
# These need no number.
WITHOUT_VALUE = frozenset({TargetKind.POSITIVE_DYNAMICS, TargetKind.PRESENCE, TargetKind.ANNUAL_GROWTH})
# Facts are ratios of counts: 2/3 of a hundred must not fail 66.666… by its last digit.
TOLERANCE = 1e-9
AT_MOST = "<="
AT_LEAST = ">="


class Reason(StrEnum):
    """Why a target cannot be judged."""

    NO_TARGET = "no_target"
    NO_DATA = "no_data"
    NO_DEADLINE_DATA = "no_deadline_data"
    NO_BASELINE = "no_baseline"
    ZERO_BASELINE = "zero_baseline"
    NEGATIVE_BASELINE = "negative_baseline"
    AMBIGUOUS = "ambiguous"
    CONTRADICTORY = "contradictory"


@dataclass(frozen=True)
class Target:
    """What should be reached. ``value`` and ``annual_floor`` in the indicator's unit, or in the unit of the dynamics.

    ``operator`` is ``>=`` or ``<=``, empty where the source states none; then ``lower_is_better``, the polarity of the
    indicator, says which way. A range reaches from ``value`` to ``upper``. ``is_share``: the indicator is a part of a
    whole, so that at least 100 % is exactly 100 %. ``steps`` are the years before ``year`` with the levels due in them.
    """

    kind: TargetKind
    operator: str | None = None
    value: float | None = None
    annual_floor: float | None = None
    year: int | None = None
    baseline_year: int | None = None
    reading: DynamicsReading | None = None
    is_contradictory: bool = False
    lower_is_better: bool = False
    upper: float | None = None
    is_share: bool = False
    steps: tuple[tuple[int, float], ...] = ()

    @property
    def sign(self) -> int:
        """+1 where more is better for this target, −1 where less is."""
        is_lower = self.operator == AT_MOST if self.operator else self.lower_is_better
        return -1 if is_lower else 1

    @property
    def levels(self) -> tuple[tuple[int, float], ...]:
        """The levels due by years: those of the steps, and that of the deadline."""
        last = ((self.year, self.value),) if self.year is not None and self.value is not None else ()
        return (*(self.steps if self.kind in STEPPED else ()), *last)


@dataclass(frozen=True)
class Aim:
    """A level that is still to be reached, with the step that it needs a year."""

    year: int
    level: float
    step: float


@dataclass(frozen=True)
class TargetResult:
    """A status with what it rests on, in the indicator's unit; ``needed_step`` and ``pace`` per year.

    ``threshold`` is the level compared with (for growth: derived from the baseline). ``pace_since`` is the year the
    pace is measured from. ``reason`` stands exactly where the status is «cannot be judged».

    After the deadline ``late_years`` tells by how many years a missed target was reached late (0: not so far), and
    ``off_now`` that a level once reached is not held now: −1 the fact lies below it, +1 above, 0 neither.

    Of a target in several steps all but ``ahead`` is of the step that is due. ``ahead`` are the later ones, with the
    due one while it is not reached; ``next_step`` is what the first of them needs a year once the due one is reached.
    """

    status: TargetStatus
    reason: Reason | None = None
    threshold: float | None = None
    deadline: int | None = None
    needed_step: float | None = None
    pace: float | None = None
    pace_since: int | None = None
    late_years: int = 0
    off_now: int = 0
    ahead: tuple[tuple[int, float], ...] = ()
    next_step: float | None = None

    def trajectory(self, series: Mapping[int, float], year: int) -> dict[int, float]:
        """Year → level needed, from the fact of ``year`` straight to the deadline, or from step to step; empty where
        nothing is needed.
        """
        if not self.ahead or year not in series:
            return self._line(series, year, self.needed_step)
        return {
            at: low + (high - low) * (at - first) / (last - first)
            for (first, low), (last, high) in pairwise(((year, series[year]), *self.ahead))
            for at in range(first, last + 1)
        }

    def projection(self, series: Mapping[int, float], year: int, lowest: float | None = None) -> dict[int, float]:
        """Year → level at the present pace, from the fact of ``year`` to the deadline, cut at ``lowest``."""
        line = self._line(series, year, self.pace)
        return line if lowest is None else {at: max(lowest, level) for at, level in line.items()}

    @property
    def aim(self) -> Aim | None:
        """The level that is due and not reached yet, or that of the step after it; None where nothing is needed."""
        if self.next_step is not None:
            return Aim(*self.ahead[0], self.next_step)
        if self.needed_step is None or self.deadline is None or self.threshold is None:
            return None
        return Aim(self.deadline, self.threshold, self.needed_step)

    def _line(self, series: Mapping[int, float], year: int, step: float | None) -> dict[int, float]:
        last = self.ahead[0][0] if self.ahead else self.deadline
        if step is None or last is None or last <= year or year not in series:
            return {}
        return {later: series[year] + step * (later - year) for later in range(year, last + 1)}


# From the worst to the best.
ORDER = (TargetStatus.MISSED, TargetStatus.BEHIND, TargetStatus.ON_TRACK, TargetStatus.MET)


def target_status(target: Target | None, series: Mapping[int, float], year: int) -> TargetResult:
    """Judge ``series`` (year → fact, without the years that have none) up to ``year`` by the rules above."""
    if target is None:
        return _unjudged(Reason.NO_TARGET)
    known = until(series, year)
    pace, since = _pace(target, known, year)
    step = due(target, year)
    result = _judged(step, known, year)
    deadline = result.deadline if result.deadline is not None else step.year
    result = replace(result, pace=pace, pace_since=since, deadline=deadline)
    return _with_later_steps(result, target, known, year) if len(target.levels) > 1 else result


def due(target: Target, year: int) -> Target:
    """The target with the level that is due in ``year`` or next after it; after its deadline that of the deadline."""
    if len(target.levels) < 2 or is_ambiguous(target):
        return target
    whole = replace(target, steps=(), is_contradictory=target.is_contradictory or goes_back(target))
    due_in, level = next((one for one in target.levels if one[0] >= year), target.levels[-1])
    return replace(whole, year=due_in, value=level)


def goes_back(target: Target) -> bool:
    """Whether a later step asks for less than an earlier one; a fall, too, is of at least so much."""
    sign = target.sign if is_level(target.kind, target.reading) else 1
    return any(sign * (later - earlier) < 0 for (_at, earlier), (_to, later) in pairwise(target.levels))


def _with_later_steps(result: TargetResult, target: Target, known: Mapping[int, float], year: int) -> TargetResult:
    """The steps of later years that the fact does not reach yet."""
    if year not in known or result.reason not in (None, Reason.NO_BASELINE):
        return result
    fact, later = known[year], (one for one in target.levels if one[0] > year)
    levels = ((at, _as_of(replace(target, year=at, value=value, steps=()), known, year)) for at, value in later)
    missing = {at: one.threshold for at, one in levels if one.status is not TargetStatus.MET}
    ahead = tuple((at, level) for at, level in missing.items() if level is not None)
    is_reached = result.status is TargetStatus.MET or result.deadline == year
    following = (ahead[0][1] - fact) / (ahead[0][0] - year) if ahead and is_reached else None
    return replace(result, ahead=ahead, next_step=following)


def _judged(target: Target, known: Mapping[int, float], year: int) -> TargetResult:
    if target.is_contradictory:
        return _unjudged(Reason.CONTRADICTORY)
    if is_ambiguous(target):
        return _unjudged(Reason.AMBIGUOUS)
    if target.year is not None and year > target.year and target.kind not in YEARLY_KINDS:
        return _after_deadline(target, target.year, known, year)
    if year not in known:
        return _unjudged(Reason.NO_DATA)
    return _as_of(target, known, year)


def _after_deadline(target: Target, deadline: int, known: Mapping[int, float], year: int) -> TargetResult:
    """The verdict on the deadline's own fact, with what came later beside it."""
    if deadline not in known:
        return replace(_unjudged(Reason.NO_DEADLINE_DATA), deadline=deadline)
    at_deadline = until(known, deadline)
    kept = replace(_as_of(target, at_deadline, deadline), deadline=deadline)
    if kept.reason:
        return kept
    reached = {at: _is_reached(target, known, at) for at in sorted(known) if at > deadline}
    delays = (at - deadline for at, is_reached in reached.items() if is_reached)
    late = next(delays, 0) if kept.status is TargetStatus.MISSED else 0
    held = kept.status is TargetStatus.MET or late > 0
    is_off = held and reached.get(year) is False
    return replace(kept, late_years=late, off_now=-way(target, known[year]) if is_off else 0)


def way(target: Target, fact: float) -> int:
    """+1 where ``fact`` has to rise to reach the target, −1 where it has to fall: a range has both sides."""
    if target.kind in RANGES and target.upper is not None:
        return -1 if fact > target.upper else 1
    return target.sign


def _is_reached(target: Target, known: Mapping[int, float], year: int) -> bool:
    """Whether the level alone is reached in a later year: a yearly floor ends with the deadline."""
    is_floored = target.kind is TargetKind.LEVEL_BY_YEAR_WITH_ANNUAL_FLOOR
    level = replace(target, year=year, kind=TargetKind.LEVEL_BY_YEAR if is_floored else target.kind)
    return _as_of(level, known, year).status is TargetStatus.MET


def _as_of(target: Target, known: Mapping[int, float], year: int) -> TargetResult:
    """Judge a year with a fact, not later than the deadline."""
    match target.kind:
        case TargetKind.LEVEL_BY_YEAR | TargetKind.COUNT_PER_ORGANISATION_BY_YEAR:
            return _by_year(target, target.value, known, year)
        case TargetKind.LEVEL_BY_YEAR_WITH_ANNUAL_FLOOR:
            return _worst(
                _by_year(target, target.value, known, year), _every_year(target, target.annual_floor, known, year)
            )
        case TargetKind.ANNUAL_LEVEL:
            return _every_year(target, target.value, known, year)
        case TargetKind.POSITIVE_DYNAMICS:
            return _growth(target, known, year)
        case TargetKind.POSITIVE_DYNAMICS_MIN:
            return _least_growth(target, known, year)
        case TargetKind.POSITIVE_DYNAMICS_AND_LEVEL:
            return _worst(_least_growth(target, known, year), _growth(target, known, year))
        case TargetKind.ANNUAL_GROWTH:
            return _growth_of_the_year(target, known, year)
        case TargetKind.PRESENCE:
            # How fast nothing becomes something cannot be said: there is no step.
            there = replace(target, operator=AT_LEAST, lower_is_better=False)
            return replace(_by_year(there, 0.0, known, year, strictly=True), needed_step=None)
        case TargetKind.RANGE:
            return _in_range(target, known, year)
        case TargetKind.ANNUAL_RANGE:
            # Due in the year itself, as a level of every year is.
            return _in_range(replace(target, year=year), known, year)


def is_ambiguous(target: Target) -> bool:
    """Whether a part is missing without which the target says nothing definite."""
    kind = target.kind
    needs_reading = kind is TargetKind.POSITIVE_DYNAMICS_MIN or (kind is TargetKind.ANNUAL_GROWTH and target.value)
    without_reading = target.reading is DynamicsReading.AMBIGUOUS or bool(needs_reading and target.reading is None)
    without_value = target.value is None and kind not in WITHOUT_VALUE
    without_floor = target.annual_floor is None and kind is TargetKind.LEVEL_BY_YEAR_WITH_ANNUAL_FLOOR
    without_bound = kind in RANGES and (target.upper is None or target.upper < (target.value or 0.0))
    without_deadline = target.year is None and kind not in YEARLY_KINDS
    without_order = any(later[0] <= earlier[0] for earlier, later in pairwise(target.levels))
    return any((without_reading, without_value, without_floor, without_bound, without_deadline, without_order))


def _by_year(
    target: Target, threshold: float | None, known: Mapping[int, float], year: int, *, strictly: bool = False
) -> TargetResult:
    """A level to be reached in the target's year; ``strictly`` asks for more than the level."""
    if threshold is None or target.year is None:
        return _unjudged(Reason.AMBIGUOUS)
    plain = TargetResult(TargetStatus.MET, threshold=threshold, deadline=target.year)
    if _reaches(target, known[year], threshold, strictly):
        return plain
    if year >= target.year:
        return replace(plain, status=TargetStatus.MISSED)
    needed = (threshold - known[year]) / (target.year - year)
    pace, _since = _pace(target, known, year)
    if pace is None:
        return replace(plain, status=TargetStatus.CANNOT_BE_JUDGED, reason=Reason.NO_BASELINE, needed_step=needed)
    fast_enough = _reaches(target, pace, needed, strictly)
    return replace(plain, status=TargetStatus.ON_TRACK if fast_enough else TargetStatus.BEHIND, needed_step=needed)


def _every_year(target: Target, level: float | None, known: Mapping[int, float], year: int) -> TargetResult:
    if level is None:
        return _unjudged(Reason.AMBIGUOUS)
    reached = _reaches(target, known[year], level, False)
    return TargetResult(TargetStatus.MET if reached else TargetStatus.MISSED, threshold=level, deadline=year)


def _growth_of_the_year(target: Target, known: Mapping[int, float], year: int) -> TargetResult:
    """More than in the year before; with a value by at least so much, and 0 asks only for no step back."""
    base, amount = alike(known, year).get(year - 1), target.value
    if base is None:
        return replace(_unjudged(Reason.NO_BASELINE), deadline=year)
    level = base
    if amount and target.reading is DynamicsReading.PERCENT:
        if base <= 0:
            return replace(_without_percent(base), deadline=year)
        level = base * (1 + target.sign * amount / 100)
    elif amount:
        level = base + target.sign * amount
    reached = _reaches(target, known[year], level, amount is None)
    return TargetResult(TargetStatus.MET if reached else TargetStatus.MISSED, threshold=level, deadline=year)


def _in_range(target: Target, known: Mapping[int, float], year: int) -> TargetResult:
    """Between both bounds; outside, the way leads to the nearer one, as to a level."""
    if target.value is None or target.upper is None or target.year is None:
        return _unjudged(Reason.AMBIGUOUS)
    if way(target, known[year]) < 0:
        return _by_year(replace(target, operator=AT_MOST), target.upper, known, year)
    return _by_year(replace(target, operator=AT_LEAST), target.value, known, year)


def _growth(target: Target, known: Mapping[int, float], year: int) -> TargetResult:
    base = _baseline(target, known, year)
    return _unjudged(Reason.NO_BASELINE) if base is None else _by_year(target, base, known, year, strictly=True)


def _least_growth(target: Target, known: Mapping[int, float], year: int) -> TargetResult:
    """At least N: more than the baseline by N per cent of it or by N points, or simply a level of N."""
    if target.value is None or target.reading in (None, DynamicsReading.LEVEL, DynamicsReading.AMBIGUOUS):
        return _by_year(target, target.value, known, year)
    base = _baseline(target, known, year)
    if base is None:
        return _unjudged(Reason.NO_BASELINE)
    if target.reading is DynamicsReading.PERCENTAGE_POINTS:
        return _by_year(target, base + target.sign * target.value, known, year)
    if base <= 0:
        return _without_percent(base)
    return _by_year(target, base * (1 + target.sign * target.value / 100), known, year)


def _without_percent(base: float) -> TargetResult:
    return _unjudged(Reason.NEGATIVE_BASELINE if base < 0 else Reason.ZERO_BASELINE)


def _worst(first: TargetResult, second: TargetResult) -> TargetResult:
    """The part that decides; the first of two equal ones. What is certainly missed needs no other part."""
    for part in (first, second):
        if part.status is TargetStatus.MISSED:
            return part
    for part in (first, second):
        if part.reason:
            return part
    return min(first, second, key=lambda part: ORDER.index(part.status))


def _baseline(target: Target, known: Mapping[int, float], year: int) -> float | None:
    if target.baseline_year is None or target.baseline_year >= year:
        return None
    return alike(known, year).get(target.baseline_year)


def _pace(target: Target, known: Mapping[int, float], year: int) -> tuple[float | None, int | None]:
    """Change per year from the start to ``year``, and the year of the start; nothing without both facts."""
    comparable = alike(known, year)
    start = target.baseline_year if target.baseline_year is not None else min(comparable, default=year)
    if start >= year or start not in comparable or year not in known:
        return None, None
    return (known[year] - comparable[start]) / (year - start), start


def _reaches(target: Target, fact: float, level: float, strictly: bool) -> bool:
    margin = TOLERANCE * max(1.0, abs(level))
    ahead = target.sign * (fact - level)
    return ahead > margin if strictly else ahead >= -margin


def _unjudged(reason: Reason) -> TargetResult:
    return TargetResult(TargetStatus.CANNOT_BE_JUDGED, reason)
