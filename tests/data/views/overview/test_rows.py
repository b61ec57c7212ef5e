"""Which rows of a ranking the overview lists, and what it says of those left out."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from data.views.overview.rows import Entry, excerpt
from data.views.rankings.rows import RankingRow
from data.vocabulary import Nothing

ROW = RankingRow(
    code="",
    name="",
    full_name="",
    kind="",
    kind_name="",
    rank="",
    rank_of="",
    kind_rank_of="",
    kind_place="",
    first=None,
    points=1.0,
    nothing=Nothing.NO_DATA,
    share=0.5,
    coverage=1.0,
    rank_change=None,
    points_change=None,
    no_change="",
    change_note="",
    common=0,
    effective=None,
    judged=None,
    reason="",
    pinned=False,
    open=True,
)


def ranking(count: int, *, pinned: int | None = None, ties: tuple[tuple[int, int], ...] = ()) -> list[RankingRow]:
    """Rows of places 1…count; ``ties`` are (first, last) places that are shared."""
    rows = []
    for place in range(1, count + 1):
        first, last = next(((first, last) for first, last in ties if first <= place <= last), (place, place))
        text = str(first) if first == last else f"{first}–{last}"
        rows.append(replace(ROW, code=f"M{place}", rank=text, first=first, pinned=place == pinned))
    return rows


def listed(entries: tuple[Entry, ...], *, wide: bool) -> list[str]:
    shown = [entry for entry in entries if (entry.wide if wide else entry.narrow)]
    return [entry.row.code if entry.row else f"{entry.places} ({entry.count})" for entry in shown]


def test_the_first_and_the_last_with_what_lies_between() -> None:
    entries = excerpt(ranking(40))
    assert listed(entries, wide=True) == [
        *(f"M{place}" for place in range(1, 16)),
        "16–33 (18)",
        *(f"M{place}" for place in range(34, 41)),
    ]
    assert listed(entries, wide=False) == ["M1", "M2", "M3", "M4", "M5", "6–38 (33)", "M39", "M40"]


def test_the_pinned_row_stands_with_its_neighbours_between_two_gaps() -> None:
    entries = excerpt(ranking(40, pinned=25))
    assert listed(entries, wide=True)[15:20] == ["16–23 (8)", "M24", "M25", "M26", "27–33 (7)"]
    assert listed(entries, wide=False)[5:10] == ["6–23 (18)", "M24", "M25", "M26", "27–38 (12)"]


def test_who_shares_a_place_is_not_parted() -> None:
    assert "M17" in listed(excerpt(ranking(40, ties=((15, 17),))), wide=True)
    assert "M32" in listed(excerpt(ranking(40, ties=((32, 34),))), wide=True)


def test_a_gap_tells_the_last_of_shared_places() -> None:
    assert "16–33 (18)" in listed(excerpt(ranking(40, ties=((30, 33),))), wide=True)


def test_a_gap_of_one_row_is_no_gap() -> None:
    assert listed(excerpt(ranking(23)), wide=True) == [f"M{place}" for place in range(1, 24)]
    assert "16–17 (2)" in listed(excerpt(ranking(24)), wide=True)


def test_a_short_ranking_is_listed_whole_and_an_empty_one_not_at_all() -> None:
    assert listed(excerpt(ranking(3)), wide=False) == ["M1", "M2", "M3"]
    assert excerpt([]) == ()


@given(st.integers(0, 80), st.integers(1, 80))
def test_rows_and_gaps_account_for_everybody(count: int, pinned: int) -> None:
    entries = excerpt(ranking(count, pinned=pinned))
    for wide in (True, False):
        shown = [entry for entry in entries if (entry.wide if wide else entry.narrow)]
        assert sum(1 if entry.row else entry.count for entry in shown) == count
        assert any(entry.row and entry.row.pinned for entry in shown) == (pinned <= count)
