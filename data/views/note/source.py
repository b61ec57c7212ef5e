"""What the drafts of one municipality rest on, read once, and the drafts made of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.language import current_language, speaking
from data.measures.cycle import component_states
from data.measures.peers import peer_group
from data.measures.recommendations import GapKind, peer_medians, recommendations
from data.measures.roll_up import DECIMALS, DIRECTION, roll_up_results
from data.queries.attributes import municipality_attributes
from data.queries.components import component_results
from data.queries.note import SavedText, cell_losses
from data.queries.results import direction_totals
from data.selection import Selection
from data.storage.reader import Reader, kept
from data.views.cycle.address import CycleSelection
from data.views.cycle.expected_documents import ExpectedDocuments, expected_by_direction
from data.views.cycle.selection import MUNICIPALITY, NINE, Stage, cycle_rubric, cycle_stages
from data.views.indicators.address import IndicatorsSelection
from data.views.indicators.region_targets import TargetRow, TargetsPart
from data.views.municipality.address import MunicipalitySelection
from data.views.note.effect import Effects
from data.views.note.grouping import OF, grouped, owners
from data.views.note.recommendations import (
    ComponentFacts,
    Draft,
    Paragraph,
    Standing,
    component_paragraphs,
    gap_title,
)
from data.views.note.targets import target_draft
from data.views.plan.source import PlanSource, plan_source
from data.views.rankings.address import RankingsSelection
from data.views.shared.choices import Choice, Choices, settle
from data.vocabulary import ComponentState

SUMMED = ("maximum", "lost", "penalty", "bare")


@dataclass(frozen=True)
class GapLine:
    """One gap of a recommendation: ``key`` names it for ever; points as in the measures, None where there are none."""

    key: str
    title: str
    state: ComponentState
    is_first: bool
    points: float | None
    maximum: float
    lost: float
    penalty: float
    bare: float


@dataclass(frozen=True)
class Entry:
    """One recommendation; ``gaps`` are empty for a target."""

    key: str
    draft: Draft
    gaps: tuple[GapLine, ...]
    figures: Mapping[str, Any]


class RegionSource:
    """What the drafts of all municipalities of one period and methodology rest on; an archive reads it once."""

    def __init__(self, reader: Reader, period: str, methodology: str) -> None:
        self.documents: ExpectedDocuments = expected_by_direction(reader, methodology)
        self.attributes = municipality_attributes(reader, period=period)
        self.totals = direction_totals(reader, period=period, methodology=methodology)
        # Indicators belong to the directions of the latest methodology, whatever the note is by.
        self.target_directions = {one.code: one for one in settle(reader, Selection())[1].directions}

    def medians(self, municipality: str) -> dict[str, float]:
        """By direction, in points: of those like the municipality."""
        return peer_medians(self.totals, peer_group(self.attributes, municipality).members)


@kept
def region_source(reader: Reader, period: str, methodology: str) -> RegionSource:
    """The same for the profiles of all municipalities, opened one after another."""
    return RegionSource(reader, period, methodology)


@dataclass(frozen=True)
class NoteBasis:
    """What the drafts of one municipality are made of, whatever people have written: frames and codes of its gaps."""

    states: pd.DataFrame
    losses: pd.DataFrame
    totals: Mapping[str, Any]
    medians: Mapping[str, float]
    plans: PlanSource


@kept
def note_basis(reader: Reader, municipality: str, period: str, methodology: str) -> NoteBasis:
    """Raises AccessDenied for a municipality outside the viewer's scope."""
    chosen = Selection(municipality=municipality, period=period, methodology=methodology)
    threshold = cycle_rubric(reader, chosen).formed_threshold
    results = component_results(reader, period=period, methodology=methodology, municipality=municipality)
    return NoteBasis(
        states=component_states(results, threshold),
        losses=cell_losses(reader, municipality=municipality, period=period, methodology=methodology),
        totals={row.direction: row for row in _rows(roll_up_results(results, DIRECTION))},
        medians=region_source(reader, period, methodology).medians(municipality),
        plans=plan_source(reader, municipality, period, methodology),
    )


# Municipality, direction, indicator and status of each target.
TargetRows = tuple[tuple[str, str, str, str], ...]


