"""Changes of points and of rank between two periods, only where the two can be compared.

A rank counted among 42 and one counted among 39 differ even where nobody moved. Both ranks of a change are therefore
counted again among the municipalities that are ranked in both periods.
"""

from collections.abc import Collection
from enum import StrEnum

import numpy as np
import pandas as pd

from data.measures.roll_up import DECIMALS

PLACES = (
    "common_first",
    "common_last",
    "common_before_first",
    "common_before_last",
    "before_first",
    "before_last",
    "before_ranked",
)


class NotCompared(StrEnum):
    """Why there is no change to tell; ``COMPARED`` where there is one."""

    COMPARED = ""
    NO_EARLIER_PERIOD = "no_earlier_period"
    OTHER_METHODOLOGY = "other_methodology"
    # The result of a merger is not the municipality that had its name before.
    MERGED = "merged"
    UNRANKED_NOW = "unranked_now"
    UNRANKED_BEFORE = "unranked_before"


def with_changes(now: pd.DataFrame, before: pd.DataFrame, merged: Collection[str] = ()) -> pd.DataFrame:
    """Add the change since ``before`` to ``now``; both are frames of ``data.measures.ranks.with_ranks``.

    Both must come from one methodology. ``rank_change`` counts places, positive for a rise; ``points_change`` is in
    points; both are empty where ``not_compared`` (``NotCompared``) gives a reason. ``merged`` are the municipalities
    that became another unit after ``before``: they are no part of the set. Shared ranks are compared by their first.

    ``common``: how many are ranked in both periods, the same on every row. ``common_first``, ``common_last`` and
    ``common_before_first``, ``common_before_last``: the ranks among them now and before, empty where nothing is
    compared. ``before_first``, ``before_last``, ``before_ranked``: the rank before as it was printed, and among how
    many; empty without one.
    """
    earlier = before.set_index("municipality")
    first, last = (now["municipality"].map(earlier[name]).astype("Int64") for name in ("rank_first", "rank_last"))
    points = now["municipality"].map(earlier["points"]).astype(float)
    reason = np.select(
        [now["municipality"].isin(list(merged)), now["rank_first"].isna(), first.isna()],
        [NotCompared.MERGED.value, NotCompared.UNRANKED_NOW.value, NotCompared.UNRANKED_BEFORE.value],
        NotCompared.COMPARED.value,
    )
    compared = pd.Series(reason == NotCompared.COMPARED.value, index=now.index)
    places = _common("common", now["points"].where(compared)) | _common("common_before", points.where(compared))
    return now.assign(
        rank_change=places["common_before_first"] - places["common_first"],
        points_change=(now["points"] - points).round(DECIMALS).where(compared),
        not_compared=pd.Series(reason, index=now.index, dtype=str),
        common=int(compared.sum()),
        **places,
        before_first=first,
        before_last=last,
        before_ranked=first.notna().map({True: int(before["rank_first"].notna().sum()), False: pd.NA}).astype("Int64"),
    )


def _common(name: str, points: pd.Series) -> dict[str, pd.Series]:
    """First and last rank of everybody who has points here."""
    exact = points.round(DECIMALS)
    return {
        f"{name}_first": exact.rank(method="min", ascending=False).astype("Int64"),
        f"{name}_last": exact.rank(method="max", ascending=False).astype("Int64"),
    }


def without_changes(now: pd.DataFrame, reason: NotCompared) -> pd.DataFrame:
    """The columns of ``with_changes`` where nothing can be compared, for one reason that holds for all."""
    empty = pd.Series(pd.NA, index=now.index, dtype="Int64")
    return now.assign(
        rank_change=empty,
        points_change=np.nan,
        not_compared=reason.value,
        common=0,
        **dict.fromkeys(PLACES, empty),
    )
