"""Going through the rows of a table: each one is counted as an answer, refused, or skipped."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import numpy as np

from data.intake.files.sheet_columns import Flags
from data.intake.tables.collector import Collector
from data.intake.tables.columns import TableColumns
from data.intake.tables.header import Row, SheetTable, refuse_unreadable
from data.intake.tables.planned_changes import Checked
from data.language import _

Answer = TypeVar("Answer")
ROWS_BETWEEN_PULSES = 1_000


@dataclass
class RowReader(Generic[Answer]):
    """``read`` makes an answer of a row, or tells why not. Two answers of one ``identity`` are a duplicate.

    ``answer_columns``: a row in which all of these are empty says nothing. ``naming_column`` is the one to point at.
    """

    answer_columns: Sequence[str]
    naming_column: str
    read: Callable[[Row], Answer | None]
    identity: Callable[[Answer], Hashable]
    describe: Callable[[Answer], str]
    seen: dict[Hashable, str] = field(default_factory=dict)

    def run(self, table: SheetTable, checked: Checked, found: Collector) -> None:
        checked.rows += len(table.rows) + table.totals
        checked.skipped += table.totals
        for index, row in enumerate(table):
            if index % ROWS_BETWEEN_PULSES == 0:
                found.pulse()
            answer = self.take(row, checked, found)
            if answer is not None:
                checked.answers.append(answer)

    def take(self, row: Row, checked: Checked, found: Collector) -> Answer | None:
        """The answer of one row, or nothing after counting the row as skipped or refused."""
        if not any(row.cell(column) for column in self.answer_columns):
            self._skip_or_refuse(row, checked, found)
            return None
        before = found.errors
        answer = None if refuse_unreadable(row, found) else self.read(row)
        if answer is None or found.errors > before or self._is_duplicate(row, answer, found):
            checked.refused += 1
            return None
        return answer

    def run_columns(
        self, columns: TableColumns, plain: Flags, checked: Checked, found: Collector
    ) -> tuple[Flags, dict[int, Answer]]:
        """Of a table whose ``plain`` rows are answers already: which rows are answers, and those of the other rows."""
        table = columns.table
        checked.rows += len(table.rows) + table.totals
        checked.skipped += table.totals
        said = columns.filled(self.answer_columns)
        accepted = plain & said & columns.readable(sorted(table.identifying))
        # Under merged cells it must be looked at why a row says nothing.
        odd = ~accepted if table.sheet.merged else ~accepted & said
        checked.skipped += int((~accepted & ~odd).sum())
        answers: dict[int, Answer] = {}
        for count, index in enumerate(np.flatnonzero(odd).tolist()):
            if count % ROWS_BETWEEN_PULSES == 0:
                found.pulse()
            answer = self.take(columns.row(index), checked, found)
            if answer is not None:
                answers[index] = answer
                accepted[index] = True
        return accepted, answers

    def _skip_or_refuse(self, row: Row, checked: Checked, found: Collector) -> None:
        merged = [column for column in self.answer_columns if row.is_covered(column)]
        if not merged:
            checked.skipped += 1
            return
        checked.refused += 1
        found.error(
            "merged-answers",
            _("The cell is merged with the one above, so its meaning for this row is unclear."),
            sheet=row.table.sheet.name,
            cell=row.address(merged[0]),
            fix=_("Unmerge the cells and write the answer of each row."),
        )

    def _is_duplicate(self, row: Row, answer: Answer, found: Collector) -> bool:
        return tell_duplicate(self.seen, self.identity(answer), row, self.naming_column, self.describe(answer), found)


def tell_duplicate(
    seen: dict[Hashable, str], identity: Hashable, row: Row, naming_column: str, what: str, found: Collector
) -> bool:
    """Whether an earlier row had the same identity, which is reported at this one."""
    place = f"{row.table.sheet.name}!{row.address(naming_column)}"
    first = seen.setdefault(identity, place)
    if first == place:
        return False
    found.error(
        "duplicate-row",
        _("The same row appears in the file twice."),
        sheet=row.table.sheet.name,
        cell=row.address(naming_column),
        found=what,
        expected=_("one row; the first one is {place}").format(place=first),
        fix=_("Delete one of the two rows."),
    )
    return True
