"""Where the table is on a sheet: the header is found by the titles of its columns, wherever people moved it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np

from data.findings import quoted
from data.intake.files.workbook import Cell, CellKind, Sheet, address
from data.intake.tables.collector import Collector
from data.intake.tables.machine_key import MachineKey
from data.intake.tables.numbers import Unreadable
from data.intake.tables.oddities import MERGED_AREAS, column_numbers, note_hidden, refuse_unclear, repeated_headers
from data.intake.tables.totals import check_totals, is_plain_total, is_total
from data.language import _, local
from data.text.names import LONGEST_NAME, closest, has_lookalikes, name_key

HEADER_WITHIN_ROWS = 40


@dataclass(frozen=True)
class ColumnSpec:
    """A column of a template. Both languages and the aliases are recognised, whichever is on screen.

    ``identifies`` marks columns that name what a row is about; a merged cell in one of them holds for all its rows.
    ``varies``: some templates of the kind leave the column out, so that nothing follows from its absence.
    """

    key: str
    ru: str
    en: str
    aliases: tuple[str, ...] = ()
    required: bool = True
    identifies: bool = False
    varies: bool = False

    @property
    def title(self) -> str:
        return local(self.ru, self.en)

    @cached_property
    def known_titles(self) -> set[str]:
        return {name_key(title) for title in (self.ru, self.en, *self.aliases)}


@dataclass(frozen=True)
class Row:
    """One row of a table; columns are asked for by their key."""

    table: "SheetTable"
    number: int

    def cell(self, key: str) -> Cell | None:
        column = self.table.columns.get(key)
        if column is None:
            return None
        if key in self.table.identifying:
            return self.table.sheet.at_or_merged(self.number, column)
        return self.table.sheet.at(self.number, column)

    def text(self, key: str) -> str:
        """The cell as a word or code; a number such as 1.1 typed for a code keeps its digits. Empty when absent."""
        cell = self.cell(key)
        if cell is None or not cell.says:
            return ""
        if isinstance(cell.value, float):
            return f"{cell.value:.15g}"
        return " ".join(str(cell.value)[:LONGEST_NAME].split())

    def address(self, key: str) -> str:
        return address(self.number, self.table.columns.get(key, 1))

    def is_covered(self, key: str) -> bool:
        return key in self.table.columns and self.table.sheet.is_covered(self.number, self.table.columns[key])


@dataclass(frozen=True)
class SheetTable:
    """``columns``: key → column number. ``rows`` leaves out empty rows; ``totals`` counts totals rows left out too.

    ``named``: the identifying columns in which at least one of the rows says a word.
    """

    sheet: Sheet
    header_row: int
    columns: dict[str, int]
    identifying: frozenset[str]
    rows: tuple[int, ...]
    totals: int
    named: frozenset[str] = frozenset()

    def __iter__(self) -> Iterator[Row]:
        return (Row(self, number) for number in self.rows)

    def title(self, key: str) -> str:
        cell = self.sheet.at_or_merged(self.header_row, self.columns[key])
        return str(cell.value) if cell else key


def find_table(
    sheet: Sheet, specs: Sequence[ColumnSpec], found: Collector, key: MachineKey | None = None
) -> SheetTable | None:
    """The table of ``sheet`` with the columns of ``specs``, or nothing after telling what is missing.

    ``key`` is that of the workbook: a template that came back without one of its columns is worth a word.
    """
    header_row, columns = best_header(sheet, specs)
    if len(columns) < 2:
        expected = ", ".join(quoted(spec.title) for spec in specs if spec.required)
        found.error(
            "header-not-found",
            _("The row with the titles of the columns was not found on the sheet."),
            sheet=sheet.name,
            expected=expected,
            fix=_("Use the template, or give the columns these titles."),
        )
        return None
    missing = [spec for spec in specs if spec.required and spec.key not in columns]
    titles = [str(cell.value) for cell in sheet.by_row[header_row] if cell.kind is CellKind.TEXT]
    unused = [title for title in titles if not any(name_key(title) in spec.known_titles for spec in specs)]
    for spec in missing:
        similar = closest(spec.title, unused)
        found.error(
            "missing-column",
            _("The column “{title}” is missing.").format(title=spec.title),
            sheet=sheet.name,
            cell=address(header_row, 1),
            found=[quoted(title) for title in similar],
            expected=quoted(spec.title),
            fix=_("Give the column this title, or use the template."),
        )
    if missing:
        return None
    if key is not None and key.is_template:
        _warn_gone(sheet, header_row, [spec for spec in specs if spec.key not in columns], unused, found)
    identifying = frozenset(spec.key for spec in specs if spec.identifies)
    table = with_rows(SheetTable(sheet, header_row, columns, identifying, (), 0), specs, found)
    refuse_unclear(table, specs, found)
    note_hidden(table, found)
    return table


def _warn_gone(
    sheet: Sheet, header_row: int, gone: Sequence[ColumnSpec], unused: Sequence[str], found: Collector
) -> None:
    """Tell of each column that every template of the kind has and this one has no more."""
    for spec in gone:
        if not spec.varies:
            found.warning(
                "column-gone",
                _("The column “{title}” of the template is gone; nothing of it is loaded.").format(title=spec.title),
                sheet=sheet.name,
                cell=address(header_row, 1),
                found=[quoted(title) for title in closest(spec.title, unused)],
                expected=quoted(spec.title),
                fix=_("If it was needed, give the column this title, or use the template."),
            )


def best_header(sheet: Sheet, specs: Sequence[ColumnSpec]) -> tuple[int, dict[str, int]]:
    """The row that has most of the titles, and key → column number; row 0 where none has any."""
    best: tuple[int, dict[str, int]] = (0, {})
    for number in sorted(sheet.by_row)[:HEADER_WITHIN_ROWS]:
        columns: dict[str, int] = {}
        for cell in sorted([*sheet.by_row[number], *_merged_into(sheet, number)], key=lambda cell: cell.column):
            if cell.kind is not CellKind.TEXT:
                continue
            title = name_key(str(cell.value))
            key = next((spec.key for spec in specs if title in spec.known_titles), None)
            if key is not None:
                columns.setdefault(key, cell.column)
        if len(columns) > len(best[1]):
            best = number, columns
    return best


def _merged_into(sheet: Sheet, row: int) -> list[Cell]:
    """The cells of earlier rows that are merged down into this one, as titles are in a header of two rows."""
    areas = [area for area in sheet.merged[:MERGED_AREAS] if area[0] < row <= area[2] <= area[0] + HEADER_WITHIN_ROWS]
    cells = (sheet.at(area[0], area[1]) for area in areas)
    return [cell for cell in cells if cell is not None]


def with_rows(table: SheetTable, specs: Sequence[ColumnSpec], found: Collector) -> SheetTable:
    """The table with the rows below its header that have a cell in one of its columns; totals rows are left out."""
    columns = table.sheet.by_column
    used = sorted(set(table.columns.values()))
    says = np.logical_or.reduce([columns.filled(number) for number in used]) & (columns.rows > table.header_row)
    counted = column_numbers(table.sheet, table.header_row)
    if counted is not None:
        says &= columns.rows != counted
        found.note(
            "column-numbers",
            _("The row with the numbers of the columns is not loaded."),
            sheet=table.sheet.name,
            cell=address(counted, 1),
        )
    for number in repeated_headers(table.sheet, table.header_row, used):
        says &= columns.rows != number
        found.note(
            "header-repeated",
            _("The repeated row of titles is not loaded."),
            sheet=table.sheet.name,
            cell=address(number, used[0]),
        )
    if table.sheet.of_text and table.header_row:
        last = table.sheet.by_row[table.header_row][-1].column
        for number in columns.rows[says & (columns.last_columns > last)].tolist():
            _refuse_shifted(table, number, last, found)
    needed = [spec.key for spec in specs if spec.identifies and spec.required]
    named = [columns.says_a_word(table.columns[key]) for key in needed if key in table.columns]
    # A row that does not name what it is about may be a totals row.
    unnamed = says & ~np.logical_and.reduce(named) if len(named) == len(needed) > 0 else says & bool(needed)
    naming = [table.columns[spec.key] for spec in specs if spec.identifies and spec.key in table.columns]
    # A row that names all it is about is a totals row only when one of the names is no other word.
    unnamed |= says & columns.has_text(naming, is_plain_total)
    totals = [number for number in columns.rows[unnamed].tolist() if _is_total(Row(table, number), needed, naming)]
    rows = columns.rows[says & ~np.isin(columns.rows, totals)].tolist()
    titles = {column: table.title(key) for key, column in table.columns.items() if key not in table.identifying}
    check_totals(table.sheet, titles, rows, totals, found)
    kept = np.isin(columns.rows, rows)
    saying = {key for key in table.identifying if (columns.says_a_word(table.columns.get(key, 0)) & kept).any()}
    return replace(table, rows=tuple(rows), totals=len(totals), named=frozenset(saying))


def _is_total(row: Row, needed: Sequence[str], naming: Sequence[int]) -> bool:
    """Whether a row has a word such as «итого» in place of a name, or as its first word where it names nothing."""
    used = set(row.table.columns.values())
    texts = [cell for cell in row.table.sheet.by_row[row.number] if cell.kind is CellKind.TEXT and cell.column in used]
    names = [cell for cell in texts if cell.column in naming]
    if any(is_plain_total(str(cell.value)) for cell in names):
        return True
    return not all(row.text(key) for key in needed) and any(is_total(str(cell.value)) for cell in names or texts[:1])


def _refuse_shifted(table: SheetTable, row: int, last: int, found: Collector) -> None:
    """Tell of a row of a text table that goes on where its header has ended, in column ``last``."""
    found.at(
        "row-too-wide",
        _("The row has more fields than the table has columns ({width}).").format(width=last),
        table.sheet.name,
        table.sheet.by_row[row][-1],
        fix=_("Put texts that contain the separator in quotes."),
    )


def labelled(sheet: Sheet, specs: Sequence[ColumnSpec], before_row: int) -> dict[str, Cell]:
    """Values that stand beside a label above the table, such as «Период» | 2026, by the key of the label."""
    values: dict[str, Cell] = {}
    for key, value in all_labelled(sheet, specs, before_row):
        values.setdefault(key, value)
    return values


def all_labelled(sheet: Sheet, specs: Sequence[ColumnSpec], before_row: int) -> Iterator[tuple[str, Cell]]:
    """Every label above the table with the value beside it, from top to bottom."""
    for number in sorted(row for row in sheet.by_row if row < before_row)[:HEADER_WITHIN_ROWS]:
        cells = sorted(sheet.by_row[number], key=lambda cell: cell.column)
        for label, value in pairwise(cells):
            if label.kind is not CellKind.TEXT:
                continue
            key = next((spec.key for spec in specs if name_key(str(label.value)) in spec.known_titles), None)
            if key is not None:
                yield key, value


def refuse_unreadable(row: Row, found: Collector) -> bool:
    """Whether a formula error stands where the row names its subject; each such cell is reported."""
    unreadable = [
        cell for key in row.table.columns if key in row.table.identifying and (cell := row.cell(key)) and not cell.says
    ]
    for cell in unreadable:
        reason = Unreadable.ERROR if cell.kind is CellKind.ERROR else Unreadable.FORMULA_WITHOUT_VALUE
        found.unreadable(reason, row.table.sheet.name, cell, _("a name or a code"))
    return bool(unreadable)


def is_gap(row: Row, *keys: str) -> bool:
    """Whether a row that says nothing in these columns stands among rows that do.

    What stands above the table never fills such a gap: it may well be about the others.
    """
    return any(key in row.table.named for key in keys) and not any(row.text(key) for key in keys)


def lacks_period(row: Row, key: str, found: Collector) -> bool:
    """Whether a row says nothing of its period among rows that do; such a row is reported."""
    if not is_gap(row, key):
        return False
    found.error(
        "period-not-named",
        _("The period of the row is missing."),
        sheet=row.table.sheet.name,
        cell=row.address(key),
        expected=_("a period in the row, as in the others"),
        fix=_("Write the period into the row."),
    )
    return True


def lookalike_words() -> str:
    return _("Latin letters in the name were read as the Cyrillic letters they look like.")


def note_lookalikes(row: Row, key: str, found: Collector) -> None:
    """Tell that Latin letters in a Russian name were read as the Cyrillic ones they look like."""
    cell = row.cell(key)
    if cell is not None and cell.kind is CellKind.TEXT and has_lookalikes(str(cell.value)):
        found.note(
            "lookalike-letters",
            lookalike_words(),
            sheet=row.table.sheet.name,
            cell=cell.address,
            found=cell.shown,
        )
