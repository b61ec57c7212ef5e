"""Targets of the overview: of the region as a whole, or of one municipality, judged in every year that is shown."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from data.measures.indicators.effects import Effect
from data.measures.indicators.first_year import FirstYear, first_year
from data.measures.indicators.year_facts import YearFacts, alike
from data.measures.region_facts import Basis, RegionSeries, region_series
from data.measures.target_counts import count_statuses
from data.measures.targets import Reason, Target, TargetResult, target_status
from data.queries.indicators import (
    IndicatorLine,
    ObservationLine,
    TargetLine,
    indicator_list,
    observations,
    target_of,
    targets,
)
from data.queries.intervals.observed import parts_of_year
from data.queries.targets.judged import changing_parts, facts_of_parts, judged_series
from data.storage.reader import Reader, kept
from data.views.indicators.rows import ATTENTION, DOCUMENT_SET, state_of
from data.vocabulary import Nothing, TargetStatus, Unit

AT_RISK = (TargetStatus.MISSED, TargetStatus.BEHIND)


@dataclass(frozen=True)
class TargetRow:
    """One target with the fact it is judged by.

    ``basis`` tells how a fact of the region was made and is None for one of a municipality; ``counted`` is the number
    of municipalities behind it. Of the ``judged`` municipalities ``behind`` are behind or have missed the target.
    ``warning`` stands in the first year that has a fact; ``effect`` is the state in the words of document 002.
    ``period`` names the part of the year that the fact is of, empty where it is of the year.
    """

    indicator: IndicatorLine
    target: TargetLine
    basis: Basis | None
    fact: float | Nothing
    counted: int
    result: TargetResult
    behind: int
    judged: int
    warning: FirstYear | None = None
    effect: Effect | None = None
    period: str = ""

    @property
    def is_of_document(self) -> bool:
        return self.indicator.indicator_set == DOCUMENT_SET


@dataclass(frozen=True)
class TargetsPart:
    """``rows`` stand worst first; ``counts`` add up to their number, ``reasons`` to those that cannot be judged.

    ``history`` holds how many were at risk in each year in which the very same targets could be judged, this year
    last; it is empty where none can be judged.
    """

    rows: tuple[TargetRow, ...]
    counts: Mapping[TargetStatus, int]
    reasons: Mapping[Reason, int]
    history: tuple[tuple[int, int], ...]

    @property
    def at_risk(self) -> tuple[TargetRow, ...]:
        return tuple(row for row in self.rows if row.result.status in AT_RISK)

    @property
    def in_first_year(self) -> tuple[TargetRow, ...]:
        """Those whose first fact is of this year: there is no pace yet, or no year to work in."""
        return tuple(row for row in self.rows if row.warning is not None)


@kept
def region_targets(reader: Reader, municipalities: Collection[str], years: Sequence[int]) -> TargetsPart:
    """The region's targets as of the last of ``years``; only for who may see the details of all municipalities."""
    lines, aims = indicator_list(reader), targets(reader)
    facts = observations(reader, indicators=[line.code for line in lines])
    shares = [line.code for line in lines if line.unit is Unit.PERCENT]
    region = region_series(_frame(facts), shares)
    values = _region_values(reader, region, shares)
    series = judged_series(reader, facts)
    rows = []
    for line in lines:
        target = aims.get((line.code, None))
        if target is not None:
            of_line = {code: series.get((line.code, code), {}) for code in municipalities}
            rules = {code: (target_of(aims, line.code, code) or target).rule for code in municipalities}
            statuses = [target_status(rules[code], of_line[code], years[-1]).status for code in municipalities]
            of_region = values.get(line.code, {})
            rows.append(_region_row(line, target, region.get(line.code), of_region, statuses, years[-1]))
    return _part(reader, rows, values, years)


def _region_values(
    reader: Reader, region: Mapping[str, RegionSeries], shares: Collection[str]
) -> dict[str, Mapping[int, float]]:
    """The region's facts by year, with the same part of other years where parts of years stand for them."""
    found: dict[str, Mapping[int, float]] = {code: series.values for code, series in region.items()}
    changing = changing_parts(reader, found)
    if not changing:
        return found
    # A part of an indicator is summed up as an indicator of its own.
    facts = facts_of_parts(reader, changing)
    named = [replace(fact, indicator=_part_name(fact.indicator, fact.interval)) for fact in facts]
    parts = region_series(
        _frame(named), [_part_name(fact.indicator, fact.interval) for fact in facts if fact.indicator in shares]
    )
    for code, by_year in changing.items():
        of_year = {year: parts.get(_part_name(code, one)) for year, one in by_year.items()}
        found[code] = YearFacts(found[code], {year: one.values for year, one in of_year.items() if one})
    return found


