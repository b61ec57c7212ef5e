"""What a cell says: a number by our own strict grammar, a reason why there is none, or nothing at all.

``float()`` takes ``1_0``, ``nan``, ``Infinity`` and full-width digits; none of these is a number in a workbook.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from data.intake.files.workbook import Cell, CellKind
from data.text.invisible import visible
from data.vocabulary import Nothing

# Between groups of three digits: space, NBSP, thin, narrow no-break and figure space.
SPACES = " \u00a0\u2009\u202f\u2007"
# Hyphen, non-breaking hyphen, true minus, and the dash that word processors make of a hyphen.
MINUSES = "-\u2011\u2212\u2013"
NUMBER = re.compile(
    rf"(?P<sign>[{MINUSES}+]?)[{SPACES}]?"
    rf"(?P<whole>[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}}){{1,4}}|[0-9]{{1,15}})"
    rf"(?:[.,](?P<fraction>[0-9]{{1,40}}))?"
    rf"[{SPACES}]*(?P<percent>%?)"
)
GROUPED = re.compile(rf"[{MINUSES}+]?[1-9][0-9]{{0,2}}[.,][0-9]{{3}}")
NO_DATA_MARKS = {
    "..",
    "...",
    "…",
    "н/д",
    "нд",
    "н.д.",
    "нет данных",
    "n/a",
    "na",
    "no data",
    "-",
    "\u2011",
    "\u2212",
    "\u2013",
    "\u2014",
}
# Latin and Cyrillic x look alike and both are typed.
NOT_APPLICABLE_MARKS = {"не применимо", "неприменимо", "н/п", "нп", "not applicable", "x", "х"}


# What a source writes in the place of a number, and which kind of nothing it means by it.
Marks = Mapping[str, Nothing]
NO_MARKS: Marks = MappingProxyType({})


class Unreadable(StrEnum):
    """Why a cell is not a number."""

    TEXT = "text"
    DATE = "date"
    BOOLEAN = "boolean"
    ERROR = "error"
    FORMULA_WITHOUT_VALUE = "formula-without-value"


@dataclass(frozen=True)
class Amount:
    """A number; ``is_percent`` when the cell carried a percent sign: ``66,6 %`` is the amount 66.6 in percent."""

    value: float
    is_percent: bool = False
    # Written as ``1,000`` or ``1.240``: where a whole number belongs it may as well be a thousand and more.
    is_grouped: bool = False


Answer = Amount | Nothing | Unreadable | None


def parse_number(text: str) -> Amount | None:
    """Read a whole text as a number; None when it is not one. A comma is a decimal comma."""
    match = NUMBER.fullmatch(text.strip(SPACES + "\t\r\n"))
    if not match:
        return None
    whole = re.sub(rf"[{SPACES}]", "", match["whole"])
    value = float(f"{whole}.{match['fraction'] or '0'}")
    # Adding 0 turns a negative zero into a plain one.
    value = (-value if match["sign"] and match["sign"] in MINUSES else value) + 0.0
    return Amount(value, bool(match["percent"]), bool(GROUPED.fullmatch(text.strip(SPACES + "\t\r\n"))))


def parse_mark(text: str) -> Nothing | None:
    """The kind of nothing that a text such as ``н/д`` or ``не применимо`` states."""
    word = " ".join(text.split()).casefold()
    if word in NO_DATA_MARKS:
        return Nothing.NO_DATA
    return Nothing.NOT_APPLICABLE if word in NOT_APPLICABLE_MARKS else None


def read_answer(cell: Cell | None, marks: Marks = NO_MARKS) -> Answer:
    """A number, a kind of nothing, why it is neither, or None: an empty cell says nothing.

    ``marks`` are what texts of this source mean, small letters: they go before the marks that everybody uses.
    """
    if cell is None:
        return None
    if isinstance(cell.value, float) and cell.kind is CellKind.NUMBER:
        # A spreadsheet computes in binary and keeps 15 digits: 0.1 + 0.2 is meant to be 0.3.
        return Amount(float(f"{cell.value:.15g}") + 0.0)
    if isinstance(cell.value, float) and cell.kind is CellKind.PERCENT:
        return Amount(float(f"{cell.value * 100:.13g}") + 0.0, is_percent=True)
    if cell.kind is CellKind.TEXT:
        text = visible(str(cell.value))
        if not text.strip():
            return None
        own = marks.get(" ".join(text.split()).casefold())
        return own or parse_number(text) or parse_mark(text) or Unreadable.TEXT
    return {
        CellKind.DATE: Unreadable.DATE,
        CellKind.BOOLEAN: Unreadable.BOOLEAN,
        CellKind.ERROR: Unreadable.ERROR,
    }.get(cell.kind, Unreadable.FORMULA_WITHOUT_VALUE)
