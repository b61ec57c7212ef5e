"""What each reading of a target would give whose text allows several, or whose parts disagree."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from data.measures.indicators.target_texts import propose
from data.measures.targets import Reason, Target, TargetResult, is_ambiguous, target_status
from data.vocabulary import DynamicsReading, TargetKind, TargetStatus, Unit

# «100 % over three years» (document 002): three yearly parts, the last of them a year before the deadline.
YEARS_OF_A_ROUND = 3


class ReadingName(StrEnum):
    """``INDEX``: the fact is at least N per cent of the baseline, so that 100 means «no decline»."""

    LEVEL_BY_YEAR = "level_by_year"
    OVER_THREE_YEARS = "over_three_years"
    EVERY_YEAR = "every_year"
    GROWTH_IN_PERCENT = "growth_in_percent"
    GROWTH_IN_POINTS = "growth_in_points"
    INDEX = "index"
    OF_TEXT = "of_text"


@dataclass(frozen=True)
class Reading:
    """One way to read a target. ``fact`` is what this reading compares: the fact, or its change within the year."""

    name: ReadingName
    fact: float | None
    result: TargetResult
    # The reading as a whole, where the text of the target says more than a name can.
    rule: Target | None = None


def readings(
    target: Target | None, unit: Unit, series: Mapping[int, float], year: int, text: str = ""
) -> tuple[Reading, ...]:
    """Every reading of a contradictory or ambiguous target as of ``year``; empty where the target is plain.

    ``series`` maps years to facts in ``unit``. A level with yearly parts is read as a share that accumulates: to the
    deadline, over three years (three parts by the year before the deadline), or a part gained every year. Of a kind
    that has no readings of its own the ``text`` of the target gives them.
    """
    if target is None or not (target.is_contradictory or is_ambiguous(target)):
        return ()
    plain = replace(target, is_contradictory=False)
    if target.kind is TargetKind.LEVEL_BY_YEAR_WITH_ANNUAL_FLOOR:
        return _of_yearly_parts(plain, series, year)
    if target.kind is TargetKind.ANNUAL_GROWTH:
        return _of_yearly_growth(plain, unit, series, year)
    if target.kind in (TargetKind.POSITIVE_DYNAMICS_MIN, TargetKind.POSITIVE_DYNAMICS_AND_LEVEL):
        return _of_dynamics(plain, unit, series, year)
    return _of_text(plain, unit, series, year, text) or (_reading(ReadingName.LEVEL_BY_YEAR, plain, series, year),)


def _of_text(target: Target, unit: Unit, series: Mapping[int, float], year: int, text: str) -> tuple[Reading, ...]:
    found = propose(
        text,
        unit,
        is_share=target.is_share,
        lower_is_better=target.lower_is_better,
        year=target.year,
        baseline_year=target.baseline_year,
    )
    return tuple(replace(_reading(ReadingName.OF_TEXT, one, series, year), rule=one) for one in found.readings)


def _of_yearly_parts(target: Target, series: Mapping[int, float], year: int) -> tuple[Reading, ...]:
    part, deadline = target.annual_floor, target.year
    level = replace(target, kind=TargetKind.LEVEL_BY_YEAR)
    found = [_reading(ReadingName.LEVEL_BY_YEAR, level, series, year)]
    if part is not None and deadline is not None:
        round_target = replace(level, value=part * YEARS_OF_A_ROUND, year=deadline - 1)
        found.append(_reading(ReadingName.OVER_THREE_YEARS, round_target, series, year))
        found.append(_yearly_gain(replace(target, kind=TargetKind.ANNUAL_LEVEL, value=part), series, year))
    return tuple(found)


def _yearly_gain(target: Target, series: Mapping[int, float], year: int) -> Reading:
    gains = {at: fact - series[at - 1] for at, fact in series.items() if at - 1 in series}
    return _reading(ReadingName.EVERY_YEAR, target, gains, year)


def _of_dynamics(target: Target, unit: Unit, series: Mapping[int, float], year: int) -> tuple[Reading, ...]:
    def read(name: ReadingName, reading: DynamicsReading) -> Reading:
        kind = TargetKind.POSITIVE_DYNAMICS_MIN
        return _reading(name, replace(target, kind=kind, reading=reading), series, year)

    in_percent = read(ReadingName.GROWTH_IN_PERCENT, DynamicsReading.PERCENT)
    if unit is not Unit.PERCENT:
        # A count cannot grow by percentage points; at least 100 % of the baseline is no decline.
        index = replace(target, value=None if target.value is None else target.value - 100)
        in_index = replace(index, kind=TargetKind.POSITIVE_DYNAMICS_MIN, reading=DynamicsReading.PERCENT)
        return (in_percent, _reading(ReadingName.INDEX, in_index, series, year))
    return (
        in_percent,
        read(ReadingName.GROWTH_IN_POINTS, DynamicsReading.PERCENTAGE_POINTS),
        read(ReadingName.LEVEL_BY_YEAR, DynamicsReading.LEVEL),
    )


def _of_yearly_growth(target: Target, unit: Unit, series: Mapping[int, float], year: int) -> tuple[Reading, ...]:
    in_percent = replace(target, reading=DynamicsReading.PERCENT)
    in_points = replace(target, reading=DynamicsReading.PERCENTAGE_POINTS)
    found = [_reading(ReadingName.GROWTH_IN_PERCENT, in_percent, series, year)]
    if unit is Unit.PERCENT:
        found.append(_reading(ReadingName.GROWTH_IN_POINTS, in_points, series, year))
    return tuple(found)


def _reading(name: ReadingName, target: Target, series: Mapping[int, float], year: int) -> Reading:
    if is_ambiguous(target):
        return Reading(name, series.get(year), TargetResult(TargetStatus.CANNOT_BE_JUDGED, Reason.AMBIGUOUS))
    return Reading(name, series.get(year), target_status(target, series, year))
