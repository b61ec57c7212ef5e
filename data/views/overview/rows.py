"""The ranking of the overview: its first and last rows, the own one, and how many are left out between them."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from data.measures.movers import movers
from data.views.rankings.rows import RankingRow, common_rank

# How many rows are shown from the top and from the bottom; on a phone fewer.
WIDE, NARROW = (15, 7), (5, 2)
MOVERS_SHOWN = 4


@dataclass(frozen=True)
class Entry:
    """A row, or a gap: the ``places`` («16–33») of the ``count`` rows left out.

    ``wide`` and ``narrow`` tell whether it belongs to the list for wide screens and to the one for phones.
    """

    row: RankingRow | None
    places: str
    count: int
    wide: bool
    narrow: bool


@dataclass(frozen=True)
class MoverRow:
    """A municipality that changed rank: the change in rank and in points, and both ranks in words.

    ``before`` and ``now`` are the ranks among those ranked in both periods; ``note`` adds those that were printed.
    """

    code: str
    name: str
    before: str
    now: str
    note: str
    rank_change: int
    points_change: float


def excerpt(rows: Sequence[RankingRow]) -> tuple[Entry, ...]:
    """Both lists in one: rows in their order (ranked ones, best first), with the gaps of each list where they begin.

    Who shares a place is never parted by a cut, a gap of one row is filled, and the pinned row has its neighbours.
    """
    wide, narrow = (_kept(rows, *limits) for limits in (WIDE, NARROW))
    entries = []
    for index, row in enumerate(rows):
        for kept in (wide, narrow):
            if index not in kept and (index == 0 or index - 1 in kept):
                entries.append(_gap(rows, index, kept, is_wide=kept is wide))
        if index in wide or index in narrow:
            entries.append(Entry(row, "", 0, wide=index in wide, narrow=index in narrow))
    return tuple(entries)


def _kept(rows: Sequence[RankingRow], top: int, bottom: int) -> frozenset[int]:
    count = len(rows)
    kept = {index for index in range(count) if index < top or index >= count - bottom}
    kept |= {near for index in range(count) if rows[index].pinned for near in (index - 1, index, index + 1)}
    shared = {rows[index].first for index in kept if 0 <= index < count}
    kept |= {index for index in range(count) if rows[index].first in shared}
    kept |= {index for index in range(count) if index - 1 in kept and index + 1 in kept}
    return frozenset(kept & set(range(count)))


def _gap(rows: Sequence[RankingRow], start: int, kept: frozenset[int], *, is_wide: bool) -> Entry:
    end = next((index for index in range(start, len(rows)) if index in kept), len(rows))
    first, last = rows[start].first, rows[end - 1].rank.split("–")[-1]
    return Entry(None, f"{first}–{last}", end - start, wide=is_wide, narrow=not is_wide)


def mover_rows(now: pd.DataFrame, rows: Sequence[RankingRow], *, rising: bool) -> tuple[MoverRow, ...]:
    """Who moved furthest; ``now`` is a frame of ``data.measures.changes``."""
    by_code = {row.code: row for row in rows}
    found = []
    for record in movers(now, rising=rising, limit=MOVERS_SHOWN).to_dict("records"):
        row = by_code[record["municipality"]]
        found.append(
            MoverRow(
                code=row.code,
                name=row.name,
                before=common_rank(record, "common_before"),
                now=common_rank(record, "common"),
                note=row.change_note,
                rank_change=row.rank_change or 0,
                points_change=row.points_change or 0.0,
            )
        )
    return tuple(found)
