"""The first year of a target: the warning that comes before any status can."""

from collections.abc import Mapping
from enum import StrEnum

from data.measures.targets import YEARLY_KINDS, Reason, Target, TargetResult, due
from data.vocabulary import TargetStatus


class FirstYear(StrEnum):
    """``NO_PACE``: one fact, short of the target, and nothing to measure a pace from. ``DUE_AT_ONCE``: the deadline
    is the year of the first fact, so that the target is judged without a year to work towards it."""

    NO_PACE = "no_pace"
    DUE_AT_ONCE = "due_at_once"


def first_year(target: Target | None, result: TargetResult, series: Mapping[int, float], year: int) -> FirstYear | None:
    """The warning of ``year``, of whose facts the one of ``year`` is the first; None where there is none to give.

    A level of every year is due in each of them, its first one too: of such a target nothing is said.
    """
    known = [at for at in series if at <= year]
    if target is None or known != [year] or target.kind in YEARLY_KINDS:
        return None
    deadline = due(target, year).year
    if result.reason is Reason.NO_BASELINE and deadline is not None and year < deadline:
        return FirstYear.NO_PACE
    is_due = deadline == year and result.status in (TargetStatus.MET, TargetStatus.MISSED)
    return FirstYear.DUE_AT_ONCE if is_due else None
