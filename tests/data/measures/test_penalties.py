"""Since when a penalty stands, worked out by hand."""

import pandas as pd

from data.measures.penalties import standing_since

PERIODS = ["2023", "2024", "2025", "2026"]


def versions(*rows: tuple[str, int, str, int, int | None]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["municipality", "parameter_id", "period", "valid_from", "valid_to"])
    return frame.astype({"valid_to": "Float64"})


def since(*rows: tuple[str, int, str, int, int | None], period: str = "2026") -> list[tuple[str, int, str, int]]:
    return [tuple(row) for row in standing_since(versions(*rows), PERIODS, period).itertuples(index=False)]


def test_a_penalty_of_this_period_only_stands_since_it() -> None:
    assert since(("A", 1, "2026", 7, None)) == [("A", 1, "2026", 7)]


def test_periods_in_a_row_count_back_to_the_first_of_them() -> None:
    assert since(("A", 1, "2026", 9, None), ("A", 1, "2025", 5, None), ("A", 1, "2024", 3, None)) == [
        ("A", 1, "2024", 3)
    ]


def test_a_period_without_the_penalty_begins_it_anew() -> None:
    assert since(("A", 1, "2026", 9, None), ("A", 1, "2024", 3, None)) == [("A", 1, "2026", 9)]


def test_what_no_longer_stands_is_not_reported() -> None:
    assert since(("A", 1, "2026", 7, 9), ("A", 1, "2025", 5, None)) == []
    assert since(("A", 1, "2025", 5, None)) == []
    assert since() == []


def test_versions_that_follow_one_another_are_one_penalty() -> None:
    # −1 from revision 3, made −2 in revision 6 and given another comment in revision 8: below zero since 3.
    rows = (("A", 1, "2026", 8, None), ("A", 1, "2026", 3, 6), ("A", 1, "2026", 6, 8))
    assert since(*rows) == [("A", 1, "2026", 3)]


def test_a_penalty_lifted_and_given_again_stands_since_it_was_given_again() -> None:
    assert since(("A", 1, "2026", 3, 5), ("A", 1, "2026", 8, None)) == [("A", 1, "2026", 8)]


def test_later_periods_do_not_matter_and_scores_are_told_apart() -> None:
    rows = (("A", 1, "2026", 9, None), ("A", 1, "2025", 5, None), ("A", 2, "2025", 6, None), ("B", 1, "2025", 4, None))
    assert since(*rows, period="2025") == [("A", 1, "2025", 5), ("A", 2, "2025", 6), ("B", 1, "2025", 4)]
