"""Checking a workbook of observations: a sheet of municipalities and a sheet of schools, one row for each figure."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TypeVar

from data.intake.collector import Collector
from data.intake.context import (
    MUNICIPALITY_CODE,
    MUNICIPALITY_NAME,
    PERIOD,
    Place,
    Region,
    check_existence,
    note_unread_sheets,
    read_place,
    row_municipality,
    row_period,
)
from data.intake.layout import ColumnSpec, Row, find_table, note_lookalikes
from data.intake.machine_key import SHEET as KEY_SHEET
from data.intake.machine_key import MachineKey, read_key
from data.intake.names import closest, code_key, name_key
from data.intake.plan import Checked
from data.intake.quantities import Quantity, read_quantity
from data.intake.rows import RowReader
from data.intake.texts import read_text
from data.intake.workbook import Sheet, Workbook
from data.language import _, local
from data.queries import registry
from data.queries.registry import IndicatorEntry, MunicipalityEntry, PeriodEntry, SchoolEntry
from data.reader import Reader
from data.vocabulary import Level, Unit

Part = TypeVar("Part", bound=Hashable)
KIND = "observations"
ANSWER_COLUMNS = ("value", "numerator", "denominator", "comment")
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
        ColumnSpec("value", "Значение", "Value", ("значение показателя", "факт", "actual"), not is_school),
        ColumnSpec("numerator", "Числитель", "Numerator", (), is_school),
        ColumnSpec("denominator", "Знаменатель", "Denominator", (), is_school),
        ColumnSpec("comment", "Комментарий", "Comment", ("примечание", "пояснение", "note"), False),
    )


@dataclass(frozen=True)
class ObservationAnswer:
    """One row; None in ``quantity`` or ``comment`` = the row does not say, what is stored stays."""

    municipality: MunicipalityEntry
    period: PeriodEntry
    indicator: IndicatorEntry
    school: str | None
    quantity: Quantity | None
    comment: str | None
    sheet: str
    cell: str

    @property
    def identity(self) -> tuple[int, int, int, str | None]:
        return self.indicator.id, self.period.id, self.municipality.id, self.school


@dataclass
class Known:
    """What the rows of a sheet may name."""

    level: Level
    place: Place
    region: Region
    indicators: dict[str, IndicatorEntry]
    schools: dict[str, SchoolEntry]


def check_observations(reader: Reader, workbook: Workbook, found: Collector) -> Checked:
    """All answers of the workbook as ``ObservationAnswer``; what is wrong goes to ``found``."""
    checked = Checked()
    key = read_key(workbook, KIND, found)
    if found.refuses:
        return checked
    region = Region.load(reader)
    indicators = {code_key(entry.code): entry for entry in registry.indicators(reader)}
    schools = {code_key(entry.code): entry for entry in registry.schools(reader)}
    seen: dict[Hashable, str] = {}
    for level, sheet in level_sheets(workbook, key, _sheets(workbook), found):
        table = find_table(sheet, columns(level), found)
        if table is None:
            continue
        place = read_place(sheet, table.header_row, key, region, found)
        known = Known(level, place, region, indicators, schools)
        RowReader[ObservationAnswer](
            ANSWER_COLUMNS,
            "indicator",
            read=partial(check_row, known=known, found=found),
            identity=lambda answer: answer.identity,
            describe=lambda answer: f"{answer.indicator.code}, {answer.school or answer.municipality.code}",
            seen=seen,
        ).run(table, checked, found)
    return checked


def _sheets(workbook: Workbook) -> dict[Level, tuple[str, str]]:
    """The sheets by level; a text table has one sheet without a name, and what it is about shows in its header."""
    if workbook.format != "csv":
        return SHEETS
    school = next(spec.known_titles for spec in columns(Level.SCHOOL) if spec.key == "school")
    titles = (name_key(cell.shown) for cells in islice(workbook.sheets[0].by_row.values(), 40) for cell in cells)
    level = Level.SCHOOL if any(title in school for title in titles) else Level.MUNICIPALITY
    return {level: SHEETS[level]}


def level_sheets(
    workbook: Workbook, key: MachineKey, sheets: dict[Part, tuple[str, str]], found: Collector
) -> list[tuple[Part, Sheet]]:
    """The sheets by what tells them apart. Each one of the template must be there; without a template at least one."""
    if workbook.format == "csv" and len(sheets) == 1:
        return [(next(iter(sheets)), workbook.sheets[0])]
    wanted = {name_key(name): level for level, names in sheets.items() for name in names}
    present = [(wanted[name_key(sheet.name)], sheet) for sheet in workbook if name_key(sheet.name) in wanted]
    levels = {level for level, _sheet in present}
    others = [sheet.name for sheet in workbook if name_key(sheet.name) not in wanted]
    unread = [name for name in others if name not in {KEY_SHEET, *key.sheets}]
    expected = {wanted[name_key(name)] for name in key.sheets if name_key(name) in wanted}
    for level in [level for level in sheets if level in expected - levels]:
        _tell_missing_sheet(local(*sheets[level]), unread, found)
    if not present and not expected:
        _tell_missing_sheet(", ".join(local(*names) for names in sheets.values()), unread, found)
    note_unread_sheets(unread, found)
    return present


def _tell_missing_sheet(name: str, others: Sequence[str], found: Collector) -> None:
    found.error(
        "missing-sheet",
        _("The sheet “{name}” is missing.").format(name=name),
        sheet=name,
        found=", ".join(others[:10]) or None,
        expected=name,
        fix=_("Give the sheet the name that it has in the template."),
    )


def check_row(row: Row, known: Known, found: Collector) -> ObservationAnswer | None:
    """The answer of one row, or nothing where its names or its figure are wrong, which is told."""
    indicator = _indicator(row, known, found)
    school = _school(row, known, found) if known.level is Level.SCHOOL else None
    if indicator is None or (known.level is Level.SCHOOL and school is None):
        return None
    municipality = _municipality(row, school, known, found)
    period = row_period(row, known.place, known.region, found)
    quantity = read_quantity(row, Unit(indicator.unit), found)
    if quantity is not None and quantity.value is not None and school and indicator.unit == Unit.PERCENT:
        found.error(
            "fraction-incomplete",
            _("The share of a school needs numerator and denominator."),
            sheet=row.table.sheet.name,
            cell=row.address("numerator"),
            fix=_("Write both numbers, or “н/д” where there are no data."),
        )
    comment = read_text(row, "comment", found)
    if municipality is None or period is None:
        return None
    check_existence(municipality, period, row.table.sheet.name, row.address(MUNICIPALITY_CODE.key), found)
    return ObservationAnswer(
        municipality,
        period,
        indicator,
        school.code if school else None,
        quantity,
        comment,
        row.table.sheet.name,
        row.address("value" if "value" in row.table.columns else "numerator"),
    )


def _indicator(row: Row, known: Known, found: Collector) -> IndicatorEntry | None:
    typed = row.text("indicator")
    indicator = known.indicators.get(code_key(typed))
    if indicator is not None and indicator.level == known.level:
        note_lookalikes(row, "indicator_name", found)
        return indicator
    codes = [entry.code for entry in known.indicators.values() if entry.level == known.level]
    found.error(
        "unknown-indicator",
        _("The indicator is not known.")
        if indicator is None
        else _("The indicator is not observed at the level of this sheet."),
        sheet=row.table.sheet.name,
        cell=row.address("indicator"),
        found=typed or None,
        expected=", ".join(closest(typed, codes) or codes[:5]) or None,
        fix=_("Write the code of the indicator as the template has it."),
    )
    return None


def _school(row: Row, known: Known, found: Collector) -> SchoolEntry | None:
    typed = row.text("school")
    school = known.schools.get(code_key(typed))
    if school is None:
        similar = closest(typed, [entry.code for entry in known.schools.values()])
        found.error(
            "unknown-school",
            _("The school is not known."),
            sheet=row.table.sheet.name,
            cell=row.address("school"),
            found=typed or None,
            expected=", ".join(similar) or _("a code of the registry"),
            fix=_("Write the code of the school as the template has it, or load the school first."),
        )
    return school


def _municipality(row: Row, school: SchoolEntry | None, known: Known, found: Collector) -> MunicipalityEntry | None:
    """The municipality of a row; a school knows its own, and the row must not say another."""
    says = row.text(MUNICIPALITY_CODE.key) or row.text(MUNICIPALITY_NAME.key) or known.place.municipality
    own = known.region.municipality(school.municipality) if school else None
    if own is not None and not says:
        return own
    municipality = row_municipality(row, known.place, known.region, found)
    if own is not None and school is not None and municipality is not None and municipality != own:
        found.error(
            "school-of-another-municipality",
            _("The school belongs to another municipality."),
            sheet=row.table.sheet.name,
            cell=row.address("school"),
            found=f"{school.code}, {municipality.code}",
            expected=own.code,
            fix=_("Check the codes of the school and of the municipality."),
        )
        return None
    return municipality
