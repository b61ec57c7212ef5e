"""Which figure stands for a year: cases by hand, and what holds for any figures."""

from hypothesis import given
from hypothesis import strategies as st

from data.measures.indicators.standing import Standing, standing
from data.text.intervals.interval import interval

CODES = st.sampled_from(["H1", "H2", "Q1", "Q2", "Q3", "Q4", "M03", "D0901", "W3", "S", "R", "Q2R", "C06", "C09"])
FACTS = st.dictionaries(st.tuples(st.integers(2020, 2026), CODES), st.integers(0, 9), max_size=12)


def test_the_last_quarter_that_anybody_has_a_fact_of_stands_for_its_year() -> None:
    facts = {(2025, "Q2"): 3, (2025, "Q4"): 1, (2026, "Q1"): 5, (2026, "Q2"): 0}
    # The second quarter of 2026 has marks of nothing and no fact.
    assert standing(facts, has_years=False) == Standing("Q", {2025: "Q4", 2026: "Q1"})


def test_where_there_are_only_marks_the_last_one_stands() -> None:
    assert standing({(2026, "Q1"): 0, (2026, "Q2"): 0}, has_years=False) == Standing("Q", {2026: "Q2"})


def test_years_stand_for_years_also_where_a_year_has_quarters_alone() -> None:
    assert standing({(2026, "Q1"): 5, (2018, "R"): 2}, has_years=True) == Standing("", {})


def test_half_years_go_before_quarters_in_every_year() -> None:
    assert standing({(2025, "Q4"): 9, (2024, "H2"): 1}, has_years=False) == Standing("H", {2024: "H2"})


@given(FACTS, st.booleans())
def test_one_series_stands_and_nothing_of_it_in_the_year_is_later(
    facts: dict[tuple[int, str], int], has_years: bool
) -> None:
    found = standing(facts, has_years=has_years)
    assert not has_years or found.series == ""
    of_series = {period for period in facts if interval(period[1]).series == found.series}
    assert set(found.by_year) == {year for year, _code in of_series}
    for year, code in found.by_year.items():
        assert (year, code) in of_series
        later = [one for at, one in of_series if at == year and interval(one).end(year) > interval(code).end(year)]
        assert all(facts[year, one] == 0 for one in later)
