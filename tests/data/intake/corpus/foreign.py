"""Tables of other programs: texts as they leave them, archives and pictures, mapped tables, and rubrics."""

from collections.abc import Sequence
from typing import Any

from data.intake.kinds.foreign_table.mapping import ColumnRole, Creation, IndicatorColumns, Mapping, TableRequest
from data.vocabulary import MunicipalityKind
from tests.data.intake.books import zipped
from tests.data.intake.corpus.case import Accepted, Case, Expected, Refused, refused
from tests.data.intake.corpus.contradictions import COUNT, DATE, NOT_AVAILABLE
from tests.data.intake.corpus.formats import PLAIN, TABLE, text_table
from tests.data.intake.corpus.layouts import BOTH, VALUES, one
from tests.data.intake.corpus.people import COMMENT, text_scores
from tests.data.intake.corpus.sheets import score_sheet, sheet_data, workbook_parts

FIRST, SECOND = "F;1.1;g1;presence;1;", "F;1.1;g1;alignment;2;"
EVERY_BYTE = bytes(range(256))
NO_TABLES: dict[str, bytes] = {
    "rar": b"Rar!\x1a\x07\x01\x00" + EVERY_BYTE,
    "seven-zip": b"7z\xbc\xaf\x27\x1c\x00\x04" + EVERY_BYTE,
    "gzip": b"\x1f\x8b\x08\x00" + EVERY_BYTE,
    "page-of-one-file": b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<html></html>",
    "page-without-its-root": b"<table><tr><td>1</td></tr></table>",
    "page-in-utf-16": "<html><table><tr><td>1</td></tr></table></html>".encode("utf-16"),
    "old-database": b"\x03\x7a\x01\x01\x05\x00\x00\x00\x61\x00\x1a\x00" + b"\x00" * 20 + b"NAME",
    "photograph": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(200),
    "program": b"MZ\x90\x00\x03\x00" + EVERY_BYTE,
}
COLUMNS = {ColumnRole.MUNICIPALITY: "Район", ColumnRole.PERIOD: "Год"}
WIDE = Mapping(
    columns=COLUMNS,
    indicators=(IndicatorColumns("count", value="Число"),),
    municipality_kind=MunicipalityKind.URBAN_OKRUG,
)
LONG = Mapping(columns={**COLUMNS, ColumnRole.INDICATOR: "Показатель", ColumnRole.VALUE: "Число"})
OUTPUT = "Выгрузка"


def text(name: str, expected: Expected, *rows: str, end: bytes = b"", header: str = ";".join(PLAIN[0])) -> Case:
    return Case(f"text-{name}", lambda: text_scores(*rows, header=header) + end, expected, file="table.csv")


def mapped(
    name: str, expected: Expected, *rows: Sequence[Any], header: Sequence[str] = ("Район", "Год", "Число")
) -> Case:
    """A table whose mapping may create whatever it names."""
    mapping = LONG if "Показатель" in header else WIDE
    return Case(
        f"mapped-{name}",
        lambda: zipped(workbook_parts({OUTPUT: sheet_data((header, *rows))})),
        expected,
        "table",
        table=TableRequest(mapping, frozenset(Creation)),
    )


def rubric(**changed: Any) -> bytes:
    """A rubric of one parameter with something else in one place."""
    one = {"direction": "1.1", "code": "a", "maximum": 2, "threshold": 0.8, "more": ()} | changed
    sheets: dict[str, Sequence[Sequence[Any]]] = {
        "Методика": (
            ("Свойство", "Значение"),
            *(("Код", "m2"), ("Версия", "1"), ("Название", "М"), ("Источник", "Приказ")),
            ("Порог «сформирован»", one["threshold"]),
        ),
        "Блоки": (("Код", "Название"), ("1", "Блок")),
        "Направления": (("Код", "Блок", "Название"), (one["direction"], "1", "Н")),
        "Звенья цикла": (("Код", "Название"), ("goals", "Цели")),
        "Позиции": (("Направление", "Звено цикла", "Код позиции", "Позиция оценивания"), ("1.1", "goals", "p1", "П")),
        "Параметры": (
            ("Направление", "Код позиции", "Код параметра", "Параметр оценивания", "Минимум", "Максимум"),
            ("1.1", "p1", one["code"], "А", 0, one["maximum"]),
            *one["more"],
        ),
    }
    return zipped(workbook_parts({name: sheet_data(rows) for name, rows in sheets.items()}))


def rubric_case(name: str, rule: str, sheet: str, cell: str, **changed: Any) -> Case:
    return Case(f"rubric-{name}", lambda: rubric(**changed), refused(rule, sheet, cell), "methodology")


