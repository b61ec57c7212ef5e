"""All municipalities against all indicators of a direction that have targets: one status a cell, and who is at risk."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from data.measures.target_counts import count_statuses
from data.measures.targets import Target, TargetResult, target_status
from data.queries.indicators import IndicatorLine, TargetLine, observations, target_of, targets
from data.queries.intervals.observed import parts_of_year
from data.queries.targets.judged import judged_series
from data.storage.reader import Reader
from data.views.indicators.region_targets import AT_RISK
from data.views.shared.choices import Choice
from data.vocabulary import TargetStatus

Series = Mapping[int, float]


@dataclass(frozen=True)
class MatrixRow:
    """``results`` stand in the order of the indicators; ``at_risk`` of the ``judged`` are behind or missed."""

    municipality: Choice
    results: tuple[TargetResult, ...]

    @property
    def at_risk(self) -> int:
        return sum(result.status in AT_RISK for result in self.results)

    @property
    def judged(self) -> int:
        return sum(result.reason is None for result in self.results)


@dataclass(frozen=True)
class Matrix:
    """``lines`` have a target of the region or of a municipality; ``counts`` add up to lines × rows.

    ``shown`` are the rows with a status of the filter, which leaves out no count. ``periods``: what stands for the year
    of an indicator, by its code, where that is a part of it.
    """

    lines: tuple[IndicatorLine, ...]
    rows: tuple[MatrixRow, ...]
    counts: Mapping[TargetStatus, int]
    shown: tuple[MatrixRow, ...]
    periods: Mapping[str, str] = field(default_factory=dict)

    def period_of(self, line: IndicatorLine) -> str:
        return self.periods.get(line.code, "")

    def at_risk_of(self, place: int) -> tuple[int, int]:
        """How many municipalities are at risk by the indicator at ``place``, and how many are judged."""
        results = [row.results[place] for row in self.rows]
        return sum(one.status in AT_RISK for one in results), sum(one.reason is None for one in results)


def matrix(
    reader: Reader,
    lines: Sequence[IndicatorLine],
    municipalities: Sequence[Choice],
    year: int,
    statuses: Collection[str] = (),
) -> Matrix:
    """As of ``year``, of the municipalities whose details the viewer may see."""
    aims = targets(reader)
    aimed = {indicator for indicator, _municipality in aims}
    chosen = tuple(line for line in lines if line.code in aimed)
    facts = observations(reader, indicators=[line.code for line in chosen]) if chosen else ()
    series = judged_series(reader, facts)
    seen = (item for item in municipalities if reader.viewer.sees_details_of(item.code))
    rows = tuple(MatrixRow(item, tuple(_results(aims, chosen, item.code, series, year))) for item in seen)
    shown = tuple(row for row in rows if not statuses or {one.status for one in row.results} & set(statuses))
    counts = count_statuses(result for row in rows for result in row.results)
    return Matrix(chosen, rows, counts, shown, parts_of_year(reader, [line.code for line in chosen], year))


def _results(
    aims: Mapping[tuple[str, str | None], TargetLine],
    lines: Sequence[IndicatorLine],
    municipality: str,
    series: Mapping[tuple[str, str], Series],
    year: int,
) -> list[TargetResult]:
    return [
        target_status(_rule(target_of(aims, line.code, municipality)), series.get((line.code, municipality), {}), year)
        for line in lines
    ]


def _rule(target: TargetLine | None) -> Target | None:
    return target.rule if target else None
