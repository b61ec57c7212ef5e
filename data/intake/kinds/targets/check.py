"""Checking a workbook of targets: one row for each target of the region or of one municipality."""

from dataclasses import dataclass
from functools import partial

from data.findings import first_of, quoted
from data.intake.files.workbook import Workbook
from data.intake.kinds.targets.columns import ANSWER_COLUMNS, COLUMNS, KIND, SHEET
from data.intake.kinds.targets.steps import with_steps
from data.intake.kinds.targets.texts import read_target_text
from data.intake.tables.collector import Collector
from data.intake.tables.header import Row, find_table
from data.intake.tables.indicator_names import check_indicator_name
from data.intake.tables.known_names import (
    MUNICIPALITY_CODE,
    MUNICIPALITY_NAME,
    Place,
    Region,
    read_place,
    row_municipality,
)
from data.intake.tables.machine_key import read_key
from data.intake.tables.planned_changes import Checked
from data.intake.tables.rows import RowReader
from data.intake.tables.sheets import level_sheets
from data.intake.tables.texts import read_text
from data.intake.tables.word_lists import read_choice
from data.intake.tables.years import read_level, read_year
from data.language import _
from data.measures.targets import Target as TargetRule
from data.measures.targets import is_ambiguous
from data.queries import registry
from data.queries.registry import IndicatorEntry, MunicipalityEntry
from data.storage.reader import Reader
from data.text.names import closest, code_key
from data.text.target_kinds import KINDS, LARGEST, OPERATORS, READINGS, is_level, level_limits
from data.vocabulary import DynamicsReading, Level, Polarity, TargetKind, Unit

# A strategy looks ten or fifteen years ahead; a year beyond is a slip of the pen.
MOST_YEARS_AHEAD = 20
# Whoever fills in one of these has chosen the kind of target, or forgotten it.
OF_A_KIND = ("operator", "value", "upper", "steps", "annual_floor", "reading")


@dataclass(frozen=True)
class TargetAnswer:
    """One row: a target as a whole, so that an empty cell means «not stated». No municipality: the region's."""

    indicator: IndicatorEntry
    municipality: MunicipalityEntry | None
    rule: TargetRule
    raw_ru: str
    contradiction_ru: str | None
    contradiction_en: str | None

    @property
    def identity(self) -> tuple[int, int | None]:
        return self.indicator.id, self.municipality.id if self.municipality else None


@dataclass(frozen=True)
class _Known:
    place: Place
    region: Region
    indicators: dict[str, IndicatorEntry]


def check_targets(reader: Reader, workbook: Workbook, found: Collector) -> Checked:
    """All answers of the workbook as ``TargetAnswer``; what is wrong goes to ``found``."""
    checked = Checked()
    key = read_key(workbook, KIND, found)
    if found.refuses:
        return checked
    region = Region.load(reader)
    entries = (entry for entry in registry.indicators(reader) if entry.level == Level.MUNICIPALITY)
    indicators = {code_key(entry.code): entry for entry in entries}
    for _sheet_key, sheet in level_sheets(workbook, key, {KIND: SHEET}, found):
        table = find_table(sheet, COLUMNS, found, key)
        if table is None:
            continue
        known = _Known(read_place(sheet, table.header_row, key, region, found), region, indicators)
        RowReader[TargetAnswer](
            ANSWER_COLUMNS,
            "indicator",
            read=partial(_check_row, known=known, found=found),
            identity=lambda answer: answer.identity,
            describe=_describe,
        ).run(table, checked, found)
    return checked


