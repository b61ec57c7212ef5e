"""Checking a workbook of roadmap measures: one row for each measure of a municipality's roadmap in a direction."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from data.findings import first_of, quoted
from data.intake.files.workbook import CellKind, Workbook
from data.intake.kinds.roadmap.columns import (
    ANSWER_COLUMNS,
    COLUMNS,
    DATED,
    DIRECTION,
    EVERY_YEARS,
    KIND,
    SHEET,
)
from data.intake.tables.collector import Collector
from data.intake.tables.header import ColumnSpec, Row, SheetTable, find_table, is_gap, labelled
from data.intake.tables.headings import refuse_other_methodology
from data.intake.tables.known_names import LABELS, METHODOLOGY, Place, Region, cell_text, read_place, row_municipality
from data.intake.tables.machine_key import MachineKey, read_key
from data.intake.tables.numbers import Unreadable
from data.intake.tables.personal_data import refuse_persons
from data.intake.tables.planned_changes import Checked
from data.intake.tables.rows import RowReader
from data.intake.tables.sheets import level_sheets
from data.intake.tables.texts import read_date, read_text
from data.intake.tables.word_lists import read_choice
from data.language import _
from data.queries import registry
from data.queries.registry import MunicipalityEntry
from data.queries.roadmap import Scheme, scheme
from data.storage.reader import Reader
from data.text.deadline_kinds import DEADLINE_KINDS
from data.text.names import closest, code_key
from data.text.word_lists import chosen
from data.vocabulary import DeadlineKind

NUMBER = re.compile(r"(?=.{1,16}$)[0-9A-Za-zА-ЯЁа-яё]+(?:[.-][0-9A-Za-zА-ЯЁа-яё]+)*")
# Parts of a number that count for the order, and how many each may have.
LEVELS, WIDTH = 3, 1000
# A roadmap looks some years ahead; a date beyond is a slip of the pen.
MOST_YEARS_AHEAD = 20
DAYS = (("deadline_from", "-01-01"), ("deadline_to", "-12-31"))


@dataclass(frozen=True)
class MeasureAnswer:
    """One row: a measure as a whole, so that an empty cell means «not stated». Dates are ISO texts."""

    municipality: MunicipalityEntry
    direction: str
    direction_id: int
    number: str
    cycle_component: str | None
    text: str
    deadline_kind: DeadlineKind
    deadline_text: str | None
    deadline_from: str | None
    deadline_to: str | None
    responsible: str | None
    expected_result: str | None
    result: str | None
    indicator_code: str | None
    every_years: int | None
    sheet: str
    cell: str

    @property
    def identity(self) -> tuple[int, int, str]:
        return self.municipality.id, self.direction_id, self.number

    @property
    def order(self) -> int:
        """The place among the measures of the direction: 2.10 comes after 2.9."""
        parts = [int(part) if part.isdecimal() else 0 for part in re.split("[.-]", self.number)][:LEVELS]
        parts += [0] * (LEVELS - len(parts))
        return sum(min(part, WIDTH - 1) * WIDTH ** (LEVELS - 1 - level) for level, part in enumerate(parts))


@dataclass(frozen=True)
class MeasuresKnown:
    """``direction`` is what a label above the table names; where that failed it is reported already."""

    place: Place
    region: Region
    scheme: Scheme
    direction: str | None
    direction_failed: bool
    # Codes of indicators by what their spellings have in common.
    indicators: dict[str, str]


def check_measures(reader: Reader, workbook: Workbook, found: Collector) -> Checked:
    """All answers of the workbook as ``MeasureAnswer``; what is wrong goes to ``found``."""
    checked = Checked()
    indicators = {code_key(entry.code): entry.code for entry in registry.indicators(reader)}
    for table, known in tables_of_measures(reader, workbook, KIND, SHEET, COLUMNS, found, indicators):
        RowReader[MeasureAnswer](
            ANSWER_COLUMNS,
            "number",
            read=partial(_check_row, known=known, found=found),
            identity=lambda answer: answer.identity,
            describe=lambda answer: f"{answer.municipality.code}, {answer.direction}, {answer.number}",
        ).run(table, checked, found)
    return checked


def tables_of_measures(
    reader: Reader,
    workbook: Workbook,
    kind: str,
    sheet_names: tuple[str, str],
    columns: Sequence[ColumnSpec],
    found: Collector,
    indicators: dict[str, str],
) -> Iterator[tuple[SheetTable, MeasuresKnown]]:
    """The tables of a workbook whose rows are about measures of a roadmap, each with what stands above it.

    What is wrong with the template, the methodology or a table goes to ``found``.
    """
    key = read_key(workbook, kind, found)
    named = None if found.refuses else find_scheme(reader, workbook, key, found)
    if named is None:
        return
    region = Region.load(reader)
    for _sheet_key, sheet in level_sheets(workbook, key, {kind: sheet_names}, found):
        table = find_table(sheet, columns, found, key)
        if table is not None:
            refuse_other_methodology(table, named.code, key, found)
            yield table, known_above(table, key, region, named, found, indicators)


def known_above(
    table: SheetTable, key: MachineKey, region: Region, named: Scheme, found: Collector, indicators: dict[str, str]
) -> MeasuresKnown:
    """What stands above a table about all of its rows: the municipality and the direction."""
    label = labelled(table.sheet, (DIRECTION,), table.header_row).get(DIRECTION.key)
    direction = chosen(cell_text(label), named.directions) if label else None
    failed = label is not None and direction is None
    if label is not None and failed:
        tell_direction(table.sheet.name, label.address, cell_text(label), named, found)
    place = read_place(table.sheet, table.header_row, key, region, found)
    return MeasuresKnown(place, region, named, direction, failed, indicators)


def find_scheme(reader: Reader, workbook: Workbook, key: MachineKey, found: Collector) -> Scheme | None:
    """The methodology that the template or a label names, or the only one there is."""
    codes = registry.methodology_codes(reader)
    labels = (labelled(sheet, LABELS, before_row=41).get(METHODOLOGY.key) for sheet in workbook)
    typed = key.methodology or next((cell_text(label) for label in labels if label), "")
    named = typed or (codes[0] if len(codes) == 1 else "")
    known = scheme(reader, named) if named else None
    if known is None:
        found.error(
            "unknown-methodology",
            _("The methodology is unknown.") if named else _("The methodology of the rows is missing."),
            found=named or None,
            expected=", ".join(closest(named, codes) or codes) or None,
            fix=_("Write the code of the methodology above the table, beside “{label}”.").format(
                label=METHODOLOGY.title
            ),
        )
    return known


def _check_row(row: Row, known: MeasuresKnown, found: Collector) -> MeasureAnswer | None:
    municipality = row_municipality(row, known.place, known.region, found)
    direction = read_direction(row, known, found)
    number, before = read_measure_number(row, found), found.errors
    text = read_text(row, "text", found)
    # A text that could not be read is reported already.
    if text is None and found.errors == before:
        _tell_missing(row, "text", found)
    deadline_kind, first, last = _deadline(row, known.region, found)
    stage = read_choice(row, "cycle_component", known.scheme.stages, found)
    responsible = read_text(row, "responsible", found)
    refuse_persons(row, "responsible", responsible, found)
    indicator = _indicator(row, known, found)
    every_years = read_choice(row, "every_years", EVERY_YEARS, found)
    if municipality is None or direction is None or number is None or text is None or deadline_kind is None:
        return None
    return MeasureAnswer(
        municipality=municipality,
        direction=direction,
        direction_id=known.scheme.direction_ids[direction],
        number=number,
        cycle_component=stage,
        text=text,
        deadline_kind=deadline_kind,
        deadline_text=read_text(row, "deadline_text", found),
        deadline_from=first,
        deadline_to=last,
        responsible=responsible,
        expected_result=read_text(row, "expected_result", found),
        result=read_text(row, "result", found),
        indicator_code=indicator,
        every_years=int(every_years) if every_years else None,
        sheet=row.table.sheet.name,
        cell=row.address("number"),
    )


def _indicator(row: Row, known: MeasuresKnown, found: Collector) -> str | None:
    """The indicator that the measure should move, where it names one; an unknown code is reported."""
    typed = row.text("indicator_code")
    code = known.indicators.get(code_key(typed)) if typed else None
    if typed and code is None:
        codes = list(known.indicators.values())
        found.error(
            "unknown-indicator",
            _("The indicator is unknown."),
            sheet=row.table.sheet.name,
            cell=row.address("indicator_code"),
            found=typed,
            expected=", ".join(closest(typed, codes)) or first_of(codes, 5) or None,
            fix=_("Write the code of an indicator, or leave the cell empty."),
        )
    return code


def read_direction(row: Row, known: MeasuresKnown, found: Collector) -> str | None:
    """The direction of a row: its own column, else, where no row names one, what stands above the table."""
    typed = row.text("direction")
    label = None if is_gap(row, DIRECTION.key) else known.direction
    direction = chosen(typed, known.scheme.directions) if typed else label
    if direction is None and (typed or not known.direction_failed):
        tell_direction(row.table.sheet.name, row.address("direction"), typed, known.scheme, found)
    return direction


def tell_direction(sheet: str, cell: str, typed: str, known: Scheme, found: Collector) -> None:
    found.error(
        "unknown-direction",
        _("The methodology has no such direction.") if typed else _("The direction of the row is missing."),
        sheet=sheet,
        cell=cell,
        found=typed or None,
        expected=", ".join(known.directions),
        fix=_("Write the code of the direction."),
    )


def read_measure_number(row: Row, found: Collector) -> str | None:
    """The number that a measure has in its roadmap; what is none is reported."""
    cell = row.cell("number")
    if cell is not None and cell.kind is CellKind.DATE:
        found.unreadable(Unreadable.DATE, row.table.sheet.name, cell, _("a number such as 2.1"))
        return None
    number = row.text("number").strip(" .)")
    if NUMBER.fullmatch(number):
        return number
    if cell is None:
        _tell_missing(row, "number", found)
    else:
        found.at(
            "not-a-measure-number",
            _("This is not the number of a measure."),
            row.table.sheet.name,
            cell,
            expected=_("a number such as 2.1"),
            fix=_("Write the number that the measure has in the roadmap."),
        )
    return None


def _deadline(row: Row, region: Region, found: Collector) -> tuple[DeadlineKind | None, str | None, str | None]:
    """Its kind, its first and its last day; what contradicts itself is reported."""
    kind = _deadline_kind(row, found)
    last_year = region.last_year + MOST_YEARS_AHEAD
    first, last = (_day(row, key, rest, last_year, found) for key, rest in DAYS)
    if first and last and first > last:
        _tell_order(row, found)
    if kind in DATED and row.cell("deadline_to") is None:
        _warn_deadline(row, found)
    return kind, first, last


def _deadline_kind(row: Row, found: Collector) -> DeadlineKind | None:
    """The kind chosen; a row without any word of a deadline does not state one."""
    if row.cell("deadline_kind"):
        kind = read_choice(row, "deadline_kind", DEADLINE_KINDS, found)
        return DeadlineKind(kind) if kind else None
    if any(row.cell(key) for key in ("deadline_text", "deadline_from", "deadline_to")):
        _tell_missing(row, "deadline_kind", found)
        return None
    _warn_deadline(row, found)
    return DeadlineKind.NOT_STATED


def _day(row: Row, key: str, rest_of_year: str, last_year: int, found: Collector) -> str | None:
    """A date; a year alone is its first or its last day."""
    day = read_date(row, key, found, last_year)
    return day + rest_of_year if day and len(day) == len("2026") else day


def _warn_deadline(row: Row, found: Collector) -> None:
    found.warning(
        "deadline-not-definite",
        _("The deadline has no last day, so it is unclear whether the measure is overdue."),
        sheet=row.table.sheet.name,
        cell=row.address("deadline_to"),
        found=row.text("number"),
    )


def _tell_order(row: Row, found: Collector) -> None:
    found.error(
        "dates-in-wrong-order",
        _("The last day is before the first one."),
        sheet=row.table.sheet.name,
        cell=row.address("deadline_to"),
        found=row.text("deadline_to"),
        expected=_("a day not before {first}").format(first=row.text("deadline_from")),
        fix=_("Check both dates."),
    )


def _tell_missing(row: Row, key: str, found: Collector) -> None:
    title = next(spec.title for spec in COLUMNS if spec.key == key)
    found.error(
        "measure-incomplete",
        _("A measure needs its number, its text, and the kind of its deadline where it has one."),
        sheet=row.table.sheet.name,
        cell=row.address(key) if key in row.table.columns else None,
        expected=quoted(title),
        fix=_("Fill in the cell, or empty the whole row."),
    )
