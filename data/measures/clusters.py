"""Schools compared inside clusters of kind and size (document 004: three clusters, no formulas given).

A frame of observations has one row for every school, observed or not:

    cluster                  a cluster's code, or OUTSIDE
    numerator, denominator   the parts of a share, NaN when unknown
    value                    in the indicator's unit, NaN when there is none

Three rules of the product, each a setting that the page prints:

- a denominator below SMALL_DENOMINATOR makes the value jump by tens of percent with one teacher. Such a school is never
  best or worst, has no rank and stands outside the five numbers; it counts in the sums, where it weighs little;
- a figure of fewer than SECRECY_THRESHOLD schools is hidden;
- where a hidden figure could be found by subtracting the shown ones from a total, further figures are hidden with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from data.measures.shares import ratio_of_sums, sums
from data.vocabulary import Polarity

SMALL_DENOMINATOR = 10
SECRECY_THRESHOLD = 3

OUTSIDE = "outside"
FIVE_NUMBERS = ("minimum", "lower_quartile", "median", "upper_quartile", "maximum")
QUANTILES = (0.0, 0.25, 0.5, 0.75, 1.0)
COUNTS = ("schools", "observed", "small", "comparable")
SUMS = ("numerator", "denominator", "share")


@dataclass(frozen=True)
class ClusterRule:
    """Which schools a cluster takes: a value of ``SchoolKind``, and bounds of enrolment, inclusive, None = open."""

    code: str
    school_kind: str
    minimum_students: int | None = None
    maximum_students: int | None = None


class OutsideReason(StrEnum):
    """Why a school belongs to no cluster."""

    KIND = "kind"
    ENROLMENT_UNKNOWN = "enrolment_unknown"
    SIZE = "size"


class Quarter(StrEnum):
    """Where a school's rank lies in its cluster; ``UPPER`` is the better end, whichever way the indicator points."""

    UPPER = "upper"
    MIDDLE = "middle"
    LOWER = "lower"


def assign_clusters(schools: pd.DataFrame, rules: Sequence[ClusterRule]) -> pd.DataFrame:
    """Give each school its cluster: columns ``cluster`` and ``outside_reason`` (None inside), index of ``schools``.

    ``schools`` holds ``kind`` and ``students`` (NaN unknown). A cluster without bounds takes schools of unknown
    enrolment too. Were clusters to overlap, the first of ``rules`` would take the school.
    """
    students = schools["students"].to_numpy(dtype=float)
    code = np.full(len(schools), OUTSIDE, dtype=object)
    kind_known = np.zeros(len(schools), dtype=bool)
    for rule in rules:
        same_kind = (schools["kind"] == rule.school_kind).to_numpy()
        fits = same_kind & (code == OUTSIDE)
        if rule.minimum_students is not None:
            fits &= students >= rule.minimum_students
        if rule.maximum_students is not None:
            fits &= students <= rule.maximum_students
        code[fits] = rule.code
        kind_known |= same_kind
    reason = np.full(len(schools), OutsideReason.KIND.value, dtype=object)
    reason[kind_known] = OutsideReason.SIZE.value
    reason[kind_known & np.isnan(students)] = OutsideReason.ENROLMENT_UNKNOWN.value
    reason[code != OUTSIDE] = None
    return pd.DataFrame({"cluster": code, "outside_reason": reason}, index=schools.index, dtype=object)


def small_denominators(observations: pd.DataFrame, limit: int = SMALL_DENOMINATOR) -> pd.Series:
    """True where the denominator is known and below ``limit``."""
    return observations["denominator"] < limit


def comparable(observations: pd.DataFrame) -> pd.Series:
    """True for the schools that may be best or worst and have a rank: a value, and no small denominator."""
    return observations["value"].notna() & ~small_denominators(observations)


def cluster_statistics(observations: pd.DataFrame, groups: Sequence[str]) -> pd.DataFrame:
    """The unprotected figures of each group, indexed by ``groups`` in their order. Show them through ``protect``.

    schools, observed, small, comparable    counts: all, with a value, of these with a small denominator, ranked
    minimum … maximum (FIVE_NUMBERS)        of the comparable schools, quartiles by linear interpolation; NaN if none
    numerator, denominator, share (0…1)     over all observed schools; NaN where none has both parts
    """
    observed = observations["value"].notna().to_numpy()
    small = small_denominators(observations).to_numpy()
    values = observations["value"].to_numpy(dtype=float)
    rows = []
    # Four groups in a loop: grouping by the frame's own means costs more than all the rest of a page.
    for group in groups:
        members = (observations["cluster"] == group).to_numpy()
        ranked = members & observed & ~small
        five = np.quantile(values[ranked], QUANTILES) if ranked.any() else np.full(len(QUANTILES), np.nan)
        parts = observations["numerator"][members], observations["denominator"][members]
        counts = (members.sum(), (members & observed).sum(), (members & observed & small).sum(), ranked.sum())
        rows.append((*counts, *five, *sums(*parts), ratio_of_sums(*parts)))
    return pd.DataFrame(rows, index=pd.Index(groups, name="cluster"), columns=[*COUNTS, *FIVE_NUMBERS, *SUMS])


