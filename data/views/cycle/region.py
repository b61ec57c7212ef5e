"""The management cycle: one direction over all municipalities, or one municipality over all directions."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from data.measures.chains import ChainPattern, ChainState, chain_breaks
from data.measures.cycle import component_states, grouped_states, verdicts
from data.measures.roll_up import DIRECTION, nothing_of, roll_up_results, with_shares
from data.queries.components import component_results
from data.queries.headings import MethodologyLine
from data.storage.reader import Reader, kept
from data.views.cycle.address import CycleSelection
from data.views.cycle.map_columns import CycleMap
from data.views.cycle.order import by_points
from data.views.cycle.selection import (
    MUNICIPALITY,
    REGION,
    SIX,
    Stage,
    cycle_filters,
    cycle_provenance,
    cycle_rubric,
    cycle_stages,
    settle_cycle,
)
from data.views.shared.choices import Choice, Choices
from data.vocabulary import ComponentState, Nothing, Verdict

STATES = {state.value: state for state in ComponentState}
# The states of a first gap that is known to be one.
BROKEN = (ComponentState.ABSENT, ComponentState.PARTIAL)


@dataclass(frozen=True, slots=True)
class Cell:
    """``key`` is ``cell`` of the selection when this cell is chosen; ``points`` is empty where none are given."""

    key: str
    state: ComponentState
    points: float | None
    maximum: float
    parameters: int
    parameters_scored: int

    @property
    def share(self) -> float | None:
        """Points as a share of the maximum."""
        return None if self.points is None or self.maximum <= 0 else self.points / self.maximum


@dataclass(frozen=True, slots=True)
class Line:
    """A row: a municipality or a direction, with one cell per stage and the verdict on all of them.

    ``nothing`` tells why there are no points, None where there are. ``chains`` are the chain patterns found in it,
    ``unjudged`` those that missing data leave open; both are of the nine components, however finely the cycle is shown.
    """

    code: str
    short: str
    name: str
    points: float | None
    nothing: Nothing | None
    maximum: float
    is_complete: bool
    cells: tuple[Cell, ...]
    verdict: Verdict
    first_broken: Stage | None
    first_broken_state: ComponentState | None
    chains: tuple[ChainPattern, ...] = ()
    unjudged: tuple[ChainPattern, ...] = ()

    @property
    def is_broken(self) -> bool:
        """Whether the earliest gap is known to be one; a stage without data may yet prove to be formed."""
        return self.first_broken_state in BROKEN

    @property
    def breaks_at(self) -> int:
        """The number of the first broken link; a closed cycle breaks after every link."""
        return self.first_broken.number if self.first_broken else len(self.cells) + 1


@dataclass(frozen=True)
class StageCount:
    """How many rows have the stage formed, and how many break here first (without data does not count as broken)."""

    formed: int
    breaks_first: int


@dataclass(frozen=True)
class CycleView(CycleMap[Line, StageCount]):
    """One direction over all municipalities, or one municipality over all directions."""

    direction: Choice
    municipality: Choice

    @property
    def is_region(self) -> bool:
        return self.selection.view == REGION

    def count(self, verdict: Verdict) -> int:
        return sum(line.verdict is verdict for line in self.rows)

    @property
    def first_without_data(self) -> int:
        """Rows whose earliest gap is a stage without data, so that nobody can say where the cycle breaks."""
        return sum(line.first_broken is not None and not line.is_broken for line in self.rows)


def region_cycle(reader: Reader, selection: CycleSelection) -> CycleView:
    """Municipality × stage of one direction. A head of a municipality gets the own row only.

    Rows come by points of the direction; the browser and the export arrange them by any other column.
    """
    return cycle_view(reader, selection.but(view=REGION))


def municipality_cycle(reader: Reader, selection: CycleSelection) -> CycleView:
    """Direction × stage of one municipality, in the official order of directions.

    Raises AccessDenied for a municipality outside the viewer's scope.
    """
    return cycle_view(reader, selection.but(view=MUNICIPALITY))


def cycle_view(reader: Reader, selection: CycleSelection) -> CycleView:
    """The heatmap that ``selection.view`` names, or the one the viewer starts with."""
    settled, choices = settle_cycle(reader, selection)
    lines = _found_lines(reader, lines_of(settled))
    rubric = cycle_rubric(reader, settled)
    return _view(reader, settled, choices, rubric, cycle_stages(choices, settled.stages), lines)


def lines_of(settled: CycleSelection) -> CycleSelection:
    """What of the selection decides which lines there are: the chosen cell and the order do not."""
    is_own = settled.view == MUNICIPALITY
    return CycleSelection(
        period=settled.period,
        methodology=settled.methodology,
        view=settled.view,
        stages=settled.stages,
        direction=settled.direction if settled.view == REGION else None,
        municipality=settled.municipality if is_own else None,
        kinds=() if is_own else settled.kinds,
    )


@kept
def _found_lines(reader: Reader, lines: CycleSelection) -> list[Line]:
    settled, choices = settle_cycle(reader, lines)
    is_region = settled.view == REGION
    results = component_results(
        reader,
        period=settled.period or "",
        methodology=settled.methodology or "",
        direction=settled.direction if is_region else None,
        municipality=None if is_region else settled.municipality,
    )
    shown = [one for one in choices.municipalities if not settled.kinds or one.group in settled.kinds]
    named = {one.code: one for one in (shown if is_region else choices.directions)}
    results = results[results["municipality" if is_region else "direction"].isin(list(named))]
    threshold = cycle_rubric(reader, settled).formed_threshold
    found = _lines(results, cycle_stages(choices, settled.stages), threshold, settled, named)
    return by_points(found) if is_region else found


def cycle_line(reader: Reader, settled: CycleSelection, choices: Choices) -> Line:
    """The one row of the map that ``settled.cell`` is in; the map has that cell."""
    municipality, direction, _stage = (settled.cell or "").split("~")
    results = component_results(
        reader,
        period=settled.period or "",
        methodology=settled.methodology or "",
        direction=direction,
        municipality=municipality,
    )
    threshold = cycle_rubric(reader, settled).formed_threshold
    known = choices.municipalities if settled.view == REGION else choices.directions
    named = {one.code: one for one in known}
    (line,) = _lines(results, cycle_stages(choices, settled.stages), threshold, settled, named)
    return line


def _lines(
    results: pd.DataFrame,
    stages: tuple[Stage, ...],
    threshold: float,
    settled: CycleSelection,
    named: dict[str, Choice],
) -> list[Line]:
    """The rows of the heatmap, each ``named`` by the code of its municipality or direction, in the order of results."""
    states = component_states(results, threshold)
    chains = found_chains(states)
    if settled.stages == SIX:
        states = grouped_states(states, {member: stage.code for stage in stages for member in stage.members})
    by_code = {stage.code: stage for stage in stages}
    sums = with_shares(roll_up_results(results, DIRECTION))
    rows: Any = sums.assign(nothing=nothing_of(sums)).itertuples()
    totals = {(row.municipality, row.direction): row for row in rows}
    cells = [_cell(row) for row in states.itertuples()]
    lines = []
    judged: Any
    for index, judged in enumerate(verdicts(states, list(by_code)).itertuples()):
        row_cells = tuple(cells[index * len(stages) : (index + 1) * len(stages)])
        name = named[str(judged.municipality if settled.view == REGION else judged.direction)]
        unit = (judged.municipality, judged.direction)
        line = _line(name, totals[unit], row_cells, judged, by_code)
        found, unjudged = chains[unit]
        lines.append(replace(line, chains=found, unjudged=unjudged))
    return lines


def found_chains(
    states: pd.DataFrame,
) -> dict[tuple[str, str], tuple[tuple[ChainPattern, ...], tuple[ChainPattern, ...]]]:
    """By municipality and direction: the chain patterns found, and those that nobody can judge."""
    by_unit: dict[tuple[str, str], dict[str, list[ChainPattern]]] = {}
    row: Any
    for row in chain_breaks(states).itertuples():
        by_state = by_unit.setdefault((row.municipality, row.direction), {})
        by_state.setdefault(row.state, []).append(ChainPattern(row.pattern))
    return {
        unit: (tuple(by_state.get(ChainState.FOUND, ())), tuple(by_state.get(ChainState.NOT_JUDGED, ())))
        for unit, by_state in by_unit.items()
    }


def _cell(row: Any) -> Cell:
    return Cell(
        key=f"{row.municipality}~{row.direction}~{row.cycle_component}",
        state=STATES[row.state],
        points=None if pd.isna(row.points) else float(row.points),
        maximum=float(row.maximum),
        parameters=int(row.parameters),
        parameters_scored=int(row.parameters_scored),
    )


def _line(name: Choice, total: Any, cells: tuple[Cell, ...], judged: Any, stages: dict[str, Stage]) -> Line:
    return Line(
        code=name.code,
        short=name.short,
        name=name.name,
        points=float(total.points) if total.parameters_scored else None,
        nothing=Nothing(total.nothing) if total.nothing else None,
        maximum=float(total.maximum),
        is_complete=bool(total.complete and total.parameters),
        cells=cells,
        verdict=Verdict(judged.verdict),
        first_broken=stages.get(judged.first_broken),
        first_broken_state=ComponentState(judged.first_broken_state) if judged.first_broken else None,
    )


def _view(
    reader: Reader,
    settled: CycleSelection,
    choices: Choices,
    rubric: MethodologyLine,
    stages: tuple[Stage, ...],
    lines: list[Line],
) -> CycleView:
    is_there = any(cell.key == settled.cell for line in lines for cell in line.cells) if settled.cell else True
    if settled.view == REGION and lines:
        stages = tuple(replace(stage, maximum=cell.maximum) for stage, cell in zip(stages, lines[0].cells, strict=True))
    return CycleView(
        selection=settled if is_there else settled.but(cell=None),
        choices=choices,
        direction=Choices.find(choices.directions, settled.direction or ""),
        municipality=Choices.find(choices.municipalities, settled.municipality or ""),
        period=Choices.find(choices.periods, settled.period or ""),
        stages=stages,
        lines=tuple(line for line in lines if line.is_complete),
        incomplete=tuple(line for line in lines if not line.is_complete),
        counts=_stage_counts(lines, stages),
        rubric=rubric,
        own=reader.viewer.municipality,
        is_limited_to_own=settled.view == REGION and not reader.viewer.sees_all_details,
        filters=cycle_filters(settled, choices),
        provenance=cycle_provenance(reader, settled, rubric),
    )


def _stage_counts(lines: list[Line], stages: tuple[Stage, ...]) -> tuple[StageCount, ...]:
    breaks = Counter(line.first_broken.code for line in lines if line.first_broken is not None and line.is_broken)
    states = [[cell.state for cell in line.cells] for line in lines]
    formed = [list(of_stage).count(ComponentState.FORMED) for of_stage in zip(*states, strict=True)] or [0] * len(
        stages
    )
    return tuple(StageCount(count, breaks[stage.code]) for stage, count in zip(stages, formed, strict=True))
