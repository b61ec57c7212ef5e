"""How one unit stands among others: least, quartiles, median, greatest, and the quarter that it is in.

Quartiles are taken by linear interpolation between the ordered values (DESIGN: distributions are given as least,
quartiles, median and greatest).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from data.measures.roll_up import DECIMALS

# The code under which the sum of all directions stands beside them.
TOTAL = "total"


@dataclass(frozen=True)
class Spread:
    """Of ``count`` values, in their unit."""

    minimum: float
    lower_quartile: float
    median: float
    upper_quartile: float
    maximum: float
    count: int


class Quarter(StrEnum):
    """Where a value lies; the two middle quarters are one."""

    UPPER = "upper"
    MIDDLE = "middle"
    LOWER = "lower"


def spread(values: Iterable[float]) -> Spread | None:
    """The spread of known ``values``; None where there are none."""
    known = np.array(list(values), dtype=float)
    if not len(known):
        return None
    least, lower, median, upper, greatest = (
        round(float(value), DECIMALS) for value in np.quantile(known, (0.0, 0.25, 0.5, 0.75, 1.0))
    )
    return Spread(least, lower, median, upper, greatest, len(known))


def quarter(value: float, among: Spread) -> Quarter:
    """The quarter of ``value``: the quartile itself belongs to the outer quarter, unless it is the median as well."""
    at = round(value, DECIMALS)
    if at >= among.upper_quartile and at > among.median:
        return Quarter.UPPER
    if at <= among.lower_quartile and at < among.median:
        return Quarter.LOWER
    return Quarter.MIDDLE


def whole_shares(totals: pd.DataFrame) -> dict[str, float]:
    """Points as a share of the maximum (0…1), by direction and for their ``TOTAL``, of one municipality.

    ``totals`` are its rows of ``data.queries.results.direction_totals``. Only what is scored in full has a share: a
    sum with gaps is no result. This is the condition of a rank, too.
    """
    sums = totals[["points", "maximum", "parameters", "parameters_scored"]]
    rows = dict(zip(totals["direction"], sums.to_numpy(dtype=float), strict=True))
    if len(sums):
        rows[TOTAL] = np.nansum(sums.to_numpy(dtype=float), axis=0)
    return {
        str(code): float(points / maximum)
        for code, (points, maximum, parameters, scored) in rows.items()
        if parameters > 0 and scored == parameters and maximum > 0
    }
