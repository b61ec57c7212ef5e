"""How a roadmap measure stands, as a word with its sign."""

from data.views.shared.measure_rows import status_words
from data.vocabulary import MeasureStatus
from layouts.parts.signs import Sign

MARKS = {
    MeasureStatus.OVERDUE: ("✕", "missed"),
    MeasureStatus.DUE: ("◔", "behind"),
    MeasureStatus.RUNNING: ("→", "on-track"),
    MeasureStatus.AHEAD: ("▷", "note"),
    MeasureStatus.UNDATED: ("—", "question"),
    MeasureStatus.LATE: ("■", "on-track"),
    MeasureStatus.DONE: ("✓", "met"),
}


def measure_sign(status: MeasureStatus) -> Sign:
    mark, tone = MARKS[status]
    return Sign(status_words(status), mark, tone)
