"""How many directions a municipality manages in a full cycle: details, so only for viewers who see all of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from data.measures.cycle import component_states, verdicts
from data.measures.roll_up import DIRECTION, nothing_of, roll_up_results
from data.queries.components import component_results
from data.queries.headings import methodology_line
from data.queries.kept_frames import KEPT
from data.queries.methodologies import cycle_components
from data.storage.reader import Reader, kept
from data.views.rankings.address import RankingsSelection
from data.views.rankings.words import Subject
from data.vocabulary import Verdict


@dataclass(frozen=True)
class FullCycles:
    """Directions managed effectively and directions that can be judged at all, by code of the municipality."""

    effective: dict[str, int]
    judged: dict[str, int]
    directions: int


def full_cycles(reader: Reader, chosen: RankingsSelection, subject: Subject) -> FullCycles | None:
    """Counts for the directions of the subject, or nothing for a viewer who sees only the own details."""
    if not reader.viewer.sees_all_details:
        return None
    return _full_cycles(reader, subject, chosen.period or "", chosen.methodology or "")


@kept
def _full_cycles(reader: Reader, subject: Subject, period: str, methodology: str) -> FullCycles | None:
    rubric = methodology_line(reader, methodology)
    if rubric is None:
        return None
    required = [stage.code for stage in cycle_components(reader, methodology)]
    every = direction_verdicts(reader, period, rubric.code, rubric.formed_threshold, required)
    found = every[every["direction"].isin(subject.directions)]
    return FullCycles(
        effective=_counts(found, found["verdict"] == Verdict.EFFECTIVE.value),
        judged=_counts(found, found["verdict"] != Verdict.CANNOT_BE_JUDGED.value),
        directions=len(subject.directions),
    )


def direction_verdicts(
    reader: Reader, period: str, methodology: str, threshold: float, required: Sequence[str]
) -> pd.DataFrame:
    """A frame of ``data.measures.cycle.verdicts`` of everybody whose details the viewer may see, kept by revision.

    ``nothing`` is added: the kind of nothing (``data.vocabulary.Nothing``) that the direction is, empty where there is
    any number. ``required`` are the codes of the methodology's components in cycle order.
    """

    def read() -> pd.DataFrame:
        states = component_states(component_results(reader, period=period, methodology=methodology), threshold)
        nothing = roll_up_results(states, DIRECTION)
        found = nothing[list(DIRECTION)].assign(nothing=nothing_of(nothing))
        return verdicts(states, required).merge(found, on=list(DIRECTION), how="left")

    scope = reader.viewer.municipality
    return KEPT.get(reader, ("direction_verdicts", scope, period, methodology, threshold, *required), read)


def _counts(found: pd.DataFrame, condition: "pd.Series[bool]") -> dict[str, int]:
    sums = condition.groupby(found["municipality"]).sum()
    return {str(code): int(count) for code, count in sums.items()}
