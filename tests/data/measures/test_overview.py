"""Full cycles of a region, by hand: nobody, one, several, and those that cannot be judged."""

import pandas as pd

from data.measures.overview import (
    MedianMove,
    full_cycle_counts,
    full_cycle_summary,
    many_of,
    median_move,
    median_of_ranked,
)
from data.vocabulary import Verdict

CODES = {"e": Verdict.EFFECTIVE, "i": Verdict.INEFFECTIVE, "?": Verdict.CANNOT_BE_JUDGED}


def verdicts(**municipalities: str) -> pd.DataFrame:
    """One letter a direction: effective, ineffective, or not to be judged."""
    rows = [
        (code, f"1.{place}", CODES[letter].value)
        for code, letters in municipalities.items()
        for place, letter in enumerate(letters, start=1)
    ]
    return pd.DataFrame(rows, columns=["municipality", "direction", "verdict"])


def test_counts_by_municipality() -> None:
    counts = full_cycle_counts(verdicts(A="eei", B="i??"))
    assert counts.to_dict("records") == [
        {"municipality": "A", "effective": 2, "ineffective": 1, "directions": 3},
        {"municipality": "B", "effective": 0, "ineffective": 1, "directions": 3},
    ]


def test_nobody_has_all_and_two_share_the_most() -> None:
    found = full_cycle_summary(full_cycle_counts(verdicts(A="eei", B="iee", C="iii")))
    assert (found.municipalities, found.directions, found.effective, found.decided) == (3, 3, 4, 3)
    assert (found.complete, found.most, found.closest) == ((), 2, ("A", "B"))
    assert (found.without, found.unknown_without) == (1, 0)


def test_who_has_all_is_complete() -> None:
    found = full_cycle_summary(full_cycle_counts(verdicts(A="ee", B="ei")))
    assert (found.complete, found.decided) == (("A",), 2)


def test_nobody_has_any() -> None:
    found = full_cycle_summary(full_cycle_counts(verdicts(A="ii", B="ii")))
    assert (found.most, found.closest, found.without, found.many) == (0, (), 2, 0)


def test_an_open_direction_is_neither_full_nor_lacking() -> None:
    # A may yet have all, B is known to lack one and may have one, C is known to have none.
    found = full_cycle_summary(full_cycle_counts(verdicts(A="e?", B="i?", C="ii", D="??")))
    assert found.decided == 2
    assert (found.without, found.unknown_without) == (1, 2)
    assert found.complete == ()


def test_many_is_the_setting_or_all_where_there_are_fewer() -> None:
    assert [many_of(count) for count in (0, 1, 3, 4, 8)] == [1, 1, 3, 4, 4]
    found = full_cycle_summary(full_cycle_counts(verdicts(A="eeee" + "i", B="eeei" + "i")))
    assert found.many == 1


def test_an_empty_region_gives_zeros() -> None:
    found = full_cycle_summary(full_cycle_counts(verdicts()))
    assert (found.municipalities, found.directions, found.decided, found.most, found.many) == (0, 0, 0, 0, 0)


def ranked(*rows: tuple[str, float, float | None]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["municipality", "points", "rank_first"])


def test_a_median_moves_among_those_ranked_in_both_periods() -> None:
    before = ranked(("A", 10, 2), ("B", 20, 1), ("C", 1, 3))
    now = ranked(("A", 14, 2), ("B", 22, 1), ("C", 9, None), ("D", 90, 1))
    # All ranked: 10, then 22. Of A and B alone: 15, then 18.
    assert (median_of_ranked(before), median_of_ranked(now)) == (10, 22)
    assert median_move(before, now) == MedianMove(15, 18, 2)
    assert median_move(before, ranked(("D", 90, 1))) is None
    assert median_of_ranked(ranked(("A", 10, None))) is None
