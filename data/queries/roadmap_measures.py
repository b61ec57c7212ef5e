"""Measures of roadmaps, what proves that they were carried out, and dates of the year, as of the reader's revision."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from data.measures.deadlines import Deadline
from data.models.methodology import Direction, Methodology
from data.models.region import Municipality
from data.models.revision import Revision
from data.models.roadmap import CalendarDay, MeasureCompletion, RoadmapMeasure
from data.queries.components import Codes, chosen
from data.storage.reader import Reader, remembered
from data.vocabulary import DeadlineKind


@dataclass(frozen=True)
class Completion:
    """That a term was carried out: ``done_on``, the document, and who entered it in which revision."""

    term: str
    done_on: date
    title: str
    number: str
    document_date: date
    revision: int
    author: str


@dataclass(frozen=True)
class MeasureLine:
    """A measure as its roadmap states it; empty texts stand for what it leaves out. Codes name all it refers to.

    ``stage`` is the code of a stage of the methodology or of a group of them, empty where the roadmap names none.
    """

    municipality: str
    direction: str
    number: str
    stage: str
    text: str
    deadline: Deadline
    deadline_text: str
    responsible: str
    expected_result: str
    result: str
    indicator: str
    completions: tuple[Completion, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.municipality}~{self.direction}~{self.number}"

    @property
    def done(self) -> dict[str, date]:
        """The day on which each term was carried out, by its key."""
        return {one.term: one.done_on for one in self.completions}


@dataclass(frozen=True)
class OwnDay:
    """A date that the region (``municipality`` empty) or a municipality has set; ``code`` names it."""

    code: str
    municipality: str
    day: date
    is_yearly: bool
    title: str


@remembered
def roadmap_measures(
    reader: Reader, methodology: str, *, municipality: Codes = None, direction: Codes = None
) -> tuple[MeasureLine, ...]:
    """Measures of the viewer's scope in the directions of a methodology: by municipality, direction and number."""
    rows = reader.session.execute(
        select(RoadmapMeasure, Municipality.code, Direction.code)
        .join(Municipality, Municipality.id == RoadmapMeasure.municipality_id)
        .join(Direction, Direction.id == RoadmapMeasure.direction_id)
        .join(Methodology, Methodology.id == Direction.methodology_id)
        .where(
            Methodology.code == methodology,
            chosen(Municipality.code, municipality),
            chosen(Direction.code, direction),
            reader.as_of(RoadmapMeasure),
            reader.detail_scope(Municipality.code),
        )
        .order_by(Municipality.code, Direction.order, RoadmapMeasure.order, RoadmapMeasure.number)
    ).all()
    done = _completions(reader, methodology, municipality, direction) if rows else {}
    return tuple(_line(row, place, code, tuple(done.get((place, code, row.number), ()))) for row, place, code in rows)


def _completions(
    reader: Reader, methodology: str, municipality: Codes, direction: Codes
) -> dict[tuple[str, str, str], list[Completion]]:
    rows = reader.session.execute(
        select(MeasureCompletion, Municipality.code, Direction.code, Revision.author)
        .join(Municipality, Municipality.id == MeasureCompletion.municipality_id)
        .join(Direction, Direction.id == MeasureCompletion.direction_id)
        .join(Methodology, Methodology.id == Direction.methodology_id)
        .join(Revision, Revision.number == MeasureCompletion.valid_from)
        .where(
            Methodology.code == methodology,
            chosen(Municipality.code, municipality),
            chosen(Direction.code, direction),
            reader.as_of(MeasureCompletion),
            reader.detail_scope(Municipality.code),
        )
        .order_by(MeasureCompletion.term, MeasureCompletion.id)
    )
    found: dict[tuple[str, str, str], list[Completion]] = {}
    for row, place, code, author in rows:
        one = Completion(
            term=row.term,
            done_on=date.fromisoformat(row.done_on),
            title=row.document_title,
            number=row.document_number or "",
            document_date=date.fromisoformat(row.document_date),
            revision=row.valid_from,
            author=author,
        )
        found.setdefault((place, code, row.number), []).append(one)
    return found


def _line(row: RoadmapMeasure, place: str, direction: str, done: tuple[Completion, ...]) -> MeasureLine:
    first, last = (date.fromisoformat(day) if day else None for day in (row.deadline_from, row.deadline_to))
    return MeasureLine(
        municipality=place,
        direction=direction,
        number=row.number,
        stage=row.cycle_component or "",
        text=row.text,
        deadline=Deadline(DeadlineKind(row.deadline_kind), first, last, row.every_years),
        deadline_text=row.deadline_text or "",
        responsible=row.responsible or "",
        expected_result=row.expected_result or "",
        result=row.result or "",
        indicator=row.indicator_code or "",
        completions=done,
    )


@remembered
def own_days(reader: Reader) -> tuple[OwnDay, ...]:
    """The dates of the region, and of the municipalities of the viewer's scope, by day."""
    rows = reader.session.execute(
        select(CalendarDay, Municipality.code)
        .outerjoin(Municipality, Municipality.id == CalendarDay.municipality_id)
        .where(reader.as_of(CalendarDay))
        .where(or_(CalendarDay.municipality_id.is_(None), reader.detail_scope(Municipality.code)))
        .order_by(CalendarDay.day, CalendarDay.code)
    )
    return tuple(
        OwnDay(row.code, place or "", date.fromisoformat(row.day), row.is_yearly, row.title) for row, place in rows
    )