@kept
def _recommended(
    reader: Reader, municipality: str, period: str, methodology: str, stages: tuple[str, ...], targets: TargetRows
) -> tuple[Any, ...]:
    """Rows of ``recommendations``, whatever people have written."""
    basis = note_basis(reader, municipality, period, methodology)
    frame = pd.DataFrame(list(targets), columns=["municipality", "direction", "indicator", "status"], dtype=object)
    return tuple(_rows(recommendations(basis.states, basis.losses, frame, list(stages))))


class NoteSource:
    """Everything that the drafts of one municipality rest on."""

    def __init__(
        self, reader: Reader, settled: Selection, choices: Choices, targets: TargetsPart, deadline: str
    ) -> None:
        self.settled, self.choices, self.deadline = settled, choices, deadline
        self.municipality = Choices.find(choices.municipalities, settled.municipality or "")
        period, methodology = settled.period or "", settled.methodology or ""
        basis = note_basis(reader, self.municipality.code, period, methodology)
        region = region_source(reader, period, methodology)
        self.losses, self.medians, self.totals = basis.losses, basis.medians, basis.totals
        self.effects = Effects(basis.plans, MunicipalitySelection.of(settled))
        self.targets = {row.indicator.code: row for row in targets.rows}
        self.stages = {stage.code: stage for stage in cycle_stages(choices, NINE)}
        self.documents = region.documents
        self.target_directions = region.target_directions
        self._found = _recommended(
            reader, self.municipality.code, period, methodology, tuple(self.stages), self._target_rows()
        )

    def total(self, name: str) -> float:
        """The sum of a column of the losses over all directions, in points."""
        return round(float(self.losses[name].sum()), DECIMALS)

    def entries(self, saved: Iterable[SavedText]) -> list[Entry]:
        """All recommendations in order; ``saved`` are the texts that people have written for some of them."""
        positions = {(row.direction, row.cycle_component): row.positions for row in _rows(self.losses)}
        gaps = [self._facts(row, positions) for row in self._found if row.kind != GapKind.TARGET]
        order = [direction.code for direction in self.choices.directions]
        stages = [
            self._of_stage(key, tuple(sorted(members, key=lambda one: order.index(one.direction.code))))
            for key, members in grouped(gaps, owners(saved))
        ]
        return [*stages, *(self._of_target(row) for row in self._found if row.kind == GapKind.TARGET)]

    def _target_rows(self) -> TargetRows:
        return tuple(
            (self.municipality.code, row.indicator.direction, code, row.result.status.value)
            for code, row in sorted(self.targets.items(), key=lambda item: item[1].indicator.order)
        )

    def _of_stage(self, key: str, gaps: tuple[ComponentFacts, ...]) -> Entry:
        language = current_language()

        def paragraphs() -> tuple[Paragraph, ...]:
            with speaking(language):
                effect = self.effects.of(key, gaps[0].stage.code, [one.direction.code for one in gaps])
                return component_paragraphs(self.municipality, gaps, effect, self.deadline)

        return Entry(key, Draft(gap_title(gaps), paragraphs), tuple(map(_line, gaps)), _figures(gaps))

    def _facts(self, row: Any, positions: Mapping[Any, tuple[str, ...]]) -> ComponentFacts:
        direction = Choices.find(self.choices.directions, row.direction)
        stage: Stage = self.stages[row.cycle_component]
        cell = f"{self.municipality.code}~{row.direction}~{row.cycle_component}"
        return ComponentFacts(
            key=row.key,
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
        return Entry(row.key, draft, (), figures)


def _line(facts: ComponentFacts) -> GapLine:
    return GapLine(
        key=facts.key,
        title=gap_title([facts]),
        state=facts.state,
        is_first=facts.is_first,
        points=facts.points,
        maximum=facts.maximum,
        lost=facts.lost,
        penalty=facts.penalty,
        bare=facts.bare,
    )


def _figures(gaps: tuple[ComponentFacts, ...]) -> dict[str, Any]:
    """What a text about these gaps rests on: their state where they share one, and their sums in points."""
    states = {one.state.value for one in gaps}
    known = [one.points for one in gaps if one.points is not None]
    sums = {name: round(sum(getattr(one, name) for one in gaps), DECIMALS) for name in SUMMED}
    return {
        "state": states.pop() if len(states) == 1 else "",
        "points": round(sum(known), DECIMALS) if known else None,
        **sums,
        OF: [one.key for one in gaps],
    }


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    return frame.itertuples(index=False)


def _known(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)
