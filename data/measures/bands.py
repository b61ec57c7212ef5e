"""Quarters of a ranking by points: which quarter of the ranked units a result lies in, and where the quarters end.

The limits are the quartiles of the points of all ranked units (linear interpolation). Bands go by points, never by the
order of rows, so that equal results always lie in one band; a band may then hold more or fewer than a quarter. No
source defines bands: they are the product's own, and their limits are printed.
"""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from data.measures.roll_up import DECIMALS

BANDS = 4


class NoBands(StrEnum):
    """Why there are no bands; ``FOUND`` where there are."""

    FOUND = ""
    FEWER_THAN_FOUR = "fewer_than_four"
    ALL_EQUAL = "all_equal"


@dataclass(frozen=True)
class Bands:
    """``limits`` are the least points of bands 1, 2 and 3 (band 1 is the best), in points; empty with a ``reason``."""

    limits: tuple[float, ...]
    reason: NoBands

    def band_of(self, points: float) -> int | None:
        """The band, 1…4, of a ranked result; a result on a limit lies in the better band."""
        if not self.limits:
            return None
        return 1 + sum(points < limit and round(points - limit, DECIMALS) < 0 for limit in self.limits)


def bands(points: pd.Series) -> Bands:
    """Bands of ``points`` of the ranked units, all known."""
    if len(points) < BANDS:
        return Bands((), NoBands.FEWER_THAN_FOUR)
    if round(float(points.max() - points.min()), DECIMALS) == 0:
        return Bands((), NoBands.ALL_EQUAL)
    found = points.quantile([0.75, 0.5, 0.25], interpolation="linear").round(DECIMALS)
    return Bands(tuple(float(limit) for limit in found), NoBands.FOUND)