def total_statistics(observations: pd.DataFrame) -> pd.Series:
    """The counts and sums of all schools together, as a row of ``cluster_statistics``."""
    return cluster_statistics(observations.assign(cluster="total"), ["total"]).iloc[0]


def protect(
    statistics: pd.DataFrame,
    known: pd.DataFrame | None = None,
    *,
    threshold: int = SECRECY_THRESHOLD,
) -> tuple[pd.DataFrame, bool]:
    """Take hidden figures out of ``statistics``; also say whether the total of all groups must be hidden.

    ``known`` holds the counts ``observed`` and ``comparable`` of the schools that the viewer sees one by one anyway
    (empty for a viewer to whom no school is foreign): without them too few strangers must not remain. The result has
    NaN in every hidden figure and the columns ``sums_hidden`` and ``numbers_hidden``.
    """
    known = statistics[["observed", "comparable"]] * 0 if known is None else known.reindex(statistics.index).fillna(0)
    sums_hidden, total_hidden = _hidden_sums(
        statistics["observed"], statistics["observed"] - known["observed"], threshold
    )
    numbers_hidden = sums_hidden | _too_few(
        statistics["comparable"], statistics["comparable"] - known["comparable"], threshold
    )
    shown = statistics.assign(sums_hidden=sums_hidden, numbers_hidden=numbers_hidden)
    for name in SUMS:
        shown[name] = shown[name].where(~sums_hidden)
    for name in FIVE_NUMBERS:
        shown[name] = shown[name].where(~numbers_hidden)
    return shown, total_hidden


def _too_few(count: pd.Series, foreign: pd.Series, threshold: int) -> pd.Series:
    return (count > 0) & ((count < threshold) | ((foreign > 0) & (foreign < threshold)))


def _hidden_sums(observed: pd.Series, foreign: pd.Series, threshold: int) -> tuple[pd.Series, bool]:
    """Which groups' sums are hidden, and whether the total must be.

    The total less the shown groups gives the hidden groups together. So at least two of them must hold foreign
    schools, and enough of these; until then the smallest shown group is hidden too, and when none is left the total.
    """
    hidden = _too_few(observed, foreign, threshold)
    if not hidden.any():
        return hidden, False

    def is_safe() -> bool:
        strangers = foreign[hidden & (foreign > 0)]
        return strangers.empty or (len(strangers) > 1 and int(strangers.sum()) >= threshold)

    for group in observed[~hidden & (observed > 0)].sort_values(kind="stable").index:
        if is_safe():
            break
        hidden[group] = True
    return hidden, not is_safe()


def ranks_within_clusters(schools: pd.DataFrame, compared: pd.DataFrame, polarity: Polarity) -> pd.DataFrame:
    """Place each of ``schools`` among ``compared``, which holds every school of the clusters, these included.

    Standard competition ranking (1–2–2–4) inside a cluster only. Columns ``rank_first``, ``rank_last``, ``ranked`` (how
    many have a rank in the cluster) and ``quarter``, index of ``schools``; all empty for a school outside the clusters,
    without a value, with a small denominator, or of an indicator that is not judged. A group of equal values that
    reaches over the border of a quarter is in the middle.
    """
    result = pd.DataFrame({"rank_first": np.nan, "rank_last": np.nan, "ranked": np.nan}, index=schools.index)
    if polarity is not Polarity.NO_JUDGEMENT:
        sign = -1.0 if polarity is Polarity.HIGHER_IS_BETTER else 1.0
        entitled = comparable(schools) & (schools["cluster"] != OUTSIDE)
        rivals = compared[comparable(compared)]
        for cluster, members in schools[entitled].groupby("cluster"):
            ordered = np.sort(sign * rivals.loc[rivals["cluster"] == cluster, "value"].to_numpy())
            own = sign * members["value"].to_numpy()
            result.loc[members.index, "rank_first"] = np.searchsorted(ordered, own, side="left") + 1
            result.loc[members.index, "rank_last"] = np.searchsorted(ordered, own, side="right")
            result.loc[members.index, "ranked"] = len(ordered)
    first, last, ranked = (result[name].to_numpy() for name in ("rank_first", "rank_last", "ranked"))
    quarter = np.full(len(result), None, dtype=object)
    quarter[~np.isnan(ranked)] = Quarter.MIDDLE.value
    quarter[last <= ranked / 4] = Quarter.UPPER.value
    quarter[first > ranked * 3 / 4] = Quarter.LOWER.value
    return result.assign(quarter=quarter)