@kept
def own_targets(reader: Reader, municipality: str, years: Sequence[int]) -> TargetsPart:
    """The targets that hold for one municipality as of the last of ``years``."""
    lines, aims = indicator_list(reader), targets(reader)
    facts = observations(reader, indicators=[line.code for line in lines], municipality=municipality)
    latest = {fact.indicator: fact.value for fact in facts if fact.year == years[-1]}
    series = {indicator: found for (indicator, _code), found in judged_series(reader, facts, municipality).items()}
    rows = []
    for line in lines:
        target = target_of(aims, line.code, municipality)
        if target is not None:
            of_line = series.get(line.code, {})
            result = target_status(target.rule, of_line, years[-1])
            comparable = alike(of_line, years[-1])
            warning = first_year(target.rule, result, comparable, years[-1])
            fact_now = latest.get(line.code, Nothing.NO_DATA)
            state = state_of(line, comparable)
            rows.append(TargetRow(line, target, None, fact_now, 1, result, 0, 0, warning, state))
    return _part(reader, rows, series, years)


def _part_name(indicator: str, interval: str) -> str:
    return f"{interval} {indicator}"


def _region_row(
    line: IndicatorLine,
    target: TargetLine,
    found: RegionSeries | None,
    values: Mapping[int, float],
    statuses: list[TargetStatus],
    year: int,
) -> TargetRow:
    result = target_status(target.rule, values, year)
    return TargetRow(
        indicator=line,
        target=target,
        basis=found.basis if found else None,
        fact=values.get(year, Nothing.NO_DATA),
        counted=found.counts.get(year, 0) if found else 0,
        result=result,
        behind=sum(status in AT_RISK for status in statuses),
        judged=sum(status is not TargetStatus.CANNOT_BE_JUDGED for status in statuses),
        warning=first_year(target.rule, result, alike(values, year), year),
        effect=state_of(line, alike(values, year)),
    )


def _part(
    reader: Reader, rows: list[TargetRow], series: Mapping[str, Mapping[int, float]], years: Sequence[int]
) -> TargetsPart:
    parts = parts_of_year(reader, [row.indicator.code for row in rows], years[-1])
    named = [replace(row, period=parts.get(row.indicator.code, "")) for row in rows]
    ordered = sorted(named, key=lambda row: (ATTENTION.index(row.result.status), -row.behind, row.indicator.order))
    rules = {row.indicator.code: row.target.rule for row in rows}
    return TargetsPart(
        rows=tuple(ordered),
        counts=count_statuses(row.result for row in rows),
        reasons=Counter(row.result.reason for row in rows if row.result.reason is not None),
        history=risk_history(rules, series, years),
    )


def risk_history(
    rules: Mapping[str, Target], series: Mapping[str, Mapping[int, float]], years: Sequence[int]
) -> tuple[tuple[int, int], ...]:
    """(year, number at risk) for the years in which the same targets can be judged as in the last one, in order."""
    judged: dict[int, dict[str, TargetStatus]] = {}
    for year in years:
        results = {code: target_status(rule, series.get(code, {}), year) for code, rule in rules.items()}
        judged[year] = {code: result.status for code, result in results.items() if result.reason is None}
    same = set(judged[years[-1]])
    return tuple(
        (year, sum(status in AT_RISK for status in judged[year].values()))
        for year in years
        if same and set(judged[year]) == same
    )


def _frame(facts: Sequence[ObservationLine]) -> pd.DataFrame:
    missing = float("nan")
    return pd.DataFrame(
        {
            "indicator": [fact.indicator for fact in facts],
            "year": [fact.year for fact in facts],
            "value": [missing if isinstance(fact.value, Nothing) else fact.value for fact in facts],
            "numerator": [missing if fact.numerator is None else fact.numerator for fact in facts],
            "denominator": [missing if fact.denominator is None else fact.denominator for fact in facts],
        }
    ).astype({"value": float, "numerator": float, "denominator": float})
