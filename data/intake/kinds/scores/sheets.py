"""Where the scores of each direction stand: a sheet of its own, or one plain table with a column of directions."""

import re
from collections.abc import Sequence
from dataclasses import replace

from data.findings import quoted
from data.intake.files.workbook import Sheet, Workbook, address
from data.intake.tables.collector import Collector
from data.intake.tables.header import ColumnSpec, Row, SheetTable, best_header, find_table
from data.intake.tables.machine_key import SHEET as KEY_SHEET
from data.intake.tables.machine_key import MachineKey
from data.intake.tables.planned_changes import Checked
from data.intake.tables.sheets import note_unread_sheets
from data.language import _
from data.queries.registry import Rubric
from data.text.names import closest, code_key, name_key

DIRECTION = ColumnSpec("direction", "Код направления", "Direction code", ("направление", "direction"), True, True)
HEADER_WITHIN_ROWS = 40


def plain_sheet(workbook: Workbook, rubric: Rubric) -> Sheet | None:
    """The only sheet with contents of a file without a template's sheets when it has a column of directions."""
    codes = {code_key(code) for code in rubric.directions}
    # Some programs give every new workbook three sheets.
    filled = [sheet for sheet in workbook if sheet.cells]
    if len(filled) != 1 or _named_direction(filled[0].name) in codes:
        return None
    sheet = filled[0]
    for number in sorted(sheet.by_row)[:HEADER_WITHIN_ROWS]:
        if any(name_key(cell.shown) in DIRECTION.known_titles for cell in sheet.by_row[number][1:]) or (
            name_key(sheet.by_row[number][0].shown) in DIRECTION.known_titles and len(sheet.by_row[number]) > 2
        ):
            return sheet
    return None


def split_by_direction(
    sheet: Sheet, columns: Sequence[ColumnSpec], rubric: Rubric, checked: Checked, found: Collector
) -> list[tuple[str, SheetTable]]:
    """The table of a plain sheet once for each direction, with its rows only; other rows are reported and refused.

    A position need not be named where the code of a parameter is enough, so its column may be missing.
    """
    optional = [replace(spec, required=False) if spec.key == "position" else spec for spec in columns]
    table = find_table(sheet, (DIRECTION, *optional), found)
    if table is None:
        return []
    checked.rows += table.totals
    checked.skipped += table.totals
    by_code = {code_key(code): code for code in rubric.directions}
    rows: dict[str, list[int]] = {}
    for row in table:
        direction = by_code.get(_named_direction(row.text(DIRECTION.key)))
        if direction is not None:
            rows.setdefault(direction, []).append(row.number)
            continue
        _tell_unknown(row, rubric, found)
        checked.rows += 1
        checked.refused += 1
    return [(code, replace(table, rows=tuple(numbers), totals=0)) for code, numbers in rows.items()]


def _tell_unknown(row: Row, rubric: Rubric, found: Collector) -> None:
    typed = row.text(DIRECTION.key)
    found.error(
        "unknown-direction",
        _("The direction is unknown.") if typed else _("The direction of the rows is missing."),
        sheet=row.table.sheet.name,
        cell=row.address(DIRECTION.key),
        found=typed or None,
        expected=", ".join(closest(typed, rubric.directions) or rubric.directions),
        fix=_("Write the code of the direction."),
    )


def direction_sheets(
    workbook: Workbook, columns: Sequence[ColumnSpec], rubric: Rubric, key: MachineKey, found: Collector
) -> list[tuple[str, Sheet]]:
    """The sheets by direction. Each one of the template must be there; without a template at least one."""
    if workbook.format == "csv":
        _tell_no_direction(workbook.sheets[0], columns, rubric, found)
        return []
    by_code = {_named_direction(sheet.name): sheet for sheet in reversed(workbook.sheets)}
    sheets = [(code, by_code[code_key(code)]) for code in rubric.directions if code_key(code) in by_code]
    present = {code for code, _sheet in sheets}
    expected = [code for code in rubric.directions if code in key.sheets]
    missing = [code for code in expected if code not in present]
    others = [sheet.name for sheet in workbook if all(sheet is not one for _code, one in sheets)]
    known = {KEY_SHEET, *key.sheets}
    for code in missing:
        found.error(
            "missing-sheet",
            _("The sheet of direction {code} is missing.").format(code=code),
            sheet=code,
            found=[name for name in others if name not in known][:10],
            expected=code,
            fix=_("Give the sheet the code of the direction as its name."),
        )
    if not sheets and not missing:
        found.error(
            "missing-sheet",
            _("The workbook has no sheet of a direction."),
            found=others[:10],
            expected=", ".join(rubric.directions),
            fix=_("Give the sheet the code of the direction as its name."),
        )
    note_unread_sheets([name for name in others if name not in known], found)
    return sheets


def _tell_no_direction(sheet: Sheet, columns: Sequence[ColumnSpec], rubric: Rubric, found: Collector) -> None:
    """A text table has no names of sheets: only a column can say what its rows are about."""
    header = best_header(sheet, columns)[0]
    found.error(
        "missing-column",
        _("The column “{title}” is missing: a text table has no sheets that would name the direction.").format(
            title=DIRECTION.title
        ),
        sheet=sheet.name,
        cell=address(header, 1) if header else None,
        expected=quoted(DIRECTION.title),
        fix=_("Add a column with the code of the direction ({codes}), or load the workbook itself.").format(
            codes=", ".join(rubric.directions)
        ),
    )


def _named_direction(name: str) -> str:
    """The code in the name of a sheet: ``1.1`` and ``Направление 1.1`` name the same direction."""
    return code_key(re.sub(r"^(направление|direction) *", "", name_key(name)))
