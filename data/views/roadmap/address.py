"""The choices of /roadmap, as its address names them."""

from dataclasses import dataclass

from data.selection import CODE, WORD, Selection, choice, filtering, not_here

DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
NUMBER = r"[0-9A-Za-zА-ЯЁа-яё.-]{1,16}"
# A municipality, a direction and the number of a measure there.
MEASURE = rf"{CODE}~{CODE}~{NUMBER}"
UNIT = r"[^\x00-\x1f\ud800-\udfff]{1,200}"


@dataclass(frozen=True)
class RoadmapSelection(Selection):
    """A roadmap runs over years, so that a day stands in the place of a period: what is due, overdue and done on it."""

    key = "roadmap"
    of_one_place = ("measure",)

    period: None = not_here()
    municipality: str | None = filtering(CODE)
    direction: str | None = filtering(CODE)
    stage: str | None = filtering(CODE)
    status: str | None = filtering(WORD)
    responsible: str | None = filtering(UNIT)
    finding: str | None = filtering(WORD)
    date: str | None = choice(DAY)
    view: str | None = choice(WORD)
    measure: str | None = choice(MEASURE)
