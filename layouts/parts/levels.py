"""From how many formed stages a count is coloured darker."""

from math import ceil


def bounds(required: int) -> tuple[int, int]:
    """From how many formed components the middle and the dark tone begin: a third and two thirds of all."""
    return ceil(required / 3), ceil(2 * required / 3)
