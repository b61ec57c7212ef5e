"""Checking a workbook of the catalogue: one row describes one indicator; an empty cell leaves what is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from data.intake.files.workbook import Workbook
from data.intake.kinds.catalogue.columns import ANSWER_COLUMNS, COLUMNS, KIND, LEVELS, SHEET
from data.intake.tables.collector import Collector
from data.intake.tables.header import Row, find_table
from data.intake.tables.known_names import Region
from data.intake.tables.machine_key import read_key
from data.intake.tables.numbers import Amount, parse_mark, read_answer
from data.intake.tables.personal_data import refuse_persons
from data.intake.tables.planned_changes import Checked
from data.intake.tables.rows import RowReader
from data.intake.tables.sheets import level_sheets
from data.intake.tables.texts import read_text
from data.intake.tables.word_lists import read_choice
from data.intake.tables.years import read_year
from data.language import _
from data.queries import registry
from data.queries.catalogue.rules import FIELD_LENGTHS, MOST_DECIMALS
from data.queries.catalogue.words import POLARITIES, UNITS
from data.storage.reader import Reader
from data.text.indicator_codes import LONGEST_CODE, is_code
from data.text.names import code_key
from data.vocabulary import Level, Nothing, Unit

# What has no answer of its own kind is a text.
CHOICES = {"unit": UNITS, "polarity": POLARITIES}
NEEDED = frozenset({"name_ru", "name_en", "short_ru", "short_en", "unit", "polarity"})


@dataclass(frozen=True)
class CatalogueAnswer:
    """One row: ``values`` of the fields that it states, None where a mark says that there is none."""

    code: str
    level: Level | None
    values: Mapping[str, Any]
    sheet: str
    # Field → the cell that states it; the code of the indicator stands under an empty name.
    cells: Mapping[str, str] = field(default_factory=dict)


def check_catalogue(reader: Reader, workbook: Workbook, found: Collector) -> Checked:
    """All answers of the workbook as ``CatalogueAnswer``; what is wrong goes to ``found``."""
    checked = Checked()
    key = read_key(workbook, KIND, found)
    if found.refuses:
        return checked
    known = {code_key(entry.code): entry.code for entry in registry.indicators(reader)}
    last_year = Region.load(reader).last_year
    for _sheet_key, sheet in level_sheets(workbook, key, {KIND: SHEET}, found):
        table = find_table(sheet, COLUMNS, found, key)
        if table is not None:
            RowReader[CatalogueAnswer](
                ANSWER_COLUMNS,
                "indicator",
                read=partial(_check_row, known=known, last_year=last_year, found=found),
                identity=lambda answer: code_key(answer.code),
                describe=lambda answer: answer.code,
            ).run(table, checked, found)
    return checked


def _check_row(row: Row, known: Mapping[str, str], last_year: int, found: Collector) -> CatalogueAnswer | None:
    before = found.errors
    code = _code(row, known, found)
    level = read_choice(row, "level", LEVELS, found)
    values = {name: said for name in ANSWER_COLUMNS if (said := _said(row, name, last_year, found)) is not NOT_SAID}
    refuse_persons(row, "contact_role", values.get("contact_role"), found)
    if values.get("unit") is None and values.get("unit_word_ru") and code_key(code) not in known:
        # A word of one's own beside no other unit: any number may have it.
        values["unit"] = Unit.RATE.value
    if found.errors > before:
        return None
    cells = {name: row.address(name) for name in values if row.cell(name)}
    sheet = row.table.sheet.name
    return CatalogueAnswer(code, Level(level) if level else None, values, sheet, cells | {"": row.address("indicator")})


NOT_SAID = object()


def _said(row: Row, name: str, last_year: int, found: Collector) -> Any:
    """What a cell states: a value, None for a mark that there is none, or that nothing is said."""
    cell = row.cell(name)
    if cell is None:
        return NOT_SAID
    typed = read_text(row, name, found)
    if typed is None:
        return NOT_SAID
    if name not in NEEDED and parse_mark(typed) is not None:
        return "" if name == "direction_code" else None
    if name in CHOICES:
        return read_choice(row, name, CHOICES[name], found) or NOT_SAID
    if name == "break_year":
        year = read_year(row, name, found, last_year)
        return None if isinstance(year, Nothing) else year
    if name == "decimals":
        return _decimals(row, found)
    longest = FIELD_LENGTHS.get(name)
    if longest is not None and len(typed) > longest:
        found.at(
            "text-too-long",
            _("The text is longer than {limit} characters.").format(limit=longest),
            row.table.sheet.name,
            cell,
            fix=_("Shorten the text."),
        )
        return NOT_SAID
    return typed


def _decimals(row: Row, found: Collector) -> int | None:
    cell = row.cell("decimals")
    amount = read_answer(cell)
    if isinstance(amount, Amount) and amount.value in range(MOST_DECIMALS + 1) and not amount.is_percent:
        return int(amount.value)
    if cell is not None:
        found.at(
            "bad-decimals",
            _("This is no number of decimals."),
            row.table.sheet.name,
            cell,
            expected=_("a whole number from 0 to {most}").format(most=MOST_DECIMALS),
            fix=_("Write how many digits stand behind the decimal sign."),
        )
    return None


def _code(row: Row, known: Mapping[str, str], found: Collector) -> str:
    typed = row.text("indicator")
    code = known.get(code_key(typed), typed)
    if not is_code(code):
        found.error(
            "bad-indicator-code",
            _("The code of the indicator cannot be used.") if typed else _("The code of the indicator is missing."),
            sheet=row.table.sheet.name,
            cell=row.address("indicator"),
            found=typed or None,
            expected=_("1 to {limit} characters that can be printed").format(limit=LONGEST_CODE),
            fix=_("Give each indicator a code that stays the same every year."),
        )
    return code
