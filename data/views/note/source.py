"""What the drafts of one municipality rest on, read once, and the drafts made of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.measures.cycle import component_states
from data.measures.peers import peer_group
from data.measures.recommendations import GapKind, peer_medians, recommendations
from data.measures.roll_up import DECIMALS, DIRECTION, roll_up_results
from data.queries.attributes import municipality_attributes
from data.queries.components import component_results
from data.queries.headings import MethodologyLine
from data.queries.note import cell_losses
from data.queries.results import direction_totals
from data.selection import Selection
from data.storage.reader import Reader
from data.views.cycle.address import CycleSelection
from data.views.cycle.expected_documents import ExpectedDocuments, expected_by_direction
from data.views.cycle.selection import MUNICIPALITY, NINE, Stage, cycle_stages
from data.views.indicators.address import IndicatorsSelection
from data.views.indicators.region_targets import TargetRow, TargetsPart
from data.views.note.recommendations import ComponentFacts, Draft, Standing, component_draft, target_draft
from data.views.rankings.address import RankingsSelection
from data.views.shared.choices import Choice, Choices, settle
from data.vocabulary import ComponentState


@dataclass(frozen=True)
class Entry:
    key: str
    draft: Draft
    is_first: bool
    is_target: bool
    figures: Mapping[str, Any]


class RegionSource:
    """What the drafts of all municipalities of one period and methodology rest on; an archive reads it once."""

    def __init__(self, reader: Reader, settled: Selection) -> None:
        period, methodology = settled.period or "", settled.methodology or ""
        self.documents: ExpectedDocuments = expected_by_direction(reader, methodology)
        self.attributes = municipality_attributes(reader, period=period)
        self.totals = direction_totals(reader, period=period, methodology=methodology)
        # Indicators belong to the directions of the latest methodology, whatever the note is by.
        self.target_directions = {one.code: one for one in settle(reader, Selection())[1].directions}

    def medians(self, municipality: str) -> dict[str, float]:
        """By direction, in points: of those like the municipality."""
        return peer_medians(self.totals, peer_group(self.attributes, municipality).members)


class NoteSource:
    """Reads everything that the drafts of one municipality rest on, once; ``region`` may have been read before."""

    def __init__(
        self,
        reader: Reader,
        settled: Selection,
        choices: Choices,
        rubric: MethodologyLine,
        targets: TargetsPart,
        deadline: str,
        region: RegionSource | None = None,
    ) -> None:
        region = region or RegionSource(reader, settled)
        self.settled, self.choices, self.deadline = settled, choices, deadline
        self.municipality = Choices.find(choices.municipalities, settled.municipality or "")
        period, methodology = settled.period or "", settled.methodology or ""
        code = self.municipality.code
        self.results = component_results(reader, period=period, methodology=methodology, municipality=code)
        self.states = component_states(self.results, rubric.formed_threshold)
        self.losses = cell_losses(reader, municipality=code, period=period, methodology=methodology)
        self.targets = {row.indicator.code: row for row in targets.rows}
        self.stages = {stage.code: stage for stage in cycle_stages(choices, NINE)}
        self.documents = region.documents
        self.medians = region.medians(code)
        self.totals: dict[str, Any] = {row.direction: row for row in _rows(roll_up_results(self.results, DIRECTION))}
        self.target_directions = region.target_directions

    def total(self, name: str) -> float:
        """The sum of a column of the losses over all directions, in points."""
        return round(float(self.losses[name].sum()), DECIMALS)

    def entries(self) -> list[Entry]:
        found = recommendations(self.states, self.losses, self._target_frame(), list(self.stages))
        positions = {(row.direction, row.cycle_component): row.positions for row in _rows(self.losses)}
        return [
            self._of_target(row) if row.kind == GapKind.TARGET else self._of_component(row, positions)
            for row in _rows(found)
        ]

    def _target_frame(self) -> pd.DataFrame:
        rows = [
            (self.municipality.code, row.indicator.direction, code, row.result.status.value)
            for code, row in sorted(self.targets.items(), key=lambda item: item[1].indicator.order)
        ]
        return pd.DataFrame(rows, columns=["municipality", "direction", "indicator", "status"], dtype=object)

    def _of_component(self, row: Any, positions: Mapping[Any, tuple[int, ...]]) -> Entry:
        direction = Choices.find(self.choices.directions, row.direction)
        stage: Stage = self.stages[row.cycle_component]
        cell = f"{self.municipality.code}~{row.direction}~{row.cycle_component}"
        facts = ComponentFacts(
            municipality=self.municipality,
            direction=direction,
            stage=stage,
            state=ComponentState(row.state),
            is_first=bool(row.is_first),
            points=_known(row.points),
            maximum=float(row.maximum),
            lost=_known(row.lost) or 0.0,
            penalty=float(row.penalty),
            bare=float(row.bare),
            positions=positions.get((row.direction, row.cycle_component), ()),
            standing=self._standing(row.direction),
            documents=self.documents.of(row.direction, row.cycle_component),
            cell=cell,
            link=CycleSelection.of(self.settled, view=MUNICIPALITY, direction=row.direction, cell=cell).address(),
        )
        figures = {name: getattr(facts, name) for name in ("points", "maximum", "lost", "penalty", "bare")}
        draft = component_draft(facts, self.deadline)
        return Entry(row.key, draft, facts.is_first, False, {"state": facts.state.value, **figures})

    def _standing(self, direction: str) -> Standing:
        total = self.totals[direction]
        return Standing(
            points=float(total.points) if total.parameters_scored else None,
            maximum=float(total.maximum),
            peer_median=self.medians.get(direction),
            link=RankingsSelection.of(self.settled, subject=f"direction:{direction}").address(),
        )

    def _of_target(self, row: Any) -> Entry:
        target: TargetRow = self.targets[row.indicator]
        code = target.indicator.direction
        direction = self.target_directions.get(code, Choice(code, "", ""))
        link = IndicatorsSelection.of(self.settled, direction=code, indicator=row.indicator).address()
        draft = target_draft(self.municipality, direction, target, link, self.deadline)
        result = target.result
        figures = {"state": result.status.value, "fact": target.fact, "target": result.threshold}
        return Entry(row.key, draft, False, True, figures)


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    return frame.itertuples(index=False)


def _known(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)
