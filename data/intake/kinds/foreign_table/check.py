"""A foreign table as a kind of import: its mapping decides what is read, and what it may create."""

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from data.findings import first_of
from data.intake.files.sheet_columns import Flags
from data.intake.files.workbook import Workbook
from data.intake.kinds.foreign_table.columns import (
    ROWS_BETWEEN_PULSES,
    SettledRows,
    TableAnswers,
    TableReader,
    in_order,
    settle_rows,
    tables_that_say,
)
from data.intake.kinds.foreign_table.created_indicators import named_in_table
from data.intake.kinds.foreign_table.mapping import ColumnRole, NewIndicator, TableRequest
from data.intake.kinds.foreign_table.rows import MappedTable, apply_mapping
from data.intake.kinds.foreign_table.store import TablePlan, plan_table
from data.intake.kinds.foreign_table.units import Units
from data.intake.kinds.observations.columns import ObservationAnswers
from data.intake.kinds.observations.rows import Known, ObservationAnswer, check_row
from data.intake.kinds.observations.scale_proposals import propose_scales
from data.intake.tables.collector import Collector
from data.intake.tables.columns import TableColumns
from data.intake.tables.header import Row
from data.intake.tables.known_names import Place, Region
from data.intake.tables.planned_changes import Checked
from data.intake.tables.rows import tell_duplicate
from data.intake.tables.second_identity import Namesakes
from data.language import _, ngettext
from data.messages import Message, MessageCode
from data.queries import registry
from data.queries.registry import IndicatorEntry
from data.storage.reader import Reader
from data.text.names import closest, code_key, name_key
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
        """The code of the row's indicator, or nothing; the same wrong name is reported once."""
        text = row.text(ColumnRole.INDICATOR)
        if text not in self._answers:
            entry = self.find(text, row, self.found)
            self._answers[text] = entry.code if entry else None
        return self._answers[text]

    def find(self, text: str, row: Row, found: Collector) -> IndicatorEntry | None:
        """The indicator of a code or name at the level of the table, or nothing, which is reported."""
        named = self._by_name.get(name_key(text), [])
        entry = self.by_code.get(code_key(text)) or (named[0] if len(named) == 1 else None)
        if entry is not None and entry.level == self.level:
            return entry
        fitting = [one for one in self.by_code.values() if one.level == self.level]
        similar = closest(text, [one.code for one in fitting]) or closest(text, [one.name for one in fitting])
        found.error(
            "unknown-indicator",
            _("The indicator is unknown.")
            if entry is None
            else _("The indicator is not observed at the level of this sheet."),
            sheet=row.table.sheet.name,
            cell=row.address(ColumnRole.INDICATOR),
            found=text or None,
            expected=", ".join(similar) or first_of([one.code for one in fitting], 5) or None,
            fix=_("Choose a known indicator, or describe a new one in the mapping."),
        )
        return None


class TableImport:
    """What ``data.intake.importing`` asks of a kind of workbook: check, plan and the message of the revision."""

    def __init__(self, request: TableRequest) -> None:
        self.request = request
        self._units: Units | None = None
        self._described: tuple[NewIndicator, ...] = ()
        self._new_indicators: tuple[IndicatorEntry, ...] = ()

    def check(self, reader: Reader, workbook: Workbook, found: Collector) -> Checked:
        """An answer is what one row of the file says, in one figure or several; what is wrong goes to ``found``."""
        checked = Checked()
        table = apply_mapping(workbook, self.request.mapping, found)
        if table is None or found.refuses:
            return checked
        found.marks = self.request.mapping.marks
        names, figures, says = tables_that_say(table)
        known = {code_key(entry.code): entry for entry in registry.indicators(reader)}
        self._described = (
            *self.request.mapping.new_indicators,
            *named_in_table(self.request, figures, known),
        )
        self._new_indicators = _new_indicators(self._described, known, found)
        indicators = known | {code_key(entry.code): entry for entry in self._new_indicators}
        schools = {code_key(entry.code): entry for entry in registry.schools(reader)}
        self._units = Units(self.request, Region.load(reader), schools, found)
        settled = settle_rows(TableColumns.of(names), self._units.settle, found)
        level = self.request.mapping.level
        is_long = "" in figures
        may_name = Known(level, Place(), self._units.finish(self._new_indicators), indicators, schools, False, is_long)
        rows = _Rows(table, names.rows, settled, may_name, Indicators(level, indicators, found), found)
        checked.rows += len(table.names.rows) + table.names.totals
        plain, answers = TableReader(
            figures, says, settled, may_name, rows.indicators.find, found.scales, found.marks
        ).read()
        accepted = rows.read(np.flatnonzero(~plain).tolist(), says, answers) | plain
        if is_long:
            find = rows.indicators.find
            propose_scales(figures[""], lambda row: find(row.text(ColumnRole.INDICATOR), row, Collector()), found)
        # A row whose every figure the table itself revises says nothing.
        silent = ~says.any(axis=1)
        accepted &= ~silent
        if silent.any():
            _note_replaced(int(silent.sum()), found)
        checked.skipped += table.names.totals + len(table.names.rows) - len(names.rows) + int(silent.sum())
        checked.refused += int((~accepted & ~silent).sum())
        checked.answers = in_order(answers, says, accepted)
        return checked

    def plan(self, reader: Reader, answers: TableAnswers | list[None], found: Collector) -> TablePlan:
        units = self._units
        created = {one.code: one for one in self._described}
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

    def message(self) -> Message:
        """With the counts of what the file creates, where it creates anything."""
        units = self._units
        created = {
            "municipalities": len(units.new_municipalities) if units else 0,
            "schools": len(units.new_schools) if units else 0,
            "periods": len(units.new_periods) if units else 0,
            "indicators": len(self._new_indicators),
        }
        return Message(MessageCode.IMPORT_TABLE, {name: count for name, count in created.items() if count})


