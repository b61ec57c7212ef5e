"""Totals rows of a table: never loaded, and only worth a word when they are not the sum of what stands above."""

from collections.abc import Iterator, Sequence
from math import isclose

from data.formats import number
from data.intake.cell import Cell, CellKind
from data.intake.collector import Collector
from data.intake.findings import Finding
from data.intake.numbers import Amount, read_answer
from data.intake.workbook import Sheet
from data.language import _
from data.vocabulary import Severity

NUMERIC = {CellKind.NUMBER, CellKind.PERCENT, CellKind.TEXT}


def check_totals(
    sheet: Sheet, titles: dict[int, str], rows: Sequence[int], totals: Sequence[int], found: Collector
) -> None:
    """Warn of each number in a totals row that is not the sum of its column: of its block, or of all rows above.

    ``titles``: column number → title of the columns that hold answers; ``rows`` and ``totals`` ascend.
    """
    for column, title in titles.items():
        said = {row: amount for row in totals if (amount := _amount(sheet.at(row, column))) is not None}
        for row, block, whole in _sums(sheet, column, rows, totals) if said else ():
            if row not in said or any(isclose(said[row], one, abs_tol=0.005) for one in (block, whole)):
                continue
            cell = sheet.at(row, column)
            found.add(
                Finding(
                    Severity.WARNING,
                    "total-differs",
                    _("The total of column “{title}” is not the sum of the rows above it.").format(title=title),
                    sheet.name,
                    cell.address if cell else None,
                    cell.shown if cell else None,
                    number(block),
                )
            )


def _sums(sheet: Sheet, column: int, rows: Sequence[int], totals: Sequence[int]) -> Iterator[tuple[int, float, float]]:
    """Of each totals row: the sum since the totals row before it, and the sum since the header."""
    whole = block = 0.0
    is_total = set(totals)
    for row in sorted((*rows, *totals)):
        if row in is_total:
            yield row, block, whole
            block = 0.0
        else:
            amount = _amount(sheet.at(row, column)) or 0.0
            block, whole = block + amount, whole + amount


def _amount(cell: Cell | None) -> float | None:
    answer = read_answer(cell) if cell is not None and cell.kind in NUMERIC else None
    return answer.value if isinstance(answer, Amount) else None
