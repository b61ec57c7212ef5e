"""Ranks over the periods, with the places where a line must break."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from data.formats import rank
from data.measures.changes import with_changes
from data.measures.ranks import subject_totals, with_ranks
from data.measures.weights import with_weights
from data.queries.kept_frames import KEPT
from data.queries.results import AssessedPeriod, assessed_periods, direction_totals, mergers
from data.selection import Selection
from data.storage.reader import Reader, kept
from data.views.rankings.words import TOTAL, Subject
from data.views.shared.choices import Choices, settle


@dataclass(frozen=True)
class HistoryPeriod:
    """``count`` is N of the period, ``common`` how many are ranked in the period before too, 0 without one to compare.

    ``breaks`` tells that the period before it had another methodology.
    """

    code: str
    label: str
    count: int
    common: int
    breaks: bool


@dataclass(frozen=True)
class HistoryLine:
    """Ranks of one municipality by period. ``first``, ``text`` and ``points`` are None where it has no rank.

    ``joined`` tells whether the rank may be joined to that of the period before: same methodology, same unit.
    ``changes`` are ranks since that period among those ranked in both, positive for a rise, None where nothing is
    joined.
    """

    code: str
    name: str
    first: tuple[int | None, ...]
    text: tuple[str | None, ...]
    joined: tuple[bool, ...]
    points: tuple[float | None, ...]
    changes: tuple[int | None, ...]


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
    """As ``_history`` says; without weights of a viewer it is the same for everybody, and kept."""
    if source.weights:
        return _history(source, chosen, choices)
    return _official_history(source.reader, source.subject, chosen.period or "", chosen.methodology)


@kept
def _official_history(reader: Reader, subject: Subject, period: str, methodology: str | None) -> RankHistory:
    chosen, choices = settle(reader, Selection(period=period, methodology=methodology))
    return _history(PeriodRanks(reader, subject), chosen, choices)


def _history(source: PeriodRanks, chosen: Selection, choices: Choices) -> RankHistory:
    """Ranks of the municipalities of the chosen period in every assessed period.

    A period is shown by the chosen methodology where it was used. Elsewhere its own is taken for the total only:
    codes of blocks and directions mean something else under another methodology, and so do weights of directions.
    """
    used = {period.code: _methodology(period, chosen, source) for period in source.assessed}
    shown = [period for period in source.assessed if used[period.code] is not None]
    found: list[_Ranked] = []
    periods: list[HistoryPeriod] = []
    earlier: pd.DataFrame | None = None
    for index, period in enumerate(shown):
        before = source.before(period.code)
        now = source.ranks(period.code, used[period.code] or "")
        breaks = index > 0 and (before != shown[index - 1] or used[period.code] != used[shown[index - 1].code])
        merged = source.merged_between(before.code, period.code) if before else frozenset()
        found.append(_ranked(now, None if breaks else earlier, merged))
        periods.append(
            HistoryPeriod(period.code, str(period.year), len(found[-1].places), len(found[-1].changes), breaks)
        )
        earlier = now
    return RankHistory(
        periods=tuple(periods),
        lines=tuple(_line(choice.code, choice.short, found) for choice in choices.municipalities),
        left_out=tuple(str(period.year) for period in source.assessed if period not in shown),
    )


def _methodology(period: AssessedPeriod, chosen: Selection, source: PeriodRanks) -> str | None:
    if chosen.methodology in period.methodologies:
        return chosen.methodology
    return period.methodologies[0] if source.subject.code == TOTAL and not source.weights else None


class _Ranked(NamedTuple):
    """One period by municipality: places with points, and changes where they can be compared with the period before."""

    places: dict[str, tuple[int, int, float]]
    changes: dict[str, int]


def _ranked(now: pd.DataFrame, before: pd.DataFrame | None, merged: frozenset[str]) -> _Ranked:
    columns = ["municipality", "rank_first", "rank_last", "points"]
    ranked = now.dropna(subset=["rank_first"])[columns].itertuples(index=False)
    places = {code: (int(first), int(last), float(points)) for code, first, last, points in ranked}
    if before is None:
        return _Ranked(places, {})
    compared = with_changes(now, before, merged).dropna(subset=["rank_change"])
    pairs = compared[["municipality", "rank_change"]].itertuples(index=False)
    return _Ranked(places, {code: int(change) for code, change in pairs})


def _line(code: str, name: str, found: list[_Ranked]) -> HistoryLine:
    places = [ranked.places.get(code) for ranked in found]
    changes = [ranked.changes.get(code) for ranked in found]
    return HistoryLine(
        code,
        name,
        first=tuple(place[0] if place else None for place in places),
        text=tuple(rank(place[0], place[1]) if place else None for place in places),
        joined=tuple(change is not None for change in changes),
        points=tuple(place[2] if place else None for place in places),
        changes=tuple(changes),
    )
