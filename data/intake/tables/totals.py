"""Totals rows of a table: never loaded, and only worth a word when they are not the sum of what stands above."""

import re
from collections.abc import Iterator, Sequence
from math import isclose

from data.findings import Finding
from data.formats import number
from data.intake.files.cell import Cell, CellKind
from data.intake.files.workbook import Sheet
from data.intake.tables.collector import Collector
from data.intake.tables.numbers import Amount, read_answer
from data.language import _
from data.text.names import name_key
from data.vocabulary import Severity

# The word in place of a name: «Итого», «Всего по району», and as spreadsheets write subtotals: «Округ A Итог».
PLAIN = re.compile(
    r"((общий |общее )?(итого|итог|всего|среднее)|(grand )?total|average)( (по|за|в|of|for|by) .*)?"
    r"|.+ (итог|среднее|total)"
)
# Names of a long table are many, and hardly one of them holds any of these.
MAYBE_PLAIN = re.compile("(?i)[тt][оo]г|[сc][еe]г[оo]|[сc][рp][еe]дн|total|average")
TOTALS = re.compile(r"(итого|итог|всего|сумма|средн[а-я]+|total|sum|average|mean)\b")
AVERAGES = re.compile(r"средн|average|mean|.* среднее$")
NUMERIC = {CellKind.NUMBER, CellKind.PERCENT, CellKind.TEXT}


def is_plain_total(text: str) -> bool:
    """Whether a name is no name but the word of a totals row."""
    return bool(MAYBE_PLAIN.search(text) and PLAIN.fullmatch(name_key(text)))


def is_total(text: str) -> bool:
    """Whether a text begins with the word of a totals row or is one."""
    return is_plain_total(text) or bool(TOTALS.match(name_key(text)))


def check_totals(
    sheet: Sheet, titles: dict[int, str], rows: Sequence[int], totals: Sequence[int], found: Collector
) -> None:
    """Warn of each number in a totals row that is not the sum of its column: of its block, or of all rows above.

    ``titles``: column number → title of the columns that hold answers; ``rows`` and ``totals`` ascend. Averages
    are no sums.
    """
    totals = [row for row in totals if not any(map(_is_average, sheet.by_row[row]))]
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


def _is_average(cell: Cell) -> bool:
    return cell.kind is CellKind.TEXT and bool(AVERAGES.match(name_key(str(cell.value))))


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
