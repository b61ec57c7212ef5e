"""What plans of one municipality rest on, read once: its parameters, everybody's totals, the rules of the rubric."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.formats import rank, rank_of
from data.measures.cycle import component_states, verdicts
from data.measures.plans import Plan, Step, applied_totals, apply_plan, close_cycle, next_place, places_above
from data.measures.ranks import subject_totals, with_ranks
from data.measures.roll_up import CYCLE_COMPONENT, roll_up_scores
from data.queries.headings import MethodologyLine
from data.queries.parameters import municipality_parameters
from data.queries.results import direction_totals
from data.storage.reader import Reader
from data.views.cycle.selection import NINE, Stage, cycle_stages
from data.views.municipality.address import MunicipalitySelection
from data.views.rankings.words import Subject
from data.views.shared.choices import Choices
from data.vocabulary import ComponentState, Verdict


@dataclass(frozen=True)
class Standing:
    """Points in one ranking and the place they give: ``rank`` is «2–3», ``rank_of`` «2–3 из 40», empty without one."""

    points: float | None
    first: int | None
    rank: str
    rank_of: str


@dataclass(frozen=True)
class Judgement:
    """Verdict on one direction. ``broken`` is the first stage that is not formed, None where all are."""

    verdict: Verdict
    broken: Stage | None
    broken_state: ComponentState | None


@dataclass(frozen=True)
class Situation:
    """Scores of the municipality and totals of all, as they are or as a plan would make them."""

    municipality: str
    parameters: pd.DataFrame
    totals: pd.DataFrame
    judgements: dict[str, Judgement]

    def ranks(self, directions: Sequence[str]) -> pd.DataFrame:
        """A frame of ``with_ranks`` by the sum of these directions."""
        return with_ranks(subject_totals(self.totals, directions))

    def standing(self, directions: Sequence[str]) -> Standing:
        ranked = self.ranks(directions)
        own: Any = ranked[ranked["municipality"] == self.municipality].iloc[0]
        points = None if pd.isna(own["points"]) else float(own["points"])
        if pd.isna(own["rank_first"]):
            return Standing(points, None, "", "")
        first, last = int(own["rank_first"]), int(own["rank_last"])
        return Standing(points, first, rank(first, last), rank_of(first, last, int(own["ranked"])))

    @property
    def effective(self) -> int:
        """In how many directions the cycle is full."""
        return sum(one.verdict is Verdict.EFFECTIVE for one in self.judgements.values())


class PlanSource:
    """Reads what plans of ``settled.municipality`` in the ranking of ``subject`` need.

    ``places`` are by how many places one rises on reaching each result above, the nearest first. Raises AccessDenied
    for a municipality outside the viewer's scope.
    """

    def __init__(
        self,
        reader: Reader,
        settled: MunicipalitySelection,
        choices: Choices,
        rubric: MethodologyLine,
        subject: Subject,
    ) -> None:
        self.municipality = settled.municipality or ""
        period, methodology = settled.period or "", settled.methodology or ""
        reader.viewer.require_details_of(self.municipality)
        self.rubric, self.subject = rubric, subject
        self.stages = {stage.code: stage for stage in cycle_stages(choices, NINE)}
        parameters = municipality_parameters(
            reader, municipality=self.municipality, period=period, methodology=methodology
        )
        totals = direction_totals(reader, period=period, methodology=methodology)
        self.now = Situation(self.municipality, parameters, totals, self._judgements(parameters))
        self.ranked = self.now.ranks(subject.directions)
        self.places = places_above(self.ranked, self.municipality)

    def next_place(self, places: int) -> Plan:
        parameters = self.now.parameters[self.now.parameters["direction"].isin(list(self.subject.directions))]
        return next_place(parameters, self.ranked, self.municipality, places, floor_at_zero=self.rubric.floor_at_zero)

    def close_cycle(self, direction: str) -> Plan:
        parameters = self.now.parameters[self.now.parameters["direction"] == direction]
        return close_cycle(parameters, list(self.stages), self.rubric.formed_threshold)

    def close_stage(self, direction: str, stage: str) -> Plan:
        """The smallest plan that forms one stage of a direction; its cycle may stay broken elsewhere."""
        parameters = self.now.parameters[self.now.parameters["direction"] == direction]
        return close_cycle(parameters, [stage], self.rubric.formed_threshold)

    def applied(self, steps: Sequence[Step]) -> Situation:
        """The situation with the plan applied, all others unchanged."""
        parameters = apply_plan(self.now.parameters, steps)
        totals = applied_totals(self.now.totals, self.municipality, parameters, floor_at_zero=self.rubric.floor_at_zero)
        return Situation(self.municipality, parameters, totals, self._judgements(parameters))

    def _judgements(self, parameters: pd.DataFrame) -> dict[str, Judgement]:
        results = roll_up_scores(
            parameters.assign(municipality=self.municipality),
            CYCLE_COMPONENT,
            floor_at_zero=self.rubric.floor_at_zero,
        )
        states = component_states(results, self.rubric.formed_threshold)
        rows: list[Any] = list(verdicts(states, list(self.stages)).itertuples())
        return {
            row.direction: Judgement(
                Verdict(row.verdict),
                self.stages.get(row.first_broken),
                ComponentState(row.first_broken_state) if row.first_broken else None,
            )
            for row in rows
        }
