"""How many directions each municipality manages in a full cycle, and what that says of the region.

A full cycle of all directions is claimed only of who is known to have it, and the lack of any only of who is known to
lack it: a direction that cannot be judged is neither.
"""

from dataclasses import dataclass

import pandas as pd

from data.vocabulary import Verdict

# A setting: municipalities with a full cycle in at least so many directions are counted on their own.
MANY_DIRECTIONS = 4


@dataclass(frozen=True)
class FullCycleSummary:
    """``complete``: codes of who manages all directions; ``closest``: of all who share ``most`` (above 0) otherwise.

    ``decided`` counts who either has all directions or is known to lack one, ``without`` who is known to have none,
    ``unknown_without`` those with none so far and one that cannot be judged. ``effective`` sums directions over the
    region.
    """

    municipalities: int
    directions: int
    effective: int
    many: int
    decided: int
    complete: tuple[str, ...]
    most: int
    closest: tuple[str, ...]
    without: int
    unknown_without: int


def full_cycle_counts(verdicts: pd.DataFrame) -> pd.DataFrame:
    """``municipality`` with the counts ``effective``, ``ineffective`` and ``directions``, as they first appear.

    ``verdicts`` is a frame of ``data.measures.cycle.verdicts``.
    """
    marked = verdicts.assign(
        effective=(verdicts["verdict"] == Verdict.EFFECTIVE.value).astype(int),
        ineffective=(verdicts["verdict"] == Verdict.INEFFECTIVE.value).astype(int),
        directions=1,
    )
    columns = ["effective", "ineffective", "directions"]
    return marked.groupby("municipality", sort=False)[columns].sum().reset_index()


def full_cycle_summary(counts: pd.DataFrame) -> FullCycleSummary:
    """Sum up a frame of ``full_cycle_counts``; an empty one gives zeros."""
    directions = int(counts["directions"].max()) if len(counts) else 0
    effective, judged = counts["effective"], counts["effective"] + counts["ineffective"]
    is_complete = (effective == counts["directions"]) & (directions > 0)
    most = int(effective.max()) if len(counts) else 0
    is_closest = (effective == most) & (most > 0)
    return FullCycleSummary(
        municipalities=len(counts),
        directions=directions,
        effective=int(effective.sum()),
        many=int((effective >= many_of(directions)).sum()),
        decided=int((is_complete | (counts["ineffective"] > 0)).sum()),
        complete=tuple(counts.loc[is_complete, "municipality"]),
        most=most,
        closest=tuple(counts.loc[is_closest, "municipality"]),
        without=int(((effective == 0) & (judged == counts["directions"])).sum()),
        unknown_without=int(((effective == 0) & (judged < counts["directions"])).sum()),
    )


def many_of(directions: int) -> int:
    """How many directions count as many: the setting, or all where the methodology has fewer."""
    return max(1, min(MANY_DIRECTIONS, directions))


def median_of_ranked(ranks: pd.DataFrame) -> float | None:
    """The median total, in points, of the ranked; None without any: a sum with gaps would only pull it down.

    ``ranks`` is a frame of ``data.measures.ranks.with_ranks``.
    """
    totals = ranks.loc[ranks["rank_first"].notna(), "points"]
    return float(totals.median()) if len(totals) else None


@dataclass(frozen=True)
class MedianMove:
    """Both medians, in points, of the ``common`` municipalities that are ranked before and now."""

    before: float
    now: float
    common: int


def median_move(before: pd.DataFrame, now: pd.DataFrame) -> MedianMove | None:
    """How the median moved among those ranked in both frames; nothing where nobody is."""
    ranked = [frame[frame["rank_first"].notna()].set_index("municipality")["points"] for frame in (before, now)]
    common = ranked[0].index.intersection(ranked[1].index)
    if not len(common):
        return None
    was, found = (float(points[common].median()) for points in ranked)
    return MedianMove(was, found, len(common))
