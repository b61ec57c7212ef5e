"""A foreign table as a kind of import: its mapping decides what is read, and what it may create."""

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from typing import Any

from data.intake.collector import Collector
from data.intake.context import Place, Region
from data.intake.layout import Row
from data.intake.mapped_rows import MappedTable, apply_mapping
from data.intake.mapped_store import TablePlan, plan_table
from data.intake.mapped_units import Units
from data.intake.mapped_words import created_words
from data.intake.mapping import ColumnRole, NewIndicator, TableRequest
from data.intake.names import closest, code_key, name_key
from data.intake.observations_check import Known, ObservationAnswer, check_row
from data.intake.plan import Checked
from data.intake.rows import tell_duplicate
from data.intake.workbook import Workbook
from data.language import _
from data.queries import registry
from data.queries.registry import IndicatorEntry
from data.reader import Reader
from data.vocabulary import Level

TABLE = "table"


@dataclass
class Indicators:
    """Known and new indicators by code, and by a name that only one of them has."""

    level: Level
    by_code: dict[str, IndicatorEntry]
    found: Collector
    _by_name: dict[str, list[IndicatorEntry]] = field(init=False, default_factory=dict)
    _answers: dict[str, str | None] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for entry in self.by_code.values():
            for name in {name_key(entry.name_ru), name_key(entry.name_en)}:
                self._by_name.setdefault(name, []).append(entry)

    def settle(self, row: Row) -> str | None:
        """The code of the row's indicator, or nothing; the same wrong name is told once."""
        text = row.text(ColumnRole.INDICATOR)
        if text not in self._answers:
            self._answers[text] = self._find(text, row)
        return self._answers[text]

    def _find(self, text: str, row: Row) -> str | None:
        named = self._by_name.get(name_key(text), [])
        entry = self.by_code.get(code_key(text)) or (named[0] if len(named) == 1 else None)
        if entry is not None and entry.level == self.level:
            return entry.code
        fitting = [one for one in self.by_code.values() if one.level == self.level]
        similar = closest(text, [one.code for one in fitting]) or closest(text, [one.name for one in fitting])
        self.found.error(
            "unknown-indicator",
            _("The indicator is not known.")
            if entry is None
            else _("The indicator is not observed at the level of this sheet."),
            sheet=row.table.sheet.name,
            cell=row.address(ColumnRole.INDICATOR),
            found=text or None,
            expected=", ".join(similar or [one.code for one in fitting[:5]]) or None,
            fix=_("Choose a known indicator, or describe a new one in the mapping."),
        )
        return None


class TableImport:
    """What ``data.intake.importing`` asks of a kind of workbook: check, plan and the message of the revision."""

    def __init__(self, request: TableRequest) -> None:
        self.request = request
        self._units: Units | None = None
        self._new_indicators: tuple[IndicatorEntry, ...] = ()

    def check(self, reader: Reader, workbook: Workbook, found: Collector) -> Checked:
        """Each answer is the tuple of ``ObservationAnswer`` of one row of the file; what is wrong goes to ``found``."""
        checked = Checked()
        table = apply_mapping(workbook, self.request.mapping, found)
        if table is None or found.refuses:
            return checked
        known = {code_key(entry.code): entry for entry in registry.indicators(reader)}
        self._new_indicators = _new_indicators(self.request.mapping.new_indicators, known, found)
        indicators = known | {code_key(entry.code): entry for entry in self._new_indicators}
        schools = {code_key(entry.code): entry for entry in registry.schools(reader)}
        self._units = Units(self.request, Region.load(reader), schools, found)
        settled = {row.number: self._units.settle(row) for row in table.rows() if _says_something(table, row)}
        level = self.request.mapping.level
        names = Known(level, Place(), self._units.finish(), indicators, schools)
        _check_rows(table, settled, names, Indicators(level, indicators, found), checked, found)
        return checked

    def plan(self, reader: Reader, answers: list[tuple[ObservationAnswer, ...]], found: Collector) -> TablePlan:
        units = self._units
        created = {one.code: one for one in self.request.mapping.new_indicators}
        return plan_table(
            reader,
            answers,
            found,
            mapping=self.request.mapping,
            municipalities=units.new_municipalities if units else [],
            periods=units.new_periods if units else [],
            schools=units.new_schools if units else [],
            indicators=[(entry.id, created[entry.code]) for entry in self._new_indicators],
        )

    def message(self) -> str:
        units = self._units
        counts = (len(units.new_municipalities), len(units.new_schools), len(units.new_periods)) if units else (0, 0, 0)
        text = _("Observations from a table")
        return f"{text}. {created_words(*counts)}" if any(counts) else text


def _new_indicators(
    wanted: tuple[NewIndicator, ...], known: dict[str, IndicatorEntry], found: Collector
) -> tuple[IndicatorEntry, ...]:
    """Those that are not stored yet. One that is stored already and measures something else is told."""
    entries = []
    for number, one in enumerate(wanted, start=1):
        stored = known.get(code_key(one.code))
        if stored is None:
            entries.append(IndicatorEntry(-number, one.code, one.level, one.unit, one.name, one.name))
        elif (stored.unit, stored.level) != (one.unit, one.level):
            found.error(
                "indicator-exists",
                _("There is another indicator with this code."),
                found=one.code,
                expected=stored.name,
                fix=_("Give the new indicator another code, or choose the one there is."),
            )
    return tuple(entries)


def _says_something(table: MappedTable, row: Row) -> bool:
    return any(True for _figure in table.figure_rows(row.number, {}))


def _check_rows(
    table: MappedTable,
    settled: dict[int, dict[str, str] | None],
    known: Known,
    indicators: Indicators,
    checked: Checked,
    found: Collector,
) -> None:
    """Each row of the file becomes one answer, is refused, or is skipped because it has no figure."""
    checked.rows += len(table.names.rows) + table.names.totals
    checked.skipped += table.names.totals + len(table.names.rows) - len(settled)
    seen: dict[Hashable, str] = {}
    for number, codes in settled.items():
        before = found.errors
        figures = _figures(table, number, codes, known, indicators, seen, found) if codes else []
        if codes is None or None in figures or found.errors > before:
            checked.refused += 1
        else:
            checked.answers.append(tuple(figures))


def _figures(
    table: MappedTable,
    number: int,
    codes: dict[str, str],
    known: Known,
    indicators: Indicators,
    seen: dict[Hashable, str],
    found: Collector,
) -> list[Any]:
    """An ``ObservationAnswer`` for each figure of the row, None for one that is wrong."""
    answers: list[ObservationAnswer | None] = []
    for row in table.figure_rows(number, codes):
        indicator = indicators.settle(row)
        settled = replace(row, settled=row.settled | {ColumnRole.INDICATOR.value: indicator or ""})
        answer = check_row(settled, known, found) if indicator else None
        if answer is not None:
            what = f"{answer.indicator.code}, {answer.school or answer.municipality.code}"
            tell_duplicate(seen, answer.identity, row, ColumnRole.INDICATOR, what, found)
        answers.append(answer)
    return answers
