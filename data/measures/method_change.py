"""A change in rank across a change of the methodology, split: what the rules did and what performance did.

The formula, and why this one: docs/decisions/0006-methodology-change.md. Among the municipalities ranked in both
periods, four rankings are made: the older period under the older rules (A), the older period (B) and the newer one (C)
by one *common measure*, and the newer period under the newer rules (D). Places are whole numbers, of a shared rank
the first; a rise is positive.

    rules = (A − B) + (C − D)      performance = B − C      rules + performance = A − D, exactly

The common measure of a municipality in a period is Σ share of the maximum earned in a direction × the newer maximum of
that direction, over the directions that are comparable in full and one to one.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from data.measures.roll_up import DECIMALS
from data.vocabulary import Comparability


class NotSplit(StrEnum):
    """Why a change in rank cannot be split; ``SPLIT`` where it can."""

    SPLIT = ""
    # The result of a merger is not the municipality that had its name before.
    MERGED = "merged"
    NOT_THEN = "not_then"
    NOT_NOW = "not_now"
    UNRANKED_THEN = "unranked_then"
    UNRANKED_NOW = "unranked_now"
    # No direction continues in full, so there is nothing that both periods can be measured by.
    NOTHING_IN_COMMON = "nothing_in_common"


@dataclass(frozen=True)
class DirectionLink:
    """A direction of the older methodology (a code) and one of the newer that it is set beside."""

    older: str
    newer: str
    comparable: Comparability


def common_directions(
    links: Sequence[DirectionLink], older: pd.Series, newer: pd.Series
) -> tuple[tuple[str, str], ...]:
    """The pairs (older, newer) that the common measure is made of, in the order of ``links``.

    Only what is comparable in full, and only where neither direction has any other part in the crosswalk: half of a
    direction cannot be set beside a whole one. ``older`` and ``newer`` are the maxima by direction, in points; a
    direction without a maximum has no share.
    """
    real = [link for link in links if link.comparable is not Comparability.NONE]
    left, right = Counter(link.older for link in real), Counter(link.newer for link in real)
    return tuple(
        (link.older, link.newer)
        for link in real
        if link.comparable is Comparability.FULL
        and left[link.older] == right[link.newer] == 1
        and older.get(link.older, 0) > 0
        and newer.get(link.newer, 0) > 0
    )


def common_points(totals: pd.DataFrame, weights: Mapping[str, float]) -> pd.Series:
    """The common measure by municipality: Σ points / maximum × weight over the directions that have a weight.

    ``totals`` is a frame of ``data.queries.results.direction_totals``; ``weights`` are newer maxima, in points, by
    the code that a direction has in ``totals``. NaN where a direction has no points; empty without any weight.
    """
    chosen = totals[totals["direction"].isin(list(weights))]
    parts = chosen["points"] / chosen["maximum"] * chosen["direction"].map(dict(weights))
    return parts.groupby(chosen["municipality"], sort=False).sum(min_count=len(weights)).round(DECIMALS)


def split_changes(
    older: pd.DataFrame,
    newer: pd.DataFrame,
    older_common: pd.Series,
    newer_common: pd.Series,
    merged: Collection[str] = (),
) -> pd.DataFrame:
    """One row per municipality of either period, those of the newer first.

    ``older`` and ``newer`` are frames of ``data.measures.ranks.with_ranks``; the others are of ``common_points``, and
    empty where nothing is in common. Columns: ``municipality``; ``not_split`` (``NotSplit``); and, empty where that
    gives a reason, whole numbers: the places among all ranked ``place_then``, ``place_now``; the places among those
    ranked in both periods ``older_rules`` (A), ``older_common`` (B), ``newer_common`` (C), ``newer_rules`` (D);
    ``change`` = A − D, ``rules``, ``performance``; ``taking_part``: what the published change in rank has on top,
    because others took part in one period only. ``change`` + ``taking_part`` = ``place_then`` − ``place_now``.
    """
    then, now = older.set_index("municipality"), newer.set_index("municipality")
    codes = pd.Index([*now.index, *then.index.difference(now.index, sort=False)], name="municipality")
    reasons = pd.Series(_reasons(codes, then, now, merged, older_common.empty), index=codes, dtype=str)
    both = codes[reasons == NotSplit.SPLIT.value]
    frame = pd.DataFrame(
        {
            "not_split": reasons,
            "place_then": then["rank_first"].reindex(codes).where(reasons == NotSplit.SPLIT.value),
            "place_now": now["rank_first"].reindex(codes).where(reasons == NotSplit.SPLIT.value),
            "older_rules": _places(then["points"].reindex(both)),
            "older_common": _places(older_common.reindex(both)),
            "newer_common": _places(newer_common.reindex(both)),
            "newer_rules": _places(now["points"].reindex(both)),
        },
        index=codes,
    ).astype(dict.fromkeys(PLACES, "Int64"))
    change = frame["older_rules"] - frame["newer_rules"]
    return frame.assign(
        change=change,
        rules=frame["older_rules"] - frame["older_common"] + frame["newer_common"] - frame["newer_rules"],
        performance=frame["older_common"] - frame["newer_common"],
        taking_part=frame["place_then"] - frame["place_now"] - change,
    ).reset_index()


PLACES = ("place_then", "place_now", "older_rules", "older_common", "newer_common", "newer_rules")


def _places(points: pd.Series) -> pd.Series:
    return points.round(DECIMALS).rank(method="min", ascending=False)


def _reasons(
    codes: pd.Index, then: pd.DataFrame, now: pd.DataFrame, merged: Collection[str], nothing: bool
) -> np.ndarray:
    ranked_then, ranked_now = (frame["rank_first"].reindex(codes).notna() for frame in (then, now))
    return np.select(
        [
            codes.isin(list(merged)),
            ~codes.isin(then.index),
            ~codes.isin(now.index),
            ~ranked_then,
            ~ranked_now,
            np.full(len(codes), nothing),
        ],
        [
            NotSplit.MERGED.value,
            NotSplit.NOT_THEN.value,
            NotSplit.NOT_NOW.value,
            NotSplit.UNRANKED_THEN.value,
            NotSplit.UNRANKED_NOW.value,
            NotSplit.NOTHING_IN_COMMON.value,
        ],
        NotSplit.SPLIT.value,
    )
