"""Targets in their first year, summed up for the overview and the note."""

from collections.abc import Sequence

from data.findings import quoted
from data.language import _, ngettext
from data.measures.indicators.first_year import FirstYear
from data.views.indicators.region_targets import TargetRow
from data.views.indicators.words import step

# More names than these are a list, and no sentence.
NAMED = 3


def first_year_sentence(rows: Sequence[TargetRow]) -> str:
    """How many targets have their first fact, which they are, and what each needs; empty where there are none."""
    texts = []
    for warning, words in _words(rows):
        found = [row for row in rows if row.warning is warning]
        if found:
            more = [_("and {number} more").format(number=len(found) - NAMED)] if len(found) > NAMED else []
            named = ", ".join([*(_named(row) for row in found[:NAMED]), *more])
            texts.append(words.format(number=len(found), names=named))
    return " ".join(texts)


def _words(rows: Sequence[TargetRow]) -> list[tuple[FirstYear, str]]:
    alone, due = (sum(row.warning is warning for row in rows) for warning in FirstYear)
    return [
        (
            FirstYear.NO_PACE,
            ngettext(
                "First year: {number} target has one fact and no pace yet: {names}.",
                "First year: {number} targets have one fact and no pace yet: {names}.",
                alone,
            ),
        ),
        (
            FirstYear.DUE_AT_ONCE,
            ngettext(
                "First year: {number} target is due in the year of its first fact: {names}.",
                "First year: {number} targets are due in the year of their first fact: {names}.",
                due,
            ),
        ),
    ]


def _named(row: TargetRow) -> str:
    name = quoted(row.indicator.short)
    if row.result.needed_step is None:
        return name
    return _("{name} ({step} a year needed)").format(name=name, step=step(row.result.needed_step, row.indicator.unit))
