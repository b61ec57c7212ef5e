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
    # Templates given out before these two columns were there are still returned.
    ColumnSpec(
        "indicator_code", "Показатель (код)", "Indicator (code)", ("показатель", "indicator"), False, varies=True
    ),
    ColumnSpec(
        "every_years", "Раз в сколько лет", "Every how many years", ("периодичность, лет",), False, varies=True
    ),
)  # fmt: skip
ANSWER_COLUMNS = (
    "cycle_component", "text", "deadline_kind", "deadline_text", "deadline_from", "deadline_to", "responsible",
    "expected_result", "result", "indicator_code", "every_years",
)  # fmt: skip
# «1 раз в три года» (document 003): the number of years, as the drop-down offers it and as people write it.
EVERY_YEARS: dict[str, tuple[str, ...]] = {
    "2": ("2", "2", "раз в 2 года", "раз в два года"),
    "3": ("3", "3", "раз в 3 года", "раз в три года", "1 раз в три года"),
    "4": ("4", "4", "раз в 4 года", "раз в четыре года"),
    "5": ("5", "5", "раз в 5 лет", "раз в пять лет"),
}

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
