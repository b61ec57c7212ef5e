"""One mistake in each kind of workbook that can have it: what is told of in one is told of in its sisters."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from data.intake.kinds.foreign_table.mapping import ColumnRole, IndicatorColumns, Mapping, NewIndicator, TableRequest
from data.vocabulary import Level
from tests.data.intake.books import zipped
from tests.data.intake.corpus.case import Accepted, Case, Place, Refused, refused
from tests.data.intake.corpus.people import text_scores
from tests.data.intake.corpus.sheets import HEADER, LABELS, Raw, Rows, score_rows, scores, sheet_data, workbook_parts

VALUES = {"1.1 / g1 / presence: points": 1.0}
ROW, SECOND = ("g1", "presence", 1), ("g1", "alignment", 2)
PLACES, SCHOOLS, TARGETS, ROADMAP = "Муниципалитеты", "Школы", "Цели", "Дорожная карта"
SCHOOL_HEADER = ("Код муниципалитета", "Код школы", "Название школы", "Вид школы", "Число обучающихся")
TARGET_HEADER = ("Код муниципалитета", "Код показателя", "Показатель", "Вид цели", "Целевое значение", "К году",
                 "Текст источника")  # fmt: skip
MEASURE_HEADER = ("Код муниципалитета", "Направление", "№ п/п", "Мероприятие", "Вид срока", "По дату", "Ответственный")
PLACE_HEADER = ("Код муниципалитета", "Вид", "Название", "Существует с года", "Существует по год")
PERIOD, SMALL = ("Период", 2026), ("Методика", "small")
URBAN, MIDDLE = "городской округ", "средняя"


def book(sheet: str, *rows: Sequence[Any], key: Rows = ()) -> bytes:
    sheets = {sheet: sheet_data(rows)}
    return zipped(workbook_parts(sheets | ({"_mmuko": sheet_data(key)} if key else {}), {"_mmuko": "veryHidden"}))


def machine_key(kind: str, sheet: str, **values: Any) -> Rows:
    return (("kind", kind), ("template_version", "1"), *values.items(), ("sheet", sheet))


def schools(
    *rows: Sequence[Any], header: Sequence[Any] = SCHOOL_HEADER, labels: Rows = (PERIOD,), key: Rows = ()
) -> bytes:
    return book(SCHOOLS, *labels, (), header, *rows, key=key)


def targets(*rows: Sequence[Any], labels: Rows = ()) -> bytes:
    return book(TARGETS, *labels, (), TARGET_HEADER, *rows)


def target(place: Any = None, name: Any = None, value: Any = 5, year: Any = 2027, text: str = "К 2027 году") -> Any:
    return (place, "count", name, "уровень к году", value, year, text)


def measures(*rows: Sequence[Any], labels: Rows = (SMALL,), key: Rows = ()) -> bytes:
    return book(ROADMAP, *labels, (), MEASURE_HEADER, *rows, key=key)


def measure(
    place: Any = "A", direction: Any = "1.1", number: Any = "1", text: str = "Утвердить план", last: Any = None,
    who: str = "Отдел образования",
) -> Any:  # fmt: skip
    return (place, direction, number, text, "ежегодно", last, who)


def places(*rows: Sequence[Any]) -> bytes:
    return book(PLACES, (), PLACE_HEADER, *rows)


def observations(*rows: Sequence[Any], header: Sequence[Any], labels: Rows = (PERIOD,), sheet: str = PLACES) -> bytes:
    return book(sheet, *labels, (), header, *rows)


def new_place(code: str, name: str, first: Any = None, last: Any = None) -> dict[str, Any]:
    values = {"kind": "urban_okrug", "name_ru": name, "name_en": name, "short_ru": name, "short_en": name}
    years = {"first_year": first, "last_year": last}
    return {f"{code}: {field}": value for field, value in (values | years).items() if value is not None}


def accepted(values: dict[str, Any], *told: Place) -> Accepted:
    return Accepted(values, told)


SCHOOL_VALUES = {"S-9: municipality": "A", "S-9: name": "Гимназия", "S-9: kind": "secondary"}
MEASURE_VALUES = {
    "1.1 · 1: text": "Утвердить план", "1.1 · 1: deadline_kind": "annual", "1.1 · 1: responsible": "Отдел образования",
}  # fmt: skip
TARGET_VALUES = {
    "count: kind": "level_by_year", "count: value": 5.0, "count: year": 2027, "count: raw_ru": "К 2027 году",
}  # fmt: skip
BY_CODE = ("Код муниципалитета", *HEADER)
BY_NAME = ("Код муниципалитета", "Муниципалитет", *HEADER)

# A label above the table never fills a gap in a column that other rows fill.
GAPS = [
    Case(
        "gap-in-scores",
        lambda: scores(("A", *SECOND), (None, *ROW), header=BY_CODE),
        refused("municipality-not-named", "1.1", "A7"),
    ),
    Case(
        "gap-in-scores-of-names",
        lambda: scores(("Округ A", *SECOND), (None, *ROW), header=("Муниципалитет", *HEADER)),
        refused("municipality-not-named", "1.1", "A7"),
    ),
    Case("gap-in-no-column", lambda: scores((None, *ROW), header=BY_CODE), accepted(VALUES)),
    Case(
        "gap-in-periods",
        lambda: scores((2026, *SECOND), (None, *ROW), header=("Период", *HEADER)),
        refused("period-not-named", "1.1", "A7"),
    ),
    Case(
        "gap-in-observations",
        lambda: observations(
            ("B", "count", 7),
            (None, "count", 8),
            header=("Код муниципалитета", "Код показателя", "Значение"),
            labels=(PERIOD, LABELS[0]),
        ),
        refused("municipality-not-named", PLACES, "A6"),
        "observations",
    ),
    Case(
        "gap-in-schools",
        lambda: schools(
            ("A", "S-9", "Гимназия", MIDDLE, 10), (None, "S-8", "Лицей", MIDDLE, 10), labels=(PERIOD, LABELS[0])
        ),
        refused("municipality-not-named", SCHOOLS, "A6"),
        "schools",
    ),
    Case(
        "gap-in-targets",
        lambda: targets(target("A"), target(), labels=(("Код муниципалитета", "F"),)),
        refused("municipality-not-named", TARGETS, "A5"),
        "targets",
    ),
    Case(
        "gap-in-measures",
        lambda: measures(measure(), measure(None, number="2"), labels=(SMALL, LABELS[0])),
        refused("municipality-not-named", ROADMAP, "A6"),
        "measures",
    ),
    Case(
        "gap-in-directions",
        lambda: measures(measure(), measure(direction=None, number="2"), labels=(SMALL, ("Направление", "1.2"))),
        refused("unknown-direction", ROADMAP, "B6"),
        "measures",
    ),
    Case(
        "label-of-an-unknown-direction",
        lambda: measures(measure(direction=None), labels=(SMALL, ("Направление", "9"))),
        refused("unknown-direction", ROADMAP, "B2"),
        "measures",
    ),
]

# The code is known, and the name beside it is nobody's.
UNKNOWN_NAMES = [
    Case(
        "unknown-name-of-a-municipality",
        lambda: scores(("F", "Бывший округ", *ROW), header=BY_NAME),
        accepted(VALUES, ("unknown-name", "1.1", "B6")),
    ),
    Case(
        "unknown-name-once",
        lambda: scores(("F", "Бывший округ", *ROW), ("F", "Бывший округ", *SECOND), header=BY_NAME),
        accepted(VALUES | {"1.1 / g1 / alignment: points": 2.0}, ("unknown-name", "1.1", "B6")),
    ),
    Case(
        "unknown-name-in-labels",
        lambda: scores(ROW, labels=(*LABELS, ("Муниципалитет", "Бывший округ"))),
        accepted(VALUES, ("unknown-name", "1.1", "B4")),
    ),
    Case(
        "unknown-name-of-a-parameter",
        lambda: scores((*ROW, "Иное"), header=(*HEADER, "Параметр оценивания")),
        accepted(VALUES, ("unknown-name", "1.1", "D6")),
    ),
    Case(
        "unknown-name-of-an-indicator",
        lambda: observations(
            ("C", "count", "Иное", 7), header=("Код муниципалитета", "Код показателя", "Показатель", "Значение")
        ),
        accepted({"count / 2026: value": 7.0}, ("unknown-name", PLACES, "C4")),
        "observations",
    ),
    Case(
        "unknown-name-of-a-school",
        lambda: observations(
            ("A", "A-2", "Иное", "whole", 3, 4),
            sheet=SCHOOLS,
            header=("Код муниципалитета", "Код школы", "Школа", "Код показателя", "Числитель", "Знаменатель"),
        ),
        accepted(
            {"whole / 2026 / A-2: numerator": 3.0, "whole / 2026 / A-2: denominator": 4.0},
            ("unknown-name", SCHOOLS, "C4"),
        ),
        "observations",
    ),
    Case(
        "unknown-name-in-targets",
        lambda: targets(target("A", "Иное")),
        accepted(TARGET_VALUES, ("unknown-name", TARGETS, "C3")),
        "targets",
    ),
    Case(
        "other-name-in-targets",
        lambda: targets(target("A", "Показатель share")),
        refused("name-mismatch", TARGETS, "C3"),
        "targets",
    ),
]

# Letters of the other alphabet.
LETTERS = [
    Case(
        "letters-in-a-school",
        lambda: schools(("A", "S-9", "Гимнaзия", MIDDLE, None)),
        accepted(SCHOOL_VALUES, ("lookalike-letters", SCHOOLS, "C4")),
        "schools",
    ),
    Case(
        "letters-in-a-measure",
        lambda: measures(measure(text="Утвeрдить план")),
        accepted(MEASURE_VALUES, ("lookalike-letters", ROADMAP, "D4")),
        "measures",
    ),
    Case(
        "letters-in-a-target",
        lambda: targets(target("A", text="К 2027 гoду")),
        accepted(TARGET_VALUES, ("lookalike-letters", TARGETS, "G3")),
        "targets",
    ),
    Case(
        "letters-in-a-municipality",
        lambda: places(("G", URBAN, "Лecной округ")),
        accepted(new_place("G", "Лесной округ"), ("lookalike-letters", PLACES, "C3")),
        "municipalities",
    ),
    Case(
        "letters-of-latin-names-stay",
        lambda: schools(("A", "S-9", "IT-куб PRактика", MIDDLE, None)),
        accepted(SCHOOL_VALUES | {"S-9: name": "IT-куб PRактика"}),
        "schools",
    ),
    Case(
        "cyrillic-code-of-a-municipality",
        lambda: places(("М01", URBAN, "Лесной округ")),
        accepted(new_place("M01", "Лесной округ"), ("lookalike-code", PLACES, "A3")),
        "municipalities",
    ),
    Case(
        "cyrillic-code-without-a-likeness",
        lambda: places(("Щ01", URBAN, "Лесной округ")),
        refused("bad-code", PLACES, "A3"),
        "municipalities",
    ),
    Case(
        "mixed-code-of-a-school",
        lambda: schools(("A", "SС-9", "Гимназия", MIDDLE, None)),
        accepted(
            {key.replace("S-9", "SC-9"): value for key, value in SCHOOL_VALUES.items()},
            ("lookalike-code", SCHOOLS, "B4"),
        ),
        "schools",
    ),
    Case(
        "mixed-code-that-cannot-be-read",
        lambda: schools(("A", "SЩ-9", "Гимназия", MIDDLE, None)),
        refused("bad-code", SCHOOLS, "B4"),
        "schools",
    ),
]

# One thing under a second code.
NAMESAKES = [
    Case(
        "second-school",
        lambda: schools(("A", "S-9", "Школа A-1", MIDDLE, None)),
        accepted(SCHOOL_VALUES | {"S-9: name": "Школа A-1"}, ("second-identity", SCHOOLS, "B4")),
        "schools",
    ),
    Case(
        "second-school-elsewhere",
        lambda: schools(("B", "S-9", "Школа A-1", MIDDLE, None)),
        accepted({"S-9: municipality": "B", "S-9: name": "Школа A-1", "S-9: kind": "secondary"}),
        "schools",
    ),
    Case(
        "second-municipality",
        lambda: places(("G", URBAN, "Округ A")),
        accepted(new_place("G", "Округ A"), ("second-identity", PLACES, "A3")),
        "municipalities",
    ),
    Case(
        "second-municipality-of-the-file",
        lambda: places(("G", URBAN, "Новый"), ("H", URBAN, "Новый")),
        accepted(new_place("G", "Новый") | new_place("H", "Новый"), ("second-identity", PLACES, "A4")),
        "municipalities",
    ),
    # E ended in 2025.
    Case(
        "second-municipality-of-other-years",
        lambda: places(("G", URBAN, "Округ E", 2026)),
        accepted(new_place("G", "Округ E", 2026)),
        "municipalities",
    ),
    Case(
        "second-measure",
        lambda: measures(measure(), measure(number="2")),
        accepted(
            MEASURE_VALUES | {key.replace("· 1:", "· 2:"): value for key, value in MEASURE_VALUES.items()},
            ("second-identity", ROADMAP, "C5"),
        ),
        "measures",
    ),
]

# Limits are named, and dates that are a slip of the pen are told of.
LIMITS = [
    Case(
        "students-beyond-a-school",
        lambda: schools(("A", "S-9", "Гимназия", MIDDLE, 130_000)),
        refused("number-too-large", SCHOOLS, "E4"),
        "schools",
    ),
    Case(
        "count-beyond-all",
        lambda: observations(("C", "count", 2e12), header=("Код муниципалитета", "Код показателя", "Значение")),
        refused("number-too-large", PLACES, "C4"),
        "observations",
    ),
    Case(
        "count-of-roubles",
        lambda: observations(("C", "count", 3e11), header=("Код муниципалитета", "Код показателя", "Значение")),
        accepted({"count / 2026: value": 3e11}),
        "observations",
    ),
    Case(
        "many-decimals",
        lambda: observations(
            ("C", "share", "33.33333333333333"), header=("Код муниципалитета", "Код показателя", "Значение")
        ),
        accepted({"share / 2026: value": 33.33333333333333}),
        "observations",
    ),
    Case(
        "percent-in-a-level",
        lambda: targets(target("A", value=Raw(' s="1"', "<v>0.5</v>"))),
        refused("percent-in-number", TARGETS, "E3"),
        "targets",
    ),
    Case(
        "document-of-2062",
        lambda: scores((*ROW, "Приказ", "17.05.2062"), header=(*HEADER, "Документ", "Дата документа")),
        accepted(
            VALUES
            | {"1.1 / g1 / presence: document_title": "Приказ", "1.1 / g1 / presence: document_date": "2062-05-17"},
            ("unlikely-year", "1.1", "E6"),
        ),
    ),
    Case(
        "measure-until-2062",
        lambda: measures(measure(last="31.12.2062")),
        accepted(MEASURE_VALUES | {"1.1 · 1: deadline_to": "2062-12-31"}, ("unlikely-year", ROADMAP, "F4")),
        "measures",
    ),
    Case(
        "target-of-2062",
        lambda: targets(target("A", year=2062)),
        accepted(TARGET_VALUES | {"count: year": 2062}, ("unlikely-year", TARGETS, "F3")),
        "targets",
    ),
    Case(
        "municipality-until-2062",
        lambda: places(("G", URBAN, "Новый", None, 2062)),
        accepted(new_place("G", "Новый", None, 2062), ("unlikely-year", PLACES, "E3")),
        "municipalities",
    ),
]

SCHOOL_KEY = machine_key("schools", SCHOOLS, period="2026", municipalities="A B")
SCORE_KEY = machine_key(
    "scores", "1.1", methodology="small", methodology_version="1", period="2026", municipalities="F"
)
FULL = ("Код позиции", "Код параметра", "Баллы", "Звено цикла", "Позиция оценивания", "Параметр оценивания", "Минимум",
        "Максимум", "Комментарий", "Документ", "Номер документа", "Дата документа", "Ссылка")  # fmt: skip
FIVE = (ROW, ("g1", "alignment", None), ("g2", "presence", None), ("i1", "presence", None), ("i1", "penalty", None))


def template_of_scores(*rows: Sequence[Any], labels: Rows = LABELS, header: Sequence[Any] = FULL) -> bytes:
    return book("1.1", *score_rows(*rows, header=header, labels=labels), key=SCORE_KEY)


def many_sheets() -> bytes:
    return zipped(workbook_parts({f"Лист {number}": sheet_data(((1,),)) for number in range(201)}))


# What a template had and what came back.
TEMPLATES = [
    Case("template-whole", lambda: template_of_scores(*FIVE), accepted(VALUES)),
    Case(
        "template-without-a-column",
        lambda: template_of_scores(*FIVE, header=FULL[:-1]),
        accepted(VALUES, ("column-gone", "1.1", "A5")),
    ),
    Case("template-without-a-row", lambda: template_of_scores(*FIVE[:4]), accepted(VALUES, ("rows-gone", "1.1", None))),
    Case(
        "template-of-another-methodology",
        lambda: template_of_scores(*FIVE, labels=(*LABELS[:2], ("Методика", "другая"))),
        refused("methodology-mismatch", "1.1", "B3"),
    ),
    Case(
        "template-of-measures-of-another-methodology",
        lambda: measures(
            measure(), labels=(("Методика", "другая"),), key=machine_key("measures", ROADMAP, methodology="small")
        ),
        Refused((("methodology-mismatch", ROADMAP, "B1"),)),
        "measures",
    ),
    Case(
        "template-with-another-heading",
        lambda: template_of_scores(*FIVE, labels=(("1.2. Направление",), *LABELS[:2])),
        refused("labels-contradict", "1.1", "A1"),
    ),
    Case(
        "template-of-schools-without-a-municipality",
        lambda: schools(("A", "A-1", "Школа A-1", MIDDLE, 501), header=(*SCHOOL_HEADER,), key=SCHOOL_KEY),
        accepted({"A-1 / 2026: students": 501}, ("rows-gone", SCHOOLS, None)),
        "schools",
    ),
    Case(
        "template-unfilled",
        lambda: template_of_scores(*(row[:2] for row in FIVE)),
        accepted({}, ("nothing-filled", None, None)),
    ),
    Case(
        "schools-unfilled",
        lambda: schools(("A", "A-1", None, None, None)),
        accepted({}, ("nothing-filled", None, None)),
        "schools",
    ),
    Case("sheets-too-many", many_sheets, refused("too-many-sheets")),
    Case(
        "hidden-sheet",
        lambda: zipped(workbook_parts({"1.1": sheet_data(score_rows(ROW))}, {"1.1": "hidden"})),
        accepted(VALUES, ("hidden-sheet", "1.1", None)),
    ),
    Case(
        "hidden-by-a-filter",
        lambda: zipped(
            workbook_parts({"1.1": sheet_data(score_rows(ROW, SECOND), hidden=(7,)) + '<autoFilter ref="A5:C7"/>'})
        ),
        accepted(VALUES | {"1.1 / g1 / alignment: points": 2.0}, ("hidden-rows", "1.1", "A7")),
    ),
]

TEXT_HEADER = "Код муниципалитета;Код позиции;Код параметра;Баллы"
TEXTS = [
    Case(
        "text-scores-without-direction",
        partial(text_scores, "F;g1;presence;1", header=TEXT_HEADER),
        refused("missing-column", "таблица", "A3"),
        file="t.csv",
    ),
    Case(
        "text-municipalities",
        lambda: "Код муниципалитета;Вид;Название\nG;городской округ;Новый\n".encode(),
        accepted(new_place("G", "Новый")),
        "municipalities",
        "t.csv",
    ),
    Case("text-methodology", lambda: "Код;Название\n1;Блок\n".encode(), refused("text-table"), "methodology", "t.csv"),
]

COLUMNS = {ColumnRole.MUNICIPALITY: "Район", ColumnRole.PERIOD: "Год"}


def mapped(*new: NewIndicator) -> TableRequest:
    return TableRequest(
        Mapping(columns=COLUMNS, indicators=(IndicatorColumns("fresh", value="Число"),), new_indicators=new)
    )


FRESH = NewIndicator("fresh", "Новый показатель", level=Level.MUNICIPALITY)
FOREIGN = [
    Case(
        "table-of-one-code-twice",
        lambda: "Район;Год;Число\nОкруг A;2026;5\n".encode(),
        refused("indicator-twice"),
        "table",
        "t.csv",
        mapped(FRESH, NewIndicator("FRESH", "Другой", level=Level.MUNICIPALITY)),
    ),
    Case(
        "table-of-a-known-name",
        lambda: "Район;Год;Число\nОкруг A;2026;5\n".encode(),
        accepted(
            {"fresh: indicator": "Показатель share", "fresh / 2026: value": 5.0},
            ("second-identity", None, None),
            ("created", None, None),
        ),
        "table",
        "t.csv",
        mapped(NewIndicator("fresh", "Показатель share", level=Level.MUNICIPALITY)),
    ),
    Case(
        "table-with-a-gap-in-periods",
        lambda: "Район;Год;Число\nОкруг A;2026;5\nОкруг B;;5\n".encode(),
        refused("period-not-named", "таблица", "B3"),
        "table",
        "t.csv",
        mapped(NewIndicator("fresh", "Новый показатель", level=Level.MUNICIPALITY)),
    ),
]
CASES = [*GAPS, *UNKNOWN_NAMES, *LETTERS, *NAMESAKES, *LIMITS, *TEMPLATES, *TEXTS, *FOREIGN]
