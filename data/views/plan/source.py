"""What plans of one municipality rest on, read once: its parameters, everybody's totals, the rules of the rubric."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from data.formats import rank, rank_of
from data.measures.plan.own_scores import OwnScores
from data.measures.plan.smallest_sets import Choice as SetChoice
from data.measures.plans import Plan, Step, close_cycle, next_place, places_above, what_may_rise
from data.measures.ranks import Unranked, place_among, subject_totals, with_ranks
from data.measures.roll_up import DECIMALS
from data.queries.headings import MethodologyLine
from data.queries.parameters import municipality_parameters
from data.queries.results import direction_totals
from data.selection import Selection
from data.storage.reader import Reader, kept
from data.views.cycle.selection import NINE, Stage, cycle_rubric, cycle_stages
from data.views.rankings.words import Subject, find_subject
from data.views.shared.choices import settle
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


class Situation:
    """Scores of the municipality, as they are or as a plan would make them, among the results of all others."""

    def __init__(self, scores: OwnScores, others: "Others", stages: Mapping[str, Stage], threshold: float) -> None:
        self.scores = scores
        self._others, self._stages, self._threshold = others, stages, threshold

    @cached_property
    def judgements(self) -> dict[str, Judgement]:
        return {
            direction: Judgement(
                one.verdict,
                self._stages.get(one.first_broken),
                ComponentState(one.first_broken_state) if one.first_broken else None,
            )
            for direction, one in self.scores.judged(list(self._stages), self._threshold).items()
        }

    def standing(self, directions: Sequence[str]) -> Standing:
        """In the ranking by the sum of these directions."""
        own = self.scores.total(directions)
        if own.points is None or own.unranked is not Unranked.RANKED:
            return Standing(own.points, None, "", "")
        others = self._others.ranked(tuple(directions))
        first, last = place_among(own.points, others)
        return Standing(own.points, first, rank(first, last), rank_of(first, last, len(others) + 1))

    @property
    def effective(self) -> int:
        """In how many directions the cycle is full."""
        return sum(one.verdict is Verdict.EFFECTIVE for one in self.judgements.values())


class Others:
    """The results of all other municipalities in any ranking: plans leave them as they are."""

    def __init__(self, totals: pd.DataFrame, municipality: str) -> None:
        self._totals, self._municipality = totals, municipality
        self._found: dict[tuple[str, ...], np.ndarray] = {}

    def ranked(self, directions: tuple[str, ...]) -> np.ndarray:
        """Points of the others who have a rank by the sum of these directions."""
        if directions not in self._found:
            ranks = self.ranks(directions)
            points = ranks.loc[ranks["rank_first"].notna() & (ranks["municipality"] != self._municipality), "points"]
            self._found[directions] = points.to_numpy(dtype=float).round(DECIMALS)
        return self._found[directions]

    def ranks(self, directions: tuple[str, ...]) -> pd.DataFrame:
        """A frame of ``with_ranks`` of everybody, as things are."""
        return with_ranks(subject_totals(self._totals, directions))


class PlanSource:
    """What plans of one municipality in the ranking of ``subject`` need; what has been worked out is remembered.

    ``places`` are by how many places one rises on reaching each result above, the nearest first.
    """

    def __init__(
        self,
        municipality: str,
        rubric: MethodologyLine,
        subject: Subject,
        stages: Mapping[str, Stage],
        parameters: pd.DataFrame,
        totals: pd.DataFrame,
    ) -> None:
        self.municipality, self.rubric, self.subject, self.stages = municipality, rubric, subject, stages
        self.parameters = parameters
        self._by_direction = dict(iter(parameters.groupby("direction", sort=False)))
        self._others = Others(totals, municipality)
        self.now = self._situation(OwnScores.of(parameters, floor_at_zero=rubric.floor_at_zero))
        self.ranked = self._others.ranks(subject.directions)
        self.places = places_above(self.ranked, municipality)
        self._plans: dict[tuple[Any, ...], Plan] = {}

    def next_place(self, places: int) -> Plan:
        return self._once(("next", places), lambda: self._next_place(places))

    def close_cycle(self, direction: str) -> Plan:
        return self._once(("close", direction), lambda: self._close(direction, list(self.stages)))

    def close_stage(self, direction: str, stage: str) -> Plan:
        """The smallest plan that forms one stage of a direction; its cycle may stay broken elsewhere."""
        return self._once(("stage", direction, stage), lambda: self._close(direction, [stage]))

    def applied(self, steps: Sequence[Step]) -> Situation:
        """The situation with the plan applied, all others unchanged."""
        return self._situation(self.now.scores.raised({step.key: step.after for step in steps}))

    @cached_property
    def _of_subject(self) -> pd.DataFrame:
        return self.parameters[self.parameters["direction"].isin(list(self.subject.directions))]

    @cached_property
    def _rises(self) -> list[SetChoice]:
        return what_may_rise(self._of_subject, self.rubric.floor_at_zero)

    def _next_place(self, places: int) -> Plan:
        floor = self.rubric.floor_at_zero
        return next_place(
            self._of_subject, self.ranked, self.municipality, places, floor_at_zero=floor, choices=self._rises
        )

    def _close(self, direction: str, stages: Sequence[str]) -> Plan:
        parameters = self._by_direction.get(direction, self.parameters.iloc[:0])
        return close_cycle(parameters, stages, self.rubric.formed_threshold)

    def _situation(self, scores: OwnScores) -> Situation:
        return Situation(scores, self._others, self.stages, self.rubric.formed_threshold)

    def _once(self, key: tuple[Any, ...], made: Callable[[], Plan]) -> Plan:
        if key not in self._plans:
            self._plans[key] = made()
        return self._plans[key]


@kept
def plan_source(
    reader: Reader, municipality: str, period: str, methodology: str, subject: str | None = None
) -> PlanSource:
    """The source of plans in the ranking of ``subject`` (its code; None is the total).

    The card of plans and the recommendations of a note rest on the same one. Raises AccessDenied for a municipality
    outside the viewer's scope.
    """
    reader.viewer.require_details_of(municipality)
    _selection, choices = settle(reader, Selection(period=period, methodology=methodology))
    parameters = municipality_parameters(reader, municipality=municipality, period=period, methodology=methodology)
    return PlanSource(
        municipality,
        cycle_rubric(reader, Selection(period=period, methodology=methodology)),
        find_subject(choices, subject),
        {stage.code: stage for stage in cycle_stages(choices, NINE)},
        parameters,
        direction_totals(reader, period=period, methodology=methodology),
    )
