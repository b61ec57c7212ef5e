"""Shares of schools and of groups of schools.

A group's share is the sum of numerators over the sum of denominators. A mean of the schools' shares would let a school
of three teachers weigh as much as one of eighty (document 004 gives no formula; this is the product's rule).
"""

import pandas as pd

# 16/30 and 8/15 must be the same number, so that they share a rank.
DECIMALS = 9


def known_pairs(numerators: pd.Series, denominators: pd.Series) -> pd.Series:
    """True where both parts of a share are known and the denominator is above 0."""
    return numerators.notna() & denominators.notna() & (denominators > 0)


def percent_values(numerators: pd.Series, denominators: pd.Series) -> pd.Series:
    """The share of each row in percent; NaN where a part is missing or the denominator is 0."""
    known = known_pairs(numerators, denominators)
    return (100.0 * numerators.where(known) / denominators.where(known)).round(DECIMALS)


def sums(numerators: pd.Series, denominators: pd.Series) -> tuple[float, float]:
    """Σ numerators and Σ denominators over the rows where both are known, NaN when there are none.

    A row with one part missing is left out of both sums: adding only its denominator would count the missing as 0.
    """
    known = known_pairs(numerators, denominators)
    if not known.any():
        return float("nan"), float("nan")
    return float(numerators[known].sum()), float(denominators[known].sum())


def ratio_of_sums(numerators: pd.Series, denominators: pd.Series) -> float:
    """Σ numerators / Σ denominators as a share of 0…1; NaN where no row has both."""
    numerator, denominator = sums(numerators, denominators)
    return numerator / denominator
