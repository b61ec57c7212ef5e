"""Cells that differ between two revisions: old → new, with the words that say which cell it is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, or_, select, true

from data.language import _, local
from data.models.assessment import Assessment, Score
from data.models.base import Versioned
from data.models.boundary import Boundary
from data.models.catalogue import CatalogueEntry
from data.models.indicators import Indicator, Observation, Target
from data.models.methodology import CycleComponent, Direction, Methodology, Parameter, Position
from data.models.region import Enrolment, Municipality, Period, School
from data.models.roadmap import CalendarDay, MeasureCompletion, RoadmapMeasure
from data.queries.boundaries import outline_words
from data.queries.catalogue.described import FIELDS as CATALOGUE_FIELDS
from data.queries.catalogue.described import Described, by_code
from data.queries.catalogue.words import catalogue_names, catalogue_value
from data.storage.reader import Reader
from data.text.deadline_kinds import DEADLINE_KINDS
from data.text.intervals.words import period_words
from data.text.school_kinds import SCHOOL_KINDS
from data.text.target_kinds import KINDS, READINGS
from data.text.word_lists import word_of
from data.vocabulary import Nothing

Content = str | float | Nothing | None


@dataclass(frozen=True)
class CellPlace:
    """Which cell: municipality and period, and the rest of the way to it in words."""

    municipality: str
    period: str
    what: str


@dataclass(frozen=True)
class CellChange:
    """One cell; a side is a number, a text, a kind of nothing, or None where there was no cell."""

    place: CellPlace
    old: Content
    new: Content


Found = dict[tuple[Any, ...], tuple[CellPlace, Content]]
# Reads the cells that may differ between two revisions (low, high), as one of the two has them.
CellReader = Callable[[Reader, int, int], Found]


def cell_changes(before: Reader, after: Reader, compared: Sequence[CellReader]) -> tuple[CellChange, ...]:
    """What differs of the cells that ``compared`` reads, in a fixed order.

    Only what lies inside the viewer's scope is listed. Both readers belong to one session. A change of a comment or a
    document alone is no change of a cell.
    """
    touched = sorted((before.revision, after.revision))
    changes = []
    for read in compared:
        old, new = (read(reader, touched[0], touched[1]) for reader in (before, after))
        for key in sorted(old | new, key=lambda parts: tuple(str(part) for part in parts)):
            place = (new.get(key) or old[key])[0]
            was, becomes = (found[key][1] if key in found else None for found in (old, new))
            if was != becomes:
                changes.append(CellChange(place, was, becomes))
    return tuple(changes)


def touched_between(model: type[Versioned], low: int, high: int) -> ColumnElement[bool]:
    """The condition that a row began or ended after revision ``low``, up to ``high``."""
    return or_(model.valid_from.between(low + 1, high), model.valid_to.between(low + 1, high))


def touched_assessments(before: Reader, after: Reader) -> list[tuple[str, str]]:
    """Period and methodology of every assessment with a score that differs between the two revisions."""
    low, high = sorted((before.revision, after.revision))
    rows = after.session.execute(
        select(Period.code, Methodology.code, Period.year)
        .select_from(Score)
        .join(Assessment, Assessment.id == Score.assessment_id)
        .join(Period, Period.id == Assessment.period_id)
        .join(Methodology, Methodology.id == Assessment.methodology_id)
        .where(touched_between(Score, low, high))
        .distinct()
        .order_by(Period.year, Methodology.code)
    )
    return [(period, methodology) for period, methodology, _year in rows]


def touched_indicators(before: Reader, after: Reader) -> set[tuple[str, str]]:
    """(indicator, municipality) with a fact or a target that differs; the region's target touches all of them, and so
    does what the catalogue says of an indicator.
    """
    low, high = sorted((before.revision, after.revision))
    observed = (
        select(Indicator.code, Municipality.code)
        .select_from(Observation)
        .join(Indicator, Indicator.id == Observation.indicator_id)
        .join(Municipality, Municipality.id == Observation.municipality_id)
        .where(Observation.school_code.is_(None))
    )
    aimed = (
        select(Indicator.code, Municipality.code)
        .select_from(Target)
        .join(Indicator, Indicator.id == Target.indicator_id)
        .join(Municipality, or_(Target.municipality_id.is_(None), Target.municipality_id == Municipality.id))
        .where(touched_between(Target, low, high))
    )
    described = (
        select(Indicator.code, Municipality.code)
        .select_from(CatalogueEntry)
        .join(Indicator, Indicator.id == CatalogueEntry.indicator_id)
        .join(Municipality, true())
        .where(touched_between(CatalogueEntry, low, high))
    )
    queries = (observed.where(touched_between(Observation, low, high)), aimed, described)
    return {(indicator, code) for query in queries for indicator, code in after.session.execute(query.distinct())}


def score_cells(reader: Reader, low: int, high: int) -> Found:
    rows = reader.session.execute(
        select(Score, Municipality, Period.code, Direction.code, CycleComponent, Position, Parameter)
        .join(Assessment, Assessment.id == Score.assessment_id)
        .join(Municipality, Municipality.id == Assessment.municipality_id)
        .join(Period, Period.id == Assessment.period_id)
        .join(Parameter, Parameter.id == Score.parameter_id)
        .join(Parameter.position)
        .join(Position.direction)
        .join(Position.cycle_component)
        .where(touched_between(Score, low, high), reader.as_of(Score), reader.detail_scope(Municipality.code))
    )
    found: Found = {}
    for score, place, period, direction, stage, position, parameter in rows:
        what = f"{direction} · {local(stage.short_ru, stage.short_en)} · {position.code} · " + local(
            parameter.name_ru, parameter.name_en
        )
        key = (place.code, period, direction, stage.order, position.order, parameter.order, score.assessment_id)
        content = Nothing(score.missing_reason) if score.missing_reason else score.points
        found[key] = (CellPlace(local(place.short_ru, place.short_en), period, what), content)
    return found


def observation_cells(reader: Reader, low: int, high: int) -> Found:
    rows = reader.session.execute(
        select(Observation, Municipality, Period.code, Period.year, Indicator)
        .join(Municipality, Municipality.id == Observation.municipality_id)
        .join(Period, Period.id == Observation.period_id)
        .join(Indicator, Indicator.id == Observation.indicator_id)
        .where(touched_between(Observation, low, high), reader.as_of(Observation))
        .where(reader.detail_scope(Municipality.code))
    )
    found: Found = {}
    known = by_code(reader)
    for row, place, period, year, indicator in rows:
        what = " · ".join(filter(None, (row.school_code, indicator.code, _short(known, indicator))))
        if row.missing_reason:
            content: Content = Nothing(row.missing_reason)
        elif row.value is not None:
            content = row.value
        else:
            content = f"{row.numerator:g} / {row.denominator:g}"
        key = (place.code, period, indicator.order, indicator.code, row.school_code or "", row.interval_code or "")
        when = row.label or period_words(year, row.interval_code)
        found[key] = (CellPlace(local(place.short_ru, place.short_en), when, what), content)
    return found


def enrolment_cells(reader: Reader, low: int, high: int) -> Found:
    rows = reader.session.execute(
        select(Enrolment, Municipality, Period.code, School.name_ru)
        .join(School, School.code == Enrolment.school_code)
        .join(Municipality, Municipality.id == School.municipality_id)
        .join(Period, Period.id == Enrolment.period_id)
        .where(touched_between(Enrolment, low, high), reader.as_of(Enrolment), reader.as_of(School))
        .where(reader.detail_scope(Municipality.code))
    )
    return {
        (place.code, period, row.school_code): (
            CellPlace(local(place.short_ru, place.short_en), period, f"{row.school_code} · {name}"),
            float(row.students),
        )
        for row, place, period, name in rows
    }


def school_cells(reader: Reader, low: int, high: int) -> Found:
    rows = reader.session.execute(
        select(School, Municipality)
        .join(School.municipality)
        .where(touched_between(School, low, high), reader.as_of(School), reader.detail_scope(Municipality.code))
    )
    return {
        (row.code,): (
            CellPlace(local(place.short_ru, place.short_en), "", row.code),
            f"{row.name_ru} ({word_of(row.kind, SCHOOL_KINDS)})",
        )
        for row, place in rows
    }


def target_cells(reader: Reader, low: int, high: int) -> Found:
    """A target is one cell: kind, operator, level, floor and years together."""
    rows = reader.session.execute(
        select(Target, Municipality, Indicator)
        .join(Indicator, Indicator.id == Target.indicator_id)
        .outerjoin(Municipality, Municipality.id == Target.municipality_id)
        .where(touched_between(Target, low, high), reader.as_of(Target))
        .where(or_(Target.municipality_id.is_(None), reader.detail_scope(Municipality.code)))
    )
    found: Found = {}
    known = by_code(reader)
    for row, place, indicator in rows:
        code, name = (place.code, local(place.short_ru, place.short_en)) if place else ("", "")
        what = f"{indicator.code} · {_short(known, indicator)}"
        found[code, indicator.order, indicator.code] = (CellPlace(name, "", what), _target_text(row))
    return found


def _short(known: Mapping[str, Described], indicator: Indicator) -> str:
    """As the catalogue calls it in the reader's revision."""
    one = known.get(indicator.code)
    return one.text("short") if one else local(indicator.short_ru, indicator.short_en)


