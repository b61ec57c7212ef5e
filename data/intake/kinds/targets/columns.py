"""The sheet of targets: its columns, and the words by which kinds, operators and readings are chosen."""

from data.intake.tables.header import ColumnSpec
from data.intake.tables.known_names import MUNICIPALITY_CODE, MUNICIPALITY_NAME
from data.vocabulary import DynamicsReading, TargetKind

KIND = "targets"
SHEET = ("Цели", "Targets")
COLUMNS = (
    MUNICIPALITY_CODE,
    MUNICIPALITY_NAME,
    ColumnSpec("indicator", "Код показателя", "Indicator code", ("показатель (код)", "№ показателя"), True, True),
    ColumnSpec("indicator_name", "Показатель", "Indicator", ("наименование показателя",), False, True),
    ColumnSpec("unit", "Единица", "Unit", ("единица измерения", "ед. изм."), False),
    ColumnSpec("kind", "Вид цели", "Kind of target", ("вид", "kind")),
    ColumnSpec("operator", "Знак", "Operator", ("не менее или не более",), False),
    ColumnSpec("value", "Целевое значение", "Target value", ("значение", "цель", "target", "value")),
    ColumnSpec("upper", "Верхняя граница", "Upper bound", ("не выше", "до"), False),
    ColumnSpec("annual_floor", "Не менее ежегодно", "Annual floor", ("ежегодно",), False),
    ColumnSpec("year", "К году", "By the year", ("срок", "год", "deadline", "year")),
    ColumnSpec("baseline_year", "Базовый год", "Baseline year", ("база",), False),
    ColumnSpec("reading", "Как читать прирост", "Reading of the growth", ("прирост",), False),
    ColumnSpec("raw_ru", "Текст источника", "Text of the source", ("формулировка",)),
    ColumnSpec("contradiction_ru", "Противоречие в источнике", "Contradiction in the source (Russian)", (), False),
    ColumnSpec("contradiction_en", "Противоречие (англ.)", "Contradiction in the source", ("contradiction",), False),
)
ANSWER_COLUMNS = (
    "kind", "operator", "value", "upper", "annual_floor", "year", "baseline_year", "reading", "raw_ru",
    "contradiction_ru", "contradiction_en",
)  # fmt: skip

# The value is by how much, and no level.
GROWTH_BY = frozenset({TargetKind.POSITIVE_DYNAMICS_MIN, TargetKind.ANNUAL_GROWTH})

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
