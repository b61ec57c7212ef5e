"""Rows of a change of methodology: each municipality's ranks, what moved it, or why it cannot be split."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.formats import rank
from data.language import _
from data.measures.method_change import NotSplit
from data.measures.ranks import Unranked
from data.queries.registry import municipalities
from data.storage.reader import Reader
from data.views.rankings.words import reason_words

Record = Mapping[Hashable, Any]


@dataclass(frozen=True)
class PlaceChange:
    """The change in rank of one municipality; positive is a rise.

    ``then`` and ``now`` are published places («2–3»), empty without one. The numbers are None where ``reason`` says
    in words why there is no split: ``change`` = ``rules`` + ``performance``; ``taking_part`` is what the published
    change has on top, because others were ranked in one of the periods only.
    """

    code: str
    name: str
    then: str
    now: str
    change: int | None
    rules: int | None
    performance: int | None
    taking_part: int | None
    reason: str


def place_changes(
    reader: Reader, frame: pd.DataFrame, then: pd.DataFrame, now: pd.DataFrame, years: tuple[int, int]
) -> tuple[PlaceChange, ...]:
    """One row per row of ``frame`` (``data.measures.method_change.split_changes``).

    ``then`` and ``now`` are frames of ``PeriodRanks.ranks`` for the two ``years``.
    """
    names = {entry.code: entry.short for entry in municipalities(reader)}
    before, after = (ranks.set_index("municipality").to_dict("index") for ranks in (then, now))
    return tuple(
        _row(record, names, before.get(record["municipality"]), after.get(record["municipality"]), years)
        for record in frame.to_dict("records")
    )


def _row(
    record: Record, names: Mapping[str, str], before: Record | None, after: Record | None, years: tuple[int, int]
) -> PlaceChange:
    return PlaceChange(
        code=record["municipality"],
        name=names[record["municipality"]],
        then=_place(before),
        now=_place(after),
        change=_whole(record["change"]),
        rules=_whole(record["rules"]),
        performance=_whole(record["performance"]),
        taking_part=_whole(record["taking_part"]),
        reason=_reason(NotSplit(record["not_split"]), years, before, after),
    )


def _reason(reason: NotSplit, years: tuple[int, int], before: Record | None, after: Record | None) -> str:
    older, newer = years
    words = {
        NotSplit.SPLIT: "",
        NotSplit.MERGED: _("result of a merger"),
        NotSplit.NOT_THEN: _("did not exist in {year}").format(year=older),
        NotSplit.NOT_NOW: _("did not exist in {year}").format(year=newer),
        NotSplit.UNRANKED_THEN: _unranked(before, older),
        NotSplit.UNRANKED_NOW: _unranked(after, newer),
        NotSplit.NOTHING_IN_COMMON: _("no direction is fully comparable"),
    }
    return words[reason]


def _unranked(record: Record | None, year: int) -> str:
    """Why a municipality has no rank in a year; empty where it did not exist."""
    if record is None:
        return ""
    reason = reason_words(
        Unranked(record["unranked"]),
        points=(record["maximum_scored"], record["maximum"]),
        parameters=(record["parameters_scored"], record["parameters"]),
        not_applicable=record["parameters_not_applicable"],
        gaps=record["gaps"],
    )
    return _("no rank in {year}: {reason}").format(year=year, reason=reason)


def _place(record: Record | None) -> str:
    if record is None or pd.isna(record["rank_first"]):
        return ""
    return rank(int(record["rank_first"]), int(record["rank_last"]))


def _whole(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)
