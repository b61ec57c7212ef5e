"""Changes of points and of rank between two periods, only where the two can be compared."""

from collections.abc import Collection
from enum import StrEnum

import numpy as np
import pandas as pd

from data.measures.roll_up import DECIMALS


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
    that became another unit after ``before``. Shared ranks are compared by their first one.
    """
    earlier = before.set_index("municipality")
    first = now["municipality"].map(earlier["rank_first"]).astype("Int64")
    points = now["municipality"].map(earlier["points"]).astype(float)
    reason = np.select(
        [now["municipality"].isin(list(merged)), now["rank_first"].isna(), first.isna()],
        [NotCompared.MERGED.value, NotCompared.UNRANKED_NOW.value, NotCompared.UNRANKED_BEFORE.value],
        NotCompared.COMPARED.value,
    )
    compared = pd.Series(reason == NotCompared.COMPARED.value, index=now.index)
    return now.assign(
        rank_change=(first - now["rank_first"]).where(compared),
        points_change=(now["points"] - points).round(DECIMALS).where(compared),
        not_compared=pd.Series(reason, index=now.index, dtype=str),
    )


def without_changes(now: pd.DataFrame, reason: NotCompared) -> pd.DataFrame:
    """The columns of ``with_changes`` where nothing can be compared, for one reason that holds for all."""
    return now.assign(
        rank_change=pd.Series(pd.NA, index=now.index, dtype="Int64"),
        points_change=np.nan,
        not_compared=reason.value,
    )
