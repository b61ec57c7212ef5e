"""A table as it is shown and exported: the screen, the workbook and the CSV all print this one object."""

from dataclasses import dataclass, field
from enum import StrEnum

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


@dataclass(frozen=True)
class Column:
    key: str
    title: str
    kind: Kind = Kind.TEXT
    decimals: int | None = None


@dataclass(frozen=True)
class Table:
    """``rows`` hold one value per column key. ``notes`` say filters, methodology, rules: one (label, text) a line."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[dict[str, Value], ...]
    notes: tuple[tuple[str, str], ...] = field(default=())
