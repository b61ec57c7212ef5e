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
    ColumnSpec("cycle_component", "Звено цикла", "Stage", ("компонент цикла", "этап цикла", "cycle component"), False),
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

# These end on a known day; without it it is unclear whether the measure is overdue.
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
