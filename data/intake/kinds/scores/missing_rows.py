"""Rows that a template of scores had and that did not come back."""

from collections import Counter

from data.intake.kinds.scores.rows import DirectionSheet
from data.intake.tables.collector import Collector
from data.intake.tables.columns import Objects
from data.intake.tables.known_names import Region
from data.intake.tables.machine_key import MachineKey
from data.language import _, ngettext


def warn_missing_rows(
    sheet: DirectionSheet, key: MachineKey, region: Region, read: dict[str, Objects], found: Collector
) -> None:
    """Warn of each municipality of the template some or all of whose rows of the direction are not there.

    ``read``: municipality and parameter of each row that is there, nothing where a row does not name them.
    """
    rows = list(zip(read["municipality"], read["row"], strict=True))
    if any(None in pair for pair in rows):
        # The row that seems to be gone may be one of these, which are reported.
        return
    there = Counter(code for code, _parameter in {(place.code, row.parameter_id) for place, row in rows})
    wanted = len(sheet.by_code)
    codes = [entry.code for code in key.municipalities if (entry := region.municipality(code)) is not None]
    lost = {code: wanted - there[code] for code in codes if there[code] < wanted}
    if lost:
        number = sum(lost.values())
        found.warning(
            "rows-gone",
            ngettext(
                "{number} row of the template is not in the file; what is stored for it stays.",
                "{number} rows of the template are not in the file; what is stored for them stays.",
                number,
            ).format(number=number),
            sheet=sheet.table.sheet.name,
            found=[
                _("{code}: {lost} of {all}").format(code=code, lost=count, all=wanted) for code, count in lost.items()
            ],
            fix=_("If they were not deleted on purpose, take them from the template."),
        )
