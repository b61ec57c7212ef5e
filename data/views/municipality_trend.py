"""What one municipality earned over the periods, by the total and by direction, with the places where a line breaks."""

from dataclasses import dataclass

import pandas as pd

from data.language import _
from data.measures.ranks import subject_totals, with_ranks
from data.selection import Selection
from data.views.choices import Choice, Choices
from data.views.rank_history import PeriodRanks
from data.views.ranking_words import TOTAL


@dataclass(frozen=True)
class TrendPeriod:
    """``breaks`` tells that the period before was assessed by another methodology; ``methodology`` is a code."""

    code: str
    label: str
    methodology: str
    breaks: bool


@dataclass(frozen=True)
class TrendLine:
    """The total or a direction: ``shares`` of the maximum, 0…1, None where it is not scored in full or does not exist.

    ``joined`` tells whether a share may be joined to that of the period before: same methodology, same unit.
    """

    code: str
    short: str
    shares: tuple[float | None, ...]
    joined: tuple[bool, ...]

    def change(self, index: int) -> float | None:
        """The difference to the period before, a share; None where the two cannot be compared."""
        now, before = self.shares[index], self.shares[index - 1] if index else None
        return now - before if self.joined[index] and now is not None and before is not None else None


@dataclass(frozen=True)
class Trend:
    """``chosen`` is the index of the page's period."""

    periods: tuple[TrendPeriod, ...]
    total: TrendLine
    directions: tuple[TrendLine, ...]
    chosen: int

    @property
    def lines(self) -> tuple[TrendLine, ...]:
        return (self.total, *self.directions)


def own_trend(source: PeriodRanks, settled: Selection, choices: Choices) -> Trend:
    """A period is shown by the chosen methodology where it was used, else by its own: then the total only, because
    codes of directions mean something else under another methodology."""
    code, chosen = settled.municipality or "", settled.methodology or ""
    used = [chosen if chosen in each.methodologies else each.methodologies[0] for each in source.assessed]
    periods, merged = [], []
    for index, each in enumerate(source.assessed):
        before = source.assessed[index - 1] if index else None
        breaks = index > 0 and used[index] != used[index - 1]
        periods.append(TrendPeriod(each.code, str(each.year), used[index], breaks))
        merged.append(before is not None and code in source.merged_between(before.code, each.code))
    totals = [source.totals(period.code, period.methodology) for period in periods]
    whole = [_share(frame, list(frame["direction"].unique()), code) for frame in totals]
    lines = []
    for direction in choices.directions:
        shares = [
            _share(frame, [direction.code], code) if period.methodology == chosen else None
            for frame, period in zip(totals, periods, strict=True)
        ]
        lines.append(_line(direction, shares, periods, merged))
    total = _line(Choice(TOTAL, _("Total"), _("Total")), whole, periods, merged)
    at = [period.code for period in periods].index(settled.period or "")
    return Trend(tuple(periods), total, tuple(lines), at)


def _share(totals: pd.DataFrame, directions: list[str], municipality: str) -> float | None:
    """Points as a share of the maximum; None for who has no rank in them, because a sum with gaps is no result."""
    own = totals[totals["municipality"] == municipality]
    if own.empty:
        return None
    ranks = with_ranks(subject_totals(own, directions))
    row = ranks.iloc[0] if len(ranks) else None
    if row is None or pd.isna(row["rank_first"]) or not row["maximum"] > 0:
        return None
    return float(row["points"] / row["maximum"])


def _line(subject: Choice, shares: list[float | None], periods: list[TrendPeriod], merged: list[bool]) -> TrendLine:
    joined = [
        index > 0
        and not period.breaks
        and not merged[index]
        and shares[index] is not None
        and shares[index - 1] is not None
        for index, period in enumerate(periods)
    ]
    return TrendLine(subject.code, subject.short, tuple(shares), tuple(joined))
