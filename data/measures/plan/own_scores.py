"""The scores of one municipality as arrays: what its stages, directions and total are, as they are or with a plan.

A plan is tried out many times for one answer. The sums and rules are those of ``data.measures.roll_up``, ``cycle`` and
``ranks``, which work on frames of all municipalities; here they are of one, where making a frame takes longer than the
sums. Directions and stages stand in the order of their codes' sort, as ``roll_up_scores`` gives them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from data.measures.cycle import Judged, judged_cells, states_of
from data.measures.ranks import Unranked, unranked_reason
from data.measures.roll_up import DECIMALS
from data.vocabulary import ComponentState, Nothing


@dataclass(frozen=True)
class OwnTotal:
    """Sums over some directions: ``points`` None where nothing is scored, in points; the rest are counts."""

    points: float | None
    parameters: int
    parameters_scored: int
    parameters_not_applicable: int

    @property
    def unranked(self) -> Unranked:
        return unranked_reason(self.parameters, self.parameters_scored, self.parameters_not_applicable)


@dataclass(frozen=True)
class Grid:
    """Rows of a rubric by direction and stage: ``cells`` is the place of each row in a flat grid."""

    directions: tuple[str, ...]
    stages: tuple[str, ...]
    cells: np.ndarray

    @property
    def size(self) -> tuple[int, int]:
        return len(self.directions), len(self.stages)

    def sums(self, values: np.ndarray) -> np.ndarray:
        """Sums of the rows of each cell, direction × stage."""
        count = len(self.directions) * len(self.stages)
        sums: np.ndarray = np.bincount(self.cells, weights=values, minlength=count).reshape(self.size)
        return sums


@dataclass(frozen=True)
class OwnScores:
    """One row for every parameter: ``points`` NaN without a score, ``inapplicable`` where it does not apply."""

    grid: Grid
    keys: Mapping[str, int]
    minimum: np.ndarray
    maximum: np.ndarray
    points: np.ndarray
    inapplicable: np.ndarray
    floor_at_zero: bool

    @classmethod
    def of(cls, parameters: pd.DataFrame, *, floor_at_zero: bool) -> "OwnScores":
        """``parameters`` is a frame of ``data.queries.parameters.municipality_parameters``."""
        names = {name: parameters[name].tolist() for name in ("direction", "cycle_component", "position", "parameter")}
        directions, stages = (tuple(sorted(set(names[name]))) for name in ("direction", "cycle_component"))
        row, column = ({code: place for place, code in enumerate(codes)} for codes in (directions, stages))
        cells = [row[one] * len(stages) + column[other] for one, other in zip(*list(names.values())[:2], strict=True)]
        triples = zip(names["direction"], names["position"], names["parameter"], strict=True)
        return cls(
            grid=Grid(directions, stages, np.array(cells, dtype=np.intp)),
            keys={"~".join(triple): place for place, triple in enumerate(triples)},
            minimum=parameters["minimum"].to_numpy(dtype=float),
            maximum=parameters["maximum"].to_numpy(dtype=float),
            points=parameters["points"].to_numpy(dtype=float),
            inapplicable=(parameters["missing_reason"] == Nothing.NOT_APPLICABLE.value).to_numpy(dtype=bool),
            floor_at_zero=floor_at_zero,
        )

    def raised(self, rises: Mapping[str, float]) -> "OwnScores":
        """The same with the points of a plan, by key of the parameter.

        Raises ValueError for one that is not here or rises above its maximum.
        """
        points = self.points.copy()
        for key, after in rises.items():
            place = self.keys.get(key)
            if place is None or after > self.maximum[place]:
                raise ValueError(f"the plan has no such parameter to raise: {key} to {after}")
            points[place] = after
        return replace(self, points=points)

    @cached_property
    def _scored(self) -> np.ndarray:
        scored: np.ndarray = ~np.isnan(self.points)
        return scored

    @cached_property
    def _counts(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Parameters, scored ones and inapplicable ones, direction × stage."""
        scored = self._scored
        columns = (np.ones(len(scored)), scored, self.inapplicable & ~scored)
        every, known, without = (self.grid.sums(each).astype(int) for each in columns)
        return every, known, without

    def _limited(self, values: np.ndarray) -> np.ndarray:
        sums: np.ndarray = self.grid.sums(values).round(DECIMALS)
        return sums.clip(0.0, None) if self.floor_at_zero else sums

    @cached_property
    def _by_direction(self) -> dict[str, OwnTotal]:
        points = self._limited(np.nan_to_num(self.points)).sum(axis=1).round(DECIMALS).tolist()
        every, known, without = (each.sum(axis=1).tolist() for each in self._counts)
        return {
            code: OwnTotal(points[row] if known[row] else None, every[row], known[row], without[row])
            for row, code in enumerate(self.grid.directions)
        }

    def total(self, directions: Sequence[str]) -> OwnTotal:
        """The sum over directions; one that the rubric has no parameter for adds nothing."""
        found = [self._by_direction[code] for code in directions if code in self._by_direction]
        known = [one.points for one in found if one.points is not None]
        return OwnTotal(
            round(sum(known), DECIMALS) if known else None,
            sum(one.parameters for one in found),
            sum(one.parameters_scored for one in found),
            sum(one.parameters_not_applicable for one in found),
        )

    def judged(self, required: Sequence[str], threshold: float) -> dict[str, Judged]:
        """The verdict on each direction that has parameters; ``required`` are codes of stages in cycle order."""
        every, known, without = self._counts
        states = states_of(
            lowest=self._limited(np.where(self._scored, self.points, self.minimum)),
            highest=self._limited(np.where(self._scored, self.points, self.maximum)),
            maximum=self.grid.sums(self.maximum).round(DECIMALS),
            parameters=every,
            scored=known,
            not_applicable=without,
            threshold=threshold,
        )
        # A stage without parameters is no row of the roll-up: nothing is known of it.
        states = np.where(every > 0, states, ComponentState.NO_DATA.value)
        place = {code: column for column, code in enumerate(self.grid.stages)}
        cells = np.full((len(self.grid.directions), len(required)), ComponentState.NO_DATA.value, dtype=object)
        for column, code in enumerate(required):
            if code in place:
                cells[:, column] = states[:, place[code]]
        return dict(zip(self.grid.directions, judged_cells(cells, required), strict=True))
