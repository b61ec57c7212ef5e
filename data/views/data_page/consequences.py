"""What a change of the data means for the figures: ranks, verdicts and target statuses, before and after.

It is computed from two readers of the same session, one of each revision, so that what is announced before storing (in
a transaction that is rolled back) and what is found afterwards come from the same code.
"""

from dataclasses import dataclass

import pandas as pd

from data.measures.cycle import component_states, verdicts
from data.measures.ranks import subject_totals, with_ranks
from data.measures.targets import target_status
from data.queries.components import component_results
from data.queries.differences import touched_assessments, touched_indicators
from data.queries.headings import methodology_line
from data.queries.indicators import observations, series_of, target_of, targets
from data.queries.intervals.observed import standing_intervals
from data.queries.methodologies import cycle_components
from data.queries.registry import municipalities
from data.queries.results import direction_totals
from data.queries.targets.judged import judged_series
from data.storage.reader import Reader
from data.vocabulary import TargetStatus, Verdict

TOTAL = "total"


@dataclass(frozen=True)
class RankChange:
    """``subject`` is ``total`` or the code of a direction; a place is (first, last), empty without a rank."""

    period: str
    methodology: str
    subject: str
    municipality: str
    old_rank: tuple[int, int] | None
    new_rank: tuple[int, int] | None
    old_points: float | None
    new_points: float | None


@dataclass(frozen=True)
class VerdictChange:
    period: str
    methodology: str
    direction: str
    municipality: str
    old: Verdict
    new: Verdict


@dataclass(frozen=True)
class StatusChange:
    indicator: str
    municipality: str
    year: int
    old: TargetStatus
    new: TargetStatus


@dataclass(frozen=True)
class Consequences:
    """Everything that becomes different, in the order of periods, subjects and municipalities."""

    ranks: tuple[RankChange, ...]
    verdicts: tuple[VerdictChange, ...]
    statuses: tuple[StatusChange, ...]


def consequences(before: Reader, after: Reader) -> Consequences:
    """Compare two revisions of one session; verdicts and statuses only of municipalities that the viewer may see."""
    ranks: list[RankChange] = []
    judged: list[VerdictChange] = []
    for period, methodology in touched_assessments(before, after):
        ranks += _rank_changes(before, after, period, methodology)
        judged += _verdict_changes(before, after, period, methodology)
    return Consequences(tuple(ranks), tuple(judged), tuple(_status_changes(before, after)))


def _rank_changes(before: Reader, after: Reader, period: str, methodology: str) -> list[RankChange]:
    old = direction_totals(before, period=period, methodology=methodology)
    new = direction_totals(after, period=period, methodology=methodology)
    directions = list(dict.fromkeys(new["direction"]))
    found = []
    for subject in (TOTAL, *directions):
        parts = directions if subject == TOTAL else [subject]
        old_places, new_places = (_places(frame, parts) for frame in (old, new))
        found += [
            RankChange(period, methodology, subject, municipality, *_pairs(old_places[municipality], place))
            for municipality, place in new_places.items()
            if old_places[municipality] != place
        ]
    return found


Place = tuple[tuple[int, int] | None, float | None]


def _places(totals: pd.DataFrame, directions: list[str]) -> dict[str, Place]:
    """Rank and points of each municipality over some directions."""
    return {
        row["municipality"]: (
            None if pd.isna(row["rank_first"]) else (int(row["rank_first"]), int(row["rank_last"])),
            None if pd.isna(row["points"]) else float(row["points"]),
        )
        for row in with_ranks(subject_totals(totals, directions)).to_dict("records")
    }


def _pairs(old: Place, new: Place) -> tuple[tuple[int, int] | None, tuple[int, int] | None, float | None, float | None]:
    return old[0], new[0], old[1], new[1]


def _verdict_changes(before: Reader, after: Reader, period: str, methodology: str) -> list[VerdictChange]:
    old, new = (_verdicts(reader, period, methodology) for reader in (before, after))
    return [
        VerdictChange(period, methodology, direction, municipality, old[municipality, direction], verdict)
        for (municipality, direction), verdict in new.items()
        if old[municipality, direction] != verdict
    ]


def _verdicts(reader: Reader, period: str, methodology: str) -> dict[tuple[str, str], Verdict]:
    rubric = methodology_line(reader, methodology)
    required = [one.code for one in cycle_components(reader, methodology)]
    threshold = rubric.formed_threshold if rubric else 1.0
    states = component_states(component_results(reader, period=period, methodology=methodology), threshold)
    judged = verdicts(states, required)
    columns = (judged[name].to_list() for name in ("municipality", "direction", "verdict"))
    return {
        (municipality, direction): Verdict(verdict) for municipality, direction, verdict in zip(*columns, strict=True)
    }


def _status_changes(before: Reader, after: Reader) -> list[StatusChange]:
    found = []
    sees = after.viewer.sees_details_of
    known = touched_indicators(before, after)
    touched = {(indicator, code) for indicator, code in known | _moved(known, before, after) if sees(code)}
    for municipality in sorted({code for _indicator, code in touched}):
        indicators = {indicator for indicator, code in touched if code == municipality}
        old, new = (_statuses(reader, municipality, indicators) for reader in (before, after))
        for indicator, year in sorted(old | new):
            was, becomes = (side.get((indicator, year), TargetStatus.CANNOT_BE_JUDGED) for side in (old, new))
            if was != becomes:
                found.append(StatusChange(indicator, municipality, year, was, becomes))
    return found


def _moved(touched: set[tuple[str, str]], before: Reader, after: Reader) -> set[tuple[str, str]]:
    """(indicator, municipality) of everybody, where another interval than before stands for a year of a touched
    indicator: that changes the figures also of those whom nothing new was brought of.
    """
    indicators = {indicator for indicator, _code in touched}
    if not indicators:
        return set()
    old, new = standing_intervals(before), standing_intervals(after)
    moved = {indicator for indicator in indicators if old.get(indicator) != new.get(indicator)}
    return {(indicator, one.code) for one in municipalities(after) for indicator in moved} if moved else set()


def _statuses(reader: Reader, municipality: str, indicators: set[str]) -> dict[tuple[str, int], TargetStatus]:
    """The status of each indicator in each year that has an observation."""
    rules = targets(reader)
    found = {}
    lines_of_all = observations(reader, indicators=indicators, municipality=municipality)
    judged = judged_series(reader, lines_of_all, municipality)
    for indicator, lines in series_of(lines_of_all).items():
        target = target_of(rules, indicator, municipality)
        facts = judged.get((indicator, municipality), {})
        for year in lines:
            found[indicator, year] = target_status(target.rule if target else None, facts, year).status
    return found
