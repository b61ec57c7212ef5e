"""Which way a series of facts goes, in a word; a word needs enough points."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

TOLERANCE = 1e-9
# A setting: with fewer facts a direction is chance.
POINTS_FOR_A_DIRECTION = 3


class Direction(StrEnum):
    """``MIXED`` has steps up and down; ``UNCHANGED`` has neither."""

    RISING = "rising"
    FALLING = "falling"
    UNCHANGED = "unchanged"
    MIXED = "mixed"
    TOO_FEW_POINTS = "too_few_points"


@dataclass(frozen=True)
class Trend:
    """``points`` is the number of facts the direction rests on."""

    direction: Direction
    points: int


def trend(series: Mapping[int, float], minimum_points: int = POINTS_FOR_A_DIRECTION) -> Trend:
    """The direction of ``series`` (year → fact, in the indicator's unit; a year without a fact is left out).

    Steps go from fact to fact. Rising: no step down and at least one up; falling: the reverse.
    """
    facts = [series[year] for year in sorted(series)]
    if len(facts) < minimum_points:
        return Trend(Direction.TOO_FEW_POINTS, len(facts))
    up = any(later - earlier > TOLERANCE for earlier, later in pairwise(facts))
    down = any(earlier - later > TOLERANCE for earlier, later in pairwise(facts))
    direction = {
        (True, False): Direction.RISING,
        (False, True): Direction.FALLING,
        (False, False): Direction.UNCHANGED,
        (True, True): Direction.MIXED,
    }[up, down]
    return Trend(direction, len(facts))
