"""The words by which kinds of target, their signs and readings of a growth are chosen: in sheets and on the page."""

from data.vocabulary import FREE_UNITS, DynamicsReading, TargetKind, Unit

# No number of a target is larger.
LARGEST = 1_000_000_000_000.0
# All of a whole, in per cent.
WHOLE = 100.0
# The value is by how much, and no level.
GROWTH_BY = frozenset({TargetKind.POSITIVE_DYNAMICS_MIN, TargetKind.ANNUAL_GROWTH})
# The smallest and the largest number that is taken.
Limits = tuple[float, float]

# Russian and English as the drop-downs offer them; a list in a cell allows no comma.
KINDS: dict[str, tuple[str, ...]] = {
    TargetKind.LEVEL_BY_YEAR: ("уровень к году", "level by a year"),
    TargetKind.LEVEL_BY_YEAR_WITH_ANNUAL_FLOOR: ("уровень к году и не менее ежегодно", "level with an annual floor"),
    TargetKind.ANNUAL_LEVEL: ("уровень ежегодно", "level every year"),
    TargetKind.COUNT_PER_ORGANISATION_BY_YEAR: ("число в каждой организации", "count in each organisation"),
    TargetKind.POSITIVE_DYNAMICS: ("положительная динамика", "positive dynamics"),
    TargetKind.POSITIVE_DYNAMICS_MIN: ("динамика не менее", "dynamics of at least"),
    TargetKind.POSITIVE_DYNAMICS_AND_LEVEL: ("динамика и уровень", "dynamics and a level"),
    TargetKind.ANNUAL_GROWTH: ("рост к предыдущему году", "growth on the year before"),
    TargetKind.PRESENCE: ("наличие", "presence"),
    TargetKind.RANGE: ("диапазон", "range"),
    TargetKind.ANNUAL_RANGE: ("диапазон ежегодно", "range every year"),
}
READINGS: dict[str, tuple[str, ...]] = {
    DynamicsReading.PERCENT: ("процентов от базы", "per cent of the baseline"),
    DynamicsReading.PERCENTAGE_POINTS: ("процентных пунктов", "percentage points"),
    DynamicsReading.LEVEL: ("уровень", "level"),
    DynamicsReading.AMBIGUOUS: ("требует уточнения", "to be clarified"),
}
OPERATORS: dict[str, tuple[str, ...]] = {
    ">=": ("≥", "≥", ">=", "не менее", "at least"),
    "<=": ("≤", "≤", "<=", "не более", "at most"),
}


def is_level(kind: str | None, reading: str | None) -> bool:
    """Whether the value of a target is a level, and no amount by which something grows."""
    return kind not in GROWTH_BY or reading == DynamicsReading.LEVEL


def level_limits(unit: Unit, *, is_part: bool) -> Limits:
    """Of a level in ``unit``; ``is_part``: of a whole, of which there is no more than all."""
    return -LARGEST if unit in FREE_UNITS else 0.0, WHOLE if unit is Unit.PERCENT and is_part else LARGEST
