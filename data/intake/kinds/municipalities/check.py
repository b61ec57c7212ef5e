"""Checking a workbook of the registry: municipalities on one sheet, on another who became part of whom."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from data.intake.files.workbook import Workbook
from data.intake.tables.codes import about_cyrillic, read_as_latin
from data.intake.tables.collector import Collector
from data.intake.tables.header import ColumnSpec, Row, best_header, find_table
from data.intake.tables.known_names import Region
from data.intake.tables.machine_key import read_key
from data.intake.tables.planned_changes import Checked
from data.intake.tables.rows import RowReader
from data.intake.tables.sheets import level_sheets
from data.intake.tables.texts import read_text
from data.intake.tables.years import read_year
from data.language import _, local
from data.storage.reader import Reader
from data.text.municipality_kinds import MUNICIPALITY_KINDS
from data.text.names import code_key, name_key
from data.vocabulary import MunicipalityKind, Nothing

KIND = "municipalities"
PLACES, MERGERS = "places", "mergers"
SHEETS = {PLACES: ("Муниципалитеты", "Municipalities"), MERGERS: ("Объединения", "Mergers")}
CODE = re.compile(r"[0-9A-Za-z._-]{1,64}")
# Somebody may plan a merger; a year beyond is a slip of the pen.
MOST_YEARS_AHEAD = 20
COLUMNS = (
    ColumnSpec("code", "Код муниципалитета", "Municipality code", ("код", "код мо"), True, True),
    ColumnSpec("kind", "Вид", "Kind", ("вид муниципалитета", "тип")),
    ColumnSpec("name_ru", "Название", "Name in Russian", ("наименование", "муниципалитет")),
    ColumnSpec("name_en", "Название (англ.)", "Name in English", (), False),
    ColumnSpec("short_ru", "Краткое название", "Short name in Russian", (), False),
    ColumnSpec("short_en", "Краткое название (англ.)", "Short name in English", (), False),
    ColumnSpec("first_year", "Существует с года", "First year", ("первый год",), False),
    ColumnSpec("last_year", "Существует по год", "Last year", ("последний год",), False),
)
MERGER_COLUMNS = (
    ColumnSpec("predecessor", "Код вошедшего", "Code of the former municipality", ("вошёл",), True, True),
    ColumnSpec("successor", "Код принявшего", "Code of the new municipality", ("принял",), True, True),
    ColumnSpec("year", "С какого года", "From the year", ("год",)),
    ColumnSpec("document", "Документ", "Document", ("основание",), False),
)
ANSWER_COLUMNS = ("kind", "name_ru", "name_en", "short_ru", "short_en", "first_year", "last_year")


def kind_word(kind: str) -> str:
    """The kind as the template offers it."""
    return local(*MUNICIPALITY_KINDS[kind][:2])


@dataclass(frozen=True)
class PlaceAnswer:
    """One municipality; None in any field = the row does not say, what is stored stays.

    A mark that there is none in ``first_year`` or ``last_year`` opens that bound again.
    """

    code: str
    kind: str | None
    name_ru: str | None
    name_en: str | None
    short_ru: str | None
    short_en: str | None
    first_year: int | Nothing | None
    last_year: int | Nothing | None
    sheet: str
    cell: str


@dataclass(frozen=True)
class MergerAnswer:
    """``predecessor`` became part of ``successor``, which is assessed from ``year`` on."""

    predecessor: str
    successor: str
    year: int
    document: str | None
    sheet: str
    cell: str
    successor_cell: str


def check_municipalities(reader: Reader, workbook: Workbook, found: Collector) -> Checked:
    """All answers of the workbook as ``PlaceAnswer`` and ``MergerAnswer``; what is wrong goes to ``found``."""
    checked = Checked()
    key = read_key(workbook, KIND, found)
    if found.refuses:
        return checked
    last_year = Region.load(reader).last_year + MOST_YEARS_AHEAD
    for part, sheet in level_sheets(workbook, key, _sheets(workbook), found):
        table = find_table(sheet, COLUMNS if part == PLACES else MERGER_COLUMNS, found, key)
        if table is None:
            continue
        if part == PLACES:
            RowReader[PlaceAnswer](
                ANSWER_COLUMNS,
                "code",
                read=partial(_check_place, last_year=last_year, found=found),
                identity=lambda answer: code_key(answer.code),
                describe=lambda answer: answer.code,
            ).run(table, checked, found)
        else:
            RowReader[MergerAnswer](
                ("predecessor", "successor", "year", "document"),
                "predecessor",
                read=partial(_check_merger, last_year=last_year, found=found),
                identity=lambda answer: (code_key(answer.predecessor), code_key(answer.successor)),
                describe=lambda answer: f"{answer.predecessor} → {answer.successor}",
            ).run(table, checked, found)
    return checked


def _check_place(row: Row, last_year: int, found: Collector) -> PlaceAnswer | None:
    code = read_code(row, "code", found)
    texts = {name: read_text(row, name, found) for name in ("name_ru", "name_en", "short_ru", "short_en")}
    kind = _kind(row, found)
    first, last = (read_year(row, name, found, last_year) for name in ("first_year", "last_year"))
    if code is None:
        return None
    if isinstance(first, int) and isinstance(last, int) and first > last:
        found.error(
            "years-in-disorder",
            _("The first year is later than the last one."),
            sheet=row.table.sheet.name,
            cell=row.address("last_year"),
            found=f"{first} > {last}",
            fix=_("Check both years."),
        )
        return None
    return PlaceAnswer(
        code, kind, **texts, first_year=first, last_year=last, sheet=row.table.sheet.name, cell=row.address("code")
    )


def _check_merger(row: Row, last_year: int, found: Collector) -> MergerAnswer | None:
    predecessor, successor = read_code(row, "predecessor", found), read_code(row, "successor", found)
    before = found.errors
    year = read_year(row, "year", found, last_year)
    failed = found.errors > before
    document = read_text(row, "document", found)
    if failed:
        return None
    if not isinstance(year, int):
        found.error(
            "year-missing",
            _("The year of the merger is missing."),
            sheet=row.table.sheet.name,
            cell=row.address("year"),
            fix=_("Write the year."),
        )
        return None
    if predecessor is None or successor is None:
        return None
    if code_key(predecessor) == code_key(successor):
        found.error(
            "merged-with-itself",
            _("A municipality cannot become part of itself."),
            sheet=row.table.sheet.name,
            cell=row.address("successor"),
            found=successor,
            fix=_("Write the code of the municipality it became part of."),
        )
        return None
    cells = row.address("predecessor"), row.address("successor")
    return MergerAnswer(predecessor, successor, year, document, row.table.sheet.name, *cells)


def read_code(row: Row, key: str, found: Collector) -> str | None:
    typed = row.text(key)
    code = read_as_latin(row, key, typed, found)
    if CODE.fullmatch(code):
        return code
    message = (
        _("The code of the municipality cannot be used.") if typed else _("The code of the municipality is missing.")
    )
    found.error(
        "bad-code",
        f"{message} {about_cyrillic(typed)}".strip(),
        sheet=row.table.sheet.name,
        cell=row.address(key),
        found=typed or None,
        expected=_("Latin letters, digits, full stop, hyphen; no spaces"),
        fix=_("Give each municipality a code that stays the same every year."),
    )
    return None


def _kind(row: Row, found: Collector) -> str | None:
    cell, typed = row.cell("kind"), read_text(row, "kind", found)
    if cell is None or typed is None:
        return None
    kind = next(
        (MunicipalityKind(kind) for kind, words in MUNICIPALITY_KINDS.items() if name_key(typed) in words), None
    )
    if kind is None:
        found.at(
            "unknown-municipality-kind",
            _("The kind of the municipality is unknown."),
            row.table.sheet.name,
            cell,
            expected=", ".join(kind_words()),
            fix=_("Choose from the list."),
        )
        return None
    return kind.value


def _sheets(workbook: Workbook) -> dict[str, tuple[str, str]]:
    """A text table has one sheet without a name, and what it is about shows in its header."""
    if workbook.format != "csv":
        return SHEETS
    places, mergers = (len(best_header(workbook.sheets[0], specs)[1]) for specs in (COLUMNS, MERGER_COLUMNS))
    part = MERGERS if mergers > places else PLACES
    return {part: SHEETS[part]}


def kind_words() -> Iterable[str]:
    return tuple(kind_word(kind) for kind in MunicipalityKind)
