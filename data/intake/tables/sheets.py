"""Which sheets of a workbook are read, by their names in the template."""

from collections.abc import Hashable, Sequence
from typing import TypeVar

from data.intake.files.workbook import Sheet, Workbook
from data.intake.tables.collector import Collector
from data.intake.tables.machine_key import SHEET as KEY_SHEET
from data.intake.tables.machine_key import MachineKey
from data.language import _, local, ngettext
from data.text.names import name_key

Part = TypeVar("Part", bound=Hashable)


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
        found=others[:10],
        expected=name,
        fix=_("Give the sheet the name that it has in the template."),
    )


def note_unread_sheets(names: list[str], found: Collector) -> None:
    """Tell which sheets were left alone."""
    if names:
        found.note(
            "sheet-not-read",
            ngettext(
                "{number} sheet is not part of the template and is not loaded.",
                "{number} sheets are not part of the template and are not loaded.",
                len(names),
            ).format(number=len(names)),
            found=names,
        )
