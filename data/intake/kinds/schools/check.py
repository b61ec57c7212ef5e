"""Checking a workbook of schools: one row for each school, with its enrolment in the period."""

import re
from dataclasses import dataclass
from functools import partial

from data.intake.files.workbook import Workbook
from data.intake.tables.codes import about_cyrillic, read_as_latin
from data.intake.tables.collector import Collector
from data.intake.tables.header import ColumnSpec, Row, find_table
from data.intake.tables.known_names import (
    MUNICIPALITY_CODE,
    MUNICIPALITY_NAME,
    Place,
    Region,
    check_existence,
    municipality_cell,
    read_place,
    row_municipality,
    row_period,
)
from data.intake.tables.machine_key import read_key
from data.intake.tables.numbers import Unreadable, read_answer
from data.intake.tables.planned_changes import Checked
from data.intake.tables.quantities import most_words
from data.intake.tables.rows import RowReader
from data.intake.tables.rows_gone import warn_missing_municipalities
from data.intake.tables.sheets import level_sheets
from data.intake.tables.texts import read_text
from data.language import _, local
from data.queries import registry
from data.queries.registry import MunicipalityEntry, PeriodEntry, SchoolEntry
from data.storage.reader import Reader
from data.text.names import code_key, mixes_alphabets, name_key
from data.text.school_kinds import SCHOOL_KINDS
from data.vocabulary import Level, Nothing, SchoolKind

KIND = "schools"
SHEETS = {Level.SCHOOL: ("Школы", "Schools")}
LARGEST_SCHOOL = 100_000
CODE = re.compile(r"[0-9A-Za-zА-Яа-яЁё._/-]{1,64}")
ANSWER_COLUMNS = ("name", "kind", "students")
COLUMNS = (
    MUNICIPALITY_CODE,
    MUNICIPALITY_NAME,
    ColumnSpec("school", "Код школы", "School code", ("код оо", "код организации"), True, True),
    ColumnSpec("name", "Название школы", "School name", ("школа", "наименование оо", "наименование", "school")),
    ColumnSpec("kind", "Вид школы", "School kind", ("вид", "тип", "уровень", "kind")),
    ColumnSpec(
        "students", "Число обучающихся", "Students", ("обучающихся", "численность", "контингент", "enrolment"), False
    ),
)


def kind_word(kind: SchoolKind) -> str:
    """The kind as the template offers it."""
    return local(*SCHOOL_KINDS[kind][:2])


@dataclass(frozen=True)
class SchoolAnswer:
    """One row; None in any field = the row does not say, what is stored stays."""

    code: str
    municipality: MunicipalityEntry
    period: PeriodEntry
    name: str | None
    kind: SchoolKind | None
    students: int | Nothing | None
    sheet: str
    cell: str


def check_schools(reader: Reader, workbook: Workbook, found: Collector) -> Checked:
    """All answers of the workbook as ``SchoolAnswer``; what is wrong goes to ``found``."""
    checked = Checked()
    key = read_key(workbook, KIND, found)
    if found.refuses:
        return checked
    region = Region.load(reader)
    known = {code_key(entry.code): entry for entry in registry.schools(reader)}
    for _level, sheet in level_sheets(workbook, key, SHEETS, found):
        table = find_table(sheet, COLUMNS, found, key)
        if table is None:
            continue
        place = read_place(sheet, table.header_row, key, region, found)
        with_schools = {entry.municipality for entry in known.values()}
        warn_missing_municipalities(table, key, region, with_schools, found)
        RowReader[SchoolAnswer](
            ANSWER_COLUMNS,
            "school",
            read=partial(_check_row, place=place, region=region, known=known, found=found),
            identity=lambda answer: code_key(answer.code),
            describe=lambda answer: f"{answer.municipality.code}, {answer.code}",
        ).run(table, checked, found)
    return checked


def _check_row(
    row: Row, place: Place, region: Region, known: dict[str, SchoolEntry], found: Collector
) -> SchoolAnswer | None:
    municipality = row_municipality(row, place, region, found)
    period = row_period(row, place, region, found)
    code = _code(row, municipality, known, found)
    name, kind, students = read_text(row, "name", found), _kind(row, found), _students(row, found)
    if municipality is None or period is None or code is None:
        return None
    check_existence(municipality, period, row.table.sheet.name, municipality_cell(row, place), found)
    return SchoolAnswer(code, municipality, period, name, kind, students, row.table.sheet.name, row.address("school"))


def _code(
    row: Row, municipality: MunicipalityEntry | None, known: dict[str, SchoolEntry], found: Collector
) -> str | None:
    """The code of a known school however it is typed; a new code as it stands.

    Cyrillic letters among Latin ones, or in the code of the municipality with which the code begins, are a slip.
    """
    typed = row.text("school")
    if code_key(typed) in known:
        return known[code_key(typed)].code
    own = municipality is not None and code_key(typed).startswith(code_key(municipality.code))
    code = read_as_latin(row, "school", typed, found) if mixes_alphabets(typed) or own else typed
    if CODE.fullmatch(code) and not mixes_alphabets(code):
        return code
    message = _("The code of the school cannot be used.") if typed else _("The code of the school is missing.")
    found.error(
        "bad-code",
        f"{message} {about_cyrillic(typed)}".strip(),
        sheet=row.table.sheet.name,
        cell=row.address("school"),
        found=typed or None,
        expected=_("letters of one alphabet, digits, full stop, hyphen; no spaces"),
        fix=_("Give each school a code that stays the same every year."),
    )
    return None


def _kind(row: Row, found: Collector) -> SchoolKind | None:
    cell = row.cell("kind")
    typed = read_text(row, "kind", found)
    if typed is None or cell is None:
        return None
    kind = next((SchoolKind(kind) for kind, words in SCHOOL_KINDS.items() if name_key(typed) in words), None)
    if kind is None:
        found.at(
            "unknown-school-kind",
            _("The kind of the school is unknown."),
            row.table.sheet.name,
            cell,
            expected=", ".join(kind_word(one) for one in SchoolKind),
            fix=_("Choose from the list."),
        )
    return kind


def _students(row: Row, found: Collector) -> int | Nothing | None:
    cell = row.cell("students")
    answer = read_answer(cell)
    if cell is None or answer is None or isinstance(answer, Nothing):
        return answer if isinstance(answer, Nothing) else None
    sheet, expected = row.table.sheet.name, _("a whole number, 0 or more")
    if isinstance(answer, Unreadable):
        found.unreadable(answer, sheet, cell, expected)
        return None
    if found.is_grouped(answer, sheet, cell, expected):
        return None
    if answer.value > LARGEST_SCHOOL:
        most = most_words(LARGEST_SCHOOL)
        found.at(
            "number-too-large",
            _("No school has so many students."),
            sheet,
            cell,
            expected=most,
            fix=_("Check the number."),
        )
        return None
    if answer.value < 0:
        message = _("The number cannot be below 0.")
        found.at("number-below-zero", message, sheet, cell, expected=expected, fix=_("Check the number."))
        return None
    if answer.is_percent or not answer.value.is_integer():
        found.at(
            "not-a-whole-number",
            _("A whole number is expected here."),
            sheet,
            cell,
            expected=expected,
            fix=_("Check the number."),
        )
        return None
    return int(answer.value)
