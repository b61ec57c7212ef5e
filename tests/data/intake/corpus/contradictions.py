"""Rows that say two things, rows that are no rows, and names that cannot be read."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from data.vocabulary import Nothing
from tests.data.intake.books import zipped
from tests.data.intake.corpus.case import Accepted, Case, Place, Refused, refused
from tests.data.intake.corpus.layouts import BOTH, ROW, VALUES
from tests.data.intake.corpus.sheets import HEADER, LABELS, Raw, formula, scores, sheet_data, workbook_parts

ROW2 = ("g1", "alignment", 2)
NOT_AVAILABLE = Raw(' t="e"', "<v>#N/A</v>")
DATE = Raw(' s="2"', "<v>46023</v>")
MUNICIPALITIES, SCHOOLS, MERGERS = "Муниципалитеты", "Школы", "Объединения"
FIGURES = ("Код муниципалитета", "Код показателя", "Значение")
COUNT = {"count / 2026: value": 5.0}


def one_sheet(name: str, *rows: Sequence[Any]) -> bytes:
    return zipped(workbook_parts({name: sheet_data(rows)}))


def figures(*rows: Sequence[Any], header: Sequence[str] = FIGURES, labels: Any = (("Период", "2026"),)) -> bytes:
    return one_sheet(MUNICIPALITIES, *labels, (), header, *rows)


def school_figures(*rows: Sequence[Any], header: Sequence[str]) -> bytes:
    return one_sheet(SCHOOLS, ("Период", "2026"), (), header, *rows)


def schools(*rows: Sequence[Any]) -> bytes:
    header = ("Код школы", "Название школы", "Вид школы", "Число обучающихся")
    return one_sheet(SCHOOLS, ("Период", "2026"), ("Код МО", "A"), (), header, *rows)


def mergers(*rows: Sequence[Any]) -> bytes:
    places = sheet_data(
        (("Код", "Вид", "Название", "Существует по год"), ("A", *[None] * 2, 2026), ("B", None, None, 2026))
    )
    header = ("Код вошедшего", "Код принявшего", "С какого года", "Документ")
    return zipped(workbook_parts({MUNICIPALITIES: places, MERGERS: sheet_data((header, *rows))}))


def by_code(code: Any, *rest: Any, title: str = "Код МО") -> bytes:
    return scores((code, *ROW), *rest, header=(title, *HEADER))


def documented(title: str, value: Any) -> bytes:
    return scores((*ROW, "Приказ", value), header=(*HEADER, "Документ", title))


def told(rule: str, cell: str, sheet: str = "1.1") -> tuple[Place, ...]:
    return ((rule, sheet, cell),)


NAMED = ("Код муниципалитета", "Муниципалитет")
TOTALS = {
    "of-a-pivot-table": ("Общий итог", None, 3),
    "of-a-subtotal": ("g1 Итог", None, 3),
    "of-a-place": ("Всего по МО", None, 3),
    "in-english": ("Grand Total", None, 3),
    "average": ("Среднее", None, 1.5),
    "average-in-words": ("Средний балл", None, 1.5),
    "in-place-of-a-code": ("g1", "Итого", 3),
}
AMBIGUOUS = ("1,000", "1.000", "12,000", "1,240")
CASES = [
    Case("unreadable-municipality", partial(by_code, NOT_AVAILABLE), refused("error-cell", "1.1", "A6")),
    Case("unreadable-period", partial(by_code, NOT_AVAILABLE, title="Год"), refused("error-cell", "1.1", "A6")),
    Case(
        "unreadable-position",
        lambda: scores((NOT_AVAILABLE, "penalty", -1)),
        refused("error-cell", "1.1", "A6"),
    ),
    Case("unreadable-formula", lambda: by_code(formula(None)), refused("formula-without-value", "1.1", "A6")),
    Case(
        "unreadable-in-a-row-that-says-nothing",
        lambda: by_code("F", (NOT_AVAILABLE, None, None, None)),
        Accepted(VALUES),
    ),
    Case(
        "unreadable-label",
        lambda: scores(ROW, labels=(LABELS[0], ("Период", formula(None)), LABELS[2])),
        refused("unknown-period", "1.1", "B2"),
    ),
    Case(
        "unreadable-municipality-of-a-figure",
        lambda: figures((NOT_AVAILABLE, "count", 5), labels=(("Период", "2026"), ("Код муниципалитета", "C"))),
        refused("error-cell", MUNICIPALITIES, "A5"),
        "observations",
    ),
    Case(
        "contradiction-of-code-and-name",
        lambda: scores(("F", "Округ A", *ROW), header=(*NAMED, *HEADER)),
        refused("municipality-mismatch", "1.1", "B6"),
    ),
    Case(
        "contradiction-former-name",
        lambda: scores(("F", "Бывшее название", *ROW), header=(*NAMED, *HEADER)),
        Accepted(VALUES, told("unknown-name", "B6")),
    ),
    Case(
        "contradiction-of-labels",
        lambda: scores(ROW, labels=(*LABELS, ("Муниципалитет", "Округ A"))),
        refused("labels-contradict", "1.1", "B4"),
    ),
    Case(
        "contradiction-of-periods",
        lambda: scores(ROW, labels=(*LABELS, ("Период", 2031))),
        refused("labels-contradict", "1.1", "B4"),
    ),
    Case(
        "contradiction-of-nothing", lambda: scores(ROW, labels=(*LABELS, ("Учебный год", "2025/26"))), Accepted(VALUES)
    ),
    Case(
        "contradiction-of-columns",
        lambda: scores(("2026", "2025", *ROW), header=("Период", "Год", *HEADER)),
        refused("column-twice", "1.1", "B5"),
    ),
    Case(
        "contradiction-of-indicators",
        lambda: figures(("C", "count", "Показатель share", 5), header=(*FIGURES[:2], "Показатель", "Значение")),
        refused("name-mismatch", MUNICIPALITIES, "C4"),
        "observations",
    ),
    Case(
        "contradiction-of-schools",
        lambda: school_figures(
            ("A-1", "Школа A-2", "part", 1, 10),
            header=("Код школы", "Школа", "Код показателя", "Числитель", "Знаменатель"),
        ),
        refused("name-mismatch", SCHOOLS, "B4"),
        "observations",
    ),
    Case(
        "contradiction-of-parameters",
        lambda: scores(
            ("g1", "Позиция g2", "presence", "presence", 1),
            header=("Код позиции", "Позиция оценивания", "Код параметра", "Параметр оценивания", "Баллы"),
        ),
        refused("parameter-mismatch", "1.1", "B6"),
    ),
    Case(
        "period-of-two-years",
        lambda: by_code("2026 год и 2025 год", title="Год"),
        refused("unknown-period", "1.1", "A6"),
    ),
    Case(
        "figure-of-a-merged-municipality",
        lambda: figures(("share", 50), header=FIGURES[1:], labels=(("Код муниципалитета", "E"), ("Период", "2026"))),
        refused("municipality-not-in-period", MUNICIPALITIES, "B1"),
        "observations",
    ),
    *(Case(f"totals-{name}", partial(scores, ROW, ROW2, row), Accepted(BOTH)) for name, row in TOTALS.items()),
    Case(
        "totals-among-schools",
        lambda: schools(("A-2", "Школа A-2", "средняя", 130), ("Итого", None, None, 130)),
        Accepted({"A-2 / 2026: students": 130}),
        "schools",
    ),
    Case(
        "totals-in-a-remark-only",
        lambda: scores(("g1", None, 2, "Всего три документа"), header=(*HEADER, "Комментарий")),
        refused("unknown-parameter", "1.1", "B6"),
    ),
    Case(
        "header-on-each-page",
        lambda: scores(ROW, HEADER, ROW2),
        Accepted(BOTH, told("header-repeated", "A7")),
    ),
    Case(
        "header-below-a-line-of-words",
        lambda: scores(ROW, ("Округ A",), HEADER, ROW2),
        Refused((("second-table", "1.1", "A8"), ("unknown-parameter", "1.1", "A8"))),
    ),
    Case(
        "header-below-a-blank-row",
        lambda: scores(ROW, (), HEADER, ROW2),
        Refused((("second-table", "1.1", "A8"), ("unknown-parameter", "1.1", "A8"))),
    ),
    Case(
        "document-number-as-date", lambda: documented("Номер документа", DATE), refused("date-in-number", "1.1", "E6")
    ),
    Case(
        "document-date-as-time",
        lambda: documented("Дата документа", Raw(' t="d"', "<v>T12:00</v>")),
        refused("not-a-date", "1.1", "E6"),
    ),
    *(
        Case(
            f"count-ambiguous-{number}",
            partial(figures, ("C", "count", number)),
            refused("ambiguous-number", MUNICIPALITIES, "C4"),
            "observations",
        )
        for number in AMBIGUOUS
    ),
    Case("count-decimals-of-zero", lambda: figures(("C", "count", "5,00")), Accepted(COUNT), "observations"),
    Case(
        "students-ambiguous",
        lambda: schools(("A-2", "Школа A-2", "средняя", "1,000")),
        refused("ambiguous-number", SCHOOLS, "D5"),
        "schools",
    ),
    Case("points-of-three-decimals", lambda: scores(("g1", "presence", "1,000")), Accepted(VALUES)),
    Case(
        "points-no-data-and-remark",
        lambda: scores(("g1", "presence", "н/д", "Итого"), header=(*HEADER, "Комментарий")),
        Accepted({"1.1 / g1 / presence: points": Nothing.NO_DATA, "1.1 / g1 / presence: comment": "Итого"}),
    ),
    Case(
        "merger-in-a-circle",
        lambda: mergers(("A", "B", 2027, "Закон"), ("B", "A", 2027, "Закон")),
        Refused((("merger-contradicts-years", MERGERS, "B2"), ("merger-contradicts-years", MERGERS, "B3"))),
        "municipalities",
    ),
]
