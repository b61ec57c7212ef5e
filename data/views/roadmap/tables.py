"""Tables of /roadmap for export; the screen prints the same values."""

from collections.abc import Mapping

from data.formats import day as day_words
from data.language import _
from data.measures.deadlines import STATUSES
from data.queries.registry import indicators
from data.storage.reader import Reader
from data.tables import Column, Kind, Table, Value
from data.views.cycle.words import state_words
from data.views.roadmap.address import RoadmapSelection
from data.views.roadmap.calendar import kind_words, monitoring_year
from data.views.roadmap.page import RoadmapView, roadmap_view, timeline
from data.views.roadmap.reference import reference, reference_deadline, responsible_words
from data.views.roadmap.review import StageState, outcome_words, review, review_sentences
from data.views.shared.measure_rows import (
    MeasureRow,
    deadline_words,
    finding_words,
    proof_words,
    status_words,
    term_words,
)
from data.vocabulary import MeasureStatus, Nothing


def measures_table(reader: Reader, selection: RoadmapSelection) -> Table:
    """Every measure that fits the filters, with all it states."""
    view = roadmap_view(reader, selection)
    names = {one.code: one.short for one in indicators(reader)} if any(row.line.indicator for row in view.rows) else {}
    columns = (
        Column("municipality", _("Municipality")),
        Column("direction", _("Direction")),
        Column("number", _("No.")),
        Column("stage", _("Stage")),
        Column("text", _("Measure")),
        Column("deadline", _("Deadline")),
        Column("due", _("Last day")),
        Column("status", _("Status")),
        Column("overdue", _("Overdue terms"), Kind.NUMBER, 0),
        Column("responsible", _("Responsible")),
        Column("expected_result", _("Expected result")),
        Column("indicator", _("Indicator")),
        Column("proof", _("Document")),
        Column("findings", _("Findings")),
    )
    rows = tuple(_measure(view, row, names) for row in view.rows)
    return Table("measures", _("Measures of roadmaps"), columns, rows, _notes(view))


def _measure(view: RoadmapView, row: MeasureRow, names: dict[str, str]) -> dict[str, Value]:
    line, standing = row.line, row.standing
    proof = row.proof
    return {
        "municipality": view.choices.municipality(line.municipality).short,
        "direction": line.direction,
        "number": line.number,
        "stage": view.choices.stage(line.stage).title,
        "text": line.text,
        "deadline": deadline_words(line),
        "due": day_words(standing.term.due.isoformat()) if standing.term.due else Nothing.NOT_APPLICABLE,
        "status": status_words(row.status),
        "overdue": standing.overdue,
        "responsible": line.responsible or Nothing.NO_DATA,
        "expected_result": line.expected_result or Nothing.NO_DATA,
        "indicator": names.get(line.indicator, line.indicator) or Nothing.NOT_APPLICABLE,
        "proof": proof_words(proof) if proof else Nothing.NO_DATA,
        "findings": ", ".join(finding_words(one) for one in row.findings),
    }


def board_table(reader: Reader, selection: RoadmapSelection) -> Table:
    """Stages by status; the last row is the sum of all."""
    view = roadmap_view(reader, selection)
    columns = (
        Column("stage", _("Stage")),
        Column("total", _("All"), Kind.NUMBER, 0),
        *(Column(status.value, status_words(status), Kind.NUMBER, 0) for status in STATUSES),
    )
    sums = ((_("All stages"), view.total, view.counts),)
    rows = tuple(
        _counted(name, total, counts)
        for name, total, counts in (*((row.stage.title, row.total, row.counts) for row in view.board), *sums)
    )
    return Table("board", _("Measures by stage and status"), columns, rows, _notes(view))


def _counted(name: str, total: int, counts: Mapping[MeasureStatus, int]) -> dict[str, Value]:
    return {"stage": name, "total": total, **{status.value: counts[status] for status in STATUSES}}


