"""Where a municipality loses points, and what the rubric expects there."""

from dataclasses import dataclass
from typing import Any

from data.measures.gaps import component_gaps
from data.queries.components import component_results
from data.storage.reader import Reader
from data.views.cycle.expected_documents import ExpectedDocument, expected_by_direction
from data.views.cycle.selection import NINE, Stage, cycle_stages
from data.views.municipality.address import MunicipalitySelection
from data.views.municipality.penalties import PenaltyLine
from data.views.shared.choices import Choice, Choices


@dataclass(frozen=True)
class Gap:
    """One stage that loses points. ``cell`` is its key in the selection; ``penalty`` is the part of ``lost`` that was
    taken away. ``expected`` is empty where the source names no document."""

    cell: str
    direction: Choice
    stage: Stage
    points: float
    maximum: float
    lost: float
    penalty: float
    expected: tuple[ExpectedDocument, ...]


@dataclass(frozen=True)
class GapsView:
    """``rows`` are all gaps, the costliest first."""

    rows: tuple[Gap, ...]

    @property
    def lost(self) -> float:
        """Points lost in all gaps together."""
        return sum(gap.lost for gap in self.rows)


def gaps_view(
    reader: Reader,
    settled: MunicipalitySelection,
    choices: Choices,
    penalties: tuple[PenaltyLine, ...],
) -> GapsView:
    """The gaps of ``settled.municipality``, whose details must be open to the viewer."""
    results = component_results(
        reader,
        period=settled.period or "",
        methodology=settled.methodology or "",
        municipality=settled.municipality,
    )
    stages = {stage.code: stage for stage in cycle_stages(choices, NINE)}
    directions = {choice.code: choice for choice in choices.directions}
    expected = expected_by_direction(reader, settled.methodology or "")
    taken: dict[tuple[str, str], float] = {}
    for line in penalties:
        key = (line.direction.code, line.stage.code)
        taken[key] = taken.get(key, 0.0) - line.points
    row: Any
    gaps = []
    for row in component_gaps(results).itertuples():
        link = (str(row.direction), str(row.cycle_component))
        gaps.append(
            Gap(
                cell=f"{settled.municipality}~{link[0]}~{link[1]}",
                direction=directions[link[0]],
                stage=stages[link[1]],
                points=float(row.points),
                maximum=float(row.maximum),
                lost=float(row.lost),
                penalty=taken.get(link, 0.0),
                expected=expected.of(*link),
            )
        )
    return GapsView(tuple(gaps))
