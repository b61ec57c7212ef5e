"""Plans: what to raise for the next place in a ranking, and what to raise to close a cycle, everything else unchanged.

A frame of parameters has one row for every parameter of one municipality, scored or not, in the order of the rubric:

    direction, cycle_component, position, parameter     codes
    minimum, maximum                                    points the parameter may give
    points                                              points it was given, NaN when none were
    missing_reason                                      why there are none, a value of ``Nothing``, else empty

**What may rise.** An open parameter, one below its maximum, rises to a whole number of points or to its maximum. A
penalty (maximum 0) is removed as a whole or stays. A parameter without a score counts from its minimum, the least it
may turn out to be; one that does not apply cannot rise.

**The smallest plan** has the fewest parameters, and among those the fewest points gained. Among equal ones parameters
with more to gain come first, then the order of the rubric. Source of the idea: the design, «points to the next place»;
the documents 001–004 give no such rule, so this one is printed beside each plan.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from data.measures.cycle import TOLERANCE
from data.measures.plan.smallest_sets import Choice, behind_shortfall, single, smallest_set
from data.measures.ranks import Unranked
from data.measures.roll_up import DECIMALS, roll_up_results, roll_up_scores
from data.vocabulary import Nothing

# Points are counted in millionths, the last decimal that sums keep: all comparisons are of whole numbers.
UNIT: int = 10**DECIMALS
PARAMETER = ("direction", "position", "parameter")
SUMMED = ("direction", "cycle_component")


class Outcome(StrEnum):
    """What became of a plan; only a ``FOUND`` one has steps."""

    FOUND = "found"
    ALREADY = "already"
    UNRANKED = "unranked"
    OUT_OF_REACH = "out_of_reach"
    # A required stage has no parameters in the rubric, or parameters that do not apply here.
    NO_RUBRIC = "no_rubric"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Step:
    """One parameter that rises: ``before`` is None where it had no score; ``counted`` is the rise in points that the
    plan relies on, from ``before`` or else from the parameter's minimum."""

    direction: str
    cycle_component: str
    position: str
    parameter: str
    before: float | None
    after: float
    counted: float

    @property
    def key(self) -> str:
        """What a selection names the parameter by."""
        return f"{self.direction}~{self.position}~{self.parameter}"

    @property
    def gain(self) -> float:
        """Points that the step adds to the sum; without a score there were none in it."""
        return round(self.after - (self.before or 0.0), DECIMALS)


@dataclass(frozen=True)
class Plan:
    """``goal`` are the points to be reached and ``holders`` those with them now; ``ceiling`` are the points with every
    parameter at its maximum, where that is not enough. ``unranked`` says why there is no place; ``blocked`` names the
    stages that cannot be formed. What does not belong to the outcome is empty."""

    outcome: Outcome
    steps: tuple[Step, ...] = ()
    goal: float | None = None
    holders: tuple[str, ...] = ()
    ceiling: float | None = None
    unranked: Unranked = Unranked.RANKED
    blocked: tuple[str, ...] = ()

    @property
    def gain(self) -> float:
        return round(sum(step.gain for step in self.steps), DECIMALS)


def places_above(ranked: pd.DataFrame, municipality: str) -> tuple[int, ...]:
    """By how many places the municipality rises when it reaches each of the results above it, the nearest first.

    Empty for the first and for a municipality without a rank. ``ranked`` as in ``next_place``.
    """
    places = ranked.set_index("municipality")["rank_first"]
    own = places[municipality]
    if pd.isna(own):
        return ()
    above = sorted({int(first) for first in places.dropna() if first < own}, reverse=True)
    return tuple(int(own) - first for first in above)


