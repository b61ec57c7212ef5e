"""Quarters of a ranking in words: their limits in points are printed wherever a band is named."""

from dataclasses import dataclass

import pandas as pd

from data.formats import number
from data.language import _
from data.measures.bands import Bands, NoBands, bands

NUMERALS = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class RankingBands:
    """``sentence`` gives the limits of the quarters in points, or why there are none."""

    found: Bands
    sentence: str

    def name_of(self, points: float | None) -> str:
        """«II», or nothing where there are no bands or no points."""
        band = None if points is None else self.found.band_of(points)
        return NUMERALS[band - 1] if band else ""


def ranking_bands(points: pd.Series) -> RankingBands:
    """Of the points of all ranked municipalities, so that a filter moves no limit."""
    found = bands(points)
    return RankingBands(found, _sentence(found))


def _sentence(found: Bands) -> str:
    if found.reason is NoBands.FEWER_THAN_FOUR:
        return _("No quarters: fewer than four municipalities are ranked.")
    if found.reason is NoBands.ALL_EQUAL:
        return _("No quarters: all have the same points.")
    first, second, third = (number(limit) for limit in found.limits)
    return _(
        "Quarters by points: I from {first}, II from {second}, III from {third}, IV below. The "
        "limits are the quartiles of all ranked municipalities; equal points fall into one quarter."
    ).format(first=first, second=second, third=third)
