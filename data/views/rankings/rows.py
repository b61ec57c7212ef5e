"""Rows of a ranking: frames turned into plain values and the strings that table, chart and export print alike."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from data.formats import rank, rank_of
from data.measures.changes import NotCompared
from data.measures.ranks import Unranked
from data.views.rankings.cycles import FullCycles
from data.views.rankings.words import change_note, kind_name, kind_place, no_change_words, reason_words
from data.views.shared.choices import Choice, Choices
from data.vocabulary import Nothing


@dataclass(frozen=True)
class RankingRow:
    """One municipality. ``rank`` («2–3») and ``rank_of`` («2–3 из 40») are empty without a rank: ``reason`` says why.

    ``points`` are those that are scored, None where none are, and then ``nothing`` tells why; ``share`` is of the
    maximum loaded, ``coverage`` the part of the maximum that is scored, both 0…1. Changes are None where ``no_change``
    says why; ``change_note`` says both ranks of a change among the ``common`` municipalities ranked in both periods, or
    why there is none. ``effective`` and ``judged`` count directions and are None where that is not open to the viewer.
    ``open`` tells whether details are.
    """

    code: str
    name: str
    full_name: str
    kind: str
    kind_name: str
    rank: str
    rank_of: str
    kind_rank_of: str
    kind_place: str
    first: int | None
    points: float | None
    nothing: Nothing
    share: float | None
    coverage: float | None
    rank_change: int | None
    points_change: float | None
    no_change: str
    change_note: str
    common: int
    effective: int | None
    judged: int | None
    reason: str
    pinned: bool
    open: bool


def ranking_rows(
    now: pd.DataFrame, choices: Choices, pinned: str | None, scope: str | None, cycles: FullCycles | None
) -> tuple[RankingRow, ...]:
    """One row per row of ``now`` (a frame of ``with_changes`` that also has ``gaps``)."""
    names = {choice.code: choice for choice in choices.municipalities}
    records = now.to_dict("records")
    return tuple(_row(record, names[record["municipality"]], pinned, scope, cycles) for record in records)


def pinned_in(rows: Sequence[RankingRow], code: str | None) -> tuple[RankingRow, ...]:
    """The same rows with that of ``code`` pinned."""
    return tuple(replace(row, pinned=True) if row.code == code else row for row in rows)


def _row(
    record: Mapping[Hashable, Any], name: Choice, pinned: str | None, scope: str | None, cycles: FullCycles | None
) -> RankingRow:
    code = name.code
    first, last = _whole(record["rank_first"]), _whole(record["rank_last"])
    kind_first, kind_last = _whole(record["kind_rank_first"]), _whole(record["kind_rank_last"])
    maximum, points = record["maximum"], _known(record["points"])
    rubric = maximum > 0
    return RankingRow(
        code=code,
        name=name.short,
        full_name=name.name,
        kind=record["kind"],
        kind_name=kind_name(record["kind"]),
        rank=rank(first, last) if first and last else "",
        rank_of=rank_of(first, last, record["ranked"]) if first and last else "",
        kind_rank_of=rank_of(kind_first, kind_last, record["kind_ranked"]) if kind_first and kind_last else "",
        kind_place=kind_place(record["kind"], kind_first, kind_last, record["kind_ranked"])
        if kind_first and kind_last
        else "",
        first=first,
        points=points,
        nothing=_nothing(record),
        share=points / maximum if rubric and points is not None else None,
        coverage=record["maximum_scored"] / maximum if rubric and points is not None else None,
        rank_change=_whole(record["rank_change"]),
        points_change=_known(record["points_change"]),
        no_change=no_change_words(NotCompared(record["not_compared"])),
        change_note=_change_note(record),
        common=int(record["common"]),
        effective=cycles.effective.get(code) if cycles else None,
        judged=cycles.judged.get(code) if cycles else None,
        reason=_reason(record),
        pinned=code == pinned,
        open=scope is None or code == scope,
    )


def _nothing(record: Mapping[Hashable, Any]) -> Nothing:
    is_whole = record["parameters"] > 0 and record["parameters_not_applicable"] == record["parameters"]
    return Nothing.NOT_APPLICABLE if is_whole else Nothing.NO_DATA


def _change_note(record: Mapping[Hashable, Any]) -> str:
    reason = no_change_words(NotCompared(record["not_compared"]))
    if reason:
        return reason
    now = rank_of(int(record["rank_first"]), int(record["rank_last"]), record["ranked"])
    then = rank_of(int(record["before_first"]), int(record["before_last"]), int(record["before_ranked"]))
    return change_note(record["common"], common_rank(record, "common_before"), common_rank(record, "common"), then, now)


def common_rank(record: Mapping[Hashable, Any], name: str) -> str:
    """One of the ranks of ``data.measures.changes`` in words: ``common`` (now), ``common_before``."""
    return rank(int(record[f"{name}_first"]), int(record[f"{name}_last"]))


def _reason(record: Mapping[Hashable, Any]) -> str:
    return reason_words(
        Unranked(record["unranked"]),
        points=(record["maximum_scored"], record["maximum"]),
        parameters=(record["parameters_scored"], record["parameters"]),
        not_applicable=record["parameters_not_applicable"],
        gaps=record["gaps"],
    )


def _whole(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)


def _known(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)
