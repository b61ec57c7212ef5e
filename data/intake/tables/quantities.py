"""Amounts of an observation: whole numbers, percentages, and a numerator with its denominator."""

from dataclasses import dataclass

from data.formats import number
from data.intake.files.workbook import Cell
from data.intake.tables.collector import Collector
from data.intake.tables.header import Row
from data.intake.tables.numbers import Amount, Unreadable, read_answer
from data.language import _
from data.vocabulary import FREE_UNITS, Nothing, Unit

LARGEST = 1_000_000_000_000.0
# Half a unit of the second decimal: a percentage that was rounded to one or two decimals agrees with its fraction.
ROUNDING = 0.051


@dataclass(frozen=True)
class Quantity:
    """A value in the indicator's unit, or numerator and denominator, or the reason why there is neither."""

    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    missing: Nothing | None = None

    @property
    def amount(self) -> float | None:
        """The value, derived in percent where numerator and denominator are known."""
        if self.numerator is not None and self.denominator:
            return 100 * self.numerator / self.denominator
        return self.value


@dataclass(frozen=True)
class _Cells:
    """What stands in the three cells of one row."""

    row: Row
    found: Collector
    indicator: str = ""

    def complain(self, rule: str, message: str, key: str, expected: str | None = None, fix: str | None = None) -> None:
        cell = self.row.cell(key)
        self.found.error(
            rule,
            message,
            sheet=self.row.table.sheet.name,
            cell=self.row.address(key),
            found=cell.shown if cell else None,
            expected=expected,
            fix=fix,
        )

    def read(self, key: str, expected: str) -> Amount | Nothing | None:
        """The amount or mark of a cell; what is neither is reported and read as nothing."""
        cell: Cell | None = self.row.cell(key)
        answer = read_answer(cell, self.found.marks)
        if isinstance(answer, Unreadable) and cell is not None:
            self.found.unreadable(answer, self.row.table.sheet.name, cell, expected)
            return None
        return None if isinstance(answer, Unreadable) else answer


def read_quantity(row: Row, unit: Unit, found: Collector, indicator: str = "") -> Quantity | None:
    """The quantity of a row, None when the row does not say one or says it wrongly (which is reported).

    ``indicator`` is named in a question where the column holds several.
    """
    cells = _Cells(row, found, indicator)
    before = found.errors
    said = {
        "value": cells.read("value", _expected(unit)),
        "numerator": cells.read("numerator", _("a whole number, 0 or more")),
        "denominator": cells.read("denominator", _("a whole number, 1 or more")),
    }
    if found.errors > before:
        return None
    marks = {key: answer for key, answer in said.items() if isinstance(answer, Nothing)}
    amounts = {key: answer for key, answer in said.items() if isinstance(answer, Amount)}
    if marks and (amounts or len(set(marks.values())) > 1):
        cells.complain(
            "mark-and-number",
            _("The row has both a number and the mark for no data."),
            next(iter(marks)),
            fix=_("Keep either the numbers or the mark."),
        )
        return None
    if marks:
        return Quantity(missing=next(iter(marks.values())))
    value = _value(amounts["value"], unit, cells) if "value" in amounts else None
    fraction = None
    if amounts.keys() - {"value"} and unit is Unit.PERCENT:
        fraction = _fraction(amounts, cells)
    elif amounts.keys() - {"value"}:
        _refuse_fraction(cells)
    if found.errors > before or (value is None and fraction is None):
        return None
    if fraction is None:
        return Quantity(value=value)
    if value is not None and abs(value - 100 * fraction[0] / fraction[1]) > ROUNDING:
        cells.complain(
            "value-contradicts-fraction",
            _("The value is not the numerator divided by the denominator."),
            "value",
            expected=number(100 * fraction[0] / fraction[1]),
            fix=_("Leave the value empty: it is computed."),
        )
        return None
    return Quantity(numerator=fraction[0], denominator=fraction[1])


def most_words(limit: float) -> str:
    return _("a whole number from 0 to {limit}").format(limit=number(limit))


def _expected(unit: Unit) -> str:
    if unit in FREE_UNITS:
        return _("a number")
    return _("a percentage from 0 to 100") if unit is Unit.PERCENT else _("a whole number, 0 or more")


def _value(amount: Amount, unit: Unit, cells: _Cells) -> float | None:
    if unit in FREE_UNITS:
        return _any(amount, cells)
    if unit is not Unit.PERCENT:
        return _whole(amount, "value", cells)
    cell = cells.row.cell("value")
    percent = cell and cells.found.percent(amount, cells.row.table.sheet.name, cell, cells.indicator)
    if percent is None:
        return None
    if not 0 <= percent.value <= 100:
        cells.complain(
            "percent-out-of-range",
            _("A percentage is between 0 and 100."),
            "value",
            _expected(unit),
            _("Check the number."),
        )
        return None
    return percent.value


def _any(amount: Amount, cells: _Cells) -> float | None:
    if abs(amount.value) <= LARGEST:
        return amount.value
    cells.complain(
        "number-too-large",
        _("The number is too large."),
        "value",
        _("a number from −{limit} to {limit}").format(limit=number(LARGEST)),
        _("Check the number."),
    )
    return None


def _whole(amount: Amount, key: str, cells: _Cells) -> float | None:
    cell, expected = cells.row.cell(key), _("a whole number, 0 or more")
    if amount.value > LARGEST:
        cells.complain(
            "number-too-large", _("The number is too large."), key, most_words(LARGEST), _("Check the number.")
        )
        return None
    if cell and cells.found.is_grouped(amount, cells.row.table.sheet.name, cell, expected):
        return None
    if amount.value < 0:
        cells.complain("number-below-zero", _("The number cannot be below 0."), key, expected, _("Check the number."))
        return None
    if amount.is_percent or not amount.value.is_integer():
        cells.complain(
            "not-a-whole-number",
            _("A whole number is expected here."),
            key,
            expected,
            _("Check the number."),
        )
        return None
    return amount.value


def _refuse_fraction(cells: _Cells) -> None:
    cells.complain(
        "fraction-not-expected",
        _("The indicator is no share and has no numerator and denominator."),
        "numerator",
        _("a value"),
        _("Write the number into the column of the value."),
    )


def _fraction(amounts: dict[str, Amount], cells: _Cells) -> tuple[float, float] | None:
    missing = [key for key in ("numerator", "denominator") if key not in amounts]
    if missing:
        cells.complain(
            "fraction-incomplete",
            _("Numerator and denominator belong together; one of them is missing."),
            missing[0],
            fix=_("Write both numbers, or “н/д” where there are no data."),
        )
        return None
    numerator = _whole(amounts["numerator"], "numerator", cells)
    denominator = _whole(amounts["denominator"], "denominator", cells)
    if numerator is None or denominator is None:
        return None
    if denominator == 0:
        cells.complain(
            "denominator-zero",
            _("The denominator is 0, so there is no share."),
            "denominator",
            _("a whole number, 1 or more"),
            _("Write “н/п” where the indicator does not apply."),
        )
        return None
    if numerator <= denominator:
        return numerator, denominator
    cells.complain(
        "numerator-above-denominator",
        _("The numerator is larger than the denominator."),
        "numerator",
        _("at most {number}").format(number=number(denominator)),
        _("Check both numbers."),
    )
    return None
