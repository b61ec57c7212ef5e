"""How one unit stands among others: least, quartiles, median, greatest, and the quarter that it is in.

Quartiles are taken by linear interpolation between the ordered values (DESIGN: distributions are given as least,
quartiles, median and greatest).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from data.measures.roll_up import DECIMALS


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
