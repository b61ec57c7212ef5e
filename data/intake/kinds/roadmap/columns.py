"""The sheet of roadmap measures: its columns, and the words by which kinds of deadline are chosen."""

from data.intake.tables.header import ColumnSpec
from data.intake.tables.known_names import MUNICIPALITY_CODE, MUNICIPALITY_NAME
from data.vocabulary import DeadlineKind

KIND = "measures"
SHEET = ("Дорожная карта", "Roadmap")
DIRECTION = ColumnSpec("direction", "Направление", "Direction", ("код направления", "направление мсоко"), False, True)
COLUMNS = (
    MUNICIPALITY_CODE,
    MUNICIPALITY_NAME,
    DIRECTION,
    ColumnSpec("number", "№ п/п", "No.", ("№", "номер", "№ мероприятия", "number"), True, True),
    ColumnSpec("cycle_component", "Звено цикла", "Cycle component", ("компонент цикла", "этап цикла"), False),
    ColumnSpec("text", "Мероприятие", "Measure", ("наименование мероприятия", "мероприятия", "содержание")),
    ColumnSpec("deadline_kind", "Вид срока", "Kind of deadline", (), False),
    ColumnSpec(
        "deadline_text", "Срок (как в документе)", "Deadline as written",
        ("срок", "сроки", "срок реализации", "срок исполнения", "сроки исполнения", "сроки реализации", "deadline"),
        False,
    ),
    ColumnSpec("deadline_from", "С даты", "From", ("начало", "дата начала"), False),
    ColumnSpec("deadline_to", "По дату", "To", ("окончание", "дата окончания", "до даты"), False),
    ColumnSpec(
        "responsible", "Ответственный (должность или подразделение)", "Responsible (position or unit)",
        ("ответственный", "ответственные", "ответственный исполнитель", "ответственные исполнители", "исполнитель"),
        False,
    ),
    ColumnSpec(
        "expected_result", "Ожидаемый результат", "Expected result", ("планируемый результат", "planned result"), False
    ),
    ColumnSpec("result", "Достигнутый результат", "Result", ("результат", "отметка о выполнении"), False),
)  # fmt: skip
ANSWER_COLUMNS = (
    "cycle_component", "text", "deadline_kind", "deadline_text", "deadline_from", "deadline_to", "responsible",
    "expected_result", "result",
)  # fmt: skip

# Russian and English as the drop-downs offer them, then other ways to say it.
DEADLINE_KINDS: dict[str, tuple[str, ...]] = {
    DeadlineKind.DATE: ("к дате", "by a date", "точная дата", "дата"),
    DeadlineKind.MONTH: ("месяц", "month"),
    DeadlineKind.QUARTER: ("квартал", "quarter"),
    DeadlineKind.YEAR: ("в течение года", "within a year", "год", "в течении года", "year"),
    DeadlineKind.SCHOOL_YEAR: ("учебный год", "school year"),
    DeadlineKind.PERIOD: ("период", "period"),
    DeadlineKind.ANNUAL: ("ежегодно", "every year", "annually"),
    DeadlineKind.EVERY_FEW_YEARS: ("раз в несколько лет", "every few years"),
    DeadlineKind.ON_SCHEDULE: ("по графику", "on schedule", "в соответствии с графиком"),
    DeadlineKind.AS_NEEDED: ("по мере необходимости", "as needed", "при необходимости"),
    DeadlineKind.ONGOING: ("постоянно", "ongoing", "в течение всего срока"),
    DeadlineKind.NOT_STATED: ("не указан", "not stated", "нет"),
}
# These end on a day that can be told; without it nobody can say whether the measure is overdue.
DATED = frozenset(
    {
        DeadlineKind.DATE,
        DeadlineKind.MONTH,
        DeadlineKind.QUARTER,
        DeadlineKind.YEAR,
        DeadlineKind.SCHOOL_YEAR,
        DeadlineKind.PERIOD,
    }
)
