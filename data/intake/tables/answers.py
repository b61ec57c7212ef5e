"""What a person has answered to the questions about a file: what numbers of a column are, and which periods are new."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from data.intake.tables.percent_scale import BadScale, Scales, read_scales
from data.intake.tables.texts import FIRST_YEAR, LAST_YEAR
from data.language import _

CREATE = "create"
_PERIOD = "period!"


@dataclass(frozen=True)
class Answers:
    """``scales`` by column; ``periods`` are the years whose periods may be created together with the file."""

    scales: Scales = field(default_factory=dict)
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
    periods = set()
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
        scales = {place: scale for place, scale in raw.items() if years.get(place) is None}
    return Answers(read_scales(scales), frozenset(periods))
