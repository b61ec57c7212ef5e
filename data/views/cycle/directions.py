"""The cycle of the whole region: municipality × direction, with the verdict and the first break in each cell."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.measures.chains import ChainPattern
from data.measures.cycle import component_states, grouped_states, verdicts
from data.measures.roll_up import DIRECTION, nothing_of, roll_up_results, with_shares
from data.queries.components import component_results
from data.storage.reader import Reader, kept
from data.views.cycle.address import CycleSelection
from data.views.cycle.map_columns import CycleMap
from data.views.cycle.order import by_points
from data.views.cycle.region import found_chains, lines_of
from data.views.cycle.selection import (
    DIRECTIONS,
    SIX,
    Stage,
    cycle_filters,
    cycle_provenance,
    cycle_rubric,
    cycle_stages,
    settle_cycle,
)
from data.views.shared.choices import Choice, Choices
from data.vocabulary import ComponentState, Nothing, Verdict, whole_nothing

# One link further weighs more than any points of a direction.
LINK_OVER_POINTS = 100_000


@dataclass(frozen=True)
class DirectionCell:
    """One municipality in one direction. ``key`` names the cell of its first stage that is not formed, if there is one.

    ``points`` of ``maximum`` are those of the direction, None where nothing is scored; ``nothing`` tells why there is
    no number at all: nothing scored, or nothing applicable.
    """

    direction: Choice
    key: str
    points: float | None
    maximum: float
    formed: int
    required: int
    verdict: Verdict
    first_broken: Stage | None
    first_broken_state: ComponentState | None
    nothing: Nothing | None
    is_complete: bool
    chains: tuple[ChainPattern, ...]
    unjudged: tuple[ChainPattern, ...]

    @property
    def is_broken(self) -> bool:
        """Whether the earliest gap is known to be one; a stage without data may yet prove to be formed."""
        return self.first_broken_state in (ComponentState.ABSENT, ComponentState.PARTIAL)

    @property
    def how_far(self) -> float | Nothing:
        """How far the cycle goes before it first breaks, then points, as one number; nothing where nobody can judge."""
        if self.nothing is not None or self.verdict is Verdict.CANNOT_BE_JUDGED:
            return self.nothing or Nothing.NO_DATA
        place = self.first_broken.number if self.first_broken else self.required + 1
        return place * LINK_OVER_POINTS + (self.points or 0.0)


@dataclass(frozen=True)
class DirectionsLine:
    """A municipality with its cells in the official order of directions; ``points`` are those of all directions."""

    code: str
    short: str
    name: str
    points: float | None
    maximum: float
    cells: tuple[DirectionCell, ...]

    @property
    def is_complete(self) -> bool:
        return all(cell.is_complete for cell in self.cells)

    @property
    def nothing(self) -> Nothing:
        """Why there are no points: not applicable only where every direction is."""
        return whole_nothing(cell.nothing for cell in self.cells)

    @property
    def complete_cycles(self) -> int:
        return sum(cell.verdict is Verdict.EFFECTIVE for cell in self.cells)

    @property
    def judged(self) -> int:
        """How many directions can be judged at all."""
        return sum(cell.verdict is not Verdict.CANNOT_BE_JUDGED for cell in self.cells)


@dataclass(frozen=True)
class DirectionCount:
    """Of one direction: full cycles, and the stages at which most municipalities break first (``breaks`` of them)."""

    direction: Choice
    effective: int
    breaks_most: tuple[Stage, ...]
    breaks: int


@dataclass(frozen=True)
class DirectionsView(CycleMap[DirectionsLine, DirectionCount]):
    """All municipalities over all directions; no cell is chosen in it."""

    @property
    def cells(self) -> tuple[DirectionCell, ...]:
        return tuple(cell for line in self.rows for cell in line.cells)


def directions_cycle(reader: Reader, selection: CycleSelection) -> DirectionsView:
    """Every municipality that exists in the period × every direction; a head gets the own row only."""
    settled, choices = settle_cycle(reader, selection.but(view=DIRECTIONS))
    rubric = cycle_rubric(reader, settled)
    stages = cycle_stages(choices, settled.stages)
    lines = _found_lines(reader, lines_of(settled))
    return DirectionsView(
        selection=settled.but(cell=None),
        choices=choices,
        period=Choices.find(choices.periods, settled.period or ""),
        stages=stages,
        lines=tuple(line for line in lines if line.is_complete),
        incomplete=tuple(line for line in lines if not line.is_complete),
        counts=tuple(_count(lines, index, direction) for index, direction in enumerate(choices.directions)),
        rubric=rubric,
        own=reader.viewer.municipality,
        is_limited_to_own=not reader.viewer.sees_all_details,
        filters=cycle_filters(settled, choices),
        provenance=cycle_provenance(reader, settled, rubric),
    )


@kept
def _found_lines(reader: Reader, lines: CycleSelection) -> list[DirectionsLine]:
    settled, choices = settle_cycle(reader, lines)
    results = component_results(reader, period=settled.period or "", methodology=settled.methodology or "")
    named = {one.code: one for one in choices.municipalities if not settled.kinds or one.group in settled.kinds}
    results = results[results["municipality"].isin(list(named))]
    threshold = cycle_rubric(reader, settled).formed_threshold
    cells = _cells(results, cycle_stages(choices, settled.stages), threshold, settled, choices)
    return by_points(_lines(cells, named))


def _cells(
    results: pd.DataFrame, stages: tuple[Stage, ...], threshold: float, settled: CycleSelection, choices: Choices
) -> dict[str, list[DirectionCell]]:
    """The cells of each municipality, in the order of directions in the rubric."""
    nine = component_states(results, threshold)
    chains = found_chains(nine)
    states = nine
    if settled.stages == SIX:
        states = grouped_states(nine, {member: stage.code for stage in stages for member in stage.members})
    by_code = {stage.code: stage for stage in stages}
    directions = {one.code: one for one in choices.directions}
    sums = with_shares(roll_up_results(results, DIRECTION))
    rows: Any = sums.assign(nothing=nothing_of(sums)).itertuples()
    totals = {(row.municipality, row.direction): row for row in rows}
    cells: dict[str, list[DirectionCell]] = {}
    judged: Any
    for judged in verdicts(states, list(by_code)).itertuples():
        unit = (judged.municipality, judged.direction)
        total = totals[unit]
        cells.setdefault(judged.municipality, []).append(
            DirectionCell(
                direction=directions[judged.direction],
                key="~".join((*unit, judged.first_broken)) if judged.first_broken else "",
                points=float(total.points) if total.parameters_scored else None,
                maximum=float(total.maximum),
                formed=int(judged.formed),
                required=int(judged.required),
                verdict=Verdict(judged.verdict),
                first_broken=by_code.get(judged.first_broken),
                first_broken_state=ComponentState(judged.first_broken_state) if judged.first_broken else None,
                nothing=Nothing(total.nothing) if total.nothing else None,
                is_complete=bool(total.complete and total.parameters),
                chains=chains[unit][0],
                unjudged=chains[unit][1],
            )
        )
    return cells


def _lines(cells: dict[str, list[DirectionCell]], named: dict[str, Choice]) -> list[DirectionsLine]:
    return [
        DirectionsLine(
            code=code,
            short=named[code].short,
            name=named[code].name,
            points=_sum([cell.points for cell in own if cell.points is not None]),
            maximum=sum(cell.maximum for cell in own),
            cells=tuple(own),
        )
        for code, own in cells.items()
    ]


def _sum(points: list[float]) -> float | None:
    return sum(points) if points else None


def _count(lines: list[DirectionsLine], index: int, direction: Choice) -> DirectionCount:
    cells = [line.cells[index] for line in lines]
    broken = Counter(cell.first_broken for cell in cells if cell.is_broken and cell.first_broken)
    most = max(broken.values(), default=0)
    return DirectionCount(
        direction=direction,
        effective=sum(cell.verdict is Verdict.EFFECTIVE for cell in cells),
        breaks_most=tuple(sorted((one for one in broken if broken[one] == most), key=lambda stage: stage.number)),
        breaks=most,
    )
