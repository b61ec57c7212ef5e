"""The history of one score: who changed it, when, from what to what."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from data.errors import NotFound
from data.language import _, local
from data.models.assessment import Assessment, Evidence, Score
from data.models.methodology import Direction, Methodology, Parameter, Position
from data.models.region import Municipality, Period
from data.models.revision import Revision
from data.storage.reader import Reader
from data.views.shared.revision_words import revision_message
from data.vocabulary import Nothing

Points = float | Nothing | None


@dataclass(frozen=True)
class ScoreVersion:
    """One change: ``old`` → ``new`` in points, a kind of nothing, or None where there was no score.

    ``created_at`` is UTC. ``comment`` and ``document`` are what stood beside the score from then on.
    """

    revision: int
    created_at: datetime
    author: str
    message: str
    file_name: str
    old: Points
    new: Points
    comment: str
    document: str


@dataclass(frozen=True)
class ScoreHistory:
    """``versions`` with the latest first; ``municipality`` and ``parameter`` in words."""

    municipality: str
    period: str
    parameter: str
    minimum: float
    maximum: float
    versions: tuple[ScoreVersion, ...]


def score_history(
    reader: Reader,
    *,
    municipality: str,
    period: str,
    methodology: str,
    direction: str,
    position: str,
    parameter: str,
) -> ScoreHistory:
    """Every change of one score up to the reader's revision.

    Raises AccessDenied for a municipality outside the viewer's scope and NotFound for a code that is not known. A
    score that was never given has no versions.
    """
    reader.viewer.require_details_of(municipality)
    place = reader.session.scalar(select(Municipality).where(Municipality.code == municipality))
    at = reader.session.scalar(select(Period).where(Period.code == period))
    row = reader.session.execute(
        select(Parameter, Position, Direction, Methodology)
        .join(Position, Position.id == Parameter.position_id)
        .join(Direction, Direction.id == Position.direction_id)
        .join(Methodology, Methodology.id == Direction.methodology_id)
        .where(Methodology.code == methodology, Direction.code == direction)
        .where(Position.code == position, Parameter.code == parameter)
    ).first()
    if place is None or at is None or row is None:
        raise NotFound(_("There is no such score: a code of its address is not known."))
    found, where, part, rubric = row
    scores = _scores(reader, place.id, at.id, rubric.id, found.id)
    name = f"{part.code} · {where.code} · {local(found.name_ru, found.name_en)}"
    return ScoreHistory(
        local(place.name_ru, place.name_en), at.code, name, found.minimum, found.maximum, _versions(reader, scores)
    )


def _scores(
    reader: Reader, municipality: int, period: int, methodology: int, parameter: int
) -> list[tuple[Score, Evidence | None]]:
    rows = reader.session.execute(
        select(Score, Evidence)
        .join(Assessment, Assessment.id == Score.assessment_id)
        .outerjoin(Evidence, Evidence.id == Score.evidence_id)
        .where(Assessment.municipality_id == municipality, Assessment.period_id == period)
        .where(Assessment.methodology_id == methodology, Score.parameter_id == parameter)
        .where(Score.valid_from <= reader.revision)
    )
    return [(score, evidence) for score, evidence in rows]


def _versions(reader: Reader, scores: list[tuple[Score, Evidence | None]]) -> tuple[ScoreVersion, ...]:
    begun = {score.valid_from: (score, evidence) for score, evidence in scores}
    ended = {
        score.valid_to: score for score, _evidence in scores if score.valid_to and score.valid_to <= reader.revision
    }
    numbers = sorted(begun.keys() | ended.keys(), reverse=True)
    revisions = {
        row.number: row for row in reader.session.scalars(select(Revision).where(Revision.number.in_(numbers)))
    }
    versions = []
    for number in numbers:
        revision, old = revisions[number], ended.get(number)
        new, evidence = begun.get(number, (None, None))
        versions.append(
            ScoreVersion(
                revision=number,
                # SQLite gives times back without their zone; what is stored is UTC.
                created_at=revision.created_at
                if revision.created_at.tzinfo
                else revision.created_at.replace(tzinfo=UTC),
                author=revision.author,
                message=revision_message(revision),
                file_name=revision.file_name or "",
                old=score_points(old),
                new=score_points(new),
                comment=(new.comment or "") if new else "",
                document=evidence.title if evidence else "",
            )
        )
    return tuple(versions)


def score_points(score: Score | None) -> Points:
    """Points, the reason why there are none, or None where there is no score."""
    if score is None:
        return None
    return Nothing(score.missing_reason) if score.missing_reason else score.points
