"""The deadline that drafts propose: the next yearly monitoring. Whoever edits a note may set another."""

from data.formats import day
from data.language import _

# «Образовательные организации … ежегодно до 5 августа представляют сведения»: order of 19.08.2021 No. 213, p. 4.3, 5.6.
MONTH_DAY = "08-05"


def proposed_deadline(year: int) -> str:
    """For an assessment of ``year``: the day by which the next yearly monitoring takes its data."""
    text = _("by {day}, for the next yearly monitoring (order of 19.08.2021 No. 213)")
    return text.format(day=day(f"{year + 1}-{MONTH_DAY}"))
