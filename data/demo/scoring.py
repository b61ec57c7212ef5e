"""Points of the demo region, as arrays: how good each municipality is in each stage, then each parameter.

Everything is drawn from generators seeded by fixed numbers, so every installation shows the same region.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.demo.places import YEARS, Place
from data.demo.planted import LAST_YEAR, OLDER_METHODOLOGY
from data.methodology.definition import MethodologyDefinition

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

SEED = 20260917
# Early components of the cycle are better formed than later ones; nine in cycle order, as shares of the maximum.
EASE = np.array([0.40, 0.20, 0.23, 0.13, 0.04, -0.07, 0.07, -0.08, -0.16])
AFFINITY_SPREAD = 0.20
COMPONENT_SPREAD = 0.13
YEAR_SPREAD = 0.05
PENALTY_CHANCE = 0.16
# Points of the total a municipality gains in a year: mean and spread.
YEARLY_GAIN = (16.0, 24.0)
# Where a direction of the older nine takes its strength from.
NEWER_DIRECTION = {"2.1": "1.1", "2.2": "2.1", "2.3": "2.2", "2.4": "2.2", "2.5": "2.3"}


@dataclass(frozen=True)
class RubricArrays:
    """A rubric as arrays over its parameters; ``cells`` are the pairs (direction, stage) with parameters."""

    cells: tuple[tuple[str, str], ...]
    stages: Integers
    cell_maximum: Integers
    parameter_keys: tuple[tuple[str, str, str], ...]
    cell_of_parameter: Integers
    column_of_parameter: Integers
    minimum: Integers
    maximum: Integers

    def cell(self, direction: str, cycle_component: str) -> int:
        return self.cells.index((direction, cycle_component))

    def parameters_of(self, cell: int) -> Integers:
        found: Integers = np.flatnonzero(self.cell_of_parameter == cell)
        return found


def rubric_arrays(definition: MethodologyDefinition) -> RubricArrays:
    stage_of = {row.code: index for index, row in enumerate(definition.cycle_components)}
    component_of = {(row.direction, row.code): row.cycle_component for row in definition.positions}
    parameters = definition.parameters
    cell_names = [(row.direction, component_of[row.direction, row.position]) for row in parameters]
    cells = tuple(dict.fromkeys(cell_names))
    columns: dict[tuple[str, str], list[str]] = {cell: [] for cell in cells}
    for row, cell in zip(parameters, cell_names, strict=True):
        if row.code not in columns[cell]:
            columns[cell].append(row.code)
    cell_of = np.array([cells.index(cell) for cell in cell_names])
    maximum = np.array([int(row.maximum) for row in parameters])
    return RubricArrays(
        cells=cells,
        stages=np.array([stage_of[cycle_component] for _direction, cycle_component in cells]),
        cell_maximum=np.bincount(cell_of, weights=maximum).astype(int),
        parameter_keys=tuple((row.direction, row.position, row.code) for row in parameters),
        cell_of_parameter=cell_of,
        column_of_parameter=np.array(
            [columns[cell].index(row.code) for row, cell in zip(parameters, cell_names, strict=True)]
        ),
        minimum=np.array([int(row.minimum) for row in parameters]),
        maximum=maximum,
    )


def totals_by_year(place: Place, generator: np.random.Generator, highest: int) -> dict[int, int]:
    """The total of each year, of 900: the one of 2026 less what was gained since."""
    totals = {LAST_YEAR: place.total}
    for year in reversed(YEARS[:-1]):
        gain = generator.normal(*YEARLY_GAIN)
        totals[year] = int(np.clip(totals[year + 1] - gain, 200, highest - 12))
    return totals


def affinities(directions: tuple[str, ...], generator: np.random.Generator) -> dict[str, float]:
    """What a municipality is good at, by direction of the eight; it lasts over the years."""
    return dict(zip(directions, generator.normal(0, AFFINITY_SPREAD, len(directions)), strict=True))


def component_points(
    rubric: RubricArrays, total: int, affinity: dict[str, float], methodology: str, generator: np.random.Generator
) -> Integers:
    """Points of every cell that sum up to exactly ``total``, none above its maximum or below 0."""
    older = methodology == OLDER_METHODOLOGY
    names = [NEWER_DIRECTION.get(direction, direction) if older else direction for direction, _stage in rubric.cells]
    leaning = (
        np.array([affinity[name] for name in names])
        + EASE[rubric.stages]
        + generator.normal(0, COMPONENT_SPREAD, len(names))
        + generator.normal(0, YEAR_SPREAD, len(names))
    )
    level = _level_for(total, leaning, rubric.cell_maximum)
    points = np.rint(np.clip(leaning + level, 0, 1) * rubric.cell_maximum).astype(int)
    return _adjusted(points, total, rubric.cell_maximum, generator)


def _level_for(total: int, leaning: Floats, maximum: Integers) -> float:
    """The common level at which the expected points are ``total``; found by halving, as clipping has no inverse."""
    low, high = -2.0, 3.0
    for _step in range(40):
        middle = (low + high) / 2
        if float((np.clip(leaning + middle, 0, 1) * maximum).sum()) < total:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _adjusted(points: Integers, total: int, maximum: Integers, generator: np.random.Generator) -> Integers:
    """Move single points, in components that are neither full nor empty if there are any, until the sum is right."""
    while (difference := total - int(points.sum())) != 0:
        step = 1 if difference > 0 else -1
        movable = np.flatnonzero((points + step >= 0) & (points + step <= maximum))
        between = movable[(points[movable] > 0) & (points[movable] < maximum[movable])]
        # A point that would fill a component makes it formed by accident: take it only when nothing else is left.
        calm = between[points[between] + step < maximum[between]]
        chosen = calm if len(calm) else between if len(between) else movable
        points[generator.choice(chosen)] += step
    return points


def parameter_points(rubric: RubricArrays, points: Integers, generator: np.random.Generator) -> Integers:
    """Points of every parameter, summing up to those of the cells; the first columns of the rubric fill first."""
    given = np.zeros(len(rubric.maximum), dtype=int)
    for cell, goal in enumerate(points):
        inside = rubric.parameters_of(cell)
        earned = int(goal)
        if 0 < goal < rubric.cell_maximum[cell]:
            penalties = inside[rubric.minimum[inside] < 0]
            due = penalties[generator.random(len(penalties)) < PENALTY_CHANCE]
            for penalty in due:
                if earned < rubric.cell_maximum[cell]:
                    given[penalty] = -1
                    earned += 1
        slots = np.repeat(inside, rubric.maximum[inside])
        order = np.argsort(rubric.column_of_parameter[slots] * 0.5 + generator.random(len(slots)))
        np.add.at(given, slots[order[:earned]], 1)
    return given
