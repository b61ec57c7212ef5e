"""Years and levels of a row: whole years within a century, and levels of an indicator in its unit."""

from data.formats import number
from data.intake.tables.collector import Collector
from data.intake.tables.header import Row
from data.intake.tables.numbers import Amount, Unreadable, read_answer
from data.intake.tables.texts import warn_unlikely
from data.language import _
from data.storage.periods import FIRST_YEAR, LAST_YEAR
from data.text.target_kinds import LARGEST, WHOLE, Limits
from data.vocabulary import Nothing


def read_year(row: Row, key: str, found: Collector, last_year: int = LAST_YEAR) -> int | Nothing | None:
    """A year, a mark that there is none, or None when the cell says nothing; what is neither is reported.

    A year after ``last_year`` is warned of.
    """
    expected = _("a year from {first} to {last}").format(first=FIRST_YEAR, last=LAST_YEAR)
    amount = _read(row, key, expected, found)
    if not isinstance(amount, Amount):
        return amount
    if amount.is_percent or not amount.value.is_integer() or not FIRST_YEAR <= amount.value <= LAST_YEAR:
        _complain(row, key, "not-a-year", _("This is not a year."), expected, found)
        return None
    warn_unlikely(row, key, int(amount.value), last_year, found)
    return int(amount.value)


def read_level(
    row: Row, key: str, found: Collector, limits: Limits, *, is_share: bool, may_be_percent: bool = False
) -> float | None:
    """A number within ``limits``; ``is_share``: in per cent, which must not be taken for a fraction of 1.

    ``may_be_percent``: a number that is no share may carry a percent sign, as growth does.
    """
    expected = limit_words(limits)
    amount = _read(row, key, expected, found)
    cell = row.cell(key)
    if isinstance(amount, Amount) and is_share and cell is not None:
        amount = found.percent(amount, row.table.sheet.name, cell)
    if not isinstance(amount, Amount):
        return None
    if amount.is_percent and not is_share and not may_be_percent:
        _complain(row, key, "percent-in-number", _("A percentage instead of a number."), expected, found)
        return None
    if not is_share and cell is not None and found.is_grouped(amount, row.table.sheet.name, cell, expected):
        return None
    if not limits[0] <= amount.value <= limits[1]:
        _complain(row, key, "level-out-of-range", _("The number is outside its limits."), expected, found)
        return None
    # Fifteen digits are what a spreadsheet keeps.
    return float(f"{amount.value:.15g}")


def limit_words(limits: Limits) -> str:
    smallest, largest = limits
    if largest == WHOLE:
        return _("a percentage from 0 to 100")
    if smallest < 0:
        return _("a number from −{limit} to {limit}").format(limit=number(LARGEST))
    return _("a number from 0 to {largest}").format(largest=number(LARGEST))


def _read(row: Row, key: str, expected: str, found: Collector) -> Amount | Nothing | None:
    cell = row.cell(key)
    answer = read_answer(cell)
    if isinstance(answer, Unreadable):
        if cell is not None:
            found.unreadable(answer, row.table.sheet.name, cell, expected, may_be_missing=False)
        return None
    return answer


def _complain(
    row: Row, key: str, rule: str, message: str, expected: str, found: Collector, fix: str | None = None
) -> None:
    cell = row.cell(key)
    if cell is not None:
        found.at(rule, message, row.table.sheet.name, cell, expected=expected, fix=fix or _("Check the number."))
