"""Ranks over the periods, with the places where a line must break."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from data.formats import rank
from data.measures.ranks import subject_totals, with_ranks
from data.measures.weights import with_weights
from data.queries.kept_frames import KEPT
from data.queries.results import AssessedPeriod, assessed_periods, direction_totals, mergers
from data.selection import Selection
from data.storage.reader import Reader
from data.views.rankings.words import TOTAL, Subject
from data.views.shared.choices import Choices


@dataclass(frozen=True)
class HistoryPeriod:
    """``count`` is N of the period; ``breaks`` tells that the period before it had another methodology."""

    label: str
    count: int
    breaks: bool


@dataclass(frozen=True)
class HistoryLine:
    """Ranks of one municipality by period. ``first`` and ``text`` are None where it has no rank.

    ``joined`` tells whether the rank may be joined to that of the period before: same methodology, same unit.
    """

    code: str
    name: str
    first: tuple[int | None, ...]
    text: tuple[str | None, ...]
    joined: tuple[bool, ...]


@dataclass(frozen=True)
class RankHistory:
    """``left_out`` are the periods in which the subject does not exist under the methodology used then."""

    periods: tuple[HistoryPeriod, ...]
    lines: tuple[HistoryLine, ...]
    left_out: tuple[str, ...]


class PeriodRanks:
    """Ranks of one subject in any assessed period; each is read once.

    ``weights`` are a viewer's own, in percent by direction. They belong to one methodology: codes of directions mean
    something else under another.
    """

    def __init__(self, reader: Reader, subject: Subject, weights: Mapping[str, int] | None = None) -> None:
        self.reader = reader
        self.subject = subject
        self.weights = weights or {}
        self.assessed = assessed_periods(reader)
        self._mergers = mergers(reader)
        self._found: dict[tuple[str, str], pd.DataFrame] = {}
        self._totals: dict[tuple[str, str], pd.DataFrame] = {}

    def totals(self, period: str, methodology: str) -> pd.DataFrame:
        """A frame of ``direction_totals``, under the weights."""
        key = period, methodology
        if key not in self._totals:
            totals = direction_totals(self.reader, period=period, methodology=methodology)
            self._totals[key] = with_weights(totals, self.weights) if self.weights else totals
        return self._totals[key]

    def ranks(self, period: str, methodology: str) -> pd.DataFrame:
        """A frame of ``with_ranks`` with ``gaps``: the directions that are not scored in full.

        The total is that of the methodology, whatever its directions are. For a single direction ``gaps`` is empty.
        """
        key = period, methodology
        if key not in self._found:
            directions = None if self.subject.code == TOTAL else self.subject.directions
            if self.weights:
                self._found[key] = _ranks(self.totals(period, methodology), directions)
            else:
                self._found[key] = official_ranks(self.reader, period, methodology, directions)
        return self._found[key]

    def before(self, period: str) -> AssessedPeriod | None:
        """The assessed period before this one (a code), if there is any."""
        at = [each.code for each in self.assessed].index(period)
        return self.assessed[at - 1] if at else None

    def merged_between(self, earlier: str, later: str) -> frozenset[str]:
        """The municipalities that a merger made another unit after the one period and by the other (codes)."""
        years = {period.code: period.year for period in self.assessed}
        found = self._mergers
        between = found[(found["year"] > years[earlier]) & (found["year"] <= years[later])]
        return frozenset(between["successor"])


def official_ranks(
    reader: Reader, period: str, methodology: str, directions: tuple[str, ...] | None = None
) -> pd.DataFrame:
    """A frame of ``with_ranks`` with ``gaps``, by the sum of these directions or of all, without weights of a viewer.

    Kept, as the totals are: all viewers see the same ranks.
    """
    return KEPT.get(
        reader,
        ("official_ranks", period, methodology, directions),
        lambda: _ranks(direction_totals(reader, period=period, methodology=methodology), directions),
    )


def _ranks(totals: pd.DataFrame, directions: tuple[str, ...] | None) -> pd.DataFrame:
    chosen = tuple(totals["direction"].unique()) if directions is None else directions
    ranks = with_ranks(subject_totals(totals, chosen))
    gaps = _gaps(totals, chosen)
    listed = [gaps.get(code, ()) for code in ranks["municipality"]]
    return ranks.assign(gaps=pd.Series(listed, index=ranks.index, dtype=object))


def _gaps(totals: pd.DataFrame, directions: Sequence[str]) -> dict[str, tuple[str, ...]]:
    gaps: dict[str, tuple[str, ...]] = {}
    if len(directions) > 1:
        unfinished = totals["direction"].isin(list(directions)) & (totals["parameters_scored"] < totals["parameters"])
        for code, direction in totals.loc[unfinished, ["municipality", "direction"]].itertuples(index=False):
            gaps[code] = (*gaps.get(code, ()), direction)
    return gaps


def rank_history(source: PeriodRanks, chosen: Selection, choices: Choices) -> RankHistory:
    """Ranks of the municipalities of the chosen period in every assessed period.

    A period is shown by the chosen methodology where it was used. Elsewhere its own is taken for the total only:
    codes of blocks and directions mean something else under another methodology, and so do weights of directions.
    """
    used = {period.code: _methodology(period, chosen, source) for period in source.assessed}
    shown = [period for period in source.assessed if used[period.code] is not None]
    found: list[dict[str, tuple[int, int]]] = []
    periods: list[HistoryPeriod] = []
    merged: list[frozenset[str]] = []
    for index, period in enumerate(shown):
        before = source.before(period.code)
        places = _places(source.ranks(period.code, used[period.code] or ""))
        breaks = index > 0 and (before != shown[index - 1] or used[period.code] != used[shown[index - 1].code])
        found.append(places)
        merged.append(source.merged_between(before.code, period.code) if before else frozenset())
        periods.append(HistoryPeriod(str(period.year), len(places), breaks))
    return RankHistory(
        periods=tuple(periods),
        lines=tuple(_line(choice.code, choice.short, found, periods, merged) for choice in choices.municipalities),
        left_out=tuple(str(period.year) for period in source.assessed if period not in shown),
    )


def _methodology(period: AssessedPeriod, chosen: Selection, source: PeriodRanks) -> str | None:
    if chosen.methodology in period.methodologies:
        return chosen.methodology
    return period.methodologies[0] if source.subject.code == TOTAL and not source.weights else None


def _line(
    code: str,
    name: str,
    found: list[dict[str, tuple[int, int]]],
    periods: list[HistoryPeriod],
    merged: list[frozenset[str]],
) -> HistoryLine:
    places = [ranks.get(code) for ranks in found]
    joined = [
        index > 0 and not period.breaks and code not in merged[index] and None not in (places[index - 1], places[index])
        for index, period in enumerate(periods)
    ]
    return HistoryLine(
        code,
        name,
        first=tuple(place[0] if place else None for place in places),
        text=tuple(rank(*place) if place else None for place in places),
        joined=tuple(joined),
    )


def _places(frame: pd.DataFrame) -> dict[str, tuple[int, int]]:
    ranked = frame.dropna(subset=["rank_first"])[["municipality", "rank_first", "rank_last"]]
    return {code: (int(first), int(last)) for code, first, last in ranked.itertuples(index=False)}
