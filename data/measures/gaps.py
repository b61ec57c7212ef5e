"""What one municipality loses on each stage of the cycle, and which similar municipality has closed the same gap.

Pure functions of frames keyed by ``direction`` and ``cycle_component``. Losing points is no rule of the sources: a
point is lost that the rubric offers for a parameter that has been scored.
"""

from collections.abc import Collection, Sequence

import pandas as pd

from data.measures.roll_up import DECIMALS
from data.vocabulary import ComponentState

LINK = ["direction", "cycle_component"]


def component_gaps(results: pd.DataFrame) -> pd.DataFrame:
    """The stages that lose points, the costliest first; equal losses keep the order of the rubric.

    ``results``: one row per stage of one municipality in the order of the rubric, with ``points``, ``maximum`` and
    ``maximum_scored`` in points (``points`` NaN where nothing is scored). ``lost`` is added: what the scored
    parameters offered above what they got. A parameter without a score loses nothing: nobody knows its points. A
    penalty is lost in full, because its parameter offers 0.
    """
    lost = (results["maximum_scored"] - results["points"].fillna(0.0)).round(DECIMALS)
    gaps = results.assign(lost=lost.where(results["points"].notna(), 0.0))
    return gaps[gaps["lost"] > 0].sort_values("lost", ascending=False, kind="stable").reset_index(drop=True)


def first_formed(states: pd.DataFrame, peers: Sequence[str]) -> dict[tuple[str, str], str]:
    """By stage, the first of ``peers`` (codes, the nearest first) that has it formed; others are left out.

    ``states`` are rows of ``data.measures.cycle.component_states``.
    """
    order = {code: place for place, code in enumerate(peers)}
    formed = states[(states["state"] == ComponentState.FORMED.value) & states["municipality"].isin(list(order))]
    nearest = formed.assign(place=formed["municipality"].map(order)).sort_values("place", kind="stable")
    first = nearest.drop_duplicates(LINK)[[*LINK, "municipality"]]
    return {(direction, link): code for direction, link, code in first.itertuples(index=False)}


def first_in_full(totals: pd.DataFrame, peers: Sequence[str]) -> dict[str, str]:
    """By direction, the first of ``peers`` that earned its whole maximum: all its stages are formed, at any threshold.

    ``totals`` are rows of ``data.queries.results.direction_totals``, which are open to every role: no detail is used.
    """
    order = {code: place for place, code in enumerate(peers)}
    whole = (totals["parameters_scored"] == totals["parameters"]) & (totals["maximum"] > 0)
    full = totals[whole & (totals["points"] >= totals["maximum"]) & totals["municipality"].isin(list(order))]
    nearest = full.assign(place=full["municipality"].map(order)).sort_values("place", kind="stable")
    first = nearest.drop_duplicates("direction")[["direction", "municipality"]]
    return {str(direction): str(code) for direction, code in first.itertuples(index=False)}


def begun(periods: Sequence[str], found: Collection[str], now: str) -> str:
    """The first of the unbroken run of ``periods`` (in order) in ``found`` that ends with ``now``, itself found."""
    earlier = list(periods)[: list(periods).index(now)]
    first = now
    for period in reversed(earlier):
        if period not in found:
            break
        first = period
    return first
