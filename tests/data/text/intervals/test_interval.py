"""Intervals by hand: codes, first and last days, the order in which they follow, and which kind stands for a year."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.text.intervals.interval import (
    LONGEST_WINDOW,
    YEAR,
    Interval,
    IntervalKind,
    interval,
    period_code,
    split_period,
    standing_series,
)

NUMBERS = {
    IntervalKind.YEAR: [0],
    IntervalKind.SCHOOL_YEAR: [0],
    IntervalKind.WINDOW: list(range(2, LONGEST_WINDOW + 1)),
    IntervalKind.CUMULATIVE: list(range(1, 13)),
    IntervalKind.HALF: [1, 2],
    IntervalKind.QUARTER: [1, 2, 3, 4],
    IntervalKind.MONTH: list(range(1, 13)),
    IntervalKind.DATE: [101, 228, 229, 901, 1231],
}
EVERY = [
    Interval(kind, number, revised)
    for kind, numbers in NUMBERS.items()
    for number in numbers
    for revised in (False, True)
]


@pytest.mark.parametrize(
    ("code", "year", "start", "end"),
    [
        ("", 2026, date(2026, 1, 1), date(2026, 12, 31)),
        ("S", 2026, date(2025, 9, 1), date(2026, 8, 31)),
        ("W3", 2016, date(2014, 1, 1), date(2016, 12, 31)),
        ("Q1", 2026, date(2026, 1, 1), date(2026, 3, 31)),
        ("Q4", 2026, date(2026, 10, 1), date(2026, 12, 31)),
        ("H1", 2025, date(2025, 1, 1), date(2025, 6, 30)),
        ("H2", 2025, date(2025, 7, 1), date(2025, 12, 31)),
        ("M02", 2024, date(2024, 2, 1), date(2024, 2, 29)),
        ("C09", 2025, date(2025, 1, 1), date(2025, 9, 30)),
        ("D0901", 2025, date(2025, 9, 1), date(2025, 9, 1)),
        ("Q2R", 2026, date(2026, 4, 1), date(2026, 6, 30)),
    ],
)
def test_an_interval_has_a_first_and_a_last_day(code: str, year: int, start: date, end: date) -> None:
    found = interval(code)
    assert (found.start(year), found.end(year), found.code) == (start, end, code)


def test_every_interval_is_found_again_by_its_code_and_no_two_share_one() -> None:
    assert [interval(one.code) for one in EVERY] == EVERY
    assert len({one.code for one in EVERY}) == len(EVERY)
    assert all(len(one.code) <= 6 for one in EVERY)


@given(st.sampled_from(EVERY), st.integers(1990, 2100))
def test_a_period_is_split_into_what_it_was_made_of(one: Interval, year: int) -> None:
    found = split_period(period_code(year, one.code))
    assert found == ((year, one.code) if one.exists_in(year) else None)


@given(st.sampled_from(EVERY), st.integers(1990, 2100))
def test_a_place_lies_within_the_year_that_it_belongs_to(one: Interval, year: int) -> None:
    if one.exists_in(year):
        assert one.start(year) <= one.end(year)
        assert one.end(year).year == year
        assert year - 0.5 < one.place(year) <= year + 0.5
        assert one.is_within_year or one.place(year) == year


@pytest.mark.parametrize(
    "text", ["", "26", "2026-", "2026-Q5", "2026-H3", "2026-W1", "2026-W11", "2025-D0229", "2026-X"]
)
def test_what_is_no_period_is_not_split(text: str) -> None:
    assert split_period(text) is None


@pytest.mark.parametrize("code", ["Q5", "Q0", "H3", "M13", "C00", "W1", "D1301", "D0230", "RR", "Y"])
def test_what_is_no_interval_has_no_meaning(code: str) -> None:
    with pytest.raises(ValueError, match="no interval"):
        interval(code)


def test_parts_of_a_year_lie_around_its_number() -> None:
    # The first 90 of 365 days; the first two quarters together, whose middle is that of the half-year.
    assert interval("Q1").place(2026) == pytest.approx(2025.5 + 45 / 365)
    assert interval("H1").place(2026) == pytest.approx(2025.5 + 90.5 / 365)
    assert interval("M12").place(2026) == pytest.approx(2026.5 - 15.5 / 365)
    # 31 days of January and so on up to 1 September, and up to the end of September.
    assert interval("D0901").place(2026) == pytest.approx(2025.5 + 244 / 365)
    assert interval("C09").place(2026) == pytest.approx(2025.5 + 273 / 365)
    assert [YEAR.place(2026), interval("W3").place(2026), interval("S").place(2026)] == [2026, 2026, 2026]


@pytest.mark.parametrize(
    ("series", "standing"),
    [
        (["Q", ""], ""),
        (["R", ""], ""),
        (["Q", "R"], "R"),
        (["M", "Q", "H"], "H"),
        (["D", "Q"], "Q"),
        (["W5", "W3", "Q"], "W3"),
        (["S", "W3"], "S"),
        (["QR", "Q"], "Q"),
        ([], ""),
    ],
)
def test_the_yearly_series_stands_for_years_and_else_the_one_of_the_longest_intervals(
    series: list[str], standing: str
) -> None:
    assert standing_series(series) == standing
