"""Changing the small region, one cell at a time."""

from sqlalchemy import Engine, select, update

from data.messages import Message
from data.models.assessment import Assessment, Score
from data.models.methodology import Parameter, Position
from data.models.region import Municipality
from data.storage.database import writing
from data.storage.derived_results import refresh_component_results
from data.storage.revisions import open_revision
from data.vocabulary import RevisionKind


def give_points(engine: Engine, municipality: str, parameter: str, points: float) -> int:
    """Give a parameter, such as ``g1.presence``, other points in a new revision; gives its number."""
    position_code, parameter_code = parameter.split(".")
    with writing(engine) as session:
        revision = open_revision(session, author="test", kind=RevisionKind.EDIT, message=Message(text="change")).number
        old = session.scalars(
            select(Score)
            .join(Assessment, Assessment.id == Score.assessment_id)
            .join(Municipality, Municipality.id == Assessment.municipality_id)
            .join(Parameter, Parameter.id == Score.parameter_id)
            .join(Position, Position.id == Parameter.position_id)
            .where(Municipality.code == municipality, Position.code == position_code)
            .where(Parameter.code == parameter_code, Score.valid_to.is_(None))
        ).one()
        session.execute(update(Score).where(Score.id == old.id).values(valid_to=revision))
        session.add(
            Score(assessment_id=old.assessment_id, parameter_id=old.parameter_id, points=points, valid_from=revision)
        )
        session.flush()
        refresh_component_results(session, revision, [old.assessment_id])
        return revision
