"""Who rose and who fell: a summary of the changes of rank, in which ties are never cut in two."""

from dataclasses import dataclass

import pandas as pd

from data.measures.changes import NotCompared


@dataclass(frozen=True)
class Movement:
    """How many municipalities rose, fell and kept their rank, and who moved most; ``rise`` and ``fall`` in places.

    ``most_risen`` and ``most_fallen`` are codes: all that share the largest change, none where nobody moved that way.
    """

    risen: int
    fallen: int
    unchanged: int
    not_compared: int
    rise: int
    fall: int
    most_risen: tuple[str, ...]
    most_fallen: tuple[str, ...]

    @property
    def compared(self) -> int:
        return self.risen + self.fallen + self.unchanged


def movement(changes: pd.DataFrame) -> Movement:
    """Sum up ``rank_change`` (places, positive for a rise) of a frame of ``data.measures.changes``."""
    known = changes[changes["not_compared"] == NotCompared.COMPARED.value]
    places = known["rank_change"].astype(int)
    rise, fall = max(places.max(), 0) if len(places) else 0, max(-places.min(), 0) if len(places) else 0
    return Movement(
        risen=int((places > 0).sum()),
        fallen=int((places < 0).sum()),
        unchanged=int((places == 0).sum()),
        not_compared=len(changes) - len(known),
        rise=int(rise),
        fall=int(fall),
        most_risen=tuple(known.loc[places == rise, "municipality"]) if rise else (),
        most_fallen=tuple(known.loc[places == -fall, "municipality"]) if fall else (),
    )


def movers(changes: pd.DataFrame, *, rising: bool, limit: int) -> pd.DataFrame:
    """The rows that moved furthest up (``rising``) or down: at most ``limit``, the largest change of rank first.

    Of equal changes of rank the larger change of points in the same sense comes first, then the lower code.
    """
    sign = 1 if rising else -1
    known = changes[changes["not_compared"] == NotCompared.COMPARED.value]
    moved = known[sign * known["rank_change"].astype(int) > 0]
    keys = moved.assign(places=-sign * moved["rank_change"].astype(int), points_moved=-sign * moved["points_change"])
    order = keys.sort_values(["places", "points_moved", "municipality"], kind="stable").index
    return moved.loc[order].head(limit)