def next_place(
    parameters: pd.DataFrame,
    ranked: pd.DataFrame,
    municipality: str,
    places: int,
    *,
    floor_at_zero: bool = False,
    choices: list[Choice] | None = None,
) -> Plan:
    """The smallest plan that lifts ``municipality`` by ``places`` places or more, everybody else unchanged.

    ``parameters`` are those of the ranked subject (the total, a block or a direction), ``ranked`` its rows of
    ``data.measures.ranks.with_ranks``. A place is the first of the places held: with the points of the holder one
    shares the place, and has it. Who shares the wanted place with others gets a better one than asked for.
    ``floor_at_zero`` is the setting of the methodology: points of a component below 0 then count only from 0 on.
    ``choices`` are those of ``what_may_rise``, for who asks for several places. Raises ValueError when there are not
    so many places above.
    """
    own = ranked[ranked["municipality"] == municipality].iloc[0]
    if own["unranked"] != Unranked.RANKED:
        return Plan(Outcome.UNRANKED, unranked=Unranked(own["unranked"]))
    if own["rank_first"] == 1:
        return Plan(Outcome.ALREADY)
    if not 1 <= places < own["rank_first"]:
        raise ValueError(f"there are no {places} places above place {own['rank_first']}")
    others = ranked[ranked["rank_first"].notna() & (ranked["municipality"] != municipality)]
    goal = float(others["points"].nlargest(int(own["rank_first"]) - places).iloc[-1])
    holders = tuple(others.loc[_units(others["points"]) == _unit(goal), "municipality"])
    choices = what_may_rise(parameters, floor_at_zero) if choices is None else choices
    rises = smallest_set(choices, _unit(goal) - _unit(own["points"]))
    if rises is None:
        ceiling = _points(apply_plan(parameters, open_parameters(parameters)), floor_at_zero)
        return Plan(Outcome.OUT_OF_REACH, goal=goal, holders=holders, ceiling=ceiling)
    return Plan(Outcome.FOUND, _steps(parameters, rises), goal=goal, holders=holders)


def close_cycle(parameters: pd.DataFrame, required: Sequence[str], threshold: float) -> Plan:
    """The smallest plan that forms every required stage, so that the verdict becomes «effective».

    ``parameters`` are those of one direction, ``threshold`` is the share of the maximum from which a component is
    formed. A component is formed when even its lowest possible points are enough, so parameters without a score
    count with their minimum. Components do not touch each other, hence the union of their smallest sets is smallest.
    """
    maxima: dict[str, list[float]] = {code: [] for code in required}
    lowest: dict[str, list[float]] = {code: [] for code in required}
    columns = (parameters[name].tolist() for name in ("cycle_component", "minimum", "maximum", "points"))
    for code, minimum, maximum, points in zip(*columns, strict=True):
        if code in maxima:
            maxima[code].append(maximum)
            lowest[code].append(minimum if math.isnan(points) else points)
    empty = tuple(code for code in required if math.fsum(maxima[code]) <= 0)
    if empty:
        return Plan(Outcome.NO_RUBRIC, blocked=empty)
    choices: dict[str, list[Choice]] = {code: [] for code in required}
    component = dict(zip(parameters.index.tolist(), parameters["cycle_component"].tolist(), strict=True))
    for index, gains in _by_gain(parameters):
        choices.get(component[index], []).append(single(index, gains))
    # A sum of stored decimals may fall short of the threshold by less than the tolerance of the states.
    enough = {code: math.ceil((threshold * math.fsum(maxima[code]) - TOLERANCE) * UNIT) for code in required}
    needed = {code: max(enough[code], 1) - _unit(math.fsum(lowest[code])) for code in required}
    found = {code: smallest_set(choices[code], needed[code]) for code in required}
    blocked = tuple(code for code, rises in found.items() if rises is None)
    if blocked:
        return Plan(Outcome.NOT_APPLICABLE, blocked=blocked)
    steps = _steps(parameters, [rise for rises in found.values() for rise in rises or ()])
    return Plan(Outcome.FOUND if steps else Outcome.ALREADY, steps)


def chosen_plan(parameters: pd.DataFrame, keys: Sequence[str], base: Sequence[Step] = ()) -> Plan:
    """The plan of the viewer's own choice: each named parameter rises as in ``base``, or else to its maximum.

    Keys that name no open parameter are left out: a score that has been given meanwhile is no longer to be won.
    """
    planned = {step.key: step for step in base}
    open_steps = {step.key: step for step in open_parameters(parameters)}
    steps = {key: planned.get(key, open_steps[key]) for key in keys if key in open_steps}
    return Plan(Outcome.FOUND, tuple(steps[key] for key in open_steps if key in steps))


def open_parameters(parameters: pd.DataFrame) -> tuple[Step, ...]:
    """Every parameter that may rise, each to its maximum, in the order of the rubric."""
    return _steps(parameters, [(index, gains[-1]) for index, gains in _by_gain(parameters)])


def apply_plan(parameters: pd.DataFrame, steps: Sequence[Step]) -> pd.DataFrame:
    """The parameters with the points of the plan. Raises ValueError for a step that names no parameter here or
    rises above its maximum."""
    keys = _keys(parameters)
    maxima = dict(zip(keys, parameters["maximum"].tolist(), strict=True))
    for step in steps:
        if not step.after <= maxima.get(step.key, -math.inf):
            raise ValueError(f"the plan has no such parameter to raise: {step.key} to {step.after}")
    raised = keys.map({step.key: step.after for step in steps}).astype(float)
    reasons = parameters["missing_reason"].where(raised.isna(), "")
    return parameters.assign(points=raised.fillna(parameters["points"]), missing_reason=reasons)


