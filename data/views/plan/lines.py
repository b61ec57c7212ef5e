"""The parameters that a plan may raise, as lines that say what is to be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from data.measures.plans import Step
from data.storage.reader import Reader
from data.views.cycle.expected_documents import expected_by_direction
from data.views.cycle.selection import Stage
from data.views.plan.source import PlanSource
from data.views.shared.choices import Choice, Choices


@dataclass(frozen=True)
class StepLine:
    """One parameter that may rise, in points. ``before`` is None where nobody has scored it.

    ``expected`` are the documents that the source names for the stage, empty where it names none.
    """

    key: str
    ticked: bool
    direction: Choice
    stage: Stage
    position: str
    parameter: str
    is_penalty: bool
    before: float | None
    after: float
    gain: float
    expected: tuple[str, ...]


class StepLines:
    """Makes lines of steps; ``ticked`` are the keys of those that the plan takes."""

    def __init__(self, reader: Reader, source: PlanSource, choices: Choices, ticked: frozenset[str]) -> None:
        self.ticked = ticked
        self.stages = source.stages
        self.directions = {choice.code: choice for choice in choices.directions}
        self.expected = expected_by_direction(reader, source.rubric.code)
        rows: list[Any] = list(source.parameters.itertuples())
        self.rows = {f"{row.direction}~{row.position}~{row.parameter}": row for row in rows}
        self.order = {key: number for number, key in enumerate(self.rows)}

    def of(self, steps: Sequence[Step]) -> tuple[StepLine, ...]:
        """One line per step, in the order of the rubric; a step that comes twice stands once."""
        by_key = {step.key: step for step in steps}
        return tuple(self._line(by_key[key]) for key in sorted(by_key, key=self.order.__getitem__))

    def _line(self, step: Step) -> StepLine:
        row = self.rows[step.key]
        documents = self.expected.of(step.direction, step.cycle_component)
        return StepLine(
            key=step.key,
            ticked=step.key in self.ticked,
            direction=self.directions[step.direction],
            stage=self.stages[step.cycle_component],
            position=row.position_text,
            parameter=row.parameter_name,
            is_penalty=row.maximum <= 0,
            before=step.before,
            after=step.after,
            gain=step.gain,
            expected=tuple(document.words for document in documents),
        )
