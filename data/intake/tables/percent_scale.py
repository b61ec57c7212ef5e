"""Plain numbers in a column of percentages: 0.666 may be 0.666 % or two thirds. A person says which, for the column."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from data.errors import BadSelection
from data.intake.files.cell import address
from data.intake.tables.numbers import Amount
from data.language import _

MOST_ANSWERS = 100
LONGEST_PLACE = 120


class PercentScale(StrEnum):
    """What the numbers of a column are that carry no percent sign."""

    PERCENT = "percent"
    SHARE = "share"


# What was said of each column, by ``column_place``.
Scales = Mapping[str, PercentScale]


class BadScale(BadSelection):
    """An answer that cannot be read; the text says what one looks like."""


def column_place(sheet: str, column: int) -> str:
    """``Schools!H`` for column 8: how a column is named in a question and in its answer."""
    return f"{sheet}!{address(1, column)[:-1]}"


def read_scales(raw: Any) -> dict[str, PercentScale]:
    """Answers that may come from anywhere. Raises BadScale."""
    if not isinstance(raw, dict) or len(raw) > MOST_ANSWERS:
        raise BadScale(_("The answers to the questions about the file cannot be read."))
    return {_place(place): _scale(scale) for place, scale in raw.items()}


def in_percent(amount: Amount, scale: PercentScale | None) -> Amount:
    """The amount with its percent sign, as ``scale`` says; one that has the sign already stays as it is."""
    if amount.is_percent or scale is None:
        return amount
    # As for a cell that is shown in percent: a spreadsheet computes in binary and keeps 15 digits.
    value = amount.value if scale is PercentScale.PERCENT else float(f"{amount.value * 100:.13g}") + 0.0
    return Amount(value, is_percent=True)


def _place(raw: Any) -> str:
    if not isinstance(raw, str) or "!" not in raw or len(raw) > LONGEST_PLACE:
        raise BadScale(
            _("“{place}” names no column. Expected: a sheet and a column, such as Schools!H.").format(
                place=str(raw)[:40]
            )
        )
    return raw


def _scale(raw: Any) -> PercentScale:
    if raw not in set(PercentScale):
        raise BadScale(_("“{answer}” is not an answer. Expected: percent or share.").format(answer=str(raw)[:40]))
    return PercentScale(raw)
