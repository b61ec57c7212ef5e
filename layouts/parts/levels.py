"""How dark a count of formed stages is coloured, and from how many on."""

from math import ceil

from data.vocabulary import Nothing, Verdict
from layouts.parts.signs import NOTHING_CLASS


def bounds(required: int) -> tuple[int, int]:
    """From how many formed components the middle and the dark tone begin: a third and two thirds of all."""
    return ceil(required / 3), ceil(2 * required / 3)


def stages_look(nothing: Nothing | None, verdict: Verdict, formed: int, required: int) -> str:
    """The class of a cell with ``formed`` of ``required`` stages: the darker, the more are formed.

    What cannot be judged is hatched whatever its number; ``nothing`` tells why there is no number at all.
    """
    if nothing is not None:
        return NOTHING_CLASS[nothing]
    if verdict is Verdict.EFFECTIVE:
        return "state-formed"
    if verdict is Verdict.CANNOT_BE_JUDGED:
        return NOTHING_CLASS[Nothing.NO_DATA]
    low, high = bounds(required)
    tones = ("state-absent", "state-partial-low", "state-partial-high")
    return tones[(formed >= low) + (formed >= high)]
