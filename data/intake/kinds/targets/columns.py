"""The sheet of targets and its columns."""

from data.intake.tables.header import ColumnSpec
from data.intake.tables.known_names import MUNICIPALITY_CODE, MUNICIPALITY_NAME

KIND = "targets"
SHEET = ("Цели", "Targets")
COLUMNS = (
    MUNICIPALITY_CODE,
    MUNICIPALITY_NAME,
    ColumnSpec("indicator", "Код показателя", "Indicator code", ("показатель (код)", "№ показателя"), True, True),
    ColumnSpec("indicator_name", "Показатель", "Indicator", ("наименование показателя",), False, True),
    ColumnSpec("unit", "Единица", "Unit", ("единица измерения", "ед. изм."), False),
    ColumnSpec("kind", "Вид цели", "Kind of target", ("вид", "kind"), False),
    ColumnSpec("operator", "Знак", "Operator", ("не менее или не более",), False),
    ColumnSpec("value", "Целевое значение", "Target value", ("значение", "цель", "target", "value"), False),
    ColumnSpec("upper", "Верхняя граница", "Upper bound", ("не выше", "до"), False),
    ColumnSpec("steps", "Шаги до срока", "Steps before the deadline", ("шаги", "этапы", "steps"), False),
    ColumnSpec("annual_floor", "Не менее ежегодно", "Annual floor", ("ежегодно",), False),
    ColumnSpec("year", "К году", "By the year", ("срок", "год", "deadline", "year"), False),
    ColumnSpec("baseline_year", "Базовый год", "Baseline year", ("база",), False),
    ColumnSpec("reading", "Как читать прирост", "Reading of the growth", ("прирост",), False),
    ColumnSpec("raw_ru", "Текст источника", "Text of the source", ("формулировка",)),
    ColumnSpec("contradiction_ru", "Противоречие в источнике", "Contradiction in the source (Russian)", (), False),
    ColumnSpec("contradiction_en", "Противоречие (англ.)", "Contradiction in the source", ("contradiction",), False),
)
ANSWER_COLUMNS = (
    "kind", "operator", "value", "upper", "steps", "annual_floor", "year", "baseline_year", "reading", "raw_ru",
    "contradiction_ru", "contradiction_en",
)  # fmt: skip