def _note_replaced(number: int, found: Collector) -> None:
    words = ngettext(
        "{number} row is left out: the table has a revised release of its figure, as the mapping says.",
        "{number} rows are left out: the table has revised releases of their figures, as the mapping says.",
        number,
    )
    found.note("first-release-replaced", words.format(number=number))


def _new_indicators(
    wanted: tuple[NewIndicator, ...], known: dict[str, IndicatorEntry], found: Collector
) -> tuple[IndicatorEntry, ...]:
    """Those that are not stored yet. One that is stored already and measures something else is reported."""
    entries = []
    first: dict[str, NewIndicator] = {}
    namesakes = Namesakes()
    for entry in known.values():
        namesakes.add(name_key(entry.name_ru), entry.code, entry.name)
    for number, one in enumerate(wanted, start=1):
        stored = known.get(code_key(one.code))
        if first.setdefault(code_key(one.code), one) is not one:
            found.error(
                "indicator-twice",
                _("Two new indicators have one code."),
                found=[f"{new.code} {new.name}" for new in (first[code_key(one.code)], one)],
                expected=_("a code that is used once"),
                fix=_("Give one of the two another code, or delete it from the mapping."),
            )
        elif stored is None:
            message = _("Another indicator has the same name: {first}.")
            namesakes.warn(name_key(one.name), one.code, message, None, None, one.name, found)
            entries.append(
                IndicatorEntry(-number, one.code, one.level, one.unit, one.name, one.name, one.name, one.name)
            )
        elif (stored.unit, stored.level) != (one.unit, one.level):
            found.error(
                "indicator-exists",
                _("There is another indicator with this code."),
                found=one.code,
                expected=stored.name,
                fix=_("Give the new indicator another code, or choose the existing one."),
            )
    return tuple(entries)


@dataclass
class _Rows:
    """The rows that are read one by one, in their order; ``numbers`` are those of all rows that say something."""

    table: MappedTable
    numbers: tuple[int, ...]
    settled: SettledRows
    known: Known
    indicators: Indicators
    found: Collector
    _seen: dict[Hashable, str] = field(init=False, default_factory=dict)

    def read(self, indices: list[int], says: Flags, answers: list[ObservationAnswers]) -> Flags:
        """Which of the rows are answers; these are put into their places. The others are reported."""
        accepted = np.zeros(len(self.numbers), bool)
        for count, index in enumerate(indices):
            if count % ROWS_BETWEEN_PULSES == 0:
                self.found.pulse()
            before = self.found.errors
            figures = self._figures(index, says[index].tolist())
            if None in figures or not figures or self.found.errors > before:
                continue
            accepted[index] = True
            for place, figure in zip(np.flatnonzero(says[index]).tolist(), figures, strict=True):
                answers[place].put(index, figure)
        return accepted

    def _figures(self, index: int, says: list[bool]) -> list[Any]:
        """An ``ObservationAnswer`` for each figure that the row ``says``, None for one that is wrong."""
        codes = self.settled.of(index)
        answers: list[ObservationAnswer | None] = []
        for row in self.table.figure_rows(self.numbers[index], codes, says) if codes else ():
            indicator = self.indicators.settle(row)
            settled = replace(row, settled=row.settled | {ColumnRole.INDICATOR.value: indicator or ""})
            answer = check_row(settled, self.known, self.found) if indicator else None
            if answer is not None:
                what = ", ".join(filter(None, (answer.municipality.code, answer.school, answer.indicator.code)))
                tell_duplicate(self._seen, answer.identity, row, ColumnRole.INDICATOR, what, self.found)
            answers.append(answer)
        return answers
