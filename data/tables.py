"""A table as it is shown and exported: the screen, the workbook and the CSV all print this one object."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Self

from data.vocabulary import Nothing

Value = str | int | float | Nothing


class Kind(StrEnum):
    """How the values of a column are printed and typed in a workbook."""

    TEXT = "text"
    NUMBER = "number"
    # A share of 0…1, printed as a percentage.
    SHARE = "share"
    # A number already in percent.
    PERCENT = "percent"
    SIGNED = "signed"
    # «2», «2–3», «2–3 of 40»: shown as text, sorted by the first rank.
    RANK = "rank"


class Shown(float):
    """A number that is printed with its own count of decimals, and its sign, where a column holds several units."""

    decimals: int | None
    is_signed: bool

    def __new__(cls, value: float, decimals: int | None, *, is_signed: bool = False) -> Self:
        found = super().__new__(cls, value)
        found.decimals, found.is_signed = decimals, is_signed
        return found


@dataclass(frozen=True)
class Column:
    key: str
    title: str
    kind: Kind = Kind.TEXT
    decimals: int | None = None


@dataclass(frozen=True)
class Table:
    """``rows`` hold one value per column key. ``notes`` say filters, methodology, rules: one (label, text) a line.

    ``sections`` are numbers of rows that stay together in any order, as those with a rank and those without one; empty
    is one section. ``order_keys`` names, for a column of the screen, the key of a row that it is ordered by.

    ``span`` says what the rows are of where that is not the page's one period, for the name of a file.

    ``context`` is the same on every row: (heading, text) pairs of period, methodology, revision, added to a file.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[dict[str, Value], ...]
    notes: tuple[tuple[str, str], ...] = field(default=())
    sections: tuple[int, ...] = ()
    order_keys: Mapping[str, str] = field(default_factory=dict)
    span: str = ""
    context: tuple[tuple[str, str], ...] = field(default=())


def without(table: Table, *keys: str) -> Table:
    """The table without some of its columns."""
    return replace(table, columns=tuple(column for column in table.columns if column.key not in keys))


def arranged(table: Table, order: str) -> Table:
    """The rows by a column of the screen, ``points~desc`` or ``name~asc``, as the browser arranges them.

    Nothing stands last either way, and so do words in a column of numbers; equal values keep the order that was given,
    sections stay where they are. An order that the table does not know changes nothing: an old link may name a column
    that is gone.
    """
    column, _tilde, way = order.partition("~")
    key = table.order_keys.get(column, column)
    if not table.rows or any(key not in row for row in table.rows):
        return table
    is_rank = any(column.key == key and column.kind is Kind.RANK for column in table.columns)
    rows: list[dict[str, Value]] = []
    for size in table.sections or (len(table.rows),):
        part = table.rows[len(rows) : len(rows) + size]
        rows += _by_value(part, key, is_descending=way == "desc", is_rank=is_rank)
    return replace(table, rows=tuple(rows))


def _by_value(
    rows: tuple[dict[str, Value], ...], key: str, *, is_descending: bool, is_rank: bool
) -> list[dict[str, Value]]:
    has_numbers = any(_is_number(row[key]) for row in rows)

    def is_known(value: Value) -> bool:
        if isinstance(value, Nothing):
            return False
        if isinstance(value, str):
            return bool(re.match(r"\d", value)) if is_rank else not has_numbers
        return True

    known = [row for row in rows if is_known(row[key])]
    rest = [row for row in rows if not is_known(row[key])]
    return sorted(known, key=lambda row: _comparable(row[key]), reverse=is_descending) + rest


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float)


def _comparable(value: Value) -> tuple[Any, ...]:
    """Texts without their case, «ё» beside «е», numbers in them by their size: «2–3» before «12»."""
    if not isinstance(value, str):
        return (value,)
    parts = re.split(r"(\d+)", value.casefold().replace("ё", "е"))
    return tuple(int(part) if place % 2 else part for place, part in enumerate(parts))
