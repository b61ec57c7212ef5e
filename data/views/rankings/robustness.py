"""How certain the ranks on /rankings are, in words first."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import numpy as np
import pandas as pd

from data.formats import number, percent, rank
from data.language import _
from data.measures.robustness import DRAWS, RARE, SPREAD, RankRanges, rank_ranges
from data.views.rankings.words import first_of

Points = tuple[tuple[float, ...], ...]
Places = tuple[int, int]
_TURN = Lock()


@dataclass(frozen=True)
class Robustness:
    """``ranges`` and ``groups`` are ranks (first, last) by code of a ranked municipality; a municipality outside all
    groups is not in ``groups``. ``words`` are (heading, text) pairs; ``method`` says how it was computed. Ranges and
    groups are empty where nothing can change: ``words`` then say why."""

    ranges: dict[str, Places]
    groups: dict[str, Places]
    count: int
    words: tuple[tuple[str, str], ...]
    method: str

    def range_text(self, code: str) -> str:
        """«12–15», or nothing for a municipality without a rank."""
        return rank(*self.ranges[code]) if code in self.ranges else ""

    def group_text(self, code: str) -> str:
        return group_words(self.groups[code]) if code in self.groups else ""

    def group_short(self, code: str) -> str:
        """«места 7–12», for a column that says what they are."""
        return _("ranks {ranks}").format(ranks=rank(*self.groups[code])) if code in self.groups else ""


def group_words(places: Places) -> str:
    return _("ranks {ranks} cannot be told apart").format(ranks=rank(*places))


def robustness(totals: pd.DataFrame, now: pd.DataFrame, directions: Sequence[str], *, seed: int) -> Robustness:
    """``totals`` is a frame of ``direction_totals``, ``now`` that of ``with_ranks`` made from it; weights of the
    viewer are in both. ``seed`` is the revision."""
    ranked = now.dropna(subset=["rank_first"])
    if len(directions) < 2:
        return _nothing(
            len(ranked), _("A single direction has no weights to change: its ranks depend on points alone.")
        )
    if len(ranked) < 2:
        return _nothing(len(ranked), _("Fewer than two municipalities are ranked: no ranks can change."))
    wide = totals.pivot(index="municipality", columns="direction", values="points")
    points = wide.loc[list(ranked["municipality"]), list(directions)].fillna(0.0).to_numpy()
    # One draws at a time: who asks for the same meanwhile, as the first reader of a revision may, gets it drawn.
    with _TURN:
        found = drawn(tuple(map(tuple, points.tolist())), seed)
    places = zip(ranked["municipality"], found.low, found.high, found.shared, strict=True)
    ranges = {code: (low, high + shared - 1) for code, low, high, shared in places}
    first = dict(zip(ranked["municipality"], ranked["rank_first"].astype(int), strict=True))
    groups = {code: group for code, place in first.items() for group in found.groups if group[0] <= place <= group[1]}
    solid = [first[code] for code, stands in zip(ranked["municipality"], found.solid, strict=True) if stands]
    rare = [place for code, place in first.items() if code not in groups and place not in set(solid)]
    return Robustness(ranges, groups, len(ranked), _words(found, solid, rare), _method(seed))


@lru_cache(maxsize=128)
def drawn(points: Points, seed: int) -> RankRanges:
    """Ranges of one set of points: a filter, an order or a pinned row must not repeat 10,000 draws."""
    return rank_ranges(np.array(points), seed=seed)


def _nothing(count: int, why: str) -> Robustness:
    return Robustness({}, {}, count, ((_("Weights change nothing"), why),), "")


def _words(found: RankRanges, solid: list[int], rare: list[int]) -> tuple[tuple[str, str], ...]:
    groups = first_of([rank(*group) for group in found.groups], "; ")
    lines = (
        (_("Cannot be told apart"), groups or _("no ranks")),
        (_("Certain at any weights within the limits"), listed_places(solid) or _("no ranks")),
        (_("Exchange ranks rarely, in at most 5% of the draws"), listed_places(rare)),
    )
    return tuple((heading, text) for heading, text in lines if text)


def listed_places(places: Sequence[int]) -> str:
    """Places in order, runs of three and more drawn together: «1, 4, 6–9»."""
    runs: list[list[int]] = []
    for place in sorted(places):
        if runs and place == runs[-1][1] + 1:
            runs[-1][1] = place
        else:
            runs.append([place, place])
    parts = [[str(run[0])] if run[0] == run[1] else _pair(run) for run in runs]
    return first_of([text for part in parts for text in part], ", ")


def _pair(run: list[int]) -> list[str]:
    return [str(run[0]), str(run[1])] if run[1] - run[0] == 1 else [rank(run[0], run[1])]


def _method(seed: int) -> str:
    return _(
        "{draws} draws: the weight of each direction varies within {spread}, all values equally "
        "likely. Revision {seed} sets the random numbers, so the figures repeat. The range leaves out {rare} of "
        "the draws at either end. Ranks cannot be told apart when the border between them is crossed "
        "in more than {rare} of the draws."
    ).format(draws=number(DRAWS), spread=f"±{percent(SPREAD, 0)}", seed=seed, rare=percent(RARE, 0))
