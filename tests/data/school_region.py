"""The schools of the small region: three clusters and the schools outside them, few enough to work out by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.messages import Message
from data.models.indicators import Cluster, Indicator, Observation
from data.models.region import Enrolment, Municipality, Period, School
from data.storage.database import connect, migrate, reading, writing
from data.storage.revisions import open_revision
from data.vocabulary import Level, Nothing, Polarity, RevisionKind, SchoolKind, Unit
from tests.data import small_region

INDICATOR = "x1"
EARLIER = "2025"
# Code → kind, students, numerator, denominator. No students = enrolment unknown, no parts = no data.
SCHOOLS: dict[str, tuple[SchoolKind, int | None, int | None, int | None]] = {
    "A-1": (SchoolKind.SECONDARY, 600, 30, 50),
    "A-2": (SchoolKind.SECONDARY, 500, 10, 40),
    "A-3": (SchoolKind.BASIC, 50, 3, 4),
    "A-4": (SchoolKind.PRIMARY, 60, 2, 8),
    "B-1": (SchoolKind.SECONDARY, 700, 20, 50),
    "B-2": (SchoolKind.SECONDARY, 501, 45, 60),
    "B-3": (SchoolKind.SECONDARY, 300, 6, 20),
    "B-4": (SchoolKind.SECONDARY, None, 5, 10),
    "B-5": (SchoolKind.SECONDARY, 250, 12, 20),
    "C-1": (SchoolKind.SECONDARY, 900, None, None),
    "C-2": (SchoolKind.SECONDARY, 520, 30, 50),
    "C-3": (SchoolKind.SECONDARY, 100, 5, 25),
    "C-4": (SchoolKind.BASIC, 80, 6, 12),
    "C-5": (SchoolKind.OTHER, 70, 3, 20),
}
CLUSTERS = {"large": (SchoolKind.SECONDARY, 501, None), "small": (SchoolKind.SECONDARY, None, 500)}
CLUSTERS["basic"] = (SchoolKind.BASIC, None, None)
BEFORE_CORRECTION, CORRECTED = 3, 4


@contextmanager
def opened(folder: Path) -> Iterator[Session]:
    """A session on a new database with the region in it; read it, never write to it."""
    engine = connect(f"sqlite:///{folder}/schools.db")
    migrate(engine)
    with writing(engine) as session:
        build(session)
    with reading(engine) as session:
        yield session
    engine.dispose()


def build(session: Session) -> None:
    """Add to the small region: revision 3 loads the schools with 10 of 50 for A-1, revision 4 corrects it to 30."""
    small_region.build(session)
    revision = open_revision(session, author="test", kind=RevisionKind.IMPORT, message=Message(text="third")).number
    period = session.scalars(select(Period).where(Period.code == small_region.PERIOD)).one()
    earlier = Period(code=EARLIER, year=2025, school_year="2024/25")
    places = {row.code: row for row in session.scalars(select(Municipality))}
    indicator = _indicator()
    session.add_all([indicator, earlier])
    for order, (code, (kind, minimum, maximum)) in enumerate(CLUSTERS.items()):
        names = {"name_ru": f"Кластер {code}", "name_en": f"Cluster {code}", "short_ru": code, "short_en": code}
        bounds = {"minimum_students": minimum, "maximum_students": maximum}
        session.add(Cluster(code=code, order=order, school_kind=kind, **bounds, **names))
    session.flush()
    for code, (kind, students, numerator, denominator) in SCHOOLS.items():
        place = places[code[0]]
        name = f"Школа {code}"
        session.add(School(code=code, municipality_id=place.id, kind=kind, name_ru=name, valid_from=revision))
        if students is not None:
            session.add(Enrolment(school_code=code, period_id=period.id, students=students, valid_from=revision))
        parts = (10, 50) if code == "A-1" else (numerator, denominator)
        session.add(_observation(indicator, period, place, code, parts, revision))
    # In the earlier period A-2 belonged to E, which was merged away since.
    session.add(_observation(indicator, earlier, places["E"], "A-2", (1, 40), revision))
    session.flush()
    _correct(session, indicator, period, places["A"])


def _correct(session: Session, indicator: Indicator, period: Period, place: Municipality) -> None:
    revision = open_revision(session, author="test", kind=RevisionKind.EDIT, message=Message(text="fourth")).number
    wrong = session.scalars(select(Observation).where(Observation.school_code == "A-1")).one()
    wrong.valid_to = revision
    session.add(_observation(indicator, period, place, "A-1", (30, 50), revision))


def _observation(
    indicator: Indicator,
    period: Period,
    place: Municipality,
    school: str,
    parts: tuple[int | None, int | None],
    revision: int,
) -> Observation:
    return Observation(
        indicator_id=indicator.id,
        period_id=period.id,
        municipality_id=place.id,
        school_code=school,
        numerator=parts[0],
        denominator=parts[1],
        missing_reason=Nothing.NO_DATA if parts[0] is None else None,
        valid_from=revision,
    )


def _indicator() -> Indicator:
    return Indicator(
        code=INDICATOR,
        indicator_set="small",
        order=1,
        level=Level.SCHOOL,
        unit=Unit.PERCENT,
        polarity=Polarity.HIGHER_IS_BETTER,
        direction_code="1.1",
        name_ru="Доля педагогов",
        name_en="Share of teachers",
        short_ru="Педагоги",
        short_en="Teachers",
        source_ru="Приказы",
        issues_ru=["Знаменатель не назван."],
        issues_en=["The denominator is not named."],
    )
