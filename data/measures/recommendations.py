"""What is recommended to a municipality: one recommendation for each gap, in the order in which to close them.

Document 001 calls a system formed «только при наличии полного цикла управления»; it names no order of work. Here the
first break of each direction comes first, because what follows it rests on it, in cycle order and by cost; then
the other gaps by cost; then the targets that are missed or behind. Everything here is a pure function of frames.
"""

from collections.abc import Collection, Sequence
from enum import StrEnum

import pandas as pd

from data.measures.cycle import UNIT, verdicts
from data.measures.roll_up import DECIMALS
from data.vocabulary import ComponentState, TargetStatus

# What a target needs to be recommended for, worst first.
AT_RISK = (TargetStatus.MISSED, TargetStatus.BEHIND)
# With fewer neighbours a median would speak of single municipalities.
FEWEST_FOR_MEDIAN = 3
COLUMNS = [
    "municipality",
    "key",
    "kind",
    "direction",
    "cycle_component",
    "indicator",
    "state",
    "is_first",
    "points",
    "maximum",
    "lost",
    "penalty",
    "bare",
]


class GapKind(StrEnum):
    COMPONENT = "component"
    TARGET = "target"


def component_gaps(states: pd.DataFrame, required: Sequence[str]) -> pd.DataFrame:
    """The rows of ``states`` (of ``component_states``) that are gaps: asked for by the rubric and not formed.

    A required component without data or not applicable is a gap too: the cycle is not known to be full. One for which
    the rubric has no parameter is none: nothing was asked of the municipality. Adds ``lost``: the points within reach
    that were not given, penalties included, of what is scored (NaN where nothing is).
    """
    asked = states["cycle_component"].isin(list(required)) & (states["parameters"] > 0)
    gaps = states[asked & (states["state"] != ComponentState.FORMED.value)]
    return gaps.assign(lost=(gaps["maximum_scored"] - gaps["points"]).round(DECIMALS))


def recommendations(
    states: pd.DataFrame, losses: pd.DataFrame, targets: pd.DataFrame, required: Sequence[str]
) -> pd.DataFrame:
    """One row per recommendation, in order, for each municipality of ``states``: the columns ``COLUMNS``.

    ``states``: rows of ``component_states``. ``losses``: ``municipality``, ``direction``, ``cycle_component`` with
    ``penalty`` and ``bare`` (points taken away and points without a document, both ≥ 0); a cell without a row has
    neither. ``targets``: ``municipality``, ``direction``, ``indicator``, ``status`` in their official order.
    ``required``: components of a full cycle in cycle order. ``key`` names a gap for ever: ``cycle~1.1~goals`` or
    ``target~K01``. Points are empty for a target.
    """
    gaps = component_gaps(states, required).merge(losses, on=[*UNIT, "cycle_component"], how="left")
    judged = verdicts(states, required)[[*UNIT, "first_broken"]]
    gaps = gaps.merge(judged, on=UNIT, how="left")
    gaps = gaps.assign(
        kind=GapKind.COMPONENT.value,
        indicator="",
        key="cycle~" + gaps["direction"] + "~" + gaps["cycle_component"],
        is_first=gaps["cycle_component"] == gaps["first_broken"],
        penalty=gaps["penalty"].fillna(0.0),
        bare=gaps["bare"].fillna(0.0),
    )
    order = {code: place for place, code in enumerate(required)}
    place = gaps["cycle_component"].map(order)
    gaps = gaps.assign(
        turn=(~gaps["is_first"]).astype(int),
        place=place.where(gaps["is_first"], 0),
        cost=-gaps["lost"].fillna(0.0),
        later=place,
    )
    # A stable sort: equal ones keep the official order of directions.
    gaps = gaps.sort_values(["municipality", "turn", "place", "cost", "later"], kind="stable")
    found = pd.concat([gaps[COLUMNS], _of_targets(targets)], ignore_index=True)
    return found.sort_values("municipality", kind="stable").reset_index(drop=True)


def _of_targets(targets: pd.DataFrame) -> pd.DataFrame:
    at_risk = targets[targets["status"].isin([status.value for status in AT_RISK])]
    at_risk = at_risk.assign(
        kind=GapKind.TARGET.value,
        key="target~" + at_risk["indicator"],
        cycle_component="",
        state=at_risk["status"],
        is_first=False,
        severity=at_risk["status"].map({status.value: place for place, status in enumerate(AT_RISK)}),
        **dict.fromkeys(("points", "maximum", "lost"), float("nan")),
        penalty=0.0,
        bare=0.0,
    )
    return at_risk.sort_values("severity", kind="stable")[COLUMNS]


def peer_medians(totals: pd.DataFrame, members: Collection[str]) -> dict[str, float]:
    """The median points of ``members`` in each direction, of those scored in full; left out where they are too few.

    ``totals`` is a frame of ``data.queries.results.direction_totals``.
    """
    complete = (totals["maximum_scored"] == totals["maximum"]) & (totals["parameters"] > 0)
    kept = totals[complete & totals["municipality"].isin(list(members))]
    grouped = kept.groupby("direction", sort=False)["points"]
    medians, counts = grouped.median().round(DECIMALS), grouped.count()
    return {str(code): float(medians[code]) for code in medians.index if counts[code] >= FEWEST_FOR_MEDIAN}
