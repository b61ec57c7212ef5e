"""Municipalities that a template was made for and of which no row came back."""

from collections.abc import Collection

from data.intake.tables.collector import Collector
from data.intake.tables.header import SheetTable
from data.intake.tables.known_names import MUNICIPALITY_CODE, MUNICIPALITY_NAME, Region
from data.intake.tables.machine_key import MachineKey
from data.language import _, ngettext
from data.text.names import code_key


def warn_missing_municipalities(
    table: SheetTable, key: MachineKey, region: Region, with_rows: Collection[str], found: Collector
) -> None:
    """Warn of municipalities that the template was made for and that no row names any more.

    ``with_rows``: the codes of those for which the template had rows. One alone stands above the table.
    """
    if len(key.municipalities) < 2:
        return
    columns = [table.columns[name] for name in (MUNICIPALITY_CODE.key, MUNICIPALITY_NAME.key) if name in table.columns]
    texts = {name for column in columns for name in table.sheet.by_column.texts(column, table.rows)}
    there = {entry.code for text in texts if (entry := region.municipality(text)) is not None}
    gone = [code for code in key.municipalities if code in with_rows and code not in there]
    if gone:
        found.warning(
            "rows-gone",
            ngettext(
                "{number} municipality of the template has no row in the file; what is stored for it stays.",
                "{number} municipalities of the template have no row in the file; what is stored for them stays.",
                len(gone),
            ).format(number=len(gone)),
            sheet=table.sheet.name,
            found=[
                f"{code} {region.by_code[code_key(code)].name}" for code in gone if code_key(code) in region.by_code
            ],
            fix=_("If they were not deleted on purpose, take them from the template."),
        )
