"""Which periods a page has: those in which figures of its kind are stored."""

from sqlalchemy import Select, or_, select

from data.models.indicators import Observation
from data.models.region import Enrolment, Period
from data.queries.results import AssessedPeriod, assessed_periods
from data.storage.reader import Reader, kept
from data.vocabulary import FigureKind


@kept
def periods_made_of(reader: Reader, figures: FigureKind) -> tuple[AssessedPeriod, ...]:
    """The periods with such figures as of the reader's revision, the earliest first, whatever the viewer's scope.

    A period that has them and was not assessed has no methodologies.
    """
    assessed = assessed_periods(reader)
    if figures is FigureKind.SCORES:
        return assessed
    known = {one.code: one for one in assessed}
    rows = reader.session.execute(_observed(reader, figures))
    return tuple(known.get(code) or AssessedPeriod(code, year, school_year, (), ()) for code, year, school_year in rows)


def _observed(reader: Reader, figures: FigureKind) -> Select[str, int, str]:
    in_schools = Observation.school_code.is_not(None)
    observed = select(Observation.id).where(
        Observation.period_id == Period.id,
        in_schools if figures is FigureKind.SCHOOLS else ~in_schools,
        reader.as_of(Observation),
    )
    found = observed.exists()
    if figures is FigureKind.SCHOOLS:
        enrolled = select(Enrolment.id).where(Enrolment.period_id == Period.id, reader.as_of(Enrolment))
        found = or_(found, enrolled.exists())  # type: ignore[assignment]
    return select(Period.code, Period.year, Period.school_year).where(found).order_by(Period.year)
