"""How certain a rank is: what becomes of it when the weights of the directions are a little different.

No source gives weights, so that the plain sum, the official total, weighs every point alike. Each draw multiplies the
points of every direction by a weight of its own, uniform within ±``spread`` around 1, and ranks the sums again by the
rule of ``data.measures.ranks``. Draws start from a seed, so that one revision always gives the same figures.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.measures.roll_up import DECIMALS

SPREAD = 0.2
DRAWS = 10_000
# What happens in no more than this share of the draws is left aside, at either end of a range.
RARE = 0.05
# So many sums are held at once: few enough to stay in the processor's own memory, whatever the number of units.
SUMS_AT_ONCE = 200000

Floats = NDArray[np.float64]
Whole = NDArray[np.signedinteger[Any]]


@dataclass(frozen=True)
class RankRanges:
    """One value per unit, in the order given; ranks count from 1.

    ``low`` and ``high`` bound the 5–95 % range of the first rank a unit holds. ``shared`` is the number of units,
    itself included, that have the same points in every direction: they share their rank at any weights, so that the
    last rank of the range is ``high + shared - 1``. ``solid``: no weights within the spread change the rank, which is
    computed exactly, not drawn. ``groups`` are the runs of ranks, (first, last), that cannot be told apart: between
    any two neighbouring ranks of a run, municipalities change sides in more than 5 % of the draws, and hardly ever
    leave the run. Neighbours alone would not do: of three, the third may pass the first and never the second. So a
    range never leaves its group.
    """

    low: tuple[int, ...]
    high: tuple[int, ...]
    shared: tuple[int, ...]
    solid: tuple[bool, ...]
    groups: tuple[tuple[int, int], ...]
    draws: int
    spread: float
    seed: int


def rank_ranges(points: Floats, *, seed: int, spread: float = SPREAD, draws: int = DRAWS) -> RankRanges:
    """Ranges of ranks for ``points``: ranked units × directions, all known.

    Raises ValueError for a spread outside 0…1 (a negative weight would reward the lack of points) and for points that
    are not known.
    """
    if not 0 <= spread <= 1 or draws < 1:
        raise ValueError("the spread must be within 0…1, and there must be at least one draw")
    if not np.isfinite(points).all():
        raise ValueError("only units with points in every direction can be ranked")
    if not points.size:
        return RankRanges((), (), (), (), (), draws, spread, seed)
    weights = np.random.default_rng(seed).uniform(1 - spread, 1 + spread, (draws, points.shape[1]))
    totals = points.sum(axis=1).round(DECIMALS)
    order = np.argsort(-totals, kind="stable")
    places, crossed = _drawn(points[order], weights)
    _rows, row_of, counts = np.unique(points, axis=0, return_inverse=True, return_counts=True)
    shared = counts[row_of.reshape(-1)]
    at = np.empty_like(order)
    at[order] = np.arange(len(order))
    aside = int(RARE * draws)
    steady = (places[:, 0] == places[:, -1])[at] & (shared == 1)
    return RankRanges(
        low=tuple(places[:, aside][at].tolist()),
        high=tuple(places[:, draws - 1 - aside][at].tolist()),
        shared=tuple(shared.tolist()),
        solid=tuple(_solid(points, steady, spread).tolist()),
        groups=_groups(crossed > RARE),
        draws=draws,
        spread=spread,
        seed=seed,
    )


def _drawn(rows: Floats, weights: Floats) -> tuple[Whole, Floats]:
    """Places of each row, ascending over the draws, and for each row but the last the share of draws in which the rows
    up to it are not all above the others. ``rows`` come in the official order."""
    units = len(rows)
    small = units <= np.iinfo(np.int16).max
    places: Whole = np.empty((units, len(weights)), dtype=np.int16 if small else np.int32)
    crossed = np.zeros(units - 1)
    bits = (units - 1).bit_length()
    # Sums are compared in billionths of a point, as everywhere; only sums of millions leave room for less.
    steps = min(10.0**DECIMALS, 2.0 ** (61 - bits) / max(1.0, 2 * float(np.abs(rows).sum(axis=1).max())))
    at_once = max(1, SUMS_AT_ONCE // units)
    for start in range(0, len(weights), at_once):
        sums = _sums(rows, weights[start : start + at_once], steps)
        order, first = _ordered(sums, bits)
        places[order, np.arange(start, start + len(sums))[:, np.newaxis]] = first
        weakest_above = np.minimum.accumulate(sums, axis=1)[:, :-1]
        strongest_below = np.maximum.accumulate(sums[:, ::-1], axis=1)[:, ::-1][:, 1:]
        crossed += np.count_nonzero(weakest_above <= strongest_below, axis=0)
    # The stable sort of small whole numbers counts digits, which is far faster than comparing.
    places.sort(axis=1, kind="stable")
    return places, crossed / len(weights)


def _sums(rows: Floats, weights: Floats, steps: float) -> Whole:
    """Σ weight·points in whole steps, draws × rows.

    Added direction by direction, not as a product of matrices, whose rounding differs between machines and even
    between equal rows: equal rows must tie, and a revision must give the same figures everywhere.
    """
    sums = np.zeros((len(weights), len(rows)))
    for direction in range(rows.shape[1]):
        sums += weights[:, direction, np.newaxis] * rows[:, direction]
    sums *= steps
    return np.rint(sums, out=sums).astype(np.int64)


def _ordered(sums: Whole, bits: int) -> tuple[Whole, Whole]:
    """Rows from the highest sum to the lowest in each draw, and the first place of each; both draws × rows.

    A row's number is carried in the last ``bits`` of its sum: plain sorting is several times faster than sorting an
    index.
    """
    keys = (-sums << bits) | np.arange(sums.shape[1])
    keys.sort(axis=1)
    order = keys & ((1 << bits) - 1)
    keys >>= bits
    first = np.tile(np.arange(1, sums.shape[1] + 1, dtype=np.int32), (len(sums), 1))
    # Within a run of equal sums everybody has the place of the first.
    first[:, 1:][keys[:, 1:] == keys[:, :-1]] = 0
    return order, np.maximum.accumulate(first, axis=1, out=first)


def _solid(points: Floats, steady: NDArray[np.bool_], spread: float) -> NDArray[np.bool_]:
    """Whether a unit keeps its order against every other at any weights within the spread; asked of ``steady`` ones.

    Σ weight·difference is smallest where every gain weighs 1 − spread and every loss 1 + spread, so that the order
    stands exactly when |Σ difference| > spread·Σ |difference|.
    """
    solid = np.zeros(len(points), dtype=bool)
    for unit in np.flatnonzero(steady):
        differences = np.delete(points, unit, axis=0) - points[unit]
        margin = np.abs(differences.sum(axis=1)) - spread * np.abs(differences).sum(axis=1)
        solid[unit] = bool((margin.round(DECIMALS) > 0).all())
    return solid


def _groups(joined: NDArray[np.bool_]) -> tuple[tuple[int, int], ...]:
    """Runs of two or more places; ``joined[i]`` tells that place ``i + 1`` and the next cannot be told apart."""
    breaks = np.flatnonzero(~joined) + 1
    firsts, lasts = [0, *breaks.tolist()], [*breaks.tolist(), len(joined) + 1]
    return tuple((first + 1, last) for first, last in zip(firsts, lasts, strict=True) if last - first > 1)
