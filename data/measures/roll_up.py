"""The roll-up of points: parameters → positions → stages → directions → blocks → the total.

A frame of scores has one row for every parameter of an assessment, scored or not:

    municipality, direction, cycle_component, position, parameter   what the row is about (any further keys may stand)
    minimum, maximum                                                points the parameter may give
    points                                                          points it was given, NaN when none were
    missing_reason                                                  why there are none, a value of ``Nothing``, or None

A missing score is never a 0: it adds nothing to ``points`` and stands between ``lowest`` and ``highest``.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from data.vocabulary import Nothing

POSITION = ("municipality", "direction", "cycle_component", "position")
CYCLE_COMPONENT = ("municipality", "direction", "cycle_component")
DIRECTION = ("municipality", "direction")
BLOCK = ("municipality", "block")
TOTAL = ("municipality",)

# What a result holds beside its keys. All but the three counts are in points; all may be summed.
POINT_COLUMNS = ("points", "lowest", "highest", "maximum", "maximum_scored")
COUNT_COLUMNS = ("parameters", "parameters_scored", "parameters_not_applicable")
RESULT_COLUMNS = POINT_COLUMNS + COUNT_COLUMNS

# Sums of decimals differ in the last digits with the order of rows; rounded, equal sums are equal and tie.
DECIMALS = 6


def roll_up_scores(scores: pd.DataFrame, by: Sequence[str], *, floor_at_zero: bool = False) -> pd.DataFrame:
    """Sum scores by ``by``, sorted by it: one row a group with RESULT_COLUMNS.

    ``lowest`` and ``highest`` add the minimum and the maximum of the parameters without a score. ``floor_at_zero``
    lifts negative totals of the groups to 0; it is meant for stages (a setting of the methodology).
    """
    scored = scores["points"].notna()
    parts = scores.loc[:, list(by)].assign(
        points=scores["points"].fillna(0.0),
        lowest=scores["points"].where(scored, scores["minimum"]),
        highest=scores["points"].where(scored, scores["maximum"]),
        maximum=scores["maximum"],
        maximum_scored=scores["maximum"].where(scored, 0.0),
        parameters=1,
        parameters_scored=scored.astype(int),
        parameters_not_applicable=(~scored & (scores["missing_reason"] == Nothing.NOT_APPLICABLE.value)).astype(int),
    )
    results = roll_up_results(parts, by)
    if floor_at_zero:
        limited = ["points", "lowest", "highest"]
        results[limited] = results[limited].clip(lower=0.0)
    return results


def roll_up_results(results: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Sum results of a lower level (any frame with RESULT_COLUMNS) by ``by``, sorted by it."""
    sums = results.groupby(list(by), sort=True, observed=True)[list(RESULT_COLUMNS)].sum().reset_index()
    sums[list(POINT_COLUMNS)] = sums[list(POINT_COLUMNS)].astype(float).round(DECIMALS)
    return sums


def nothing_of(results: pd.DataFrame) -> pd.Series:
    """The kind of nothing (a value of ``Nothing``) that each row of results is, empty where there are any points.

    Not applicable where every loaded parameter is; otherwise a row without a score has no data.
    """
    whole = (results["parameters"] > 0) & (results["parameters_not_applicable"] == results["parameters"])
    kinds = np.select(
        [whole, results["parameters_scored"] == 0], [Nothing.NOT_APPLICABLE.value, Nothing.NO_DATA.value], ""
    )
    return pd.Series(kinds, index=results.index, dtype=str)


def with_shares(results: pd.DataFrame) -> pd.DataFrame:
    """Add ``share`` (points / maximum), ``coverage`` (maximum scored / maximum) and ``complete``.

    Share and coverage are NaN where nothing can be earned. ``complete`` counts parameters, because a penalty has a
    maximum of 0: coverage is 1 even while no one has judged whether the penalty is due.
    """
    earnable = results["maximum"].where(results["maximum"] > 0)
    return results.assign(
        share=results["points"] / earnable,
        coverage=results["maximum_scored"] / earnable,
        complete=results["parameters_scored"] == results["parameters"],
    )
