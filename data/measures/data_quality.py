"""Whether figures can be trusted: how much is scored, and which totals moved more than people usually do."""

from dataclasses import dataclass

import pandas as pd

# A setting: a change of the total within one period above this share of the maximum is a reason to look again.
JUMP_SHARE = 0.05


@dataclass(frozen=True)
class Coverage:
    """``scored`` and ``maximum`` in points over all municipalities; ``incomplete`` are codes of those with gaps."""

    scored: float
    maximum: float
    incomplete: tuple[str, ...]

    @property
    def share(self) -> float | None:
        return self.scored / self.maximum if self.maximum > 0 else None


def coverage(totals: pd.DataFrame) -> Coverage:
    """Of rows of ``data.measures.ranks.subject_totals``; a parameter of maximum 0 still leaves a gap when unscored."""
    gaps = totals["parameters_scored"] < totals["parameters"]
    return Coverage(
        scored=float(totals["maximum_scored"].sum()),
        maximum=float(totals["maximum"].sum()),
        incomplete=tuple(totals.loc[gaps, "municipality"]),
    )


def jump_threshold(totals: pd.DataFrame) -> float:
    """The change, in points, above which a total is said to jump."""
    return JUMP_SHARE * float(totals["maximum"].max()) if len(totals) else 0.0


def jumps(changes: pd.DataFrame) -> pd.DataFrame:
    """The rows whose ``points_change`` is known and larger than the threshold, up or down, the largest first."""
    size = changes["points_change"].abs()
    return changes.loc[size[size > jump_threshold(changes)].sort_values(ascending=False, kind="stable").index]
