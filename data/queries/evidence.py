"""How many of the points given are proved by a document."""

from dataclasses import dataclass

from sqlalchemy import case, func, select

from data.models.assessment import Assessment, Score
from data.models.methodology import Methodology
from data.models.region import Municipality, Period
from data.reader import Reader


@dataclass(frozen=True)
class EvidenceCount:
    """Scores above 0 and their points, of all that the viewer may see; ``bare`` ones name no document."""

    scores: int
    points: float
    bare_scores: int
    bare_points: float


def evidence_count(reader: Reader, *, period: str, methodology: str) -> EvidenceCount:
    """Counted by the database. A score of 0 or a penalty claims nothing that a document would have to prove."""
    bare = Score.evidence_id.is_(None)
    row = reader.session.execute(
        select(
            func.count(Score.id),
            func.coalesce(func.sum(Score.points), 0.0),
            func.coalesce(func.sum(case((bare, 1), else_=0)), 0),
            func.coalesce(func.sum(case((bare, Score.points), else_=0.0)), 0.0),
        )
        .select_from(Assessment)
        .join(Period, Period.id == Assessment.period_id)
        .join(Methodology, Methodology.id == Assessment.methodology_id)
        .join(Municipality, Municipality.id == Assessment.municipality_id)
        .join(Score, Score.assessment_id == Assessment.id)
        .where(
            Period.code == period,
            Methodology.code == methodology,
            reader.as_of(Score),
            reader.detail_scope(Municipality.code),
            Score.points > 0,
        )
    ).one()
    return EvidenceCount(int(row[0]), float(row[1]), int(row[2]), float(row[3]))