def catalogue_cells(reader: Reader, low: int, high: int) -> Found:
    """What is said of an indicator: a cell for each field that says something; open to every role."""
    touched = select(Indicator.code).join(CatalogueEntry, CatalogueEntry.indicator_id == Indicator.id)
    codes = reader.session.scalars(touched.where(touched_between(CatalogueEntry, low, high)).distinct()).all()
    names, known = catalogue_names(), by_code(reader)
    return {
        (code, "catalogue", name): (
            CellPlace("", "", f"{code} · {names[name]}"),
            catalogue_value(name, known[code].values[name]),
        )
        for code in codes
        if code in known
        for name in CATALOGUE_FIELDS
        if known[code].values[name] is not None
    }


def _target_text(row: Target) -> str:
    """Everything by which a target is judged, so that no change of it goes unnoticed; then its own text."""
    kind, reading = word_of(row.kind, KINDS), word_of(row.reading, READINGS)
    numbers = (
        kind, row.operator, row.value, row.upper, row.annual_floor, row.year, row.baseline_year, reading, row.steps,
    )  # fmt: skip
    judged = " ".join(f"{part:.15g}" if isinstance(part, float) else str(part) for part in numbers if part is not None)
    words = "; ".join(filter(None, (row.raw_ru, row.contradiction_ru)))
    return " · ".join(filter(None, (judged, words)))


