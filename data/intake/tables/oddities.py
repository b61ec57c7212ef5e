"""What about a whole table makes it unclear: said before any row is read."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from data.intake.files.cell import Cell, CellKind
from data.intake.files.workbook import Sheet, address
from data.intake.tables.collector import Collector
from data.language import _, ngettext
from data.text.names import name_key

if TYPE_CHECKING:
    from data.intake.tables.header import ColumnSpec, SheetTable

# A table of a hundred thousand rows was written by a program, which does not put a second one under it.
LOOKED_AT_ROWS = 20_000
# Row numbers 1, 2, 3 of three columns could be codes and points.
FEWEST_NUMBERED = 4
# One word below itself may be a name.
FEWEST_TITLES = 2
# A line of words above a table has a word or a label with its value.
FEWEST_FILLED = 3
MERGED_AREAS, MERGED_CELLS = 1_000, 10_000


def column_numbers(sheet: Sheet, header_row: int) -> int | None:
    """The row below a header that only counts its columns, as official forms do; nothing where there is none."""
    number = next((row for row in (header_row + 1, header_row + 2) if row in sheet.by_row), None)
    if number is None or header_row not in sheet.by_row:
        return None
    titled = [cell.column for cell in sheet.by_row[header_row]]
    counted = sheet.by_row[number]
    is_count = [_text(cell) == str(place) for place, cell in enumerate(counted, start=1)]
    covers = {cell.column for cell in counted} >= set(titled)
    return number if len(counted) >= FEWEST_NUMBERED and covers and all(is_count) else None


def repeated_headers(sheet: Sheet, header_row: int, used: Sequence[int]) -> list[int]:
    """The rows that say the same as the header, right below a row of the table, as on each page of a printed one.

    Below a blank row or a line of words the header begins a table of its own, about whatever these words say.
    """
    titles = [sheet.at(header_row, column) for column in used]
    first = titles[0] if titles else None
    if len(used) < FEWEST_TITLES or first is None or None in titles:
        return []
    columns = sheet.by_column
    alike = columns.has_text(used[:1], lambda text: text == first.value) & (columns.rows > header_row)
    wanted = [_text(cell) for cell in titles if cell]
    return [
        row
        for row in columns.rows[alike].tolist()
        if [_text(cell) for column in used if (cell := sheet.at(row, column))] == wanted
        and sum(sheet.at(row - 1, column) is not None for column in used) >= min(len(used), FEWEST_FILLED)
    ]


def _text(cell: Cell) -> str:
    return f"{cell.value:g}" if isinstance(cell.value, float) else str(cell.value).strip()


def refuse_unclear(table: "SheetTable", specs: Sequence["ColumnSpec"], found: Collector) -> None:
    """Tell of columns of one meaning, of answers under merged cells, and of another table below this one."""
    _refuse_doubled_columns(table, specs, found)
    _refuse_hidden_answers(table, found)
    if len(table.rows) <= LOOKED_AT_ROWS:
        _refuse_second_table(table, specs, found)


def note_hidden(table: "SheetTable", found: Collector) -> None:
    """Tell what of the table nobody sees: its sheet, rows, columns. All of it is loaded."""
    sheet = table.sheet
    if sheet.hidden:
        found.note("hidden-sheet", _("The sheet is hidden; it is loaded all the same."), sheet=sheet.name)
    rows = sorted(sheet.hidden_rows & set(table.rows)) if sheet.hidden_rows else []
    if rows:
        text = ngettext(
            "{number} hidden row is loaded all the same.", "{number} hidden rows are loaded all the same.", len(rows)
        )
        if sheet.has_filter:
            text = ngettext(
                "{number} row that a filter hides is loaded all the same.",
                "{number} rows that a filter hides are loaded all the same.",
                len(rows),
            )
        found.note("hidden-rows", text.format(number=len(rows)), sheet=sheet.name, cell=address(rows[0], 1))
    for column in sorted(sheet.hidden_columns & set(table.columns.values())):
        cell = sheet.at_or_merged(table.header_row, column)
        found.note(
            "hidden-columns",
            _("The column is hidden; it is loaded all the same."),
            sheet=sheet.name,
            cell=address(table.header_row, column),
            found=str(cell.value) if cell else None,
        )


def _refuse_doubled_columns(table: "SheetTable", specs: Sequence["ColumnSpec"], found: Collector) -> None:
    for cell in table.sheet.by_row.get(table.header_row, ()):
        key = _meaning(cell, specs)
        first = table.columns.get(key or "")
        if first in (None, cell.column):
            continue
        columns = table.sheet.by_column
        is_named = key in table.identifying and not _differs(table, first or 1, cell.column)
        if not is_named and (columns.filled(cell.column) & (columns.rows > table.header_row)).any():
            found.at(
                "column-twice",
                _("Two columns hold the same thing; it is unclear which one is right."),
                table.sheet.name,
                cell,
                expected=_("one column; the first one is {place}").format(place=address(table.header_row, first or 1)),
                fix=_("Delete one of the two columns, or give it another title."),
            )


def _differs(table: "SheetTable", first: int, second: int) -> bool:
    """Whether two columns name different things in one of the rows; where both say the same it does no harm."""
    columns = table.sheet.by_column
    both = columns.filled(first) & columns.filled(second) & np.isin(columns.rows, table.rows)
    pairs = ((table.sheet.at(row, first), table.sheet.at(row, second)) for row in columns.rows[both].tolist())
    return any(one and two and name_key(_text(one)) != name_key(_text(two)) for one, two in pairs)


def _meaning(cell: Cell, specs: Sequence["ColumnSpec"]) -> str | None:
    if cell.kind is not CellKind.TEXT:
        return None
    title = name_key(str(cell.value))
    return next((spec.key for spec in specs if title in spec.known_titles), None)


def _refuse_hidden_answers(table: "SheetTable", found: Collector) -> None:
    answers = {column for key, column in table.columns.items() if key not in table.identifying}
    for top, left, bottom, right in table.sheet.merged[:MERGED_AREAS]:
        if bottom <= table.header_row or (bottom - top + 1) * (right - left + 1) > MERGED_CELLS:
            continue
        for row in range(max(top, table.header_row + 1), bottom + 1):
            for column in answers & set(range(left, right + 1)):
                cell = table.sheet.at(row, column)
                if cell is not None and (row, column) != (top, left):
                    found.at(
                        "hidden-under-merged",
                        _("The cell is hidden under a merged one: its content is not visible."),
                        table.sheet.name,
                        cell,
                        fix=_("Unmerge the cells and write the answer of each row."),
                    )


def _refuse_second_table(table: "SheetTable", specs: Sequence["ColumnSpec"], found: Collector) -> None:
    """A label such as «Код муниципалитета» below the header says what the rows after it are about, not those above."""
    naming = [spec for spec in specs if spec.identifies]
    last = max((table.columns[spec.key] for spec in naming if spec.key in table.columns), default=0)
    columns, titles = table.sheet.by_column, {title for spec in naming for title in spec.known_titles}
    labelled = columns.has_text(range(1, last + 1), lambda text: name_key(text) in titles)
    for row in columns.rows[labelled & np.isin(columns.rows, table.rows)][:1].tolist():
        found.at(
            "second-table",
            _("Another table begins below the first one."),
            table.sheet.name,
            next(cell for cell in table.sheet.by_row[row] if _meaning(cell, naming)),
            fix=_("Put each table on a sheet or in a file of its own."),
        )
