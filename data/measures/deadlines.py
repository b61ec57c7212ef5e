"""When a roadmap measure is due, and how it stands on a day.

Sources: the roadmaps of documents 002 and 003, whose deadlines are a month, a year, a school year, a period, every
year, once in three years, throughout, as needed, or missing. A measure that repeats falls into *terms*, each with its
own last day; every other one is a single term. Days are whole and inclusive: on its last day a measure is not overdue.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from data.vocabulary import DeadlineKind, MeasureStatus

# From so many days before its last day on a measure counts as due.
DUE_WITHIN = 30
# The term of a measure that does not repeat.
ONCE = "once"
# A roadmap looks some years ahead and is kept some years; no list of terms is longer.
MOST_TERMS = 60
LIKELY_YEARS = range(1900, 2201)
SCHOOL_YEAR_END = (8, 31)
UNDATED_KINDS = frozenset({DeadlineKind.ON_SCHEDULE, DeadlineKind.AS_NEEDED, DeadlineKind.NOT_STATED})
STATUSES = tuple(MeasureStatus)


@dataclass(frozen=True)
class Deadline:
    """``first`` and ``last`` bound the measure, or all its terms, both inclusive; ``every_years`` is «раз в N лет»."""

    kind: DeadlineKind
    first: date | None = None
    last: date | None = None
    every_years: int | None = None


@dataclass(frozen=True)
class Term:
    """``key`` is the year in which the term is due, or ``ONCE``; ``first`` and ``due`` are None where unknown."""

    key: str
    first: date | None
    due: date | None


@dataclass(frozen=True)
class Standing:
    """The term that counts on a day, how it stands, and how many terms are overdue."""

    status: MeasureStatus
    term: Term
    overdue: int = 0


def terms(deadline: Deadline, day: date) -> tuple[Term, ...]:
    """The terms of a measure in their order; of those that repeat, up to the first one that begins after ``day``.

    A yearly measure without a first year has the one term of the year of ``day``, or of its own last year where that is
    over: nobody knows since when it holds. One that repeats after some years, without the number of years or without
    any day, has one term without a last day. A day outside of ``LIKELY_YEARS`` is a slip of the pen and counts as none.
    """
    deadline = replace(deadline, first=_likely(deadline.first), last=_likely(deadline.last))
    if deadline.kind is DeadlineKind.ANNUAL:
        return _yearly(deadline, day)
    if deadline.kind is DeadlineKind.EVERY_FEW_YEARS:
        return _every_few_years(deadline, day)
    if deadline.kind in UNDATED_KINDS:
        return (Term(ONCE, deadline.first, None),)
    return (Term(ONCE, deadline.first, deadline.last or _last_day(deadline)),)


def standing(deadline: Deadline, done: Mapping[str, date], day: date) -> Standing:
    """How a measure stands on ``day``; ``done`` gives the day on which each term was carried out, by its key.

    What was done after ``day`` does not count yet. An overdue term counts before all others, the earliest first; else
    the last term that has begun; else the first one. A term without a last day is never overdue.
    """
    found = terms(deadline, day)
    overdue = [term for term in found if term_status(term, done, day) is MeasureStatus.OVERDUE]
    if overdue:
        return Standing(MeasureStatus.OVERDUE, overdue[0], len(overdue))
    begun = [term for term in found if term.first is None or term.first <= day]
    term = begun[-1] if begun else found[0]
    return Standing(term_status(term, done, day), term)


def term_status(term: Term, done: Mapping[str, date], day: date) -> MeasureStatus:
    """How one term stands on ``day``, whatever the others do."""
    when = done.get(term.key)
    if when is not None and when <= day:
        return MeasureStatus.LATE if term.due is not None and when > term.due else MeasureStatus.DONE
    if term.due is not None and term.due < day:
        return MeasureStatus.OVERDUE
    if term.first is not None and term.first > day:
        return MeasureStatus.AHEAD
    if term.due is None:
        return MeasureStatus.UNDATED
    return MeasureStatus.DUE if term.due - day <= timedelta(DUE_WITHIN) else MeasureStatus.RUNNING


def earliest_done(term: Term) -> date | None:
    """The first day on which a term of a measure that repeats can have been carried out; None for any day.

    What is done early in its own year is done; the year before it was that of another term.
    """
    if term.key == ONCE or term.first is None or term.due is None:
        return None
    return min(term.first, date(term.due.year, 1, 1))


def count_by_status(statuses: Iterable[MeasureStatus]) -> dict[MeasureStatus, int]:
    """How many measures stand how, with a zero for each status that none has; the counts add up to all of them."""
    counts = dict.fromkeys(STATUSES, 0)
    for status in statuses:
        counts[status] += 1
    return counts


def _likely(day: date | None) -> date | None:
    return day if day and day.year in LIKELY_YEARS else None


def _last_day(deadline: Deadline) -> date | None:
    """The last day of a measure that only says when it begins; a period and «throughout» then have none."""
    first = deadline.first
    if first is None:
        return None
    if deadline.kind is DeadlineKind.DATE:
        return first
    if deadline.kind is DeadlineKind.MONTH:
        return _month_end(first.year, first.month)
    if deadline.kind is DeadlineKind.QUARTER:
        return _month_end(first.year, 3 * ((first.month + 2) // 3))
    if deadline.kind is DeadlineKind.YEAR:
        return date(first.year, 12, 31)
    if deadline.kind is DeadlineKind.SCHOOL_YEAR:
        end = date(first.year, *SCHOOL_YEAR_END)
        return end if first <= end else date(first.year + 1, *SCHOOL_YEAR_END)
    return None


def _yearly(deadline: Deadline, day: date) -> tuple[Term, ...]:
    """A term each year, due on the day and month of ``last`` (31 December where there is none).

    It begins on the day and month of ``first``: a year earlier where that is later in the year, as 1 September to
    31 May.
    """
    first, last = deadline.first, deadline.last
    begins, ends = (first.month, first.day) if first else (1, 1), (last.month, last.day) if last else (12, 31)
    back = begins > ends
    if first is None:
        only = min(day.year, last.year) if last else day.year
        years = range(only, only + 1)
    else:
        final = last.year if last else day.year + 1 + back
        years = range(first.year + back, min(final, first.year + MOST_TERMS) + 1)
    found = [Term(str(year), _on(year - back, *begins), _on(year, *ends)) for year in years]
    return _until_ahead(found, day) or (Term(ONCE, first, last),)


def _every_few_years(deadline: Deadline, day: date) -> tuple[Term, ...]:
    """Whole spans of ``every_years`` years from ``first`` on, each due on its last day; without ``first`` one span."""
    years, first, last = deadline.every_years, deadline.first, deadline.last
    if not years or (first is None and last is None):
        return (Term(ONCE, first, None),)
    if first is None:
        assert last is not None
        return (Term(str(last.year), _add_years(last, -years) + timedelta(1), last),)
    found = []
    for place in range(MOST_TERMS):
        begins = _add_years(first, place * years)
        due = _add_years(first, (place + 1) * years) - timedelta(1)
        if last is not None and due > last:
            break
        found.append(Term(str(due.year), begins, due))
    return _until_ahead(found, day) or (Term(ONCE, first, last),)


def _until_ahead(found: list[Term], day: date) -> tuple[Term, ...]:
    ahead = next((place for place, term in enumerate(found) if term.first is not None and term.first > day), None)
    return tuple(found if ahead is None else found[: ahead + 1])


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _on(year: int, month: int, day: int) -> date:
    """That day of the year; 29 February is the 28th in a common year."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def _add_years(day: date, years: int) -> date:
    return _on(day.year + years, day.month, day.day)