def timeline_table(reader: Reader, selection: RoadmapSelection) -> Table:
    """Every term with a last day of the measures that fit the filters."""
    view = roadmap_view(reader, selection)
    columns = (
        Column("due", _("Last day")),
        Column("municipality", _("Municipality")),
        Column("direction", _("Direction")),
        Column("number", _("No.")),
        Column("stage", _("Stage")),
        Column("text", _("Measure")),
        Column("term", _("Term")),
        Column("status", _("Status")),
    )
    rows: tuple[dict[str, Value], ...] = tuple(
        {
            "due": day_words(one.term.due.isoformat()) if one.term.due else Nothing.NOT_APPLICABLE,
            "municipality": view.choices.municipality(one.row.line.municipality).short,
            "direction": one.row.line.direction,
            "number": one.row.line.number,
            "stage": view.choices.stage(one.row.line.stage).title,
            "text": one.row.line.text,
            "term": term_words(one.term),
            "status": status_words(one.status),
        }
        for one in timeline(view)
    )
    return Table("timeline", _("Terms of measures"), columns, rows, _notes(view))


def calendar_table(reader: Reader, selection: RoadmapSelection) -> Table:
    """The dates of the monitoring year."""
    view = roadmap_view(reader, selection)
    year = monitoring_year(reader, view)
    columns = (
        Column("day", _("Day")),
        Column("title", _("What")),
        Column("kind", _("Kind of date")),
        Column("source", _("Source")),
        Column("overdue", _("Overdue"), Kind.NUMBER, 0),
    )
    rows: tuple[dict[str, Value], ...] = tuple(
        {
            "day": day_words(one.day.isoformat()),
            "title": one.title,
            "kind": kind_words(one.kind),
            "source": one.source,
            "overdue": one.overdue,
        }
        for one in year.entries
    )
    title = _("Calendar of the monitoring year {year}").format(year=year.year)
    return Table("calendar", title, columns, rows, _notes(view))


def review_table(reader: Reader, selection: RoadmapSelection) -> Table:
    """Stages with measures before and after; empty while there are not two assessed periods."""
    view = roadmap_view(reader, selection)
    found = review(reader, view)
    columns = (
        Column("municipality", _("Municipality")),
        Column("direction", _("Direction")),
        Column("stage", _("Stage")),
        Column("before", _("State before")),
        Column("points_before", _("Points before"), Kind.NUMBER),
        Column("after", _("State after")),
        Column("points_after", _("Points after"), Kind.NUMBER),
        Column("maximum", _("Maximum"), Kind.NUMBER),
        Column("measures", _("Measures"), Kind.NUMBER, 0),
        Column("done", _("Done"), Kind.NUMBER, 0),
        Column("outcome", _("What became of the stage")),
    )
    rows: tuple[dict[str, Value], ...] = tuple(
        {
            "municipality": view.choices.municipality(row.municipality).short,
            "direction": row.direction,
            "stage": row.stage.title,
            "before": state_words(row.before.state),
            "points_before": _points(row.before),
            "after": state_words(row.after.state),
            "points_after": _points(row.after),
            "maximum": row.after.maximum,
            "measures": row.measures,
            "done": row.done,
            "outcome": outcome_words(row.outcome),
        }
        for row in (found.rows if found else ())
    )
    sentences = review_sentences(found) if found else []
    notes = (*_notes(view), *(((_("In words"), " ".join(sentences)),) if sentences else ()))
    return Table("review", _("Review of effectiveness"), columns, rows, notes)


def _points(state: StageState) -> Value:
    return Nothing.NO_DATA if state.points is None else state.points


def reference_table(reader: Reader, selection: RoadmapSelection) -> Table:
    """The measures of the documents, in the product's own wording."""
    view = roadmap_view(reader, selection)
    columns = (
        Column("source", _("Source")),
        Column("direction", _("Direction")),
        Column("number", _("No.")),
        Column("stage", _("Stage")),
        Column("text", _("Measure")),
        Column("deadline", _("Deadline")),
        Column("responsible", _("Responsible")),
        Column("result", _("Expected result")),
    )
    rows: tuple[dict[str, Value], ...] = tuple(
        {
            "source": row.source,
            "direction": row.direction,
            "number": row.measure.number or Nothing.NO_DATA,
            "stage": row.stage,
            "text": row.measure.text,
            "deadline": reference_deadline(row.measure),
            "responsible": responsible_words(row.measure) or Nothing.NO_DATA,
            "result": row.measure.result or Nothing.NO_DATA,
        }
        for row in reference(view).rows
    )
    wording = _("Facts of the documents in the product's own short wording; the full text stands in the documents.")
    return Table("reference", _("Roadmaps of the documents"), columns, rows, (*_notes(view), (_("Wording"), wording)))


def _notes(view: RoadmapView) -> tuple[tuple[str, str], ...]:
    return (*view.filters, *view.provenance.notes())
