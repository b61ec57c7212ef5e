"""A country in a database, for measurements and query plans: every table that a page reads, at any size.

To the municipalities and totals of ``large_region`` come their scores, indicators with targets, and schools. Values
come from formulas; nothing is meant by them.
"""

import numpy as np
from sqlalchemy import insert, literal, select
from sqlalchemy.orm import Session

from data.models.assessment import ComponentResult, Score
from data.models.indicators import Cluster, Indicator, Observation, Target
from data.models.methodology import Parameter, Position
from data.models.region import Enrolment, Municipality, Period, School
from data.storage.bulk import insert_columns
from data.storage.reader import latest_revision
from data.vocabulary import Level, Polarity, SchoolKind, TargetKind, Unit
from tests.data import large_region

MUNICIPALITIES, SCHOOLS = 2_300, 40_000
STAGES = 9
INDICATORS, SCHOOL_INDICATORS = 24, 6
CLUSTERS = {"large": (SchoolKind.SECONDARY, 501, None), "small": (SchoolKind.SECONDARY, None, 500)}
KINDS = np.array([SchoolKind.SECONDARY, SchoolKind.SECONDARY, SchoolKind.BASIC, SchoolKind.PRIMARY])


def build(session: Session, municipalities: int = MUNICIPALITIES, schools: int = SCHOOLS) -> None:
    """One revision with two years of everything."""
    large_region.build(session, municipalities, STAGES)
    revision = latest_revision(session)
    _add_scores(session, revision)
    indicators = [_indicator(number) for number in range(INDICATORS + SCHOOL_INDICATORS)]
    session.add_all([*indicators, *(_cluster(order, code) for order, code in enumerate(CLUSTERS))])
    session.flush()
    places = np.array(session.scalars(select(Municipality.id).order_by(Municipality.code)).all())
    periods = session.scalars(select(Period.id).order_by(Period.year)).all()
    _add_observations(session, revision, [each.id for each in indicators[:INDICATORS]], periods, places)
    _add_targets(session, revision, [each.id for each in indicators[:INDICATORS]])
    _add_schools(session, revision, [each.id for each in indicators[INDICATORS:]], periods, places, schools)


def _add_scores(session: Session, revision: int) -> None:
    """Each stage of a direction has one parameter, whose points are those of the stage."""
    points = (
        select(ComponentResult.assessment_id, Parameter.id, ComponentResult.points, literal(revision))
        .join_from(
            ComponentResult,
            Position,
            (Position.direction_id == ComponentResult.direction_id)
            & (Position.cycle_component_id == ComponentResult.cycle_component_id),
        )
        .join(Parameter, Parameter.position_id == Position.id)
        .where(ComponentResult.parameters_scored > 0)
    )
    session.execute(insert(Score).from_select(["assessment_id", "parameter_id", "points", "valid_from"], points))


def _add_observations(
    session: Session, revision: int, indicators: list[int], periods: list[int], places: "np.ndarray[int]"
) -> None:
    for number, indicator in enumerate(indicators):
        for year, period in enumerate(periods):
            order = np.arange(len(places))
            denominator = 50.0 + order % 400
            insert_columns(
                session,
                Observation,
                {
                    "indicator_id": np.full(len(places), indicator),
                    "period_id": np.full(len(places), period),
                    "municipality_id": places,
                    "numerator": np.floor(denominator * ((order * 7 + number * 13 + year * 3) % 100) / 100),
                    "denominator": denominator,
                    "valid_from": np.full(len(places), revision),
                },
            )


def _add_targets(session: Session, revision: int, indicators: list[int]) -> None:
    for number, indicator in enumerate(indicators):
        session.add(
            Target(
                indicator_id=indicator, kind=TargetKind.LEVEL_BY_YEAR, operator=">=", value=40.0 + number, year=2026,
                raw_ru=f"не менее {40 + number} %", valid_from=revision,
            )
        )  # fmt: skip
    session.flush()


def _add_schools(
    session: Session, revision: int, indicators: list[int], periods: list[int], places: "np.ndarray[int]", schools: int
) -> None:
    order = np.arange(schools)
    codes = [f"S{number:05d}" for number in range(schools)]
    home = places[order % len(places)]
    valid = np.full(schools, revision)
    named = {"code": codes, "municipality_id": home, "kind": KINDS[order % len(KINDS)].tolist(), "valid_from": valid}
    insert_columns(session, School, named | {"name_ru": [f"Школа {number + 1}" for number in range(schools)]})
    for year, period in enumerate(periods):
        students = 20 + (order * 37 + year) % 1400
        kept = {"period_id": np.full(schools, period), "valid_from": valid}
        insert_columns(session, Enrolment, kept | {"school_code": codes, "students": students})
        for number, indicator in enumerate(indicators):
            denominator = 10.0 + order % 90
            parts = {
                "numerator": np.floor(denominator * ((order * 11 + number * 17 + year * 5) % 100) / 100),
                "denominator": denominator,
            }
            which = {"indicator_id": np.full(schools, indicator), "municipality_id": home, "school_code": codes}
            insert_columns(session, Observation, kept | which | parts)


def _indicator(number: int) -> Indicator:
    in_schools = number >= INDICATORS
    code = f"s{number - INDICATORS + 1}" if in_schools else f"k{number + 1:02d}"
    direction = f"1.{number % large_region.DIRECTIONS + 1}"
    return Indicator(
        code=code, indicator_set="country", order=number, level=Level.SCHOOL if in_schools else Level.MUNICIPALITY,
        unit=Unit.PERCENT, polarity=Polarity.HIGHER_IS_BETTER, direction_code=direction,
        name_ru=f"Показатель {code}", name_en=f"Indicator {code}", short_ru=code, short_en=code,
        issues_ru=[], issues_en=[],
    )  # fmt: skip


def _cluster(order: int, code: str) -> Cluster:
    kind, minimum, maximum = CLUSTERS[code]
    names = {"name_ru": f"Кластер {code}", "name_en": f"Cluster {code}", "short_ru": code, "short_en": code}
    return Cluster(
        code=code, order=order, school_kind=kind, minimum_students=minimum, maximum_students=maximum, **names
    )
