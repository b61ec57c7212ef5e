"""States of stages, verdicts on directions, and the first break of the management cycle.

Source: document 001, «полный управленческий цикл». Everything here is a pure function of frames whose rows are keyed
by ``municipality``, ``direction`` and ``cycle_component``.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from data.measures.roll_up import COUNT_COLUMNS, DECIMALS, DIRECTION, POINT_COLUMNS
from data.vocabulary import ComponentState, Verdict

UNIT = list(DIRECTION)
BROKEN = (ComponentState.ABSENT.value, ComponentState.PARTIAL.value)
# Points are sums of stored decimals: 0.1 + 0.2 must still reach a maximum of 0.3.
TOLERANCE = 1e-9


def component_states(results: pd.DataFrame, threshold: float) -> pd.DataFrame:
    """Add the column ``state`` (a ``ComponentState``) to rows of ``data.queries.components.component_results``.

    ``threshold`` is the share of the maximum (above 0, at most 1) from which a component counts as formed. The state
    of known points is absent (≤ 0), partial (a share below the threshold) or formed. With parameters without a score
    it is decided only when the lowest and the highest points they could still lead to give the same state: a state
    that the missing score may overturn would be a guess, and one it cannot overturn is a fact that must not be
    withheld. Otherwise there is no data. Parameters that are not applicable leave the bounds open likewise, because
    the source does not say that they lower the maximum; a component of nothing else is not applicable.
    """
    state = states_of(
        lowest=results["lowest"].to_numpy(),
        highest=results["highest"].to_numpy(),
        maximum=results["maximum"].to_numpy(),
        parameters=results["parameters"].to_numpy(),
        scored=results["parameters_scored"].to_numpy(),
        not_applicable=results["parameters_not_applicable"].to_numpy(),
        threshold=threshold,
    )
    return results.assign(state=pd.Series(state, index=results.index, dtype=str))


def states_of(
    *,
    lowest: np.ndarray,
    highest: np.ndarray,
    maximum: np.ndarray,
    parameters: np.ndarray,
    scored: np.ndarray,
    not_applicable: np.ndarray,
    threshold: float,
) -> np.ndarray:
    """The states of ``component_states``, of arrays of any one form: points and counts of parameters."""
    low, high = _state_of(lowest, maximum, threshold), _state_of(highest, maximum, threshold)
    state = np.where(low == high, low, ComponentState.NO_DATA.value)
    state = np.where(scored == 0, ComponentState.NO_DATA.value, state)
    is_whole = (parameters > 0) & (not_applicable == parameters)
    return np.where(is_whole, ComponentState.NOT_APPLICABLE.value, state)


def _state_of(points: np.ndarray, maximum: np.ndarray, threshold: float) -> np.ndarray:
    return np.select(
        [points <= TOLERANCE, points >= threshold * maximum - TOLERANCE],
        [ComponentState.ABSENT.value, ComponentState.FORMED.value],
        ComponentState.PARTIAL.value,
    )


def verdicts(states: pd.DataFrame, required: Sequence[str]) -> pd.DataFrame:
    """One row per municipality × direction: whether it is managed effectively, and where its cycle first breaks.

    ``required`` are the codes of the stages that a full cycle needs, in cycle order; one that ``states``
    does not hold counts as without data. Columns: ``municipality``, ``direction``; ``verdict`` (a ``Verdict``):
    effective only if every required component is formed, ineffective as soon as one is absent or partial, whatever
    the points, otherwise it cannot be judged; ``first_broken``: the earliest component that is not formed, empty
    where all are; ``first_broken_state``: its state, because a stage without data is not known to be broken;
    ``formed``: how many required components are formed; ``required``: how many there are. Rows keep the order in
    which the units first appear.
    """
    if not required:
        raise ValueError("a full cycle needs at least one component")
    units = states[UNIT].drop_duplicates()
    wide = states.pivot(index=UNIT, columns="cycle_component", values="state").reindex(
        index=pd.MultiIndex.from_frame(units), columns=list(required)
    )
    cells = wide.to_numpy(dtype=object)
    cells = np.where(pd.isna(cells), ComponentState.NO_DATA.value, cells)
    verdict, first, formed = _judge(cells)
    return units.assign(
        verdict=verdict,
        first_broken=["" if index < 0 else required[index] for index in first],
        first_broken_state=["" if index < 0 else cells[row, index] for row, index in enumerate(first)],
        formed=formed,
        required=len(required),
    ).reset_index(drop=True)


def _judge(cells: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Verdict, place of the first stage that is not formed (-1: all are), and how many are, of each row of states."""
    formed = cells == ComponentState.FORMED.value
    is_full = formed.all(axis=1)
    first = np.where(is_full, -1, (~formed).argmax(axis=1))
    # Compared word by word: to look each up in a list is slower for the cells of a country.
    broken = np.logical_or.reduce([(cells == state).any(axis=1) for state in BROKEN])
    verdict = np.select(
        [is_full, broken], [Verdict.EFFECTIVE.value, Verdict.INEFFECTIVE.value], Verdict.CANNOT_BE_JUDGED.value
    )
    return verdict, first, formed.sum(axis=1)


class Judged(NamedTuple):
    """One unit as ``verdicts`` says it; ``first_broken`` and its state are empty where every stage is formed."""

    verdict: Verdict
    first_broken: str
    first_broken_state: str


def judged_cells(cells: np.ndarray, required: Sequence[str]) -> list[Judged]:
    """The rule of ``verdicts`` without a frame; ``cells`` are states, unit × required stage."""
    verdict, first, _formed = (each.tolist() for each in _judge(cells))
    return [
        Judged(Verdict(said), "" if index < 0 else required[index], "" if index < 0 else str(row[index]))
        for said, index, row in zip(verdict, first, cells, strict=True)
    ]


def grouped_states(states: pd.DataFrame, groups: Mapping[str, str]) -> pd.DataFrame:
    """The same frame over coarser stages: ``groups`` names the stage of each cycle component (document 001 has six).

    Points, bounds, maxima and counts are sums. A stage is formed only when all its members are, absent when all are
    absent, not applicable when all are; with any member absent or partial it is partial, which says no more than «not
    fully formed»; otherwise it has no data. By this rule neither the verdict nor the stage of the first break
    depends on how finely the cycle is shown, as long as the members of a stage follow one another.
    """
    stage = [*UNIT, "cycle_component"]
    counts = pd.get_dummies(states["state"]).reindex(columns=list(ComponentState), fill_value=False).astype(int)
    keyed = states.assign(cycle_component=states["cycle_component"].map(groups), **counts, members=1)
    by_stage = keyed.groupby(stage, sort=False)
    sums = by_stage[list(POINT_COLUMNS)].sum(min_count=1).round(DECIMALS).join(by_stage[list(COUNT_COLUMNS)].sum())
    members = by_stage[[*ComponentState, "members"]].sum()
    whole = (ComponentState.FORMED, ComponentState.ABSENT, ComponentState.NOT_APPLICABLE)
    state = np.select(
        [*(members[each] == members["members"] for each in whole), members[list(BROKEN)].any(axis=1)],
        [*(each.value for each in whole), ComponentState.PARTIAL.value],
        ComponentState.NO_DATA.value,
    )
    return sums.assign(state=state).reset_index()
