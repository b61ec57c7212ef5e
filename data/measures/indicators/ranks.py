"""Ranks of municipalities by one indicator: its polarity says which end is the better one, and none ranks nobody.

The rule for ties is that of ``data.measures.ranks``, the limits of quarters that of ``data.measures.bands``, the change
of rank that of ``data.measures.changes``: both ranks counted again among those ranked in both periods.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from data.measures.bands import Bands, NoBands, bands
from data.measures.changes import NotCompared, with_changes, without_changes
from data.measures.ranks import Unranked, with_places
from data.vocabulary import Nothing, Polarity


class NoRank(StrEnum):
    """Why a municipality has no rank by an indicator."""

    NO_DATA = "no_data"
    NOT_APPLICABLE = "not_applicable"
    HIDDEN = "hidden"
    # Nobody says whether more or less is better.
    NO_POLARITY = "no_polarity"


@dataclass(frozen=True)
class IndicatorRank:
    """One municipality. ``first`` and ``last`` are the ranks it shares, None with a reason in ``unranked``.

    ``value_change`` is now minus before in the unit of the indicator; ``rank_change`` counts places, positive for a
    rise, between ``common_before`` and ``common_now``, the ranks (first, last) among those ranked in both periods.
    All of these are None where ``not_compared`` gives a reason.
    """

    municipality: str
    value: float | Nothing
    first: int | None
    last: int | None
    unranked: NoRank | None
    band: int | None
    value_change: float | None
    rank_change: int | None
    common_now: tuple[int, int] | None
    common_before: tuple[int, int] | None
    not_compared: NotCompared


@dataclass(frozen=True)
class IndicatorRanking:
    """``rows`` by rank, then those without one in the given order. ``ranked`` have a rank, ``common`` are compared.

    ``limits`` are the values that end quarters I, II and III, the better one first, in the unit of the indicator;
    empty with a reason in ``no_bands``.
    """

    rows: tuple[IndicatorRank, ...]
    ranked: int
    common: int
    limits: tuple[float, ...]
    no_bands: NoBands

    @property
    def by_code(self) -> dict[str, IndicatorRank]:
        return {row.municipality: row for row in self.rows}


def rank_by_indicator(
    now: Mapping[str, float | Nothing],
    polarity: Polarity,
    before: Mapping[str, float | Nothing] | None = None,
    merged: Collection[str] = (),
) -> IndicatorRanking:
    """Rank ``now`` (municipality → value) and compare with ``before``; None where there is no earlier period.

    ``merged`` became another unit in between. Without a polarity nobody is ranked and nobody compared by rank; the
    change of the value stands all the same.
    """
    sign = -1.0 if polarity is Polarity.LOWER_IS_BETTER else 1.0
    frame = _ranked(now, polarity, sign)
    if before is None:
        changed = without_changes(frame, NotCompared.NO_EARLIER_PERIOD)
    else:
        changed = with_changes(frame, _ranked(before, polarity, sign), merged)
    quarters = bands(frame.loc[frame["rank_first"].notna(), "points"].astype(float))
    found = [_row(row, now, before or {}, quarters, sign, frozenset(merged)) for row in changed.to_dict("records")]
    ordered = sorted(found, key=lambda row: (row.first is None, row.first or 0))
    return IndicatorRanking(
        rows=tuple(ordered),
        ranked=int(frame["rank_first"].notna().sum()),
        common=int(changed["common"].iloc[0]) if len(changed) else 0,
        limits=tuple(sign * limit for limit in quarters.limits),
        no_bands=quarters.reason,
    )


def _ranked(values: Mapping[str, float | Nothing], polarity: Polarity, sign: float) -> pd.DataFrame:
    reasons = [
        reason.value if (reason := _reason(value, polarity)) else Unranked.RANKED.value for value in values.values()
    ]
    points = [float("nan") if isinstance(value, Nothing) else sign * value for value in values.values()]
    return with_places(
        pd.DataFrame(
            {
                "municipality": pd.Series(list(values), dtype=object),
                "kind": pd.Series([""] * len(points), dtype=object),
                "points": pd.Series(points, dtype=float),
                "unranked": pd.Series(reasons, dtype=object),
            }
        )
    )


def _reason(value: float | Nothing, polarity: Polarity) -> NoRank | None:
    if isinstance(value, Nothing):
        return NoRank(value.value)
    return NoRank.NO_POLARITY if polarity is Polarity.NO_JUDGEMENT else None


def _row(
    row: Mapping[Any, Any],
    now: Mapping[str, float | Nothing],
    before: Mapping[str, float | Nothing],
    quarters: Bands,
    sign: float,
    merged: frozenset[str],
) -> IndicatorRank:
    code = str(row["municipality"])
    value, earlier = now[code], before.get(code, Nothing.NO_DATA)
    first = _place(row["rank_first"])
    is_compared = row["not_compared"] == NotCompared.COMPARED.value
    return IndicatorRank(
        municipality=code,
        value=value,
        first=first,
        last=_place(row["rank_last"]),
        unranked=NoRank(str(row["unranked"])) if row["unranked"] else None,
        band=None if first is None or isinstance(value, Nothing) else quarters.band_of(sign * value),
        value_change=None if code in merged else _difference(value, earlier),
        rank_change=_place(row["rank_change"]),
        common_now=_pair(row, "common") if is_compared else None,
        common_before=_pair(row, "common_before") if is_compared else None,
        not_compared=NotCompared(str(row["not_compared"])),
    )


def _difference(now: float | Nothing, before: float | Nothing) -> float | None:
    return None if isinstance(now, Nothing) or isinstance(before, Nothing) else now - before


def _pair(row: Mapping[Any, Any], name: str) -> tuple[int, int]:
    return _place(row[f"{name}_first"]) or 0, _place(row[f"{name}_last"]) or 0


def _place(found: object) -> int | None:
    return None if found is pd.NA or found is None else int(str(found))
