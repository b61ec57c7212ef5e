"""Points of directions under a viewer's own weights. They are never official: the sources weigh every point alike."""

from collections.abc import Mapping

import pandas as pd

from data.measures.roll_up import DECIMALS

OFFICIAL = 100
HIGHEST = 200


def with_weights(totals: pd.DataFrame, weights: Mapping[str, int]) -> pd.DataFrame:
    """Multiply points and maxima of ``data.queries.results.direction_totals`` by ``weights`` in percent by direction.

    A direction without a weight keeps the official 100 %. Counts of parameters stay, so that the same municipalities
    are ranked as without weights, and a place can be set beside the official one. Raises ValueError for a weight
    outside 0…200 %.
    """
    if any(not 0 <= weight <= HIGHEST for weight in weights.values()):
        raise ValueError(f"weights must be within 0…{HIGHEST} %")
    factors = totals["direction"].map(dict(weights)).fillna(OFFICIAL).astype(float) / OFFICIAL
    return totals.assign(
        **{name: (totals[name] * factors).round(DECIMALS) for name in ("points", "maximum", "maximum_scored")}
    )
