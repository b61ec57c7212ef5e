"""The same points on five scales. A scale moves and stretches, so that it never changes a rank.

What is undefined has no number but a reason. No source prescribes a scale other than points; the formulas are the
product's own and are printed with their results.
"""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from data.measures.roll_up import DECIMALS


class Scaling(StrEnum):
    POINTS = "points"
    # 100 · x / maximum.
    PERCENT = "percent"
    # 100 · x / best.
    BEST = "best"
    # 100 · (x − min) / (max − min).
    MIN_MAX = "min_max"
    # (x − mean) / standard deviation, over all ranked units, divided by their number.
    Z_SCORE = "z_score"


class Undefined(StrEnum):
    """Why a scale has no values; ``DEFINED`` where it has."""

    DEFINED = ""
    NONE_RANKED = "none_ranked"
    NO_MAXIMUM = "no_maximum"
    BEST_NOT_POSITIVE = "best_not_positive"
    ALL_EQUAL = "all_equal"
    FEWER_THAN_TWO = "fewer_than_two"


@dataclass(frozen=True)
class Scaled:
    """``values`` has the index of the points and is empty when ``undefined`` gives a reason."""

    values: pd.Series
    undefined: Undefined


@dataclass(frozen=True)
class WithoutLeader:
    """What ``best = 100`` becomes without its leader. ``leader`` is None when several share the best result: without
    one of them nothing changes. ``next_best`` is in points, None where nobody is left; ``factor`` tells how many times
    as high every other value becomes, None where that is undefined; ``scaled`` has every unit but the leader."""

    leader: str | None
    next_best: float | None
    factor: float | None
    scaled: Scaled


def scaled(points: pd.Series, scaling: Scaling, *, maximum: float) -> Scaled:
    """``points`` of the ranked units (all known) on a scale; ``maximum`` is what could be earned, in points."""
    reason = _undefined(points, scaling, maximum)
    if reason is not Undefined.DEFINED:
        return Scaled(points.iloc[:0], reason)
    if scaling is Scaling.PERCENT:
        return Scaled(100.0 * points / maximum, reason)
    if scaling is Scaling.BEST:
        return Scaled(100.0 * points / points.max(), reason)
    if scaling is Scaling.MIN_MAX:
        return Scaled(100.0 * (points - points.min()) / (points.max() - points.min()), reason)
    if scaling is Scaling.Z_SCORE:
        return Scaled((points - points.mean()) / points.std(ddof=0), reason)
    return Scaled(points, reason)


def without_leader(points: pd.Series) -> WithoutLeader:
    """``best = 100`` once more without the one unit that is best; index: unit."""
    leaders = points.index[(points.max() - points).round(DECIMALS) == 0] if len(points) else points.index
    if len(leaders) != 1:
        return WithoutLeader(None, None, None, scaled(points, Scaling.BEST, maximum=0.0))
    others = points.drop(leaders)
    next_best = float(others.max()) if len(others) else None
    factor = float(points.max()) / next_best if next_best is not None and next_best > 0 else None
    return WithoutLeader(str(leaders[0]), next_best, factor, scaled(others, Scaling.BEST, maximum=0.0))


def _undefined(points: pd.Series, scaling: Scaling, maximum: float) -> Undefined:
    if points.empty:
        return Undefined.NONE_RANKED
    if scaling is Scaling.PERCENT and maximum <= 0:
        return Undefined.NO_MAXIMUM
    if scaling is Scaling.BEST and points.max() <= 0:
        return Undefined.BEST_NOT_POSITIVE
    if scaling in (Scaling.MIN_MAX, Scaling.Z_SCORE):
        if len(points) < 2:
            return Undefined.FEWER_THAN_TWO
        if round(float(points.max() - points.min()), DECIMALS) == 0:
            return Undefined.ALL_EQUAL
    return Undefined.DEFINED
