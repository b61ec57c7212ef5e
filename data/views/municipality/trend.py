"""What one municipality earned over the periods, by total and by direction, with the places where a line breaks."""

from dataclasses import dataclass

import pandas as pd

from data.language import _
from data.measures.comparison import TOTAL, whole_shares
from data.views.municipality.address import MunicipalitySelection
from data.views.rankings.history import PeriodRanks
from data.views.shared.choices import Choice, Choices


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


def own_trend(source: PeriodRanks, settled: MunicipalitySelection, choices: Choices) -> Trend:
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
    found = [whole_shares(_own(source.totals(period.code, period.methodology), code)) for period in periods]
    lines = []
    for direction in choices.directions:
        shares = [
            each.get(direction.code) if period.methodology == chosen else None
            for each, period in zip(found, periods, strict=True)
        ]
        lines.append(_line(direction, shares, periods, merged))
    whole = [each.get(TOTAL) for each in found]
    total = _line(Choice(TOTAL, _("Total"), _("Total")), whole, periods, merged)
    at = [period.code for period in periods].index(settled.period or "")
    return Trend(tuple(periods), total, tuple(lines), at)


def _own(totals: pd.DataFrame, municipality: str) -> pd.DataFrame:
    return totals[totals["municipality"] == municipality]


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
