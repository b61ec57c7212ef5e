"""Chain patterns: a later stage of the management cycle stands although an earlier one, which it rests on, does not.

A pure function of states keyed by ``municipality``, ``direction`` and ``cycle_component``. Source: the order of the
cycle in document 001; naming these three gaps is the product's own.
"""

from enum import StrEnum
from typing import NamedTuple

import numpy as np
import pandas as pd

from data.measures.roll_up import DIRECTION
from data.vocabulary import ComponentState

UNIT = list(DIRECTION)
STANDS = (ComponentState.FORMED.value, ComponentState.PARTIAL.value)
KNOWN = (*STANDS, ComponentState.ABSENT.value)


class ChainPattern(StrEnum):
    """In the order in which they are shown: the costliest first, where work is done that nothing has called for."""

    MEASURES_WITHOUT_ANALYSIS = "measures_without_analysis"
    ANALYSIS_WITHOUT_MONITORING = "analysis_without_monitoring"
    INDICATORS_WITHOUT_GOALS = "indicators_without_goals"


class ChainState(StrEnum):
    FOUND = "found"
    NOT_FOUND = "not_found"
    NOT_JUDGED = "not_judged"


class Link(NamedTuple):
    """Codes of two stages: ``later`` rests on ``earlier``."""

    earlier: str
    later: str


LINKS = {
    ChainPattern.MEASURES_WITHOUT_ANALYSIS: Link("analysis", "measures"),
    ChainPattern.ANALYSIS_WITHOUT_MONITORING: Link("monitoring", "analysis"),
    ChainPattern.INDICATORS_WITHOUT_GOALS: Link("goals", "indicators"),
}


def chain_breaks(states: pd.DataFrame) -> pd.DataFrame:
    """One row per municipality × direction × pattern, whether the later stage stands «without» the earlier one.

    ``states`` are rows of ``data.measures.cycle.component_states``, of the nine components. Columns: ``municipality``,
    ``direction``, ``pattern`` (a ``ChainPattern``), ``state`` (a ``ChainState``): found when the earlier component is
    absent and the later one formed or partly formed; not judged when either has no data, is not applicable or is not
    in the rubric; otherwise not found. Units keep the order in which they first appear.
    """
    units = states[UNIT].drop_duplicates()
    wide = states.pivot(index=UNIT, columns="cycle_component", values="state").reindex(pd.MultiIndex.from_frame(units))
    parts = []
    for place, (pattern, link) in enumerate(LINKS.items()):
        earlier, later = (_column(wide, code) for code in link)
        found = (earlier == ComponentState.ABSENT.value) & np.isin(later, STANDS)
        judged = np.isin(earlier, KNOWN) & np.isin(later, KNOWN)
        state = np.select([~judged, found], [ChainState.NOT_JUDGED.value, ChainState.FOUND.value], ChainState.NOT_FOUND)
        parts.append(units.assign(pattern=pattern.value, state=state.astype(str), unit=range(len(units)), place=place))
    rows = pd.concat(parts).sort_values(["unit", "place"], ignore_index=True)
    return rows[[*UNIT, "pattern", "state"]]


def _column(wide: pd.DataFrame, code: str) -> np.ndarray:
    if code not in wide.columns:
        return np.full(len(wide), ComponentState.NO_DATA.value, dtype=object)
    return wide[code].fillna(ComponentState.NO_DATA.value).to_numpy(dtype=object)
