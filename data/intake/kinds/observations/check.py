"""Checking a workbook of observations: a sheet of municipalities and a sheet of schools, one row for each figure."""

from collections.abc import Hashable
from functools import partial
from itertools import islice

from data.intake.files.workbook import Workbook
from data.intake.kinds.observations.columns import ObservationAnswers, read_figures, read_names
from data.intake.kinds.observations.rows import ANSWER_COLUMNS, Known, ObservationAnswer, check_row, find_indicator
from data.intake.kinds.observations.scale_proposals import propose_scales
from data.intake.tables.collector import Collector
from data.intake.tables.columns import TableColumns, combined, repeated
from data.intake.tables.header import ColumnSpec, SheetTable, find_table
from data.intake.tables.known_names import (
    MUNICIPALITY_CODE,
    MUNICIPALITY_NAME,
    PERIOD,
    Region,
    read_place,
)
from data.intake.tables.machine_key import read_key
from data.intake.tables.periods.figure_period import place_of_figures
from data.intake.tables.planned_changes import Checked
from data.intake.tables.rows import RowReader
from data.intake.tables.rows_gone import warn_missing_municipalities
from data.intake.tables.sheets import level_sheets
from data.queries import registry
from data.storage.reader import Reader
from data.text.names import code_key, name_key
from data.vocabulary import Level

KIND = "observations"
SHEETS = {
    Level.MUNICIPALITY: ("Муниципалитеты", "Municipalities"),
    Level.SCHOOL: ("Школы", "Schools"),
}


def columns(level: Level) -> tuple[ColumnSpec, ...]:
    """The columns of the sheet of a level; a school's share needs numerator and denominator to be added up."""
    is_school = level is Level.SCHOOL
    school = (
        ColumnSpec("school", "Код школы", "School code", ("код оо", "код организации"), True, True),
        ColumnSpec("school_name", "Школа", "School", ("организация", "наименование оо"), False, True),
    )
    return (
        MUNICIPALITY_CODE,
        MUNICIPALITY_NAME,
        PERIOD,
        *(school if is_school else ()),
        ColumnSpec("indicator", "Код показателя", "Indicator code", ("показатель (код)", "№ показателя"), True, True),
        ColumnSpec("indicator_name", "Показатель", "Indicator", ("наименование показателя",), False, True),
        ColumnSpec("unit", "Единица", "Unit", ("единица измерения", "ед. изм."), False),
        ColumnSpec("value", "Значение", "Value", ("значение показателя", "факт", "actual"), not is_school, varies=True),
        ColumnSpec("numerator", "Числитель", "Numerator", (), is_school),
        ColumnSpec("denominator", "Знаменатель", "Denominator", (), is_school),
        ColumnSpec("comment", "Комментарий", "Comment", ("примечание", "пояснение", "note"), False),
    )


def check_observations(reader: Reader, workbook: Workbook, found: Collector) -> Checked:
    """All answers of the workbook as ``ObservationAnswer``; what is wrong goes to ``found``."""
    checked = Checked()
    key = read_key(workbook, KIND, found)
    if found.refuses:
        return checked
    region = Region.load(reader, within_years=True)
    indicators = {code_key(entry.code): entry for entry in registry.indicators(reader)}
    schools = {code_key(entry.code): entry for entry in registry.schools(reader)}
    seen: dict[Hashable, str] = {}
    parts = []
    for level, sheet in level_sheets(workbook, key, _sheets(workbook), found):
        table = find_table(sheet, columns(level), found, key)
        if table is None:
            continue
        place = read_place(sheet, table.header_row, key, region, found)
        place = place_of_figures(sheet, table.header_row, place, key, region, found)
        with_rows = {entry.code for entry in region.municipalities}
        if level is Level.SCHOOL:
            with_rows = {entry.municipality for entry in schools.values()}
        warn_missing_municipalities(table, key, region, with_rows, found)
        known = Known(level, place, region, indicators, schools, asks_by_indicator=True)
        parts.append(_read_table(table, known, seen, checked, found))
    checked.answers = ObservationAnswers.joined(parts)
    return checked


def _read_table(
    table: SheetTable, known: Known, seen: dict[Hashable, str], checked: Checked, found: Collector
) -> ObservationAnswers:
    """The answers of a sheet in the order of its rows."""
    read = TableColumns.of(table)
    names = read_names(read, known)
    plain, answers = read_figures(read, names, known, found.scales)
    found.pulse()
    among = names.known & read.filled(ANSWER_COLUMNS)
    rows = RowReader[ObservationAnswer](
        ANSWER_COLUMNS,
        "indicator",
        read=partial(check_row, known=known, found=found),
        identity=lambda answer: answer.identity,
        describe=lambda answer: ", ".join(
            filter(None, (answer.municipality.code, answer.school, answer.indicator.code))
        ),
        seen=seen,
    )
    plain &= ~repeated(combined(*answers.identities), among)
    accepted, others = rows.run_columns(read, plain, checked, found)
    for index, answer in others.items():
        answers.put(index, answer)
    propose_scales(read, lambda row: find_indicator(row, known.untold(), Collector()), found)
    return answers.chosen(accepted)


def _sheets(workbook: Workbook) -> dict[Level, tuple[str, str]]:
    """The sheets by level; a text table has one sheet without a name, and what it is about shows in its header."""
    if workbook.format != "csv":
        return SHEETS
    school = next(spec.known_titles for spec in columns(Level.SCHOOL) if spec.key == "school")
    titles = (name_key(cell.shown) for cells in islice(workbook.sheets[0].by_row.values(), 40) for cell in cells)
    level = Level.SCHOOL if any(title in school for title in titles) else Level.MUNICIPALITY
    return {level: SHEETS[level]}
