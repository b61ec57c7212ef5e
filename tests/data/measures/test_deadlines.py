"""Deadlines of roadmap measures: each kind worked out by hand, and what holds for any measure on any day."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.measures.deadlines import ONCE, Deadline, Term, count_by_status, earliest_done, standing, terms
from data.vocabulary import DeadlineKind, MeasureStatus

D = date.fromisoformat
KIND = DeadlineKind


def due_days(deadline: Deadline, day: str) -> list[tuple[str, str | None, str | None]]:
    return [(one.key, str(one.first or ""), str(one.due or "")) for one in terms(deadline, D(day))]


def of(kind: DeadlineKind, first: str | None = None, last: str | None = None, years: int | None = None) -> Deadline:
    return Deadline(kind, D(first) if first else None, D(last) if last else None, years)


@pytest.mark.parametrize(
    ("deadline", "due"),
    [
        (of(KIND.DATE, "2026-08-15"), "2026-08-15"),
        (of(KIND.DATE, None, "2026-08-15"), "2026-08-15"),
        (of(KIND.MONTH, "2026-08-01"), "2026-08-31"),
        (of(KIND.MONTH, "2027-02-01"), "2027-02-28"),
        # 2028 is a leap year, 2100 is none.
        (of(KIND.MONTH, "2028-02-10"), "2028-02-29"),
        (of(KIND.MONTH, "2100-02-01"), "2100-02-28"),
        (of(KIND.QUARTER, "2026-01-01"), "2026-03-31"),
        (of(KIND.QUARTER, "2026-05-20"), "2026-06-30"),
        (of(KIND.QUARTER, "2026-12-01"), "2026-12-31"),
        (of(KIND.YEAR, "2026-03-01"), "2026-12-31"),
        # A school year ends on 31 August.
        (of(KIND.SCHOOL_YEAR, "2025-09-01"), "2026-08-31"),
        (of(KIND.SCHOOL_YEAR, "2026-01-12"), "2026-08-31"),
        (of(KIND.SCHOOL_YEAR, "2026-08-31"), "2026-08-31"),
        (of(KIND.SCHOOL_YEAR, "2025-09-01", "2026-05-25"), "2026-05-25"),
        (of(KIND.PERIOD, "2026-07-01", "2026-08-31"), "2026-08-31"),
        (of(KIND.PERIOD, "2026-07-01"), ""),
        (of(KIND.ONGOING, "2024-01-01", "2027-12-31"), "2027-12-31"),
        (of(KIND.ONGOING), ""),
        (of(KIND.AS_NEEDED, "2024-01-01", "2027-12-31"), ""),
        (of(KIND.ON_SCHEDULE), ""),
        (of(KIND.NOT_STATED), ""),
    ],
)
def test_a_single_term_ends_on(deadline: Deadline, due: str) -> None:
    ((key, first, last),) = due_days(deadline, "2026-06-01")
    assert (key, first, last) == (ONCE, str(deadline.first or ""), due)


def test_a_yearly_measure_has_a_term_each_year_and_shows_the_next() -> None:
    yearly = of(KIND.ANNUAL, "2024-01-01", "2027-08-15")
    assert due_days(yearly, "2025-08-16") == [
        ("2024", "2024-01-01", "2024-08-15"),
        ("2025", "2025-01-01", "2025-08-15"),
        ("2026", "2026-01-01", "2026-08-15"),
    ]
    assert [key for key, _first, _due in due_days(yearly, "2040-01-01")] == ["2024", "2025", "2026", "2027"]


def test_a_yearly_measure_over_new_year_belongs_to_the_year_it_ends_in() -> None:
    school_years = of(KIND.ANNUAL, "2024-09-01", "2026-05-31")
    assert due_days(school_years, "2026-01-01") == [
        ("2025", "2024-09-01", "2025-05-31"),
        ("2026", "2025-09-01", "2026-05-31"),
    ]
    open_ended = of(KIND.ANNUAL, "2024-09-01")
    assert due_days(open_ended, "2024-10-01") == [
        ("2024", "2024-09-01", "2024-12-31"),
        ("2025", "2025-09-01", "2025-12-31"),
    ]


def test_the_29th_of_february_is_the_28th_in_a_common_year() -> None:
    leap = of(KIND.ANNUAL, "2024-01-01", "2028-02-29")
    assert [due for _key, _first, due in due_days(leap, "2030-01-01")] == [
        "2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("deadline", "day", "expected"),
    [
        # Nobody knows since when it holds: only the year of the day is judged.
        (of(KIND.ANNUAL), "2026-11-14", [("2026", "2026-01-01", "2026-12-31")]),
        (of(KIND.ANNUAL, None, "2027-09-30"), "2026-11-14", [("2026", "2026-01-01", "2026-09-30")]),
        (of(KIND.ANNUAL, None, "2024-09-30"), "2026-11-14", [("2024", "2024-01-01", "2024-09-30")]),
    ],
)
def test_a_yearly_measure_without_a_first_year(deadline: Deadline, day: str, expected: object) -> None:
    assert due_days(deadline, day) == expected


def test_once_in_three_years_counts_whole_spans() -> None:
    thrice = of(KIND.EVERY_FEW_YEARS, "2021-01-01", "2027-12-31", 3)
    # A third span would end in 2029, after the roadmap.
    assert due_days(thrice, "2026-11-14") == [
        ("2023", "2021-01-01", "2023-12-31"),
        ("2026", "2024-01-01", "2026-12-31"),
    ]
    assert due_days(of(KIND.EVERY_FEW_YEARS, None, "2024-12-31", 3), "2022-01-01") == [
        ("2024", "2022-01-01", "2024-12-31")
    ]
    # 29 February 2024 and three years: the span ends on the day before 28 February 2027.
    assert due_days(of(KIND.EVERY_FEW_YEARS, "2024-02-29", None, 3), "2024-03-01")[0][2] == "2027-02-27"


@pytest.mark.parametrize(
    "deadline",
    [
        of(KIND.EVERY_FEW_YEARS, "2021-01-01", "2024-12-31"),
        of(KIND.EVERY_FEW_YEARS, None, None, 3),
        of(KIND.EVERY_FEW_YEARS, "2021-01-01", "2022-12-31", 3),
    ],
)
def test_once_in_some_years_without_its_facts_has_a_term_that_is_not_judged_early(deadline: Deadline) -> None:
    (term,) = terms(deadline, D("2022-06-01"))
    assert term.key == ONCE
    assert standing(deadline, {}, D("2022-06-01")).status in (MeasureStatus.UNDATED, MeasureStatus.RUNNING)


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2026-06-30", MeasureStatus.AHEAD),
        ("2026-07-01", MeasureStatus.RUNNING),
        # 31 days before the end, and 30.
        ("2026-07-31", MeasureStatus.RUNNING),
        ("2026-08-01", MeasureStatus.DUE),
        ("2026-08-31", MeasureStatus.DUE),
        ("2026-09-01", MeasureStatus.OVERDUE),
    ],
)
def test_a_measure_stands_on_a_day(day: str, status: MeasureStatus) -> None:
    assert standing(of(KIND.PERIOD, "2026-07-01", "2026-08-31"), {}, D(day)).status is status


@pytest.mark.parametrize(
    ("done", "day", "status"),
    [
        ("2026-08-31", "2026-08-31", MeasureStatus.DONE),
        ("2026-09-01", "2026-10-01", MeasureStatus.LATE),
        # What is done after the day that is asked about does not count on it.
        ("2026-09-01", "2026-08-31", MeasureStatus.DUE),
        # Done before it was to begin is done.
        ("2026-06-01", "2026-06-15", MeasureStatus.DONE),
    ],
)
def test_a_measure_is_done_from_the_day_it_was_carried_out(done: str, day: str, status: MeasureStatus) -> None:
    assert standing(of(KIND.PERIOD, "2026-07-01", "2026-08-31"), {ONCE: D(done)}, D(day)).status is status


def test_the_earliest_overdue_term_counts_and_all_are_counted() -> None:
    yearly = of(KIND.ANNUAL, "2023-01-01", "2027-08-15")
    found = standing(yearly, {"2023": D("2023-08-01"), "2026": D("2026-08-10")}, D("2026-11-14"))
    assert (found.status, found.term.key, found.overdue) == (MeasureStatus.OVERDUE, "2024", 2)
    done = {str(year): D(f"{year}-08-01") for year in range(2023, 2027)}
    assert standing(yearly, done, D("2026-11-14")).status is MeasureStatus.DONE
    assert standing(yearly, done, D("2027-01-01")).status is MeasureStatus.RUNNING


def test_what_has_no_last_day_is_never_overdue_and_can_be_done() -> None:
    needed = of(KIND.AS_NEEDED)
    assert standing(needed, {}, D("2099-01-01")).status is MeasureStatus.UNDATED
    assert standing(needed, {ONCE: D("2026-03-01")}, D("2026-03-01")).status is MeasureStatus.DONE


@pytest.mark.parametrize("kind", list(DeadlineKind))
def test_a_slip_of_the_pen_counts_as_no_day(kind: DeadlineKind) -> None:
    slip = of(kind, "9999-01-01", "9999-12-31", 3)
    assert terms(slip, D("2026-11-14")) == terms(of(kind, None, None, 3), D("2026-11-14"))


DAYS = st.dates(D("2015-01-01"), D("2040-12-31"))


@st.composite
def deadlines(draw: st.DrawFn) -> Deadline:
    first, last = draw(st.none() | DAYS), draw(st.none() | DAYS)
    if first and last and first > last:
        first, last = last, first
    return Deadline(draw(st.sampled_from(DeadlineKind)), first, last, draw(st.none() | st.integers(1, 6)))


@given(deadlines(), DAYS)
def test_terms_follow_one_another(deadline: Deadline, day: date) -> None:
    found = terms(deadline, day)
    assert found
    assert len({term.key for term in found}) == len(found)
    for term in found:
        assert term.first is None or term.due is None or term.first <= term.due
    for before, after in pairwise(found):
        assert before.due is not None
        assert after.first is not None
        assert before.due < after.first
    assert sum(term.first is not None and term.first > day for term in found) <= 1


@given(deadlines(), DAYS, st.integers(0, 800))
def test_time_alone_never_makes_an_overdue_measure_less_overdue(deadline: Deadline, day: date, later: int) -> None:
    before, after = (standing(deadline, {}, one) for one in (day, day + timedelta(later)))
    # Without a first year only the current year is judged, so that a new year begins from nothing.
    if deadline.kind is DeadlineKind.ANNUAL and deadline.first is None:
        return
    assert before.overdue <= after.overdue
    assert (before.status is MeasureStatus.OVERDUE) == (before.overdue > 0)


@given(deadlines(), DAYS)
def test_a_measure_with_all_its_terms_done_in_time_is_never_overdue(deadline: Deadline, day: date) -> None:
    done = {term.key: term.first or term.due or day for term in terms(deadline, day)}
    found = standing(deadline, done, day)
    assert found.overdue == 0
    assert found.status is not MeasureStatus.LATE


@given(st.lists(st.tuples(deadlines(), DAYS), max_size=20))
def test_the_counts_of_statuses_add_up(measures: list[tuple[Deadline, date]]) -> None:
    counts = count_by_status(standing(deadline, {}, day).status for deadline, day in measures)
    assert sum(counts.values()) == len(measures)
    assert set(counts) == set(MeasureStatus)


def test_a_term_is_named_by_the_year_it_is_due_in() -> None:
    assert terms(of(KIND.ANNUAL, "2026-01-01", "2026-12-31"), D("2026-06-01")) == (
        Term("2026", D("2026-01-01"), D("2026-12-31")),
    )


def test_a_term_is_done_at_the_earliest_in_its_own_year() -> None:
    (summer,) = terms(of(KIND.ANNUAL, "2026-06-01", "2026-08-31"), D("2026-06-01"))
    (school,) = terms(of(KIND.ANNUAL, "2025-09-01", "2026-05-31"), D("2026-06-01"))
    (three,) = terms(of(KIND.EVERY_FEW_YEARS, "2024-03-01", "2027-02-28", 3), D("2026-06-01"))
    (once,) = terms(of(KIND.YEAR, "2026-01-01", "2026-12-31"), D("2026-06-01"))
    found = [earliest_done(term) for term in (summer, school, three, once)]
    assert found == [D("2026-01-01"), D("2025-09-01"), D("2024-03-01"), None]
