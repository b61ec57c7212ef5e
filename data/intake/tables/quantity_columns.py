"""Quantities of many rows at once: those about which ``quantities`` would have nothing to say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from math import nan
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from data.intake.files.sheet_columns import Flags
from data.intake.tables.answers import in_percent
from data.intake.tables.columns import TableColumns
from data.intake.tables.numbers import Amount, Answer, Marks, read_answer
from data.intake.tables.quantities import LARGEST, ROUNDING, Quantity
from data.text.answers import PercentScale
from data.vocabulary import Nothing

Numbers = NDArray[np.float64]
# Kinds of nothing by their number in an array; 0 stands for none of them.
MARKS: tuple[Nothing | None, ...] = (None, *Nothing)
# What a cell says, besides the numbers of ``MARKS``: a number, or what is neither.
NUMBER, UNREADABLE = 100, 101


@dataclass(frozen=True)
class Quantities:
    """Arrays of one length, as in ``Quantity``: NaN is no number, ``missing`` holds places in ``MARKS``.

    ``said`` is False where a row does not say a quantity.
    """

    value: Numbers
    numerator: Numbers
    denominator: Numbers
    missing: NDArray[np.uint8]
    said: Flags

    @classmethod
    def empty(cls, size: int) -> Self:
        numbers = [np.full(size, nan) for _number in range(3)]
        return cls(numbers[0], numbers[1], numbers[2], np.zeros(size, np.uint8), np.zeros(size, bool))

    @property
    def amount(self) -> Numbers:
        """The value, derived in percent where numerator and denominator are known."""
        with np.errstate(divide="ignore", invalid="ignore"):
            share = 100 * self.numerator / self.denominator
        return np.where(np.isfinite(share), share, self.value)

    def change(self, of_column: Callable[[NDArray[Any], str], NDArray[Any]]) -> Self:
        """Something made of each array; the name of the field goes with it."""
        return type(self)(*(of_column(getattr(self, one.name), one.name) for one in fields(self)))

    def put(self, index: int, quantity: Quantity | None) -> None:
        """Write one quantity into its place."""
        self.said[index] = quantity is not None
        one = quantity or Quantity()
        self.missing[index] = MARKS.index(one.missing)
        for name in ("value", "numerator", "denominator"):
            amount = getattr(one, name)
            getattr(self, name)[index] = nan if amount is None else amount

    def at(self, index: int) -> Quantity | None:
        """One quantity, nothing where none is said."""
        if not self.said[index]:
            return None
        value, numerator, denominator = (
            None if np.isnan(column[index]) else float(column[index])
            for column in (self.value, self.numerator, self.denominator)
        )
        return Quantity(value, numerator, denominator, MARKS[self.missing[index]])


@dataclass(frozen=True)
class _Said:
    """What the cells of a column say: ``kinds`` are places in ``MARKS``, ``NUMBER`` or ``UNREADABLE``."""

    kinds: NDArray[np.uint8]
    numbers: Numbers
    percents: Flags
    grouped: Flags

    @classmethod
    def of(cls, columns: TableColumns, key: str, marks: Marks) -> "_Said":
        answers = columns.understand_cells(key, lambda cell: read_answer(cell, marks))
        return cls(
            answers.spread(_kind, np.uint8),
            answers.spread(lambda answer: answer.value if isinstance(answer, Amount) else nan, float),
            answers.spread(lambda answer: isinstance(answer, Amount) and answer.is_percent, bool),
            answers.spread(lambda answer: isinstance(answer, Amount) and answer.is_grouped, bool),
        )

    def in_percent(self, scale: PercentScale, shares: Flags) -> "_Said":
        """The numbers of rows of percentages as ``scale`` says they are meant; shares above 1 are left unclear."""
        meant = shares & self.is_number & ~self.percents
        wrong = meant & (self.numbers > 1) & (scale is PercentScale.SHARE)
        different, places = np.unique(self.numbers[meant], return_inverse=True)
        numbers = self.numbers.copy()
        numbers[meant] = np.array([in_percent(Amount(one), scale).value for one in different.tolist()])[places]
        kinds = np.where(wrong, UNREADABLE, self.kinds).astype(np.uint8)
        return replace(self, kinds=kinds, numbers=numbers, percents=self.percents | meant)

    @property
    def is_number(self) -> Flags:
        return np.equal(self.kinds, NUMBER)

    @property
    def is_whole(self) -> Flags:
        fits: Flags = (self.numbers >= 0) & (self.numbers <= LARGEST) & (np.floor(self.numbers) == self.numbers)
        return self.is_number & fits & ~self.percents & ~self.grouped

    @property
    def is_within(self) -> Flags:
        """A number of any sign and with any decimals."""
        fits: Flags = np.abs(self.numbers) <= LARGEST
        return self.is_number & fits

    @property
    def is_percentage(self) -> Flags:
        within: Flags = (self.numbers >= 0) & (self.numbers <= 100)
        inside: Flags = self.is_number & within & (self.percents | (self.numbers == 0) | (self.numbers >= 1))
        return inside


def read_quantities(
    columns: TableColumns,
    shares: Flags,
    free: Flags,
    scales: Mapping[PercentScale, Flags],
    marks: Marks,
    *,
    of_schools: bool,
) -> tuple[Flags, Quantities]:
    """Which rows say a plain quantity or none at all, and the quantities, valid for these.

    ``shares``: the row's indicator is a percentage; ``free``: it may be any number; ``scales``: in which rows plain
    numbers of percentages are what; ``marks``: what the source writes for nothing. A school's percentage without parts
    is not plain.
    """
    value, numerator, denominator = (_Said.of(columns, key, marks) for key in ("value", "numerator", "denominator"))
    for scale, rows in scales.items():
        value = value.in_percent(scale, shares & rows)
    kinds = np.stack([value.kinds, numerator.kinds, denominator.kinds])
    mark = kinds.max(axis=0)
    is_marked = (mark > 0) & (mark < NUMBER) & ((kinds == mark) | (kinds == 0)).all(axis=0)
    is_unsaid = mark == 0
    has_value, has_parts = value.kinds > 0, (numerator.kinds > 0) | (denominator.kinds > 0)
    fraction = shares & numerator.is_whole & denominator.is_whole & (denominator.numbers > 0)
    fraction &= numerator.numbers <= denominator.numbers
    with np.errstate(divide="ignore", invalid="ignore"):
        agrees = np.abs(value.numbers - 100 * numerator.numbers / denominator.numbers) <= ROUNDING
    fraction &= ~has_value | (value.is_percentage & agrees)
    single = ~has_parts & np.select(
        [shares, free], [value.is_percentage & (not of_schools), value.is_within], value.is_whole
    )
    return is_marked | is_unsaid | fraction | single, Quantities(
        np.where(single, value.numbers, nan),
        np.where(fraction, numerator.numbers, nan),
        np.where(fraction, denominator.numbers, nan),
        np.where(is_marked, mark, 0).astype(np.uint8),
        ~is_unsaid,
    )


def _kind(answer: Answer) -> int:
    if isinstance(answer, Amount):
        return NUMBER
    return MARKS.index(answer) if answer is None or isinstance(answer, Nothing) else UNREADABLE


def plain_numbers(columns: TableColumns, marks: Marks) -> Numbers:
    """The values of rows as they stand, those without a percent sign; NaN where there is none."""
    said = _Said.of(columns, "value", marks)
    return np.where(said.is_number & ~said.percents, said.numbers, nan)
