"""One file of the corpus and its expected outcome."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from data.intake.kinds.foreign_table.mapping import TableRequest

Place = tuple[str, str | None, str | None]


@dataclass(frozen=True)
class Accepted:
    """The file changes exactly ``values``; ``told`` are all its warnings and notes: rule, sheet, cell."""

    values: dict[str, Any]
    told: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Refused:
    """The file is refused by exactly these ``errors``: rule, sheet, cell."""

    errors: tuple[Place, ...]


Expected = Accepted | Refused


@dataclass(frozen=True)
class Case:
    name: str
    build: Callable[[], bytes]
    expected: Expected
    kind: str = "scores"
    file: str = "book.xlsx"
    table: TableRequest | None = None


def refused(rule: str, sheet: str | None = None, cell: str | None = None) -> Refused:
    return Refused(((rule, sheet, cell),))
