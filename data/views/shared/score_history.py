"""The history of one score: who changed it, when, from what to what."""

from dataclasses import dataclass
from datetime import datetime

from data.errors import NotFound
from data.language import _
from data.queries import registry
from data.queries.methodologies import parameter_line
from data.queries.revisions import revisions
from data.queries.score_spans import ScoreSpan, score_spans
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
    rubric = {"methodology": methodology, "direction": direction, "position": position, "parameter": parameter}
    found = parameter_line(reader, **rubric)
    place = registry.municipality(reader, municipality)
    if found is None or place is None or period not in {one.code for one in registry.periods(reader)}:
        raise NotFound(_("There is no such score: a code in its address is unknown."))
    spans = score_spans(reader, municipality=municipality, period=period, **rubric)
    name = f"{direction} · {position} · {found.name}"
    return ScoreHistory(place.name, period, name, found.minimum, found.maximum, _versions(reader, spans))


def _versions(reader: Reader, spans: tuple[ScoreSpan, ...]) -> tuple[ScoreVersion, ...]:
    begun = {span.begun: span for span in spans}
    ended = {span.ended: span for span in spans if span.ended}
    versions = []
    for revision in revisions(reader, begun.keys() | ended.keys()):
        old, new = ended.get(revision.number), begun.get(revision.number)
        versions.append(
            ScoreVersion(
                revision=revision.number,
                created_at=revision.created_at,
                author=revision.author,
                message=revision_message(revision),
                file_name=revision.file_name,
                old=old.points if old else None,
                new=new.points if new else None,
                comment=new.comment if new else "",
                document=new.document if new else "",
            )
        )
    return tuple(versions)
