"""Derived component results always say what the scores say, as of every revision."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from data.access import MINISTRY
from data.messages import Message
from data.methodology.store import store_methodology
from data.methodology.yaml_files import read_shipped
from data.models.assessment import Assessment, ComponentResult, Score
from data.models.methodology import CycleComponent, Direction, Methodology, Parameter, Position
from data.models.region import Municipality, Period
from data.storage.database import reading, writing
from data.storage.derived_results import compute_component_results, refresh_component_results
from data.storage.reader import Reader
from data.storage.revisions import open_revision
from data.vocabulary import RevisionKind

COLUMNS = (
    "points",
    "lowest",
    "highest",
    "maximum",
    "maximum_scored",
    "parameters",
    "parameters_scored",
    "parameters_not_applicable",
)


@pytest.fixture
def database(empty_database: Engine) -> Iterator[Engine]:
    """Revision 1: two municipalities assessed by the official rubric, every goal scored in full, no indicator."""
    with writing(empty_database) as session:
        methodology = store_methodology(session, read_shipped("official-2021-partial"))
        session.add(Period(id=1, code="2026", year=2026, school_year="2025/26"))
        for number in (1, 2):
            names = dict.fromkeys(("name_ru", "name_en", "short_ru", "short_en"), f"M{number}")
            session.add(Municipality(id=number, code=f"M{number}", kind="municipal_okrug", **names))
            session.flush()
            session.add(Assessment(id=number, municipality_id=number, period_id=1, methodology_id=methodology.id))
        revision = new_revision(session)
        for assessment in (1, 2):
            for parameter in goals(session):
                session.add(score(assessment, parameter.id, parameter.maximum, revision))
        refresh_component_results(session, revision, [1, 2])
    yield empty_database
    empty_database.dispose()


def new_revision(session: Session) -> int:
    return open_revision(session, author="test", kind=RevisionKind.IMPORT, message=Message(text="test")).number


def score(assessment: int, parameter: int, points: float | None, revision: int, reason: str | None = None) -> Score:
    return Score(
        assessment_id=assessment, parameter_id=parameter, points=points, missing_reason=reason, valid_from=revision
    )


def parameters_of(session: Session, cycle_component: str) -> list[Parameter]:
    query = (
        select(Parameter).join(Position).join(CycleComponent).where(CycleComponent.code == cycle_component)
    ).order_by(Parameter.order)
    return list(session.scalars(query))


def goals(session: Session) -> list[Parameter]:
    return parameters_of(session, "goals")


def replace_score(session: Session, assessment: int, parameter: int, points: float, revision: int) -> None:
    session.execute(
        update(Score)
        .where(Score.assessment_id == assessment, Score.parameter_id == parameter, Score.valid_to.is_(None))
        .values(valid_to=revision)
    )
    session.add(score(assessment, parameter, points, revision))


def results(engine: Engine, revision: int, assessment: int) -> dict[str, tuple[float, ...]]:
    with reading(engine) as session:
        reader = Reader(session, MINISTRY, revision)
        query = (
            select(CycleComponent.code, *(getattr(ComponentResult, column) for column in COLUMNS))
            .join(CycleComponent, CycleComponent.id == ComponentResult.cycle_component_id)
            .where(ComponentResult.assessment_id == assessment, reader.as_of(ComponentResult))
        )
        return {row[0]: tuple(row[1:]) for row in session.execute(query)}


def test_each_component_with_parameters_has_a_row_even_without_a_score(database: Engine) -> None:
    assert results(database, 1, 1) == {
        "goals": (27, 27, 27, 27, 27, 18, 18, 0),
        "indicators": (0, -10, 20, 20, 0, 21, 0, 0),
    }


def test_a_change_ends_only_the_row_it_touches_and_history_stays(database: Engine) -> None:
    with writing(database) as session:
        revision = new_revision(session)
        replace_score(session, 1, goals(session)[0].id, 0, revision)
        refresh_component_results(session, revision, [1, 2])
    assert results(database, 2, 1)["goals"] == (25, 25, 25, 27, 27, 18, 18, 0)
    assert results(database, 1, 1)["goals"] == (27, 27, 27, 27, 27, 18, 18, 0)
    with reading(database) as session:
        rows = session.execute(
            select(ComponentResult.assessment_id, ComponentResult.valid_from, ComponentResult.valid_to)
        ).all()
    assert sorted(rows, key=str) == sorted([(1, 1, 2), (1, 2, None), (1, 1, None), (2, 1, None), (2, 1, None)], key=str)


def test_a_refresh_without_a_change_writes_nothing(database: Engine) -> None:
    with reading(database) as session:
        before = session.scalars(select(ComponentResult.id).order_by(ComponentResult.id)).all()
    with writing(database) as session:
        refresh_component_results(session, new_revision(session), [1, 2])
    with reading(database) as session:
        assert session.scalars(select(ComponentResult.id).order_by(ComponentResult.id)).all() == before


def test_a_second_refresh_in_the_same_revision_replaces_its_rows(database: Engine) -> None:
    with writing(database) as session:
        revision = new_revision(session)
        first, second = goals(session)[:2]
        replace_score(session, 1, first.id, 0, revision)
        refresh_component_results(session, revision, [1])
        replace_score(session, 1, second.id, 0, revision)
        refresh_component_results(session, revision, [1])
    assert results(database, 2, 1)["goals"][0] == 23
    with reading(database) as session:
        query = select(ComponentResult).where(ComponentResult.assessment_id == 1, ComponentResult.valid_from == 2)
        assert len(session.scalars(query).all()) == 1


def test_other_assessments_are_left_alone(database: Engine) -> None:
    with writing(database) as session:
        revision = new_revision(session)
        replace_score(session, 2, goals(session)[0].id, 0, revision)
        refresh_component_results(session, revision, [1])
    assert results(database, 2, 2)["goals"][0] == 27


def test_missing_reasons_and_penalties_reach_the_result(database: Engine) -> None:
    with writing(database) as session:
        revision = new_revision(session)
        indicators = parameters_of(session, "indicators")
        penalty = next(parameter for parameter in indicators if parameter.minimum == -2)
        others = [parameter for parameter in indicators if parameter is not penalty]
        session.add(score(1, penalty.id, -2, revision))
        session.add(score(1, others[0].id, None, revision, "not_applicable"))
        session.add(score(1, others[1].id, None, revision, "no_data"))
        refresh_component_results(session, revision, [1])
    assert results(database, 2, 1)["indicators"] == (-2, -10, 18, 20, 0, 21, 1, 1)


def test_a_methodology_may_floor_components_at_zero(database: Engine) -> None:
    with writing(database) as session:
        session.execute(update(Methodology).values(floor_at_zero=True))
        revision = new_revision(session)
        penalty = next(row for row in parameters_of(session, "indicators") if row.minimum == -2)
        session.add(score(1, penalty.id, -2, revision))
        refresh_component_results(session, revision, [1])
    assert results(database, 2, 1)["indicators"][:3] == (0, 0, 18)


def test_no_assessments_is_no_work(database: Engine) -> None:
    with writing(database) as session:
        refresh_component_results(session, new_revision(session), [])


@pytest.mark.parametrize("revision", [3, 7])
def test_the_demo_region_s_results_equal_its_scores(demo_database: Engine, revision: int) -> None:
    with reading(demo_database) as session:
        assessments = list(session.scalars(select(Score.assessment_id).where(Score.valid_from <= revision).distinct()))
        sample = assessments[:: max(1, len(assessments) // 20)]
        fresh = {
            (row["assessment_id"], row["direction_id"], row["cycle_component_id"]): tuple(row[name] for name in COLUMNS)
            for row in compute_component_results(session, revision, sample)
        }
        reader = Reader(session, MINISTRY, revision)
        stored = {
            (row.assessment_id, row.direction_id, row.cycle_component_id): tuple(getattr(row, name) for name in COLUMNS)
            for row in session.scalars(
                select(ComponentResult).where(ComponentResult.assessment_id.in_(sample), reader.as_of(ComponentResult))
            )
        }
    assert fresh == stored
    assert len(fresh) > 20 * 2


def test_directions_without_parameters_have_no_rows(database: Engine) -> None:
    with reading(database) as session:
        assert set(
            session.scalars(select(Direction.code).join(ComponentResult, ComponentResult.direction_id == Direction.id))
        ) == {"1.1"}
