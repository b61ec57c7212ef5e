"""A foreign table seen through a mapping: rows that the checks of observations understand, at their own cells."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from data.findings import quoted
from data.intake.files.workbook import Sheet, Workbook, address
from data.intake.kinds.foreign_table.guess import TableLook, look_at, look_at_sheet
from data.intake.kinds.foreign_table.mapping import FIGURES, ColumnRole, Mapping
from data.intake.tables.collector import Collector
from data.intake.tables.header import ColumnSpec, Row, SheetTable, with_rows
from data.language import _
from data.text.names import closest

NAMING = frozenset(
    {
        ColumnRole.MUNICIPALITY_CODE,
        ColumnRole.MUNICIPALITY,
        ColumnRole.SCHOOL,
        ColumnRole.SCHOOL_NAME,
        ColumnRole.PERIOD,
        ColumnRole.INDICATOR,
    }
)
STAND_INS = {
    ColumnRole.MUNICIPALITY_CODE: ColumnRole.MUNICIPALITY,
    ColumnRole.SCHOOL: ColumnRole.SCHOOL_NAME,
}


@dataclass(frozen=True)
class MappedRow(Row):
    """A row whose names may have been understood already: what is settled goes before what the cell says."""

    settled: dict[str, str] = field(default_factory=dict)

    def text(self, key: str) -> str:
        return self.settled.get(key) or super().text(key)


@dataclass(frozen=True)
class MappedTable:
    """``names``: the columns that say what a row is about. ``figures``: a table for each indicator of a wide table,
    by its code, or one under an empty code for a long table, whose rows name theirs.
    """

    names: SheetTable
    figures: dict[str, SheetTable]

    @property
    def sheet(self) -> Sheet:
        return self.names.sheet

    def rows(self) -> Iterator[Row]:
        return iter(self.names)

    def figure_rows(self, number: int, settled: dict[str, str], says: Iterable[bool]) -> Iterator[MappedRow]:
        """The row once for each indicator that it ``says`` something of."""
        for (code, table), is_said in zip(self.figures.items(), says, strict=True):
            if is_said:
                yield MappedRow(table, number, settled | ({ColumnRole.INDICATOR.value: code} if code else {}))


def apply_mapping(workbook: Workbook, mapping: Mapping, found: Collector) -> MappedTable | None:
    """The table of the mapping's sheet, or nothing after telling what the file or the mapping lacks."""
    for problem in mapping.problems():
        found.error("mapping-incomplete", problem, fix=_("Complete the mapping of the columns."))
    look, sheet = _find_sheet(workbook, mapping, found)
    if look is None or sheet is None:
        return None
    titles = [*mapping.columns.values(), *(title for one in mapping.indicators for title in one.titles.values())]
    numbers = {title: _column(look, title, found) for title in dict.fromkeys(titles)}
    if found.refuses:
        return None
    columns = {role.value: numbers[title] or 0 for role, title in mapping.columns.items()}
    names = _table(look, sheet, columns, [number or 0 for number in numbers.values()], found)
    return MappedTable(names, _figure_tables(names, columns, mapping, numbers))


def _figure_tables(
    names: SheetTable, columns: dict[str, int], mapping: Mapping, numbers: dict[str, int | None]
) -> dict[str, SheetTable]:
    # A finding about a code points at the name where the file has no code.
    for role, stand_in in STAND_INS.items():
        if role not in columns and stand_in in columns:
            columns = columns | {role.value: columns[stand_in]}
    if not mapping.indicators:
        return {"": replace(names, columns=columns)}
    shared = {key: number for key, number in columns.items() if key not in set(FIGURES)}
    tables = {}
    for one in mapping.indicators:
        own = {role.value: numbers[title] or 0 for role, title in one.titles.items()}
        indicator = {ColumnRole.INDICATOR.value: next(iter(own.values()))}
        tables[one.indicator] = replace(names, columns=shared | indicator | own)
    return tables


def _find_sheet(workbook: Workbook, mapping: Mapping, found: Collector) -> tuple[TableLook | None, Sheet | None]:
    looks = look_at(workbook)
    if mapping.sheet:
        sheet = workbook.sheet(mapping.sheet)
        look = look_at_sheet(sheet) if sheet else None
    else:
        look = looks[0] if looks else None
        sheet = workbook.sheet(look.sheet) if look else None
    if look is None:
        found.error(
            "header-not-found",
            _("The row with the titles of the columns was not found on the sheet."),
            sheet=mapping.sheet or None,
            found=[one.sheet for one in looks],
            expected=_("a row in which nearly every column has a title"),
            fix=_("Choose the sheet with the table, or give its columns titles."),
        )
    return look, sheet


def _column(look: TableLook, title: str, found: Collector) -> int | None:
    column = look.column(title)
    if column is not None:
        return column.number
    similar = closest(title, [one.title for one in look.columns])
    found.error(
        "missing-column",
        _("The column “{title}” is missing.").format(title=title),
        sheet=look.sheet,
        cell=address(look.header_row, 1),
        found=[quoted(one) for one in similar],
        expected=quoted(title),
        fix=_("Choose another column in the mapping."),
    )
    return None


def _table(look: TableLook, sheet: Sheet, columns: dict[str, int], used: list[int], found: Collector) -> SheetTable:
    """The rows below the header; a column of any figure makes a row count, a totals row is left out."""
    every = columns | {f"column {number}": number for number in used}
    specs = [ColumnSpec(key, key, key, (), key in NAMING, key in NAMING) for key in every]
    identifying = frozenset(key for key in columns if key in NAMING)
    table = with_rows(SheetTable(sheet, look.header_row, every, identifying, (), 0), specs, found)
    return replace(table, columns=columns)
