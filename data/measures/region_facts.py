"""Facts of the whole region from the facts of its municipalities.

A share of the region is the sum of numerators over the sum of denominators, as everywhere in the product. Where the
parts of a share are not known, and for counts, nothing can be added up without weights that nobody states: then the
median of the municipalities stands for the region, and whoever shows it says so.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from data.measures.shares import known_pairs, percent_values


class Basis(StrEnum):
    SUMS = "sums"
    MEDIAN = "median"


@dataclass(frozen=True)
class RegionSeries:
    """``values`` by year in the indicator's unit (a share in percent); ``counts`` of municipalities behind each."""

    basis: Basis
    values: dict[int, float]
    counts: dict[int, int]


def region_series(facts: pd.DataFrame, shares: Collection[str]) -> dict[str, RegionSeries]:
    """By indicator; ``shares`` names those that are percentages.

    ``facts`` has a row per indicator × municipality × year: ``indicator``, ``year``, ``value`` (NaN where there is
    none), ``numerator``, ``denominator`` (NaN where unknown). One indicator has one basis in all years, so that its
    years can be compared.
    """
    known = facts[facts["value"].notna()]
    with_parts = known_pairs(known["numerator"], known["denominator"]) & known["indicator"].isin(list(shares))
    by_sums = with_parts.groupby(known["indicator"]).all()
    groups = known.groupby(["indicator", "year"])
    sums = groups[["numerator", "denominator"]].sum()
    shares_of_sums = percent_values(sums["numerator"], sums["denominator"])
    rows = groups["value"].agg(["median", "size"]).assign(share=shares_of_sums).reset_index()
    found: dict[str, RegionSeries] = {}
    for indicator, year, median, size, share in rows.itertuples(index=False):
        basis = Basis.SUMS if by_sums[indicator] else Basis.MEDIAN
        series = found.setdefault(str(indicator), RegionSeries(basis, {}, {}))
        series.values[int(year)] = float(share if basis is Basis.SUMS else median)
        series.counts[int(year)] = int(size)
    return found
