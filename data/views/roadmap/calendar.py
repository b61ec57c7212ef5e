"""The monitoring year: dates of the documents, own dates of region and municipalities, last days of measures."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from data.language import _, ngettext
from data.measures.deadlines import Term
from data.queries.roadmap_measures import OwnDay, own_days
from data.storage.reader import Reader
from data.views.roadmap.page import RoadmapView, timeline
from data.vocabulary import MeasureStatus


class DayKind(StrEnum):
    DOCUMENT = "document"
    OWN = "own"
    MEASURES = "measures"


@dataclass(frozen=True)
class CalendarEntry:
    """``code`` names an own date, which can be taken away; ``municipality`` is empty for what all have in common.

    ``overdue`` is how many of the measures that end on this day are overdue; ``may_remove`` whether the viewer may
    take an own date away.
    """

    day: date
    kind: DayKind
    title: str
    source: str
    code: str = ""
    municipality: str = ""
    overdue: int = 0
    may_remove: bool = False


@dataclass(frozen=True)
class MonitoringYear:
    """All dates of one calendar year, by day. ``whose`` is a municipality, empty for all; ``may_add`` says whether the
    viewer may set own dates there."""

    year: int
    whose: str
    entries: tuple[CalendarEntry, ...]
    may_add: bool


def document_days(year: int) -> tuple[CalendarEntry, ...]:
    """The five dates that documents 002, 003 and 004 name, in one year."""
    second = _("order No. 213 of 19.08.2021")
    third = _("order of 2021, roadmap 1.1, item 2.4")
    fourth = _("order No. 753 of 14.08.2020")
    days = (
        (8, 5, _("Organisations submit the data of the monitoring"), second),
        (8, 15, _("The monitoring is carried out, the system is assessed by its indicators"), second),
        (9, 30, _("Results of the monitoring are published"), third),
        (12, 20, _("Results of the analysis and recommendations are considered"), fourth),
        (12, 29, _("Plan of work for the next year, discussion of the results in schools"), fourth),
    )
    return tuple(
        CalendarEntry(date(year, month, day), DayKind.DOCUMENT, title, source) for month, day, title, source in days
    )


def monitoring_year(reader: Reader, view: RoadmapView) -> MonitoringYear:
    """The year of the day of the view. Measures are those that the view shows, one entry for all that end on a day."""
    year = view.day.year
    is_latest = reader.revision == reader.newest
    viewer = reader.viewer
    own = [
        replace(one, may_remove=is_latest and viewer.may_set_days_of(one.municipality or None))
        for one in _own(own_days(reader), view, year)
    ]
    entries = sorted([*document_days(year), *own, *_ends(view, year)], key=lambda one: (one.day, one.kind, one.title))
    place = view.selection.municipality
    return MonitoringYear(year, place or "", tuple(entries), is_latest and viewer.may_set_days_of(place))


def _own(days: Iterable[OwnDay], view: RoadmapView, year: int) -> list[CalendarEntry]:
    """Dates of the region and of the municipalities shown; a yearly one in this year, 29 February on the 28th."""
    found = []
    for one in days:
        if one.day.year > year or (not one.is_yearly and one.day.year != year):
            continue
        if view.selection.municipality and one.municipality not in ("", view.selection.municipality):
            continue
        source = view.choices.municipality(one.municipality).short if one.municipality else _("region")
        found.append(CalendarEntry(_in_year(one.day, year), DayKind.OWN, one.title, source, one.code, one.municipality))
    return found


def _in_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def _ends(view: RoadmapView, year: int) -> list[CalendarEntry]:
    by_day: dict[date, list[tuple[Term, MeasureStatus, str]]] = {}
    for one in timeline(view):
        if one.term.due is not None and one.term.due.year == year:
            by_day.setdefault(one.term.due, []).append((one.term, one.status, one.row.line.text))
    return [_end(day, found) for day, found in by_day.items()]


def _end(day: date, found: list[tuple[Term, MeasureStatus, str]]) -> CalendarEntry:
    done = sum(status in (MeasureStatus.DONE, MeasureStatus.LATE) for _term, status, _text in found)
    if len(found) == 1:
        title = _("Last day of the measure “{text}”").format(text=found[0][2])
    else:
        title = ngettext("Last day of {number} measure", "Last day of {number} measures", len(found)).format(
            number=len(found)
        )
    overdue = sum(status is MeasureStatus.OVERDUE for _term, status, _text in found)
    source = _("roadmap: done {done} of {total}").format(done=done, total=len(found))
    return CalendarEntry(day, DayKind.MEASURES, title, source, overdue=overdue)


def kind_words(kind: DayKind) -> str:
    return {
        DayKind.DOCUMENT: _("date of a document"),
        DayKind.OWN: _("own date"),
        DayKind.MEASURES: _("measures"),
    }[kind]
