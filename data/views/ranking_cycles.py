"""How many directions a municipality manages in a full cycle: details, so only for viewers who see all of them."""

from dataclasses import dataclass

import pandas as pd

from data.measures.cycle import component_states, verdicts
from data.queries.components import component_results
from data.queries.frame import methodology_line
from data.reader import Reader
from data.selection import Selection
from data.views.choices import Choices
from data.views.ranking_words import Subject
from data.vocabulary import Verdict


@dataclass(frozen=True)
class FullCycles:
    """Directions managed effectively and directions that can be judged at all, by code of the municipality."""

    effective: dict[str, int]
    judged: dict[str, int]
    directions: int


def full_cycles(reader: Reader, chosen: Selection, subject: Subject, choices: Choices) -> FullCycles | None:
    """Counts for the directions of the subject, or nothing for a viewer who sees only the own details."""
    rubric = methodology_line(reader, chosen.methodology or "")
    if not reader.viewer.sees_all_details or rubric is None:
        return None
    results = component_results(reader, period=chosen.period or "", methodology=rubric.code)
    states = component_states(results[results["direction"].isin(subject.directions)], rubric.formed_threshold)
    found = verdicts(states, [choice.code for choice in choices.cycle_components])
    return FullCycles(
        effective=_counts(found, found["verdict"] == Verdict.EFFECTIVE.value),
        judged=_counts(found, found["verdict"] != Verdict.CANNOT_BE_JUDGED.value),
        directions=len(subject.directions),
    )


def _counts(found: pd.DataFrame, condition: "pd.Series[bool]") -> dict[str, int]:
    sums = condition.groupby(found["municipality"]).sum()
    return {str(code): int(count) for code, count in sums.items()}
