"""Three indicators, one rule between two of them, three schools, and a few figures beside the small region."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.models.indicators import Indicator, IndicatorRule, Observation
from data.models.region import Enrolment, Municipality, Period, School
from data.storage.reader import latest_revision
from data.vocabulary import Level, Polarity, Unit


def build(session: Session) -> None:
    """Indicators ``share`` and ``count`` of municipalities; ``part`` ≤ ``whole`` of schools A-1, A-2 and B-1."""
    revision = latest_revision(session)
    indicators = {
        code: _indicator(code, level, unit, order)
        for order, (code, level, unit) in enumerate(
            (
                ("share", Level.MUNICIPALITY, Unit.PERCENT),
                ("count", Level.MUNICIPALITY, Unit.COUNT),
                ("whole", Level.SCHOOL, Unit.PERCENT),
                ("part", Level.SCHOOL, Unit.PERCENT),
            )
        )
    }
    session.add_all(indicators.values())
    session.flush()
    session.add(
        IndicatorRule(
            smaller_id=indicators["part"].id,
            larger_id=indicators["whole"].id,
            note_ru="Победители — часть участников.",
            note_en="Winners are participants.",
        )
    )
    places = {row.code: row.id for row in session.scalars(select(Municipality))}
    period = session.scalars(select(Period)).one()
    for code, municipality, students in (("A-1", "A", 500), ("A-2", "A", 120), ("B-1", "B", 0)):
        session.add(
            School(
                code=code,
                municipality_id=places[municipality],
                kind="secondary",
                name_ru=f"Школа {code}",
                valid_from=revision,
            )
        )
        session.add(Enrolment(school_code=code, period_id=period.id, students=students, valid_from=revision))
    figures = (
        ("share", "A", None, {"value": 0.5}),
        ("share", "B", None, {"numerator": 2.0, "denominator": 3.0}),
        ("count", "A", None, {"value": 0.0}),
        ("count", "B", None, {"missing_reason": "not_applicable"}),
        ("whole", "A", "A-1", {"numerator": 5.0, "denominator": 10.0, "comment": "=по списку"}),
        ("part", "A", "A-1", {"numerator": 0.0, "denominator": 10.0}),
        ("part", "B", "B-1", {"missing_reason": "no_data"}),
    )
    for code, municipality, school, values in figures:
        session.add(
            Observation(
                indicator_id=indicators[code].id,
                period_id=period.id,
                municipality_id=places[municipality],
                school_code=school,
                valid_from=revision,
                **values,
            )
        )
    session.flush()


def _indicator(code: str, level: Level, unit: Unit, order: int) -> Indicator:
    return Indicator(
        code=code,
        indicator_set="small",
        order=order,
        level=level,
        unit=unit,
        polarity=Polarity.HIGHER_IS_BETTER,
        direction_code="1.1",
        name_ru=f"Показатель {code}",
        name_en=f"Indicator {code}",
        short_ru=code,
        short_en=code,
        issues_ru=[],
        issues_en=[],
    )
