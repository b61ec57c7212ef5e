"""Making a period: the year of an assessment, and the school year that ends in it."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models.assessment import Assessment
from data.models.indicators import Observation
from data.models.region import Enrolment, Period

FIRST_YEAR, LAST_YEAR = 1990, 2100
# What a period may have.
_WITH_PERIOD = (Assessment, Observation, Enrolment)


def school_year(year: int) -> str:
    """The school year that ends in a year: 2025/26 for 2026."""
    return f"{year - 1}/{year % 100:02d}"


def make_periods(session: Session, years: Collection[int]) -> list[int]:
    """Make the periods of these years in a writing session, as far as there are none; gives the years that are new."""
    known = set(session.scalars(select(Period.year).where(Period.year.in_(years)))) if years else set()
    new = sorted(set(years) - known)
    session.add_all(Period(code=str(year), year=year, school_year=school_year(year)) for year in new)
    session.flush()
    return new


def drop_empty_periods(session: Session, years: Collection[int]) -> list[int]:
    """Remove those of these periods that nothing belongs to; gives the years that stay."""
    stay = []
    for period in session.scalars(select(Period).where(Period.year.in_(years)).order_by(Period.year)).all():
        figures = (select(model.id).where(model.period_id == period.id).limit(1) for model in _WITH_PERIOD)
        if any(session.scalar(query) is not None for query in figures):
            stay.append(period.year)
        else:
            session.delete(period)
    session.flush()
    return stay