def many_formatted_rows() -> bytes:
    """Whoever formats whole columns leaves rows of cells without contents down to the last one."""
    rows = "".join(f'<row r="{row}"><c r="A{row}" s="3"/><c r="B{row}" s="3"/></row>' for row in range(7, 150_000))
    last = '<row r="1048576"><c r="A1048576" s="3"/></row>'
    return one(score_sheet(("g1", "presence", 1)).replace("</sheetData>", f"{rows}{last}</sheetData>"))


CASES = [
    text("field-longer-than-usual", refused("text-too-long", TABLE, "F4"), FIRST + "я" * 150_000, SECOND),
    text("one-separator-more", Accepted(BOTH), FIRST + ";", SECOND),
    text("one-separator-less", Accepted(BOTH), FIRST[:-1], SECOND),
    text("separator-in-a-remark", refused("row-too-wide", TABLE, "G4"), FIRST + "да;нет", SECOND),
    text("separators-far-right", Accepted(BOTH), FIRST + ";" * 300, SECOND),
    text("vertical-tab", refused("control-characters"), FIRST + "да\x0bнет"),
    text("end-of-file-sign", refused("control-characters"), FIRST, end=b"\x1a"),
    text("two-encodings", refused("encoding-unclear"), FIRST, end=SECOND.encode() + "да".encode("cp1251")),
    text("mixed-line-ends", Accepted(BOTH), FIRST + "\n" + SECOND),
    text("break-in-a-field", Accepted({**BOTH, COMMENT: "да\nнет"}), FIRST + '"да\r\nнет"', SECOND),
    text("day-for-points", refused("text-in-number", TABLE, "E4"), "F;1.1;g1;presence;01.фев;"),
    text("day-for-a-direction", refused("unknown-direction", TABLE, "B4"), "F;01.янв;g1;presence;1;"),
    text("totals", Accepted(VALUES), FIRST, "Итого;;;;1;"),
    text("header-again", Accepted(BOTH, (("header-repeated", TABLE, "A5"),)), FIRST, ";".join(PLAIN[0]), SECOND),
    text("same-code-in-other-letters", refused("duplicate-row", TABLE, "D5"), FIRST, "f;1.1;G1;рrеsеnсе;1;"),
    Case("text-mark-twice", lambda: b"\xef\xbb\xbf" * 2 + text_table(), Accepted(BOTH), file="table.csv"),
    *(
        Case(f"no-table-{name}", lambda content=content: content, refused("wrong-file-type"))  # type: ignore[misc]
        for name, content in NO_TABLES.items()
    ),
    mapped("totals", Accepted(COUNT), ("Округ C", 2026, 5), ("Итого", 2026, 5)),
    mapped("totals-of-a-region", Accepted(COUNT), ("Округ C", 2026, 5), ("Всего по области", 2026, 5)),
    mapped("totals-of-a-pivot-table", Accepted(COUNT), ("Округ C", 2026, 5), ("Общий итог", 2026, 5)),
    mapped("average", Accepted(COUNT), ("Округ C", 2026, 5), ("Среднее", 2026, 5)),
    mapped(
        "header-again",
        Accepted(COUNT, (("header-repeated", OUTPUT, "A3"),)),
        ("Округ C", 2026, 5),
        ("Район", "Год", "Число"),
    ),
    mapped("unreadable-name", refused("error-cell", OUTPUT, "A2"), (NOT_AVAILABLE, 2026, 5)),
    mapped("unreadable-period", refused("error-cell", OUTPUT, "B2"), ("Округ C", NOT_AVAILABLE, 5)),
    mapped(
        "unreadable-indicator",
        refused("error-cell", OUTPUT, "B2"),
        ("Округ C", NOT_AVAILABLE, 2026, 5),
        header=("Район", "Показатель", "Год", "Число"),
    ),
    mapped("ambiguous", refused("ambiguous-number", OUTPUT, "C2"), ("Округ C", 2026, "1,000")),
    mapped("two-spellings", refused("duplicate-row", OUTPUT, "C3"), ("Округ C", 2026, 5), ("г. Округ C", 2026, 6)),
    rubric_case("threshold-in-percent", "threshold-out-of-range", "Методика", "B6", threshold=80),
    rubric_case("code-as-date", "date-in-number", "Направления", "A2", direction=DATE),
    rubric_case("code-unreadable", "error-cell", "Параметры", "C2", code=NOT_AVAILABLE),
    rubric_case("maximum-ambiguous", "ambiguous-number", "Параметры", "F2", maximum="1,000"),
    rubric_case("codes-alike", "duplicate-code", "Параметры", "C3", more=(("1.1", "p1", "а", "Б", 0, 1),)),
    Case("format-only-of-many-rows", many_formatted_rows, Accepted(VALUES)),
    Case(
        "rubric-codes-of-two-faults",
        lambda: rubric(maximum="два", code=NOT_AVAILABLE),
        Refused((("error-cell", "Параметры", "C2"), ("text-in-number", "Параметры", "F2"))),
        "methodology",
    ),
]
