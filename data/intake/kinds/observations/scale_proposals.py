"""What the numbers of an indicator probably are, said with the question about them: a person confirms it."""

from collections.abc import Callable

import numpy as np

from data.formats import number
from data.intake.tables.answers import asked_indicator
from data.intake.tables.collector import Collector
from data.intake.tables.columns import TableColumns
from data.intake.tables.header import Row
from data.intake.tables.quantity_columns import plain_numbers
from data.language import _
from data.queries.registry import IndicatorEntry
from data.vocabulary import Severity

# The column that names the indicator of a row: in a sheet of the product, and as a role in a foreign table.
INDICATOR = "indicator"


def propose_scales(columns: TableColumns, find: Callable[[Row], IndicatorEntry | None], found: Collector) -> None:
    """Beside each question about an indicator, the bounds of its numbers and what follows from them."""
    asked = {asked_indicator(one.question or ""): one for one in found.findings if one.severity is Severity.QUESTION}
    asked.pop("", None)
    if not asked:
        return
    codes, firsts = columns.distinct((INDICATOR,))
    numbers = plain_numbers(columns, found.marks)
    bounds: dict[str, tuple[float, float]] = {}
    for wording, first in enumerate(firsts.tolist()):
        entry = find(columns.row(first))
        said = numbers[(codes == wording) & ~np.isnan(numbers)]
        if entry is None or entry.code not in asked or not said.size:
            continue
        low, high = bounds.get(entry.code, (np.inf, -np.inf))
        bounds[entry.code] = (min(low, float(said.min())), max(high, float(said.max())))
    for code, finding in asked.items():
        if code in bounds:
            found.reword(finding, f"{finding.message} {_words(code, *bounds[code])}")


def _words(code: str, low: float, high: float) -> str:
    """A number above 1 can be no share of 1."""
    if low == high:
        return _("Indicator {code}.").format(code=code)
    if high > 1:
        words = _("Indicator {code}: its numbers run from {low} to {high}, so they are probably percentages.")
    else:
        words = _("Indicator {code}: its numbers run from {low} to {high}, so they are probably shares of 1.")
    shown = (number(one, 4).rstrip("0").rstrip(",.") for one in (low, high))
    return words.format(code=code, low=next(shown), high=next(shown))
