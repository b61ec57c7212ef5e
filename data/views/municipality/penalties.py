"""The penalties of one municipality, each with the year since which it has been standing."""

from dataclasses import dataclass
from typing import Any

from data.measures.gaps import begun
from data.queries.penalties import penalty_versions
from data.storage.reader import Reader
from data.views.cycle.selection import NINE, Stage, cycle_stages
from data.views.municipality.address import MunicipalitySelection
from data.views.rankings.history import PeriodRanks
from data.views.shared.choices import Choice, Choices


@dataclass(frozen=True)
class PenaltyLine:
    """``points`` are below 0. ``since`` is the year of the first of the assessments in a row that have this penalty."""

    direction: Choice
    stage: Stage
    position: str
    parameter: str
    points: float
    comment: str
    since: str


def penalty_lines(
    reader: Reader, settled: MunicipalitySelection, choices: Choices, source: PeriodRanks
) -> tuple[PenaltyLine, ...]:
    """The penalties of the chosen period, in the order of the rubric."""
    code, now = settled.municipality or "", settled.period or ""
    versions = penalty_versions(reader, municipality=code, methodology=settled.methodology or "")
    found = versions[versions["valid_to"].isna()]
    run = comparable_run(source, settled)
    years = {period.code: str(period.year) for period in source.assessed}
    stages = {stage.code: stage for stage in cycle_stages(choices, NINE)}
    key = ["direction", "cycle_component", "position", "parameter"]
    row: Any
    lines = []
    for row in found[found["period"] == now].itertuples():
        same = (found[key] == [row.direction, row.cycle_component, row.position, row.parameter]).all(axis=1)
        lines.append(
            PenaltyLine(
                direction=Choices.find(choices.directions, row.direction),
                stage=stages[row.cycle_component],
                position=row.position_text,
                parameter=row.parameter_name,
                points=float(row.points),
                comment=row.comment,
                since=years[begun(run, set(found.loc[same, "period"]), now)],
            )
        )
    return tuple(lines)


def comparable_run(source: PeriodRanks, settled: MunicipalitySelection) -> tuple[str, ...]:
    """The assessed periods up to the chosen one with no change of methodology or of the municipality between them."""
    assessed = list(source.assessed)
    at = [each.code for each in assessed].index(settled.period or "")
    run = [assessed[at].code]
    for earlier in reversed(assessed[:at]):
        is_other_unit = settled.municipality in source.merged_between(earlier.code, run[0])
        if settled.methodology not in earlier.methodologies or is_other_unit:
            break
        run.insert(0, earlier.code)
    return tuple(run)
