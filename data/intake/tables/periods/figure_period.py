"""The period that a figure is of: the year of the region, the interval within it, and what its source calls it."""

from dataclasses import dataclass, replace

from data.intake.files.workbook import Sheet
from data.intake.tables.collector import Collector
from data.intake.tables.header import Row, labelled
from data.intake.tables.known_names import LABELS, PERIOD, Place, Region, cell_text, row_period
from data.intake.tables.machine_key import MachineKey
from data.language import _
from data.queries.registry import PeriodEntry
from data.text.intervals.interval import period_code, split_period
from data.text.intervals.labels import read_label

# What a row was labelled with, where its period has been understood already.
LABEL = "period_label"
LONGEST_LABEL = 64


@dataclass(frozen=True)
class FigurePeriod:
    """``interval`` is a code of ``data.text.intervals``, None for the year itself; ``label`` is None where the source
    says no more than the year."""

    entry: PeriodEntry
    interval: str | None = None
    label: str | None = None

    @property
    def id(self) -> int:
        return self.entry.id

    @property
    def year(self) -> int:
        return self.entry.year

    @property
    def code(self) -> str:
        return period_code(self.year, self.interval) if self.interval else self.entry.code


def figure_period(row: Row, place: Place, region: Region, found: Collector) -> FigurePeriod | None:
    """The period of a row of figures: its own column, else what stands above the table. What is wrong is reported.

    A label without a year, such as «I кв.», is of the year above the table.
    """
    text = row.text(PERIOD.key)
    label = read_label(text) if text else None
    if label is not None and label.year is None:
        if place.period is None:
            _tell_without_year(row, text, found)
            return None
        return FigurePeriod(place.period, label.interval.code or None, text[:LONGEST_LABEL])
    entry = row_period(row, place, region, found)
    if entry is None:
        return None
    if not text:
        return FigurePeriod(entry, place.interval, place.label)
    return named_period(entry, text, row.text(LABEL) or text)


def named_period(entry: PeriodEntry, text: str, label: str) -> FigurePeriod:
    """``entry`` is the year that ``text`` was understood to be of or within; a revised release is the figure itself."""
    said, read = split_period(text), read_label(text)
    interval = said[1] if said else read.interval.code if read else ""
    plain = label in {entry.code, str(entry.year), period_code(entry.year, interval)}
    return FigurePeriod(entry, interval or None, None if plain else label[:LONGEST_LABEL])


def place_of_figures(
    sheet: Sheet, before_row: int, place: Place, key: MachineKey, region: Region, found: Collector
) -> Place:
    """The place with the interval that stands above the table; another one than the template's is an error."""
    cell = labelled(sheet, LABELS, before_row).get(PERIOD.key)
    text = cell_text(cell) if cell else key.period
    if place.period is None or not text:
        return place
    named = named_period(place.period, text, text)
    made_for = named_period(place.period, key.period, key.period) if key.period else named
    if cell is not None and named.interval != made_for.interval:
        found.at(
            "period-mismatch",
            _("The period above the table is not the one that the template was made for."),
            sheet.name,
            cell,
            expected=key.period,
            fix=_("Fill in the template of this period."),
        )
        return replace(place, period=None, period_failed=True)
    return replace(place, interval=named.interval, label=named.label)


def _tell_without_year(row: Row, text: str, found: Collector) -> None:
    found.error(
        "period-without-year",
        _("The label names a part of a year, and no year is stated."),
        sheet=row.table.sheet.name,
        cell=row.address(PERIOD.key),
        found=text,
        expected=_("a year, such as {example}").format(example=f"{text} 2026"),
        fix=_("Write the year behind it, or above the table beside “{label}”.").format(label=PERIOD.title),
    )
