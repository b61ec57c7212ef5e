"""What a person has answered to the questions about a file: what numbers of a column are, and which periods are new.

Plain numbers in a column of percentages ask for it: 0.666 may be 0.666 % or two thirds. A person says which, for the
whole column or, where its rows are about several indicators, for each of them. Texts that can be read in several ways
ask too: a person says how each is meant, or that it stays open.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from data.errors import BadSelection
from data.intake.files.cell import address
from data.intake.tables.numbers import Amount
from data.language import _
from data.storage.periods import FIRST_YEAR, LAST_YEAR
from data.text.answers import PercentScale, TextAnswer
from data.text.indicator_codes import LONGEST_CODE

# A long table may have hundreds of indicators, each with a question of its own.
MOST_ANSWERS = 2_000
LONGEST_PLACE = 120 + LONGEST_CODE
INDICATOR = "#"


# What was said of each column, by ``column_place``, or of one indicator of it, by ``indicator_place``.
Scales = Mapping[str, PercentScale]


class BadScale(BadSelection):
    """An answer that cannot be read; the text says what one looks like."""


def column_place(sheet: str, column: int) -> str:
    """``Schools!H`` for column 8: how a column is named in a question and in its answer."""
    return f"{sheet}!{address(1, column)[:-1]}"


def indicator_place(sheet: str, column: int, indicator: str) -> str:
    """``Data!H#7.1``: how one indicator of a column is named in a question; without an indicator the column itself."""
    place = column_place(sheet, column)
    return f"{place}{INDICATOR}{indicator}" if indicator else place


def asked_indicator(place: str) -> str:
    """The indicator of a question about one; empty for a question about a whole column."""
    return place.partition("!")[2].partition(INDICATOR)[2]


def scale_of(scales: Scales, sheet: str, column: int, indicator: str) -> PercentScale | None:
    """What was said of an indicator of a column, else of the whole column."""
    return scales.get(indicator_place(sheet, column, indicator)) or scales.get(column_place(sheet, column))


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


CREATE = "create"
# The rule of the question about a period.
NEW_PERIOD = "new-period"
_PERIOD = "period!"


@dataclass(frozen=True)
class Answers:
    """``scales`` by column; ``texts`` by column or cell; ``periods`` are the years whose periods may be created."""

    scales: Scales = field(default_factory=dict)
    texts: Mapping[str, TextAnswer] = field(default_factory=dict)
    periods: frozenset[int] = frozenset()


def period_place(year: int) -> str:
    """``period!2027``: how a new period is named in a question and in its answer."""
    return f"{_PERIOD}{year}"


def asked_year(place: str) -> int | None:
    """The year of a question about a period; None for a question about a column."""
    year = place.removeprefix(_PERIOD)
    is_year = place.startswith(_PERIOD) and year.isdecimal() and len(year) == 4
    return int(year) if is_year and FIRST_YEAR <= int(year) <= LAST_YEAR else None


def read_answers(raw: Any) -> Answers:
    """Answers that may come from anywhere. Raises BadScale."""
    scales: Mapping[Any, Any] = raw
    periods, texts = set(), dict[str, str]()
    if isinstance(raw, dict):
        years = {place: asked_year(place) for place in raw if isinstance(place, str)}
        periods = {year for year in years.values() if year is not None}
        for place, year in years.items():
            if year is not None and raw[place] != CREATE:
                raise BadScale(
                    _("“{answer}” is not an answer. Expected: {expected}.").format(
                        answer=str(raw[place])[:40], expected=CREATE
                    )
                )
        texts = {place: said for place, said in raw.items() if isinstance(said, str) and said in set(TextAnswer)}
        scales = {place: said for place, said in raw.items() if years.get(place) is None and place not in texts}
        read_scales(dict.fromkeys(texts, PercentScale.SHARE))
    found = {place: TextAnswer(said) for place, said in texts.items()}
    return Answers(read_scales(scales), found, frozenset(periods))
