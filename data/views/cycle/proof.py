"""What the points rest on: cells with points that no document proves, and penalties with the time since they stand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import overload

import pandas as pd

from data.measures.penalties import SCORE, standing_since
from data.queries.evidence import evidence_by_cell
from data.queries.headings import region_line
from data.queries.penalties import penalty_versions
from data.queries.results import assessed_periods
from data.queries.revisions import revisions
from data.storage.reader import Reader, kept
from data.views.cycle.address import CycleSelection
from data.views.cycle.region import lines_of
from data.views.cycle.selection import (
    MUNICIPALITY,
    NINE,
    REGION,
    Stage,
    chosen_municipalities,
    cycle_stages,
    settle_cycle,
)
from data.views.shared.choices import Choice, Choices


@dataclass(frozen=True, slots=True)
class BareCell:
    """A cell in which ``bare_points`` of ``points`` (penalties not counted) name no document.

    ``scores`` and ``bare_scores`` count the parameters with points behind them; ``key`` is ``cell`` of the selection.
    """

    key: str
    municipality: Choice
    direction: Choice
    stage: Stage
    scores: int
    points: float
    bare_scores: int
    bare_points: float

    @property
    def is_wholly_bare(self) -> bool:
        """Whether not one of its points is proved."""
        return self.bare_scores == self.scores


@dataclass(frozen=True, eq=False)
class BareCells(Sequence[BareCell]):
    """Cells in their order, made when asked for: a direction of a country has twenty thousand, a card shows ten.

    ``frame`` has municipality, direction, cycle_component, scores, points, bare_scores, bare_points.
    """

    frame: pd.DataFrame
    municipalities: Mapping[str, Choice]
    directions: Mapping[str, Choice]
    stages: Mapping[str, Stage]

    def __len__(self) -> int:
        return len(self.frame)

    @overload
    def __getitem__(self, place: int) -> BareCell: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[BareCell, ...]: ...

    def __getitem__(self, place: int | slice) -> BareCell | tuple[BareCell, ...]:
        if isinstance(place, slice):
            return tuple(self._cell(row) for row in self.frame.iloc[place].itertuples(index=False, name=None))
        return self._cell(tuple(self.frame.iloc[place]))

    def __iter__(self) -> Iterator[BareCell]:
        return iter(self[:])

    def _cell(self, row: tuple[str | int | float, ...]) -> BareCell:
        place, direction, stage, scores, points, bare_scores, bare_points = row
        return BareCell(
            f"{place}~{direction}~{stage}",
            self.municipalities[str(place)],
            self.directions[str(direction)],
            self.stages[str(stage)],
            int(scores),
            float(points),
            int(bare_scores),
            float(bare_points),
        )


@dataclass(frozen=True)
class Proof:
    """``cells`` are those with unproved points: wholly unproved first, then by unproved points, highest first.

    ``points`` and ``bare_points`` sum over all cells of the view, ``cells_with_points`` counts them, ``wholly_bare``
    those without a single document.
    """

    cells: BareCells
    cells_with_points: int
    points: float
    bare_points: float
    wholly_bare: int


@dataclass(frozen=True)
class Penalty:
    """A score below zero. ``points`` are negative; ``since_created_at`` is UTC, the time of ``since_revision``.

    ``since_period`` is the first of the assessed periods that follow one another up to this one with the penalty
    standing in each; ``is_first_period``: nothing earlier was assessed by this methodology, so it may be older.
    """

    key: str
    municipality: Choice
    direction: Choice
    stage: Stage
    position: str
    position_text: str
    parameter: str
    parameter_name: str
    points: float
    comment: str
    since_period: Choice
    since_revision: int
    since_created_at: datetime
    is_first_period: bool


@dataclass(frozen=True)
class Penalties:
    """``rows``: the longest standing first, then the largest; ``zone`` is the region's, for times."""

    rows: tuple[Penalty, ...]
    zone: str

    @property
    def points(self) -> float:
        """Points taken away, as a positive number."""
        return -sum(row.points for row in self.rows)


