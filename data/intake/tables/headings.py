"""What stands above a table beside municipality and period: it must not contradict the template or the sheet."""

from collections.abc import Iterable

from data.intake.files.workbook import CellKind
from data.intake.tables.collector import Collector
from data.intake.tables.header import SheetTable, labelled
from data.intake.tables.known_names import LABELS, METHODOLOGY, cell_text
from data.intake.tables.machine_key import MachineKey
from data.language import _
from data.text.names import code_key


def refuse_other_methodology(table: SheetTable, code: str, key: MachineKey, found: Collector) -> None:
    """Tell of a label «Методика» that names another methodology than ``code``, by which the rows are read."""
    label = labelled(table.sheet, LABELS, table.header_row).get(METHODOLOGY.key)
    if label is None or code_key(cell_text(label)) == code_key(code):
        return
    if key.methodology:
        found.at(
            "methodology-mismatch",
            _("The methodology above the table is not the one that the template was made for."),
            table.sheet.name,
            label,
            expected=code,
            fix=_("Fill in the template of this methodology."),
        )
    else:
        found.at(
            "labels-contradict",
            _("The sheets of the workbook name different methodologies."),
            table.sheet.name,
            label,
            expected=code,
            fix=_("Keep the right one."),
        )


def refuse_other_direction(table: SheetTable, direction: str, known: Iterable[str], found: Collector) -> None:
    """Tell of a heading above the table that begins with the code of another direction than the sheet's name."""
    for number in [row for row in table.sheet.by_row if row < table.header_row]:
        cell = table.sheet.by_row[number][0]
        words = str(cell.value)[:64].split() if cell.kind is CellKind.TEXT else []
        code = words[0].removesuffix(".") if words and words[0].endswith(".") else ""
        if code != direction and code in known:
            found.at(
                "labels-contradict",
                _("The heading above the table names another direction than the sheet."),
                table.sheet.name,
                cell,
                expected=direction,
                fix=_("Check whether the table stands on the right sheet."),
            )
