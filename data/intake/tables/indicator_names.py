"""Names that stand beside the codes of indicators and schools: they must not be those of others."""

from data.intake.tables.collector import Collector
from data.intake.tables.header import Row, note_lookalikes
from data.intake.tables.known_names import Region, mismatch_words
from data.language import _
from data.queries.registry import IndicatorEntry
from data.text.names import name_key


def check_indicator_name(
    row: Row, indicator: IndicatorEntry, indicators: dict[str, IndicatorEntry], region: Region, found: Collector
) -> None:
    """Tell when the name beside the code of an indicator is another one's, or nobody's."""
    note_lookalikes(row, "indicator_name", found)
    name = name_key(row.text("indicator_name"))
    others = [entry for entry in indicators.values() if name in {name_key(one) for one in _names(entry)}]
    if others and indicator not in others:
        tell_other_name(row, "indicator_name", "indicator", indicator.code, indicator.name, found)
    elif name and not others:
        warn_unknown_name(row, "indicator_name", indicator.code, indicator.name, region, found)


def warn_unknown_name(row: Row, key: str, code: str, name: str, region: Region, found: Collector) -> None:
    """Once for each sheet and wording: the code is known, and the name beside it is nobody's."""
    sheet, typed = row.table.sheet.name, row.text(key)
    if (sheet, f"{code} {typed}") in region.told:
        return
    region.told.add((sheet, f"{code} {typed}"))
    found.warning(
        "unknown-name",
        _("The name beside the code is unknown; the rows are loaded by the code."),
        sheet=sheet,
        cell=row.address(key),
        found=f"{code}, {typed}",
        expected=f"{code} {name}",
        fix=_("If it is not a former name, check the code."),
    )


def _names(indicator: IndicatorEntry) -> tuple[str, str]:
    return indicator.name_ru, indicator.name_en


def tell_other_name(row: Row, key: str, code_column: str, code: str, name: str, found: Collector) -> None:
    """The name beside the code is that of something else: a column was sorted or pasted alone."""
    found.error(
        "name-mismatch",
        mismatch_words(row, code_column, _("The name does not match the code.")),
        sheet=row.table.sheet.name,
        cell=row.address(key),
        found=f"{code}, {row.text(key)}",
        expected=f"{code} {name}",
        fix=_("Check code and name."),
    )
