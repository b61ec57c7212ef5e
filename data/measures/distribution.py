"""How points are spread, as counts in equal steps: a picture of 45 units and of 2,300 is equally small."""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

MOST_STEPS = 20
ROUND_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True)
class Distribution:
    """``counts[i]`` units lie in ``edges[i] ≤ points < edges[i + 1]``, in points; the last step includes its end."""

    edges: tuple[float, ...]
    counts: tuple[int, ...]

    def step_of(self, points: float) -> int:
        """The index of the step in which ``points`` lie."""
        return min(int(np.searchsorted(self.edges, points, side="right")) - 1, len(self.counts) - 1)


def distribution(points: pd.Series) -> Distribution:
    """Counts of ``points`` (all known) in at most 20 steps of a round width; empty without points."""
    if points.empty:
        return Distribution((), ())
    lowest, highest = float(points.min()), float(points.max())
    width = _round_step((highest - lowest) / (MOST_STEPS - 1)) if highest > lowest else 1.0
    first, last = math.floor(lowest / width), math.floor(highest / width) + 1
    edges = np.arange(first, last + 1) * width
    counts, _edges = np.histogram(points, edges)
    return Distribution(tuple(edges.tolist()), tuple(counts.tolist()))


def _round_step(least: float) -> float:
    """The least round number (1, 2, 2.5, 5 times a power of ten) that is not below ``least``."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in ROUND_STEPS if step * power >= least * (1 - 1e-9))