def _check_row(row: Row, known: _Known, found: Collector) -> TargetAnswer | None:
    indicator = _indicator(row, known, found)
    municipality = _municipality(row, known, found)
    kind = read_choice(row, "kind", KINDS, found)
    by_text = row.cell("kind") is None and not any(row.text(name) for name in OF_A_KIND)
    if row.cell("kind") is None and not by_text:
        _tell_missing(row, "kind", found)
    before = found.errors
    raw = read_text(row, "raw_ru", found)
    # A text that could not be read is reported already.
    if raw is None and found.errors == before:
        _tell_missing(row, "raw_ru", found)
    if indicator is None or raw is None or (municipality is None and _names_municipality(row)):
        return None
    contradiction, in_english = (read_text(row, name, found) for name in ("contradiction_ru", "contradiction_en"))
    if by_text:
        read = read_target_text(row, raw, indicator, _years(row, known.region, found), found)
        if read is None:
            return None
        rule = read.rule
        if contradiction is None and read.contradiction:
            contradiction, in_english = read.contradiction
    elif kind is None:
        return None
    else:
        rule = _rule(row, TargetKind(kind), indicator, known.region, found, is_contradictory=bool(contradiction))
    if is_ambiguous(rule):
        found.warning(
            "target-not-definite",
            _("The target says too little to be judged; it will be shown as “to be clarified”."),
            sheet=row.table.sheet.name,
            cell=row.address("kind"),
            found=indicator.code,
        )
    return TargetAnswer(indicator, municipality, rule, raw, contradiction, in_english or contradiction)


def _rule(
    row: Row, kind: TargetKind, indicator: IndicatorEntry, region: Region, found: Collector, *, is_contradictory: bool
) -> TargetRule:
    reading = read_choice(row, "reading", READINGS, found)
    # Growth by N per cent or points is no level: it may well be a fraction of 1, and is never below 0.
    by_level = is_level(kind, reading)
    is_share = indicator.unit == Unit.PERCENT
    limits = level_limits(Unit(indicator.unit), is_part=bool(indicator.denominator))
    of_value = limits if by_level else (0.0, LARGEST)
    year, baseline = _years(row, region, found)
    rule = TargetRule(
        kind=kind,
        operator=read_choice(row, "operator", OPERATORS, found),
        value=read_level(row, "value", found, of_value, is_share=is_share and by_level, may_be_percent=not by_level),
        upper=read_level(row, "upper", found, limits, is_share=is_share),
        annual_floor=read_level(row, "annual_floor", found, limits, is_share=is_share),
        year=year,
        baseline_year=baseline,
        reading=DynamicsReading(reading) if reading else None,
        lower_is_better=indicator.polarity == Polarity.LOWER_IS_BETTER,
        is_contradictory=is_contradictory,
    )
    return with_steps(row, rule, found, of_value, is_share=is_share and by_level, may_be_percent=not by_level)


def _years(row: Row, region: Region, found: Collector) -> tuple[int | None, int | None]:
    """Deadline and base year."""
    last_year = region.last_year + MOST_YEARS_AHEAD
    year, baseline = (read_year(row, name, found, last_year) for name in ("year", "baseline_year"))
    return year if isinstance(year, int) else None, baseline if isinstance(baseline, int) else None


def _indicator(row: Row, known: _Known, found: Collector) -> IndicatorEntry | None:
    typed = row.text("indicator")
    indicator = known.indicators.get(code_key(typed))
    if indicator is None:
        codes = [entry.code for entry in known.indicators.values()]
        found.error(
            "unknown-indicator",
            _("The indicator is unknown."),
            sheet=row.table.sheet.name,
            cell=row.address("indicator"),
            found=typed or None,
            expected=", ".join(closest(typed, codes)) or first_of(codes, 5) or None,
            fix=_("Write the code of the indicator as the template has it."),
        )
        return None
    check_indicator_name(row, indicator, known.indicators, known.region, found)
    return indicator


def _describe(answer: TargetAnswer) -> str:
    place = answer.municipality.code if answer.municipality else None
    return ", ".join(filter(None, (place, answer.indicator.code)))


def _names_municipality(row: Row) -> bool:
    return bool(row.text(MUNICIPALITY_CODE.key) or row.text(MUNICIPALITY_NAME.key))


def _municipality(row: Row, known: _Known, found: Collector) -> MunicipalityEntry | None:
    """The municipality of a row, or None for a target of the whole region, which no label above the table names."""
    if not _names_municipality(row) and known.place.municipality is None:
        return None
    return row_municipality(row, known.place, known.region, found)


def _tell_missing(row: Row, key: str, found: Collector) -> None:
    found.error(
        "target-incomplete",
        _("A target needs its kind and the text of its source."),
        sheet=row.table.sheet.name,
        cell=row.address(key),
        expected=quoted(row.table.title(key)),
        fix=_("Fill in the cell, or empty the whole row."),
    )
