"""Ranks over the periods, with the places where a line must break."""

from dataclasses import dataclass

import pandas as pd

from data.formats import rank
from data.measures.ranks import subject_totals, with_ranks
from data.queries.results import AssessedPeriod, assessed_periods, direction_totals, mergers
from data.reader import Reader
from data.selection import Selection
from data.views.choices import Choices
from data.views.ranking_words import TOTAL, Subject


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


def period_ranks(reader: Reader, period: str, methodology: str, subject: Subject) -> pd.DataFrame:
    """Ranks of one period (a frame of ``with_ranks``) with ``gaps``: the directions that are not scored in full.

    The total is that of the methodology, whatever its directions are. For a single direction ``gaps`` is empty.
    """
    totals = direction_totals(reader, period=period, methodology=methodology)
    directions = tuple(totals["direction"].unique()) if subject.code == TOTAL else subject.directions
    ranks = with_ranks(subject_totals(totals, directions))
    gaps: dict[str, list[str]] = {}
    if len(directions) > 1:
        unfinished = totals["direction"].isin(directions) & (totals["parameters_scored"] < totals["parameters"])
        for code, direction in totals.loc[unfinished, ["municipality", "direction"]].itertuples(index=False):
            gaps.setdefault(code, []).append(direction)
    listed = [tuple(gaps.get(code, ())) for code in ranks["municipality"]]
    return ranks.assign(gaps=pd.Series(listed, index=ranks.index, dtype=object))


def merged_between(reader: Reader, earlier: str, later: str) -> frozenset[str]:
    """The municipalities that a merger made another unit after the one period and by the other (codes of periods)."""
    years = {period.code: period.year for period in assessed_periods(reader)}
    found = mergers(reader)
    between = found[(found["year"] > years[earlier]) & (found["year"] <= years[later])]
    return frozenset(between["successor"])


def rank_history(reader: Reader, chosen: Selection, subject: Subject, choices: Choices) -> RankHistory:
    """Ranks of the municipalities of the chosen period in every assessed period.

    A period is shown by the chosen methodology where it was used. Elsewhere its own is taken for the total only:
    codes of blocks and directions mean something else under another methodology.
    """
    assessed = assessed_periods(reader)
    shown = [period for period in assessed if _methodology(period, chosen, subject) is not None]
    found: list[dict[str, tuple[int, int]]] = []
    periods: list[HistoryPeriod] = []
    for index, period in enumerate(shown):
        methodology = _methodology(period, chosen, subject) or ""
        places = _places(period_ranks(reader, period.code, methodology, subject))
        follows = index > 0 and assessed.index(period) == assessed.index(shown[index - 1]) + 1
        continues = follows and methodology == _methodology(shown[index - 1], chosen, subject)
        found.append(places)
        periods.append(HistoryPeriod(str(period.year), len(places), index > 0 and not continues))
    merged = [
        merged_between(reader, shown[index - 1].code, period.code) if index else frozenset()
        for index, period in enumerate(shown)
    ]
    return RankHistory(
        periods=tuple(periods),
        lines=tuple(_line(choice.code, choice.short, found, periods, merged) for choice in choices.municipalities),
        left_out=tuple(str(period.year) for period in assessed if period not in shown),
    )


def _methodology(period: AssessedPeriod, chosen: Selection, subject: Subject) -> str | None:
    if chosen.methodology in period.methodologies:
        return chosen.methodology
    return period.methodologies[0] if subject.code == TOTAL else None


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