def measure_cells(reader: Reader, low: int, high: int) -> Found:
    """A measure is one cell: everything that its row says."""
    rows = reader.session.execute(
        select(RoadmapMeasure, Municipality, Direction.code)
        .join(Municipality, Municipality.id == RoadmapMeasure.municipality_id)
        .join(Direction, Direction.id == RoadmapMeasure.direction_id)
        .where(touched_between(RoadmapMeasure, low, high), reader.as_of(RoadmapMeasure))
        .where(reader.detail_scope(Municipality.code))
    )
    return {
        (place.code, direction, row.direction_id, row.order, row.number): (
            CellPlace(local(place.short_ru, place.short_en), "", f"{direction} · {row.number}"),
            _measure_text(row),
        )
        for row, place, direction in rows
    }


def _measure_text(row: RoadmapMeasure) -> str:
    days = "–".join(filter(None, (row.deadline_from, row.deadline_to)))
    deadline = (word_of(row.deadline_kind, DEADLINE_KINDS), row.deadline_text, days)
    words = (row.cycle_component, row.text, *deadline, row.responsible, row.expected_result, row.result)
    # Facts that few measures have are added at the end, where nothing moves.
    rare = (row.indicator_code, str(row.every_years) if row.every_years else None)
    # What stands for a missing part keeps the others in their places, so that no change goes unnoticed.
    return " · ".join((*(part or "—" for part in words), *filter(None, rare)))


def completion_cells(reader: Reader, low: int, high: int) -> Found:
    """That a term of a measure was carried out is one cell: the day and the document."""
    rows = reader.session.execute(
        select(MeasureCompletion, Municipality, Direction.code)
        .join(Municipality, Municipality.id == MeasureCompletion.municipality_id)
        .join(Direction, Direction.id == MeasureCompletion.direction_id)
        .where(touched_between(MeasureCompletion, low, high), reader.as_of(MeasureCompletion))
        .where(reader.detail_scope(Municipality.code))
    )
    return {
        (place.code, direction, row.direction_id, row.number, row.term): (
            CellPlace(local(place.short_ru, place.short_en), "", f"{direction} · {row.number} · {row.term}"),
            " · ".join((row.done_on, row.document_title, row.document_number or "—", row.document_date)),
        )
        for row, place, direction in rows
    }


def calendar_cells(reader: Reader, low: int, high: int) -> Found:
    """A date of the monitoring year is one cell; those of the whole region are open to every role."""
    rows = reader.session.execute(
        select(CalendarDay, Municipality)
        .outerjoin(Municipality, Municipality.id == CalendarDay.municipality_id)
        .where(touched_between(CalendarDay, low, high), reader.as_of(CalendarDay))
        .where(or_(CalendarDay.municipality_id.is_(None), reader.detail_scope(Municipality.code)))
    )
    return {
        (row.code, "calendar"): (
            CellPlace(local(place.short_ru, place.short_en) if place else "", "", _("date of the monitoring year")),
            " · ".join((row.day, _("every year") if row.is_yearly else "—", row.title)),
        )
        for row, place in rows
    }


def boundary_cells(reader: Reader, low: int, high: int) -> Found:
    """An outline is one cell; where a municipality lies is open to every role."""
    rows = reader.session.execute(
        select(Boundary, Municipality)
        .join(Municipality, Municipality.id == Boundary.municipality_id)
        .where(touched_between(Boundary, low, high), reader.as_of(Boundary))
    )
    return {
        (place.code, "boundary"): (
            CellPlace(local(place.short_ru, place.short_en), "", _("boundary")),
            outline_words(row.outline, row.points),
        )
        for row, place in rows
    }
