"""Ranks: the order, shared ranks, and the reason for none.

Standard competition ranking (1–2–2–4) on exact points, higher being better. The sources (documents 001–004) define no
rule for ties and none for gaps, so this one is printed wherever a rank is shown.
"""

from collections.abc import Sequence
from enum import StrEnum

import numpy as np
import pandas as pd

from data.measures.roll_up import COUNT_COLUMNS, DECIMALS


class Unranked(StrEnum):
    """Why a municipality has no rank; ``RANKED`` for one that has."""

    RANKED = ""
    # The rubric has no parameters here, so nobody could earn anything.
    NO_RUBRIC = "no_rubric"
    NOT_SCORED = "not_scored"
    PARTLY_SCORED = "partly_scored"
    # Everything else is scored, but a cycle with parts that do not apply cannot be set beside a whole one.
    NOT_APPLICABLE = "not_applicable"


def subject_totals(totals: pd.DataFrame, directions: Sequence[str]) -> pd.DataFrame:
    """Sum ``data.queries.results.direction_totals`` over ``directions``: one row a municipality, as they first appear.

    Columns as there, with ``kind`` and without ``direction``. ``points`` is NaN where none of the directions has a
    score; missing directions otherwise add nothing, and the counts of parameters tell that they are missing.
    """
    chosen = totals[totals["direction"].isin(list(directions))]
    groups = chosen.groupby(["municipality", "kind"], sort=False)
    points = groups[["points", "maximum", "maximum_scored"]].sum(min_count=1).round(DECIMALS)
    return points.join(groups[list(COUNT_COLUMNS)].sum()).reset_index()


def with_ranks(totals: pd.DataFrame) -> pd.DataFrame:
    """Add ranks to rows of ``subject_totals``; rows keep their order.

    ``rank_first``, ``rank_last`` (whole numbers, empty without a rank): the places a municipality holds, more than one
    when it shares its points; ``ranked``: how many have a rank. ``kind_rank_first``, ``kind_rank_last``,
    ``kind_ranked``: the same among municipalities of the same kind. ``unranked``: the reason (``Unranked``). Only a
    municipality with a score for every parameter is ranked: a sum with gaps is not comparable with a whole one.
    """
    return with_places(totals.assign(unranked=_reasons(totals)))


def with_places(found: pd.DataFrame) -> pd.DataFrame:
    """The one rule for ties, for whatever has ``points`` (higher is better), ``kind``, and in ``unranked`` a reason.

    Adds the columns of ``with_ranks``; a row with a reason has no rank and is not counted among the ranked.
    """
    points = found["points"].round(DECIMALS).where(found["unranked"] == Unranked.RANKED)
    by_kind = points.groupby(found["kind"])
    return found.assign(
        rank_first=points.rank(method="min", ascending=False).astype("Int64"),
        rank_last=points.rank(method="max", ascending=False).astype("Int64"),
        ranked=int(points.count()),
        kind_rank_first=by_kind.rank(method="min", ascending=False).astype("Int64"),
        kind_rank_last=by_kind.rank(method="max", ascending=False).astype("Int64"),
        kind_ranked=by_kind.transform("count").astype(int),
    )


def unranked_reason(parameters: int, scored: int, not_applicable: int) -> Unranked:
    """The reason of ``with_ranks`` for one municipality, from its counts of parameters."""
    if parameters == 0:
        return Unranked.NO_RUBRIC
    if scored == parameters:
        return Unranked.RANKED
    if scored == parameters - not_applicable:
        return Unranked.NOT_APPLICABLE
    return Unranked.NOT_SCORED if scored == 0 else Unranked.PARTLY_SCORED


def place_among(points: float, others: "np.ndarray") -> tuple[int, int]:
    """The first and last place that ``points`` hold among those of ``others``, who are ranked: as ``with_places``."""
    own = round(points, DECIMALS)
    first = int((others > own).sum()) + 1
    return first, first + int((others == own).sum())


def _reasons(totals: pd.DataFrame) -> pd.Series:
    scored, applicable = totals["parameters_scored"], totals["parameters"] - totals["parameters_not_applicable"]
    reason = np.select(
        [
            totals["parameters"] == 0,
            scored == totals["parameters"],
            scored == applicable,
            scored == 0,
        ],
        [Unranked.NO_RUBRIC.value, Unranked.RANKED.value, Unranked.NOT_APPLICABLE.value, Unranked.NOT_SCORED.value],
        Unranked.PARTLY_SCORED.value,
    )
    return pd.Series(reason, index=totals.index, dtype=str)
