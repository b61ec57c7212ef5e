"""A mapped table read as columns: names are settled once for each different wording, figures all at once.

A row about which something must be said goes through the checks of a single row; so do rows that tell the same figure
twice, all of them in their order.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush

import numpy as np

from data.intake.files.sheet_columns import Flags
from data.intake.kinds.foreign_table.mapping import FIGURES, ColumnRole
from data.intake.kinds.foreign_table.periods import RELEASE
from data.intake.kinds.foreign_table.rows import NAMING, MappedRow, MappedTable
from data.intake.kinds.observations.columns import Names, ObservationAnswers, UnitOfRow, read_figures, unit_of
from data.intake.kinds.observations.rows import Known
from data.intake.tables.answers import Scales
from data.intake.tables.collector import Collector
from data.intake.tables.columns import Codes, TableColumns, Understood, combined, repeated
from data.intake.tables.header import Row, SheetTable
from data.intake.tables.numbers import Marks
from data.intake.tables.periods.figure_period import FigurePeriod, figure_period
from data.queries.registry import IndicatorEntry

# Texts by the role of their column: what a row was understood to be about.
Settled = dict[str, str]
UNITS = tuple(sorted(NAMING - {ColumnRole.INDICATOR}))
ROWS_BETWEEN_PULSES = 1_000


@dataclass(frozen=True)
class SettledRows:
    """``by_code``: what was settled for each different wording, ``codes`` the wording of each row.

    ``late`` rows have a wording that could be settled only after other rows had brought a unit into the registers.
    """

    codes: Codes
    firsts: Codes
    by_code: list[Settled | None]
    late: dict[int, Settled]

    def of(self, index: int) -> Settled | None:
        return self.late.get(index) or self.by_code[self.codes[index]]


def settle_rows(columns: TableColumns, settle: Callable[[Row], Settled | None], found: Collector) -> SettledRows:
    """Settle each different wording at its first row; where that fails at each row, in the order of the rows."""
    codes, firsts = columns.distinct(UNITS)
    rows = SettledRows(codes, firsts, [None] * len(firsts), {})
    starts = np.searchsorted(np.sort(codes), np.arange(len(firsts) + 1))
    order = np.argsort(codes, kind="stable")
    waiting = firsts.tolist()
    heapify(waiting)
    count = 0
    while waiting:
        index = heappop(waiting)
        code = int(codes[index])
        settled = settle(columns.row(index))
        if index == firsts[code]:
            rows.by_code[code] = settled
            for other in [] if settled else order[starts[code] + 1 : starts[code + 1]].tolist():
                heappush(waiting, other)
        elif settled is not None:
            rows.late[index] = settled
        count += 1
        if count % ROWS_BETWEEN_PULSES == 0:
            found.pulse()
    return rows


@dataclass(frozen=True)
class TableAnswers:
    """The figures of a table row by row; ``groups`` gives the number of its row for each, of ``rows`` rows in all."""

    figures: ObservationAnswers
    groups: Codes
    rows: int

    def __len__(self) -> int:
        return self.rows


@dataclass(frozen=True)
class TableReader:
    """``settled`` and ``known`` are about the rows of ``tables``, which all have the same ones and say something.

    ``tables``: the figures of each indicator by its code, or of all under an empty code; ``says``: row × table.
    ``find_indicator`` gives the indicator of a code or name; ``scales``: what plain numbers of percentages are;
    ``marks``: what the source writes for nothing.
    """

    tables: dict[str, TableColumns]
    says: Flags
    settled: SettledRows
    known: Known
    find_indicator: Callable[[str, Row, Collector], IndicatorEntry | None]
    scales: Scales
    marks: Marks

    def read(self) -> tuple[Flags, list[ObservationAnswers]]:
        """Which rows can be read without a word, and the answers of all rows in each table, valid for these.

        Figures that the table itself revises are said no longer.
        """
        periods, units = self._names()
        plain, named, answers = [], [], []
        for code, columns in self.tables.items():
            names = Names.of(self._indicators(code, columns), periods, units)
            fitting, read = read_figures(columns, names, self.known, self.scales, self.marks)
            plain.append(fitting)
            named.append(names.known)
            answers.append(read)
        if self.settled.late:
            return np.zeros(len(self.says), bool), answers
        among = np.concatenate([flags & self.says[:, place] for place, flags in enumerate(named)])
        identities = zip(*(part.identities for part in answers), strict=True)
        codes = combined(*(np.concatenate(parts) for parts in identities))
        among &= self._take_out_first_releases(codes, among)
        twice = repeated(codes, among)
        fits = np.stack(plain, axis=1) & ~twice.reshape(len(plain), -1).T
        return np.logical_and.reduce(fits | ~self.says, axis=1), answers

    def _take_out_first_releases(self, codes: Codes, among: Flags) -> Flags:
        """Of ``says`` every figure that another row has a revised release of; which figures are left is returned."""
        revised = np.array([bool(said and RELEASE in said) for said in self.settled.by_code], bool)[self.settled.codes]
        if not revised.any():
            return np.ones(len(codes), bool)
        revised = np.tile(revised, self.says.shape[1]) & among
        first = among & ~revised & np.isin(codes, codes[revised])
        self.says[first.reshape(self.says.shape[1], -1).T] = False
        return ~first

    def _names(self) -> tuple[Understood[FigurePeriod | None], Understood[UnitOfRow | None]]:
        """Who and when, for each different wording that could be settled."""
        table = next(iter(self.tables.values())).table
        periods: list[FigurePeriod | None] = []
        units: list[UnitOfRow | None] = []
        clean = np.zeros(len(self.settled.by_code), bool)
        known = self.known.untold()
        for code, settled in enumerate(self.settled.by_code):
            scratch = Collector()
            row = MappedRow(table, table.rows[self.settled.firsts[code]], settled or {})
            periods.append(figure_period(row, known.place, known.untold().region, scratch) if settled else None)
            units.append(unit_of(row, known, scratch) if settled else None)
            clean[code] = not scratch.findings
        return Understood(self.settled.codes, periods, clean), Understood(self.settled.codes, units, clean)

    def _indicators(self, code: str, columns: TableColumns) -> Understood[IndicatorEntry | None]:
        if not code:
            return columns.understand(
                (ColumnRole.INDICATOR,),
                lambda row, found: self.find_indicator(row.text(ColumnRole.INDICATOR), row, found),
            )
        scratch = Collector()
        row = MappedRow(columns.table, columns.table.header_row, {ColumnRole.INDICATOR.value: code})
        entry = self.find_indicator(code, row, scratch)
        return Understood(np.zeros(len(columns), np.int64), [entry], np.array([not scratch.findings]))


def tables_that_say(table: MappedTable) -> tuple[SheetTable, dict[str, TableColumns], Flags]:
    """The rows that have a figure or a remark: their names, their figures, and which of the figures they have."""
    every = {code: TableColumns.of(part) for code, part in table.figures.items()}
    says = np.stack([columns.filled((*FIGURES, ColumnRole.COMMENT)) for columns in every.values()], axis=1)
    saying = says.any(axis=1)
    rows = tuple(np.array(table.names.rows, np.int64)[saying].tolist())
    figures = {code: TableColumns.of(replace(part, rows=rows)) for code, part in table.figures.items()}
    return replace(table.names, rows=rows), figures, says[saying]


def in_order(answers: list[ObservationAnswers], says: Flags, accepted: Flags) -> TableAnswers:
    """The figures of the accepted rows, row by row."""
    chosen = says & accepted[:, np.newaxis]
    rows = [np.flatnonzero(chosen[:, place]) for place in range(len(answers))]
    figures = ObservationAnswers.joined([part.chosen(places) for part, places in zip(answers, rows, strict=True)])
    groups = np.concatenate(rows)
    if len(answers) > 1:
        order = np.argsort(groups, kind="stable")
        figures, groups = figures.chosen(order), groups[order]
    return TableAnswers(figures, groups, int(accepted.sum()))
