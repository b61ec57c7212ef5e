"""The history of the scores behind one cell: by revision, who changed what, from what to what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from data.language import local
from data.models.assessment import Assessment, Score
from data.models.methodology import CycleComponent, Direction, Methodology, Parameter, Position
from data.models.region import Municipality, Period
from data.models.revision import Revision
from data.storage.reader import Reader
from data.views.shared.revision_words import revision_message
from data.views.shared.score_history import Points, score_points

# A score as it is told: its position and parameter by code, and the name of the parameter.
Place = tuple[str, str, str]


@dataclass(frozen=True)
class ScoreChange:
    """One score of the cell (codes of position and parameter): ``old`` → ``new``, as in ``score_history``."""

    position: str
    parameter: str
    parameter_name: str
    old: Points
    new: Points


@dataclass(frozen=True)
class CellRevision:
    """What one revision did to the cell; ``created_at`` is UTC.

    ``first`` scores were given for the first time, ``changes`` are scores that became another, and ``remarks`` counts
    scores of which only the comment or the evidence changed.
    """

    revision: int
    created_at: datetime
    author: str
    message: str
    file_name: str
    first: int
    changes: tuple[ScoreChange, ...]
    remarks: int


def cell_history(
    reader: Reader, *, municipality: str, period: str, methodology: str, direction: str, cycle_components: Sequence[str]
) -> tuple[CellRevision, ...]:
    """Every revision that touched the cell, up to the reader's own, the latest first.

    Raises AccessDenied for a municipality outside the viewer's scope.
    """
    reader.viewer.require_details_of(municipality)
    rows = reader.session.execute(
        select(Score, Position.code, Parameter.code, Parameter.name_ru, Parameter.name_en)
        .join(Assessment, Assessment.id == Score.assessment_id)
        .join(Municipality, Municipality.id == Assessment.municipality_id)
        .join(Period, Period.id == Assessment.period_id)
        .join(Parameter, Parameter.id == Score.parameter_id)
        .join(Parameter.position)
        .join(Position.direction)
        .join(Position.cycle_component)
        .join(Methodology, Methodology.id == Direction.methodology_id)
        .where(Municipality.code == municipality, Period.code == period, Assessment.methodology_id == Methodology.id)
        .where(Methodology.code == methodology, Direction.code == direction)
        .where(CycleComponent.code.in_(cycle_components), Score.valid_from <= reader.revision)
        .order_by(CycleComponent.order, Position.order, Position.id, Parameter.order, Parameter.id)
    )
    begun: dict[int, dict[Place, Score]] = {}
    ended: dict[int, dict[Place, Score]] = {}
    places: list[Place] = []
    for score, position, parameter, russian, english in rows:
        place = (position, parameter, local(russian, english))
        places.append(place)
        begun.setdefault(score.valid_from, {})[place] = score
        if score.valid_to and score.valid_to <= reader.revision:
            ended.setdefault(score.valid_to, {})[place] = score
    numbers = sorted(begun.keys() | ended.keys(), reverse=True)
    found = {row.number: row for row in reader.session.scalars(select(Revision).where(Revision.number.in_(numbers)))}
    order = list(dict.fromkeys(places))
    return tuple(_cell_revision(found[one], order, ended.get(one, {}), begun.get(one, {})) for one in numbers)


def _cell_revision(
    revision: Revision, order: Sequence[Place], old: dict[Place, Score], new: dict[Place, Score]
) -> CellRevision:
    touched = [place for place in order if place in old or place in new]
    known = [place for place in touched if place in old]
    changes = [ScoreChange(*place, score_points(old[place]), score_points(new.get(place))) for place in known]
    # SQLite gives times back without their zone; what is stored is UTC.
    created_at = revision.created_at if revision.created_at.tzinfo else revision.created_at.replace(tzinfo=UTC)
    return CellRevision(
        revision=revision.number,
        created_at=created_at,
        author=revision.author,
        message=revision_message(revision),
        file_name=revision.file_name or "",
        first=len(touched) - len(known),
        changes=tuple(change for change in changes if change.old != change.new),
        remarks=sum(change.old == change.new for change in changes),
    )
