"""Scores of the demo region for one year, as rows to store: drawn, then bent where something is planted."""

from dataclasses import dataclass, replace

import numpy as np

from data.demo import planted
from data.demo.places import YEARS, Place, places
from data.demo.scoring import (
    SEED,
    Integers,
    RubricArrays,
    affinities,
    component_points,
    parameter_points,
    rubric_arrays,
    totals_by_year,
)
from data.methodology.yaml_files import read_shipped
from data.vocabulary import Nothing


@dataclass(frozen=True)
class Sheet:
    """One assessment: points of every parameter of the rubric, and the reasons where there are none.

    ``points`` of a parameter whose ``state`` is not SCORED mean nothing.
    """

    municipality: str
    year: int
    methodology: str
    rubric: RubricArrays
    points: Integers
    state: Integers


# States of a parameter in a sheet: scored, named as missing for a reason, or without a row at all.
SCORED, NO_DATA, NOT_APPLICABLE, ABSENT = range(4)
REASONS = {NO_DATA: Nothing.NO_DATA, NOT_APPLICABLE: Nothing.NOT_APPLICABLE}


def demonstration_sheets() -> dict[int, list[Sheet]]:
    """The sheets of every year by the demonstration rubrics."""
    rubrics = {code: rubric_arrays(read_shipped(code)) for code in (planted.METHODOLOGY, planted.OLDER_METHODOLOGY)}
    directions = tuple(dict.fromkeys(direction for direction, _stage in rubrics[planted.METHODOLOGY].cells))
    sheets: dict[int, list[Sheet]] = {year: [] for year in YEARS}
    for index, place in enumerate(places()):
        generator = np.random.default_rng([SEED, index])
        affinity = affinities(directions, generator)
        totals = totals_by_year(place, generator, int(rubrics[planted.METHODOLOGY].cell_maximum.sum()))
        for year in YEARS:
            if place.exists_in(year) and (place.code, year) != (planted.WITHOUT_ASSESSMENT, planted.LAST_YEAR):
                rubric = rubrics[planted.METHODOLOGY_OF_YEAR[year]]
                sheets[year].append(_sheet(place, year, rubric, totals[year], affinity, generator))
    return sheets


def _sheet(
    place: Place,
    year: int,
    rubric: RubricArrays,
    total: int,
    affinity: dict[str, float],
    generator: np.random.Generator,
) -> Sheet:
    methodology = planted.METHODOLOGY_OF_YEAR[year]
    loaded = int(rubric.cell_maximum.sum())
    goal = total if methodology == planted.METHODOLOGY else round(total * loaded / 900)
    cells = component_points(rubric, goal, affinity, methodology, generator)
    if year == planted.LAST_YEAR:
        cells = _with_planted_cells(place.code, rubric, cells, total, generator)
    points = parameter_points(rubric, cells, generator)
    state = np.full(len(points), SCORED)
    if year == planted.LAST_YEAR:
        _plant_parameters(place.code, rubric, points, state)
    return Sheet(place.code, year, methodology, rubric, points, state)


def _with_planted_cells(
    code: str, rubric: RubricArrays, cells: Integers, total: int, generator: np.random.Generator
) -> Integers:
    if code == planted.SHOWN:
        return np.array([points for direction in planted.SHOWN_POINTS.values() for points in direction])
    if code == planted.NEAR_MAXIMUM_BROKEN_CYCLE:
        return _near_maximum(rubric)
    if code == planted.MODEST_FULL_CYCLE:
        return _modest_full_cycle(rubric, cells, total, generator)
    return cells


def _near_maximum(rubric: RubricArrays) -> Integers:
    """Full marks but for one component in each direction, so that none is managed in full."""
    cells = rubric.cell_maximum.copy()
    component, lost = planted.BROKEN_BY_A_PARTIAL_COMPONENT
    empty = rubric.cell(*planted.BROKEN_BY_AN_EMPTY_COMPONENT)
    cells[empty] = 0
    for index, (direction, cycle_component) in enumerate(rubric.cells):
        if cycle_component == component and direction != planted.BROKEN_BY_AN_EMPTY_COMPONENT[0]:
            cells[index] -= lost
    return cells


def _modest_full_cycle(rubric: RubricArrays, cells: Integers, total: int, generator: np.random.Generator) -> Integers:
    """A few directions in full, and what is left of the total thinly over the others."""
    full = np.array([direction in planted.MODEST_EFFECTIVE_DIRECTIONS for direction, _stage in rubric.cells])
    left = total - int(rubric.cell_maximum[full].sum())
    thin = np.where(full, 0, cells)
    shrunk = np.floor(thin * left / thin.sum()).astype(int)
    open_cells = np.flatnonzero(~full)
    while (missing := left - int(shrunk.sum())) > 0:
        room = open_cells[shrunk[open_cells] + 1 < rubric.cell_maximum[open_cells]]
        shrunk[generator.choice(room, min(missing, len(room)), replace=False)] += 1
    return np.where(full, rubric.cell_maximum, shrunk)


def _plant_parameters(code: str, rubric: RubricArrays, points: Integers, state: Integers) -> None:
    if code == planted.SHOWN:
        _plant_shown_indicators(rubric, points)
    elif code == planted.NEGATIVE_COMPONENT[0]:
        _plant_negative_component(rubric, points)
    elif code == planted.HALF_FILLED:
        state[[direction.startswith("2.") for direction, _position, _code in rubric.parameter_keys]] = ABSENT
        for without_data in planted.HALF_FILLED_WITHOUT_DATA:
            state[rubric.parameters_of(rubric.cell(*without_data))] = NO_DATA
    elif code == planted.INCOMPLETE_CYCLE:
        for component in planted.NOT_APPLICABLE_COMPONENTS:
            cell = rubric.cell(planted.INCOMPLETE_CYCLE_DIRECTION, component)
            state[rubric.parameters_of(cell)] = NOT_APPLICABLE


def as_first_uploaded(sheet: Sheet) -> Sheet:
    """The sheet of the last year before its correction: one component still lacks points."""
    municipality, direction, component = planted.CORRECTED_COMPONENT
    if sheet.municipality != municipality:
        return sheet
    points = sheet.points.copy()
    lacking = planted.POINTS_LACKING_AT_FIRST
    for parameter in sheet.rubric.parameters_of(sheet.rubric.cell(direction, component)):
        lost = min(lacking, int(points[parameter]))
        points[parameter] -= lost
        lacking -= lost
    return replace(sheet, points=points)


def _plant_shown_indicators(rubric: RubricArrays, points: Integers) -> None:
    for column, values in planted.SHOWN_INDICATORS.items():
        for row, value in enumerate(values, start=1):
            points[rubric.parameter_keys.index(("1.1", f"1.1.i{row}", column))] = value


def _plant_negative_component(rubric: RubricArrays, points: Integers) -> None:
    """One point earned and two penalties of two: the component is below zero."""
    _code, direction, component = planted.NEGATIVE_COMPONENT
    inside = rubric.parameters_of(rubric.cell(direction, component))
    points[inside] = 0
    penalties = inside[rubric.minimum[inside] == -2]
    points[penalties[:2]] = -2
    points[inside[rubric.maximum[inside] == 1][0]] = 1
