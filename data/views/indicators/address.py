"""The choices of /indicators, as its address names them."""

from dataclasses import dataclass

from data.selection import CODE, WORD, Selection, choice, choices, not_here
from data.vocabulary import FigureKind

# Codes of indicators are as people have them: with «%», «&», «<», spaces.
INDICATOR = r"[^\x00-\x1f\x7f\ud800-\udfff]{1,64}"
# The same where a list of the address holds it.
IN_A_LIST = r"[0-9A-Za-z._~%-]{1,600}"
# The code of an interval, as ``data.text.intervals`` has it.
INTERVAL = r"[A-Z0-9]{1,6}"
# In the place of a direction: the indicators that have none.
WITHOUT_DIRECTION = "-"


@dataclass(frozen=True)
class IndicatorsSelection(Selection):
    """Indicators belong to the directions of now, whatever methodology a year was assessed by.

    ``interval`` is the part of the year that is shown of ``indicator``, in the place of what stands for the year.
    ``own``, ``places`` and ``years`` are the indicators, municipalities and periods of the viewer's own table;
    ``group`` is the direction whose indicators the list of all is cut down to.
    """

    key = "indicators"
    of_one_place = ("places",)
    made_of = FigureKind.OBSERVATIONS

    methodology: None = not_here()
    direction: str | None = choice(CODE)
    indicator: str | None = choice(INDICATOR)
    interval: str | None = choice(INTERVAL)
    view: str | None = choice(WORD)
    order: str | None = choice(WORD)
    statuses: tuple[str, ...] = choices(WORD)
    own: tuple[str, ...] = choices(IN_A_LIST, 12)
    places: tuple[str, ...] = choices(CODE)
    years: tuple[str, ...] = choices(r"[0-9]{4}(-[A-Z0-9]{1,6})?")
    group: str | None = choice(CODE)
