"""Which figure stands for a year: cases by hand, and what holds for any figures."""

from hypothesis import given
from hypothesis import strategies as st

from data.measures.indicators.standing import Standing, standing
from data.text.intervals.interval import interval

CODES = st.sampled_from(["", "H1", "H2", "Q1", "Q2", "Q3", "Q4", "M03", "D0901", "W3", "S", "R", "Q2R", "C06", "C09"])
FACTS = st.dictionaries(st.tuples(st.integers(2020, 2026), CODES), st.integers(0, 9), max_size=12)


def test_the_last_quarter_that_anybody_has_a_fact_of_stands_for_its_year() -> None:
    facts = {(2025, "Q2"): 3, (2025, "Q4"): 1, (2026, "Q1"): 5, (2026, "Q2"): 0}
    # The second quarter of 2026 has marks of nothing and no fact.
    assert standing(facts) == Standing({2025: "Q4", 2026: "Q1"})


def test_where_there_are_only_marks_the_last_one_stands() -> None:
    assert standing({(2026, "Q1"): 0, (2026, "Q2"): 0}) == Standing({2026: "Q2"})


def test_one_yearly_figure_does_not_stand_where_most_have_quarters() -> None:
    quarters = {(2025, "Q1"): 4, (2026, "Q1"): 4}
    assert standing(quarters | {(2025, ""): 1, (2026, ""): 3}) == Standing({2025: "Q1", 2026: "Q1"})
    # As many as have the quarter: the yearly figure stands, in this year alone.
    assert standing(quarters | {(2025, ""): 1, (2026, ""): 4}) == Standing({2025: "Q1", 2026: ""})


def test_a_kind_has_as_many_as_its_fullest_interval() -> None:
    # Three with a first quarter are more than two with a half-year; the last quarter stands, though one alone has it.
    assert standing({(2025, "Q1"): 3, (2025, "Q2"): 1, (2025, "H1"): 2}) == Standing({2025: "Q2"})


def test_of_two_kinds_with_equally_many_the_longer_one_stands() -> None:
    assert standing({(2025, "Q4"): 2, (2025, "H2"): 2}) == Standing({2025: "H2"})


def test_a_year_without_figures_has_the_kind_of_the_nearest() -> None:
    found = Standing({2024: "", 2026: "Q2"})
    assert [found.series_of(year) for year in (2023, 2024, 2025, 2026, 2027)] == ["", "", "", "Q", "Q"]
    assert Standing({}).series_of(2026) == ""


@given(FACTS)
def test_of_no_other_kind_have_more_a_fact_and_nothing_of_it_in_the_year_is_later(
    facts: dict[tuple[int, str], int],
) -> None:
    found = standing(facts)
    assert set(found.by_year) == {year for year, _code in facts}
    for year, code in found.by_year.items():
        series = interval(code).series
        of_year = {one: number for (at, one), number in facts.items() if at == year}
        own = {one: number for one, number in of_year.items() if interval(one).series == series}
        assert max(own.values()) == max(of_year.values())
        later = [one for one in own if interval(one).end(year) > interval(code).end(year)]
        assert all(own[one] == 0 for one in later)
