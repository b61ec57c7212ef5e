"""The order of the rows of a heatmap: by any of its columns, one way or the other, as it stands in the address."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

BY_POINTS, BY_NAME, BY_FIRST_BROKEN, BY_COMPLETE = "points", "name", "first_broken", "complete"
STAGE, DIRECTION = "stage", "direction"
ASCENDING, DESCENDING = "asc", "desc"


class Row(Protocol):
    """What ties are broken by."""

    @property
    def short(self) -> str: ...
    @property
    def points(self) -> float | None: ...


R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Order:
    """``column`` is one of the names above, or ``stage:goals`` or ``direction:1.1``."""

    column: str
    descending: bool

    @classmethod
    def parse(cls, text: str) -> "Order":
        column, _tilde, way = text.partition("~")
        return cls(column, way == DESCENDING if way else starts_descending(column))

    @property
    def text(self) -> str:
        """As it stands in the address: the way is named only where it is not the one a column starts with."""
        if self.descending == starts_descending(self.column):
            return self.column
        return f"{self.column}~{DESCENDING if self.descending else ASCENDING}"

    def pressed(self, column: str) -> "Order":
        """The order after selecting the heading of ``column``: the same column again turns the other way."""
        if column == self.column:
            return Order(column, not self.descending)
        return Order(column, starts_descending(column))


def starts_descending(column: str) -> bool:
    """Points come highest first; names, and the stage where the cycle breaks, in their own order."""
    return column not in (BY_NAME, BY_FIRST_BROKEN)


def stage_column(code: str) -> str:
    return f"{STAGE}:{code}"


def direction_column(code: str) -> str:
    return f"{DIRECTION}:{code}"


def known_word(column: str) -> bool:
    """Whether some heatmap has such a column; whether this one has it is a question of its columns."""
    word, colon, _code = column.partition(":")
    return word in ((STAGE, DIRECTION) if colon else (BY_POINTS, BY_NAME, BY_FIRST_BROKEN, BY_COMPLETE))


def fitting(text: str | None, columns: Iterable[str]) -> str:
    """The order as far as the map has its column, else by points: a new view need not have the old one's columns."""
    order = Order.parse(text or BY_POINTS)
    return order.text if order.column in columns else BY_POINTS


def arranged(rows: Iterable[R], order: Order, value: Callable[[R], Any]) -> list[R]:
    """Rows by ``value``; those without one (None) last either way; ties by points, highest first, then by name."""
    by_name = sorted(rows, key=lambda row: row.short.casefold())
    ties = sorted(by_name, key=lambda row: (row.points is None, -(row.points or 0.0)))
    known = [row for row in ties if value(row) is not None]
    return sorted(known, key=value, reverse=order.descending) + [row for row in ties if value(row) is None]
