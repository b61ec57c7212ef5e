"""The smallest set of rises that together gain enough: fewest rises first, then the least gained.

A choice offers alternatives, each with the rises it takes, how many they are and what they gain. All gains are whole
numbers of one small unit, so that nothing depends on how decimals are summed.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Alternative:
    """``rises`` are (what rises, by how much); ``gain`` is what counts of them, more than 0."""

    gain: int
    rises: tuple[tuple[int, int], ...]

    @property
    def count(self) -> int:
        return len(self.rises)


# The alternatives of one choice, of which at most one is taken, the least gain first.
Choice = tuple[Alternative, ...]


def single(index: int, gains: Sequence[int]) -> Choice:
    """A choice that raises one thing by one of ``gains``."""
    return tuple(Alternative(gain, ((index, gain),)) for gain in sorted(gains))


def behind_shortfall(choices: Sequence[Choice], shortfall: int) -> Choice:
    """The choices of a group of which only what exceeds ``shortfall`` counts, as one choice."""
    made = _combinations(choices, limit=None, most=len(choices))
    counted = [
        Alternative(gain - shortfall, rises) for (_count, gain), rises in sorted(made.items()) if gain > shortfall
    ]
    return tuple(sorted(counted, key=lambda one: (one.gain, one.count)))


def smallest_set(choices: Sequence[Choice], needed: int) -> tuple[tuple[int, int], ...] | None:
    """The rises of the smallest set that gains ``needed`` or more; None when all together do not.

    Smallest: no other set has fewer rises, and none with as many gains less. Among equals the one made of the earliest
    choices, the later of them rising least.

    Why this is exact. ``_combinations`` goes through the choices once and keeps, for each number of rises and each
    gain that some taken choices give, one way to it; which way does not matter for what may still be added. Sets that
    already gain enough are not extended, because any extension has more rises. ``_useful`` leaves out a choice only
    if as many others as the set can have rises offer everything that it offers: at least one of them is then not in
    the set and can take its place.
    """
    if needed <= 0:
        return ()
    most = _enough(choices, needed)
    made = _combinations(_useful(choices, most), limit=needed, most=most)
    reached = [state for state in made if state[1] >= needed]
    return made[min(reached)] if reached else None


def _combinations(
    choices: Sequence[Choice], *, limit: int | None, most: int
) -> dict[tuple[int, int], tuple[tuple[int, int], ...]]:
    """One way to each (number of rises, gain) with at most ``most`` rises; from ``limit`` on nothing is added."""
    made: dict[tuple[int, int], tuple[tuple[int, int], ...]] = {(0, 0): ()}
    for choice in choices:
        found = [(*state, rises) for state, rises in made.items() if limit is None or state[1] < limit]
        for alternative in choice:
            more, gained, risen = alternative.count, alternative.gain, alternative.rises
            for count, gain, rises in found:
                state = (count + more, gain + gained)
                if state[0] <= most and state not in made:
                    made[state] = (*rises, *risen)
    return made


def _enough(choices: Sequence[Choice], needed: int) -> int:
    """A number of rises that suffices if any does: the largest single rises first, else all there are."""
    largest = sorted((choice[-1].gain for choice in choices if choice and choice[-1].count == 1), reverse=True)
    gained = 0
    for count, gain in enumerate(largest, start=1):
        gained += gain
        if gained >= needed:
            return count
    return sum(max((one.count for one in choice), default=0) for choice in choices)


def _useful(choices: Sequence[Choice], most: int) -> list[Choice]:
    kept: list[Choice] = []
    singles: list[frozenset[int]] = []
    for choice in choices:
        if any(one.count != 1 for one in choice):
            kept.append(choice)
            continue
        gains = frozenset(one.gain for one in choice)
        if sum(gains <= other for other in singles) < most:
            kept.append(choice)
            singles.append(gains)
    return kept
