"""How far figures are settled as of a revision, and which revisions have corrected approved ones."""

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, select

from data.language import _, local
from data.models.assessment import Assessment, Score
from data.models.indicators import Observation
from data.models.methodology import Methodology
from data.models.publication import PublicationState
from data.models.region import Period
from data.models.revision import Revision
from data.queries.differences import CellPlace, Found, touched_between
from data.storage.publication import PublishedPart
from data.storage.reader import Reader, kept
from data.vocabulary import PublicationStatus


@dataclass(frozen=True)
class PublicationLine:
    """One part with its state. ``approved_at`` is UTC; ``corrections`` are revisions, the earliest first.

    ``opens_on`` (ISO) is the day from which everybody sees it, empty where nothing was ever closed.
    """

    part: PublishedPart
    year: int
    methodology_name: str
    approved_in: int | None
    approved_at: datetime | None
    corrections: tuple[int, ...]
    opens_on: str

    @property
    def status(self) -> PublicationStatus:
        if self.approved_in is None:
            return PublicationStatus.PRELIMINARY
        return PublicationStatus.CORRECTED if self.corrections else PublicationStatus.APPROVED


@kept
def publication_lines(reader: Reader) -> tuple[PublicationLine, ...]:
    """Every part that has a state of its own, the latest period first; all others are preliminary."""
    rows = reader.session.execute(
        select(PublicationState, Period, Methodology, Revision.created_at)
        .join(Period, Period.id == PublicationState.period_id)
        .outerjoin(Methodology, Methodology.id == PublicationState.methodology_id)
        .outerjoin(Revision, Revision.number == PublicationState.approved_in)
        .where(reader.as_of(PublicationState))
        .order_by(Period.year.desc(), Methodology.code)
    ).all()
    return tuple(
        PublicationLine(
            PublishedPart(period.code, methodology.code if methodology else ""),
            period.year,
            local(methodology.name_ru, methodology.name_en) if methodology else "",
            state.approved_in,
            approved_at,
            _corrections(reader, state),
            state.opens_on or "",
        )
        for state, period, methodology, approved_at in rows
    )


def publication_line(reader: Reader, part: PublishedPart) -> PublicationLine | None:
    """The state of one part; nothing where it was never changed, so that it is preliminary."""
    return next((line for line in publication_lines(reader) if line.part == part), None)


def _corrections(reader: Reader, state: PublicationState) -> tuple[int, ...]:
    """Revisions after the approval that changed a figure; those of a comment or a document alone are none."""
    if state.approved_in is None:
        return ()
    model: Any = Observation if state.methodology_id is None else Score
    spans = select(model).where(touched_between(model, state.approved_in, reader.revision))
    if state.methodology_id is None:
        spans = spans.where(Observation.period_id == state.period_id)
    else:
        of_part = (Assessment.period_id == state.period_id, Assessment.methodology_id == state.methodology_id)
        spans = spans.join(Assessment, and_(Assessment.id == Score.assessment_id, *of_part))
    sides: dict[tuple[int, Hashable], list[Any]] = defaultdict(lambda: [None, None])
    for row in reader.session.scalars(spans):
        key = tuple(getattr(row, name) for name in model.IDENTITY)
        for side, number in enumerate((row.valid_to, row.valid_from)):
            if number is not None and state.approved_in < number <= reader.revision:
                sides[number, key][side] = _figure(row)
    return tuple(sorted({number for (number, _key), (old, new) in sides.items() if old != new}))


def _figure(row: Any) -> tuple[Any, ...]:
    names = (
        ("points", "missing_reason")
        if isinstance(row, Score)
        else ("value", "numerator", "denominator", "missing_reason")
    )
    return tuple(getattr(row, name) for name in names)


def approved_parts(reader: Reader) -> frozenset[PublishedPart]:
    """What is approved: whoever changes a figure of it has to say why."""
    rows = reader.session.execute(
        select(Period.code, Methodology.code)
        .select_from(PublicationState)
        .join(Period, Period.id == PublicationState.period_id)
        .outerjoin(Methodology, Methodology.id == PublicationState.methodology_id)
        .where(reader.as_of(PublicationState), PublicationState.approved_in.is_not(None))
    )
    return frozenset(PublishedPart(period, methodology or "") for period, methodology in rows)


def publication_cells(reader: Reader, low: int, high: int) -> Found:
    """The state of a part is one cell."""
    rows = reader.session.execute(
        select(PublicationState, Period.code, Methodology)
        .join(Period, Period.id == PublicationState.period_id)
        .outerjoin(Methodology, Methodology.id == PublicationState.methodology_id)
        .where(touched_between(PublicationState, low, high), reader.as_of(PublicationState))
    )
    return {
        (period, methodology.code if methodology else ""): (
            CellPlace("", period, local(methodology.name_ru, methodology.name_en) if methodology else _("indicators")),
            " · ".join(filter(None, (_("approved") if state.approved_in else _("preliminary"), state.opens_on))),
        )
        for state, period, methodology in rows
    }