def unproved(reader: Reader, selection: CycleSelection) -> Proof:
    """Cells of the view with points that no document proves. A score of 0 or a penalty claims nothing."""
    settled, _choices = settle_cycle(reader, selection)
    return _unproved(reader, lines_of(settled))


@kept
def _unproved(reader: Reader, selection: CycleSelection) -> Proof:
    settled, choices = settle_cycle(reader, selection)
    frame = evidence_by_cell(
        reader, period=settled.period or "", methodology=settled.methodology or "", **_limits(settled)
    )
    named = chosen_municipalities(settled, choices)
    frame = frame[frame["municipality"].isin(list(named))]
    stages = {stage.code: stage for stage in cycle_stages(choices, NINE)}
    directions = {direction.code: direction for direction in choices.directions}
    columns = ["municipality", "direction", "cycle_component", "scores", "points", "bare_scores", "bare_points"]
    bare = frame.loc[frame["bare_scores"] > 0, columns]
    is_wholly_bare = bare["bare_scores"] == bare["scores"]
    names = bare["municipality"].map({code: one.short.casefold() for code, one in named.items()})
    order = pd.DataFrame({"wholly": ~is_wholly_bare, "points": -bare["bare_points"], "name": names})
    cells = bare.loc[order.sort_values(["wholly", "points", "name"], kind="stable").index]
    return Proof(
        BareCells(cells.reset_index(drop=True), named, directions, stages),
        len(frame),
        float(frame["points"].sum()),
        float(frame["bare_points"].sum()),
        int(is_wholly_bare.sum()),
    )


def penalties(reader: Reader, selection: CycleSelection) -> Penalties:
    """Every penalty that stands in the view, with the period and the revision since which it does."""
    settled, _choices = settle_cycle(reader, selection)
    region = region_line(reader)
    return Penalties(_standing(reader, lines_of(settled)), region.time_zone if region else "UTC")


@kept
def _standing(reader: Reader, selection: CycleSelection) -> tuple[Penalty, ...]:
    settled, choices = settle_cycle(reader, selection)
    versions = penalty_versions(reader, methodology=settled.methodology or "", **_limits(settled))
    named = chosen_municipalities(settled, choices)
    versions = versions[versions["municipality"].isin(list(named))]
    periods = [one.code for one in choices.periods]
    since = standing_since(versions, periods, settled.period or "")
    current = versions[(versions["period"] == settled.period) & versions["valid_to"].isna()]
    rows = current.merge(since, on=SCORE)
    first = next(one.code for one in assessed_periods(reader) if settled.methodology in one.methodologies)
    made = _penalties(rows, named, choices, _times(reader, rows), first)
    order = {code: place for place, code in enumerate(periods)}
    made.sort(key=lambda one: (order[one.since_period.code], one.points, one.municipality.short.casefold()))
    return tuple(made)


def _limits(settled: CycleSelection) -> dict[str, str | None]:
    return {
        "direction": settled.direction if settled.view == REGION else None,
        "municipality": settled.municipality if settled.view == MUNICIPALITY else None,
    }


def _times(reader: Reader, rows: pd.DataFrame) -> dict[int, datetime]:
    numbers = {int(number) for number in rows["since_revision"]}
    return {one.number: one.created_at for one in revisions(reader, numbers)}


def _penalties(
    rows: pd.DataFrame, named: dict[str, Choice], choices: Choices, times: dict[int, datetime], first: str
) -> list[Penalty]:
    stages = {stage.code: stage for stage in cycle_stages(choices, NINE)}
    texts = ("position", "position_text", "parameter", "parameter_name", "comment")
    return [
        Penalty(
            key=f"{row['municipality']}~{row['direction']}~{row['cycle_component']}",
            municipality=named[row["municipality"]],
            direction=Choices.find(choices.directions, row["direction"]),
            stage=stages[row["cycle_component"]],
            **{name: row[name] for name in texts},
            points=row["points"],
            since_period=Choices.find(choices.periods, row["since_period"]),
            since_revision=int(row["since_revision"]),
            since_created_at=times[int(row["since_revision"])],
            is_first_period=row["since_period"] == first,
        )
        for row in rows.to_dict("records")
    ]