def applied_totals(
    totals: pd.DataFrame, municipality: str, parameters: pd.DataFrame, *, floor_at_zero: bool = False
) -> pd.DataFrame:
    """Rows of ``data.queries.results.direction_totals`` with those of ``municipality`` summed from ``parameters``.

    Rows of other municipalities stay as they are: that is what «others unchanged» means.
    """
    results = _results(parameters, floor_at_zero)
    sums = roll_up_results(results, ["direction"]).set_index("direction")
    replaced = totals.copy()
    own = (totals["municipality"] == municipality) & totals["direction"].isin(sums.index)
    directions = totals.loc[own, "direction"]
    for name in ("points", "maximum_scored", "parameters_scored", "parameters_not_applicable"):
        replaced.loc[own, name] = sums[name].reindex(directions).to_numpy()
    replaced.loc[own & (replaced["parameters_scored"] == 0), "points"] = np.nan
    return replaced


def what_may_rise(parameters: pd.DataFrame, floor_at_zero: bool) -> list[Choice]:
    """What may rise, most to gain first; under a floor a component below 0 is one choice: its first points are lost."""
    gains = _by_gain(parameters)
    if not floor_at_zero:
        return [single(index, each) for index, each in gains]
    keys = parameters.groupby(list(SUMMED), sort=False).ngroup()
    below = {group: -total for group, total in _sums(parameters, keys).items() if total < 0}
    plain = [single(index, each) for index, each in gains if keys[index] not in below]
    grouped = [
        behind_shortfall([single(index, each) for index, each in gains if keys[index] == group], shortfall)
        for group, shortfall in below.items()
    ]
    return plain + [choice for choice in grouped if choice]


def _sums(parameters: pd.DataFrame, keys: pd.Series) -> dict[int, int]:
    """Points of each group of rows, in millionths."""
    sums = _units(parameters["points"].fillna(0.0)).groupby(keys).sum()
    return dict(zip(sums.index.tolist(), sums.tolist(), strict=True))


def _by_gain(parameters: pd.DataFrame) -> list[tuple[int, list[int]]]:
    """The open parameters by row with what each may gain, in millionths of a point; most to gain first."""
    columns = (parameters[name].tolist() for name in ("minimum", "maximum", "points", "missing_reason"))
    levels = zip(parameters.index.tolist(), map(_levels, *columns), strict=True)
    return sorted(((index, gains) for index, gains in levels if gains), key=lambda one: -one[1][-1])


def _levels(minimum: float, maximum: float, points: float, missing_reason: str | None) -> list[int]:
    if missing_reason == Nothing.NOT_APPLICABLE:
        return []
    now, top = _unit(minimum if math.isnan(points) else points), _unit(maximum)
    if now >= top:
        return []
    if top <= 0:
        return [top - now]
    return [level - now for level in (*range((now // UNIT + 1) * UNIT, top, UNIT), top)]


def _steps(parameters: pd.DataFrame, rises: Sequence[tuple[int, int]]) -> tuple[Step, ...]:
    by_row = dict(rises)
    steps = []
    names = ("direction", "cycle_component", "position", "parameter", "minimum", "points")
    rows = zip(parameters.index.tolist(), *(parameters[name].tolist() for name in names), strict=True)
    for index, direction, component, position, parameter, minimum, points in rows:
        if index in by_row:
            before = None if math.isnan(points) else float(points)
            counted = by_row[index] / UNIT
            after = round((minimum if before is None else before) + counted, DECIMALS)
            steps.append(Step(direction, component, position, parameter, before, after, counted))
    return tuple(steps)


def _points(parameters: pd.DataFrame, floor_at_zero: bool) -> float:
    return round(float(_results(parameters, floor_at_zero)["points"].sum()), DECIMALS)


def _results(parameters: pd.DataFrame, floor_at_zero: bool) -> pd.DataFrame:
    return roll_up_scores(parameters, SUMMED, floor_at_zero=floor_at_zero)


def _keys(parameters: pd.DataFrame) -> pd.Series:
    return parameters["direction"] + "~" + parameters["position"] + "~" + parameters["parameter"]


def _unit(points: float) -> int:
    return round(points * UNIT)


def _units(points: pd.Series) -> pd.Series:
    units: pd.Series = (points * UNIT).round().astype("int64")
    return units
