"""What comes of a target if things go on as they do: the level at the deadline, and whether anybody was ever as fast.

A forecast is the present pace carried on, nothing more; it is marked as one wherever it stands. A target is out of
reach when the yearly step still needed is larger than the best step that any municipality made between two facts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from data.measures.targets import TOLERANCE, TargetResult

Series = Mapping[int, float]


@dataclass(frozen=True)
class Outlook:
    """``at_deadline`` is the level at the present pace, ``reaches`` whether it is the level asked for.

    ``best_step`` is the best yearly step that anybody made, None where nobody's two facts are known; ``out_of_reach``
    says that not even it would do. ``is_cut``: the pace would lead below the lowest value that there can be.
    """

    deadline: int
    at_deadline: float | None
    reaches: bool | None
    best_step: float | None
    out_of_reach: bool
    is_cut: bool = False


def outlook(
    result: TargetResult, series: Series, year: int, sign: int, best_step: float | None, lowest: float | None = None
) -> Outlook | None:
    """Of a target before its deadline that is not met yet, or before its next step; None for every other one.

    ``sign`` is +1 where more is better for the target, −1 where less is; nothing can lie below ``lowest``.
    """
    aim = result.aim
    if aim is None or year not in series:
        return None
    level, uncut = (result.projection(series, year, one).get(aim.year) for one in (lowest, None))
    margin = TOLERANCE * max(1.0, abs(aim.level))
    return Outlook(
        deadline=aim.year,
        at_deadline=level,
        reaches=None if level is None else sign * (level - aim.level) >= -margin,
        best_step=best_step,
        out_of_reach=best_step is not None and sign * (aim.step - best_step) > margin,
        is_cut=level != uncut,
    )


def best_step(series: Iterable[Series], sign: int) -> float | None:
    """The best change per year between two facts that follow each other, of all ``series``; None without two facts.

    Where less is better the best one is the largest fall.
    """
    steps = [
        (facts[later] - facts[earlier]) / (later - earlier)
        for facts in series
        for earlier, later in pairwise(sorted(facts))
    ]
    return max(steps, key=lambda step: sign * step, default=None)
