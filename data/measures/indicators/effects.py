"""The two states in which document 002 expects its indicators, and decline, where neither holds."""

from enum import StrEnum

from data.measures.trends import Direction, Trend
from data.vocabulary import Polarity


class Effect(StrEnum):
    """``STRONG`` is printed «Сильное состояние» in section IV of the document; by its meaning it is a stable one."""

    POSITIVE = "positive"
    STRONG = "strong"
    DECLINE = "decline"


def effect(trend: Trend, polarity: Polarity) -> Effect | None:
    """What a trend means for an indicator; None where it goes up and down, has too few facts, or nothing is better."""
    if trend.direction is Direction.UNCHANGED:
        return Effect.STRONG
    better = {Polarity.HIGHER_IS_BETTER: Direction.RISING, Polarity.LOWER_IS_BETTER: Direction.FALLING}.get(polarity)
    if better is None or trend.direction not in (Direction.RISING, Direction.FALLING):
        return None
    return Effect.POSITIVE if trend.direction is better else Effect.DECLINE
