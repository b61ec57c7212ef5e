"""Scores as they stood from one revision to another: what the history of a cell or of one score is made from."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from data.language import local
from data.models.assessment import Assessment, Evidence, Score
from data.models.methodology import CycleComponent, Direction, Methodology, Parameter, Position
from data.models.region import Municipality, Period
from data.storage.reader import Reader, remembered
from data.vocabulary import Nothing


@dataclass(frozen=True)
class ScoreSpan:
    """One score of one parameter, true from revision ``begun`` until ``ended``.

    ``ended`` is empty while the score is true in the reader's revision, whatever has become of it later. ``points``
    are points or the reason why there are none; ``document`` is the title of the evidence, empty without one.
    """

    position: str
    parameter: str
    parameter_name: str
    points: float | Nothing | None
    comment: str
    document: str
    begun: int
    ended: int | None


@remembered
def score_spans(
    reader: Reader,
    *,
    municipality: str,
    period: str,
    methodology: str,
    direction: str,
    cycle_components: Collection[str] | None = None,
    position: str | None = None,
    parameter: str | None = None,
) -> tuple[ScoreSpan, ...]:
    """Every span of every score of a direction that began up to the reader's revision, in the order of the rubric.

    ``cycle_components``, ``position`` and ``parameter`` (codes) leave only what belongs to them. Raises AccessDenied
    for a municipality outside the viewer's scope.
    """
    reader.viewer.require_details_of(municipality)
    query = (
        select(Score, Evidence.title, Position.code, Parameter.code, Parameter.name_ru, Parameter.name_en)
        .join(Assessment, Assessment.id == Score.assessment_id)
        .join(Municipality, Municipality.id == Assessment.municipality_id)
        .join(Period, Period.id == Assessment.period_id)
        .join(Parameter, Parameter.id == Score.parameter_id)
        .join(Parameter.position)
        .join(Position.direction)
        .join(Position.cycle_component)
        .join(Methodology, Methodology.id == Direction.methodology_id)
        .outerjoin(Evidence, Evidence.id == Score.evidence_id)
        .where(Municipality.code == municipality, Period.code == period, Assessment.methodology_id == Methodology.id)
        .where(Methodology.code == methodology, Direction.code == direction, Score.valid_from <= reader.revision)
        .order_by(CycleComponent.order, Position.order, Position.id, Parameter.order, Parameter.id, Score.valid_from)
    )
    if cycle_components is not None:
        query = query.where(CycleComponent.code.in_(cycle_components))
    if position is not None:
        query = query.where(Position.code == position)
    if parameter is not None:
        query = query.where(Parameter.code == parameter)
    return tuple(
        ScoreSpan(
            position=at,
            parameter=code,
            parameter_name=local(russian, english),
            points=Nothing(score.missing_reason) if score.missing_reason else score.points,
            comment=score.comment or "",
            document=title or "",
            begun=score.valid_from,
            ended=score.valid_to if score.valid_to and score.valid_to <= reader.revision else None,
        )
        for score, title, at, code, russian, english in reader.session.execute(query)
    )
