"""Checking a workbook of done measures: a row says that one term was carried out, and by which document."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial

from data.findings import quoted
from data.intake.files.workbook import Workbook
from data.intake.kinds.completions.columns import ANSWER_COLUMNS, COLUMNS, KIND, SHEET
from data.intake.kinds.roadmap.check import (
    MeasuresKnown,
    read_direction,
    read_measure_number,
    tables_of_measures,
)
from data.intake.kinds.roadmap.store import MeasureKey, StoredMeasure, current_measures
from data.intake.tables.collector import Collector
from data.intake.tables.header import Row
from data.intake.tables.known_names import row_municipality
from data.intake.tables.personal_data import refuse_persons
from data.intake.tables.planned_changes import Checked
from data.intake.tables.rows import RowReader
from data.intake.tables.texts import ISO_DAY, read_date, read_number, read_text
from data.language import _
from data.measures.deadlines import ONCE, Deadline, terms
from data.queries.registry import MunicipalityEntry
from data.storage.reader import Reader
from data.vocabulary import DeadlineKind


@dataclass(frozen=True)
class CompletionAnswer:
    """One row. Without ``done_on`` it says only the ``result`` of the measure; dates are ISO texts."""

    municipality: MunicipalityEntry
    direction: str
    direction_id: int
    number: str
    term: str
    done_on: str | None
    title: str | None
    document_number: str | None
    document_date: str | None
    result: str | None

    @property
    def measure(self) -> MeasureKey:
        return self.municipality.id, self.direction_id, self.number

    @property
    def identity(self) -> tuple[int, int, str, str]:
        return (*self.measure, self.term)


@dataclass(frozen=True)
class _Known:
    above: MeasuresKnown
    measures: dict[MeasureKey, StoredMeasure]
    today: date


def check_completions(reader: Reader, workbook: Workbook, found: Collector) -> Checked:
    """All answers of the workbook as ``CompletionAnswer``; what is wrong goes to ``found``."""
    checked = Checked()
    measures, today = current_measures(reader), datetime.now(UTC).date()
    for table, above in tables_of_measures(reader, workbook, KIND, SHEET, COLUMNS, found, {}):
        known = _Known(above, measures, today)
        RowReader[CompletionAnswer](
            ANSWER_COLUMNS,
            "number",
            read=partial(_check_row, known=known, found=found),
            identity=lambda answer: answer.identity,
            describe=lambda answer: f"{answer.municipality.code}, {answer.direction}, {answer.number}, {answer.term}",
        ).run(table, checked, found)
    return checked


def _check_row(row: Row, known: _Known, found: Collector) -> CompletionAnswer | None:
    municipality = row_municipality(row, known.above.place, known.above.region, found)
    direction = read_direction(row, known.above, found)
    number = read_measure_number(row, found)
    done_on, document_date = (_day(row, name, known.today, found) for name in ("done_on", "document_date"))
    title, result = read_text(row, "title", found), read_text(row, "result", found)
    document_number = read_number(row, "document_number", found)
    for name, text in (("title", title), ("result", result)):
        refuse_persons(row, name, text, found)
    if municipality is None or direction is None or number is None:
        return None
    direction_id = known.above.scheme.direction_ids[direction]
    stored = known.measures.get((municipality.id, direction_id, number))
    if stored is None:
        _tell_unknown(row, number, found)
        return None
    if row.cell("done_on") or any(row.cell(name) for name in ("title", "document_number", "document_date")):
        _tell_missing(row, found)
    term = _term(row, stored, known.today, found)
    if term is None:
        return None
    return CompletionAnswer(
        municipality, direction, direction_id, number, term, done_on, title, document_number, document_date, result
    )


def _tell_unknown(row: Row, number: str, found: Collector) -> None:
    found.error(
        "unknown-measure",
        _("The roadmap of the municipality has no measure with this number in this direction."),
        sheet=row.table.sheet.name,
        cell=row.address("number"),
        found=number,
        fix=_("Check municipality, direction and number, or load the measure first."),
    )


def _tell_missing(row: Row, found: Collector) -> None:
    """What is done is proved: a day, a document and its date belong together."""
    for name in ("done_on", "title", "document_date"):
        if row.cell(name) is None:
            title = next(spec.title for spec in COLUMNS if spec.key == name)
            found.error(
                "completion-incomplete",
                _("What was carried out needs its day, a document and the date of the document."),
                sheet=row.table.sheet.name,
                cell=row.address(name) if name in row.table.columns else row.address("number"),
                expected=quoted(title),
                fix=_("Fill in the cell, or leave all of them empty."),
            )


def _day(row: Row, name: str, today: date, found: Collector) -> str | None:
    day = read_date(row, name, found, today.year)
    cell = row.cell(name)
    if day is None or cell is None:
        return None
    if len(day) != ISO_DAY or date.fromisoformat(day) > today:
        found.at(
            "day-to-come",
            _("This is no day that has come."),
            row.table.sheet.name,
            cell,
            expected=_("a date such as 17.05.2021, not after today"),
            fix=_("Write day, month and year of what was carried out."),
        )
        return None
    return day


def _term(row: Row, stored: StoredMeasure, today: date, found: Collector) -> str | None:
    """The term that the row names; one that does not repeat needs no name."""
    values = stored.values
    first, last = (
        date.fromisoformat(values[name]) if values[name] else None for name in ("deadline_from", "deadline_to")
    )
    deadline = Deadline(DeadlineKind(values["deadline_kind"]), first, last, values["every_years"])
    known = [term.key for term in terms(deadline, today)]
    typed = row.text("term").strip()
    if known == [ONCE]:
        # The year beside a measure that does not repeat is the one it was due in.
        return ONCE
    if typed in known:
        return typed
    if not typed and len(known) == 1:
        return known[0]
    found.error(
        "unknown-term",
        _("The measure repeats, and the row does not name one of its terms."),
        sheet=row.table.sheet.name,
        cell=row.address("term") if "term" in row.table.columns else row.address("number"),
        found=typed or None,
        expected=", ".join(known[-5:]),
        fix=_("Write the year in which the term was due."),
    )
    return None
