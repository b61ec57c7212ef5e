"""The history of the scores behind one cell: by revision, who changed what, from what to what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from data.queries.revisions import RevisionLine, revisions
from data.queries.score_spans import ScoreSpan, score_spans
from data.storage.reader import Reader
from data.views.shared.revision_words import revision_message
from data.views.shared.score_history import Points

# A score as it is shown: its position and parameter by code, and the name of the parameter.
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
    spans = score_spans(
        reader,
        municipality=municipality,
        period=period,
        methodology=methodology,
        direction=direction,
        cycle_components=cycle_components,
    )
    begun: dict[int, dict[Place, ScoreSpan]] = {}
    ended: dict[int, dict[Place, ScoreSpan]] = {}
    for span in spans:
        begun.setdefault(span.begun, {})[_place(span)] = span
        if span.ended:
            ended.setdefault(span.ended, {})[_place(span)] = span
    order = list(dict.fromkeys(_place(span) for span in spans))
    return tuple(
        _cell_revision(one, order, ended.get(one.number, {}), begun.get(one.number, {}))
        for one in revisions(reader, begun.keys() | ended.keys())
    )


def _place(span: ScoreSpan) -> Place:
    return span.position, span.parameter, span.parameter_name


def _cell_revision(
    revision: RevisionLine, order: Sequence[Place], old: dict[Place, ScoreSpan], new: dict[Place, ScoreSpan]
) -> CellRevision:
    touched = [place for place in order if place in old or place in new]
    known = [place for place in touched if place in old]
    changes = [ScoreChange(*place, old[place].points, new[place].points if place in new else None) for place in known]
    return CellRevision(
        revision=revision.number,
        created_at=revision.created_at,
        author=revision.author,
        message=revision_message(revision),
        file_name=revision.file_name,
        first=len(touched) - len(known),
        changes=tuple(change for change in changes if change.old != change.new),
        remarks=sum(change.old == change.new for change in changes),
    )
