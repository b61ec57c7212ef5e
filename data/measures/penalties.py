"""Since when a penalty stands: a pure function of the periods in which a score was below zero."""

from collections.abc import Sequence
from itertools import takewhile

import pandas as pd

SCORE = ["municipality", "parameter_id"]


def standing_since(versions: pd.DataFrame, periods: Sequence[str], period: str) -> pd.DataFrame:
    """One row per penalty that stands in ``period``, with the earliest period from which it has stood without a break.

    ``versions``: every version of every score below zero, one a row: ``municipality``, ``parameter_id``, ``period``
    (codes), ``valid_from``, ``valid_to`` (revisions; ``valid_to`` empty while the version is true). ``periods``: codes
    in order of time. Columns of the answer: ``municipality``, ``parameter_id``; ``since_period``: the first of the
    periods that follow one another up to ``period``, each with the penalty; ``since_revision``: the revision from
    which the score of that first period has been below zero without a break.
    """
    links: dict[tuple[str, int, str], list[tuple[int, int | None]]] = {}
    columns = (versions[name] for name in (*SCORE, "period", "valid_from", "valid_to"))
    for municipality, parameter, code, start, end in zip(*columns, strict=True):
        links.setdefault((municipality, parameter, code), []).append((int(start), None if pd.isna(end) else int(end)))
    earlier = list(reversed(periods[: list(periods).index(period) + 1]))
    rows = []
    for municipality, parameter in dict.fromkeys((key[0], key[1]) for key in links):
        begun = (_begun(links.get((municipality, parameter, code), [])) for code in earlier)
        unbroken = list(takewhile(lambda found: found[1] is not None, zip(earlier, begun, strict=True)))
        if unbroken:
            rows.append((municipality, parameter, *unbroken[-1]))
    return pd.DataFrame(rows, columns=[*SCORE, "since_period", "since_revision"])


def _begun(versions: list[tuple[int, int | None]]) -> int | None:
    """The revision from which versions that follow one another lead up to the one that is true, if one is."""
    ended = {end: start for start, end in versions if end is not None}
    first = next((start for start, end in versions if end is None), None)
    while first in ended:
        first = ended[first]
    return first
