"""Headers, layout and sheets moved about as people move them."""

from data.vocabulary import Nothing
from tests.data.intake.books import zipped
from tests.data.intake.corpus.case import Accepted, Case, refused
from tests.data.intake.corpus.sheets import (
    HEADER,
    LABELS,
    Raw,
    formula,
    merged,
    score_rows,
    score_sheet,
    scores,
    sheet_data,
    workbook_parts,
)

VALUES = {"1.1 / g1 / presence: points": 1.0}
BOTH = {**VALUES, "1.1 / g1 / alignment: points": 2.0}
ROW = ("g1", "presence", 1)


def one(inside: str, name: str = "1.1") -> bytes:
    return zipped(workbook_parts({name: inside}))


def titled() -> bytes:
    titles = (("Министерство образования",), ("Отчёт за 2026 год", None, None), ())
    return scores(ROW, labels=(*titles, *LABELS))


def hidden_rows_and_columns() -> bytes:
    rows = score_rows(ROW, ("g1", "alignment", 2))
    columns = '<cols><col min="1" max="2" width="9" hidden="1"/></cols>'
    return one(columns + sheet_data(rows, hidden=(6, 7)))


def shifted() -> bytes:
    return one(sheet_data([(), (), *score_rows(ROW)], first_column=4))


def merged_header() -> bytes:
    rows = [*LABELS, (None, None, "Оценка"), HEADER, ROW]
    return one(sheet_data(rows) + merged("C4:E4", "A4:B4"))


def merged_codes() -> bytes:
    return one(score_sheet(ROW, (None, "alignment", 2), tail=merged("A6:A7")))


def merged_points() -> bytes:
    return one(score_sheet(ROW, ("g1", "alignment", None), tail=merged("C6:C7")))


def with_totals(total: object) -> bytes:
    return scores(ROW, ("g1", "alignment", 2), ("Итого", None, total))


def unordered() -> bytes:
    swapped = sheet_data(score_rows(ROW)).split("<row ")
    swapped[1], swapped[3] = swapped[3], swapped[1]
    return one("<row ".join(swapped))


def keyed(version: str = "1", methodology_version: str = "1", kind: str = "scores") -> bytes:
    key = (
        ("kind", kind),
        ("template_version", version),
        ("methodology", "small"),
        ("methodology_version", methodology_version),
    )
    return zipped(workbook_parts({"1.1": score_sheet(ROW), "_mmuko": sheet_data(key)}, {"_mmuko": "veryHidden"}))


def other_sheets() -> bytes:
    sheets = {"Черновик": sheet_data((("заметка",),)), "1.1": score_sheet(ROW), "Лист3": sheet_data(())}
    return zipped(workbook_parts(sheets, {"Черновик": "hidden"}))


def rich_text() -> bytes:
    rich = Raw(' t="inlineStr"', "<is><r><t>g</t></r><r><rPr><b/></rPr><t>1</t></r><rPh><t>x</t></rPh></is>")
    return scores((rich, "presence", 1))


def prefixed() -> bytes:
    inside = score_sheet(ROW).replace("<", "<x:").replace("<x:/", "</x:")
    parts = workbook_parts({"1.1": ""})
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/worksheets/sheet1.xml"] = f'<x:worksheet xmlns:x="{space}">{inside}</x:worksheet>'.encode()
    return zipped(parts)


def commented_xml() -> bytes:
    return one(score_sheet(ROW).replace("<sheetData>", "<!-- <c r='A1'><v>9</v></c> --><sheetData>"))


def with_cdata() -> bytes:
    cdata = Raw(' t="inlineStr"', "<is><t><![CDATA[g1]]></t></is>")
    return scores((cdata, "presence", 1))


CASES = [
    Case("layout-titles-above", titled, Accepted(VALUES)),
    Case(
        "layout-hidden",
        hidden_rows_and_columns,
        Accepted(
            BOTH, (("hidden-rows", "1.1", "A6"), ("hidden-columns", "1.1", "A5"), ("hidden-columns", "1.1", "B5"))
        ),
    ),
    Case("layout-shifted", shifted, Accepted(VALUES)),
    Case("layout-merged-header", merged_header, Accepted(VALUES)),
    Case("layout-merged-codes", merged_codes, Accepted(BOTH)),
    Case("layout-merged-points", merged_points, refused("merged-answers", "1.1", "C7")),
    Case("layout-blank-rows", lambda: scores(ROW, (), (), ("g1", "alignment", 2)), Accepted(BOTH)),
    Case("layout-rows-out-of-order", unordered, Accepted(VALUES)),
    Case("layout-wrong-dimension", lambda: one('<dimension ref="A1"/>' + score_sheet(ROW)), Accepted(VALUES)),
    Case("layout-huge-dimension", lambda: one('<dimension ref="A1:XFD1048576"/>' + score_sheet(ROW)), Accepted(VALUES)),
    Case("layout-rich-text", rich_text, Accepted(VALUES)),
    Case("layout-prefixed-names", prefixed, Accepted(VALUES)),
    Case("layout-xml-comment", commented_xml, Accepted(VALUES)),
    Case("layout-cdata", with_cdata, Accepted(VALUES)),
    Case("totals-agree", lambda: with_totals(3), Accepted(BOTH)),
    Case("totals-formula", lambda: with_totals(formula(3, "SUM(C6:C7)")), Accepted(BOTH)),
    Case("totals-formula-without-value", lambda: with_totals(formula(None, "SUM(C6:C7)")), Accepted(BOTH)),
    Case("totals-differ", lambda: with_totals(4), Accepted(BOTH, (("total-differs", "1.1", "C8"),))),
    Case(
        "header-moved",
        lambda: scores(("учтено", 1, "presence", "g1"), header=("Примечание", "Баллы", "Код параметра", "Код позиции")),
        Accepted({**VALUES, "1.1 / g1 / presence: comment": "учтено"}),
    ),
    Case(
        "header-renamed",
        lambda: scores(ROW, header=("Позиция (код)", "параметр  (КОД)", "Оценка:")),
        Accepted(VALUES),
    ),
    Case("header-english", lambda: scores(ROW, header=("Position code", "Parameter code", "Points")), Accepted(VALUES)),
    Case("header-lookalike", lambda: scores(ROW, header=("Kод позиции", "Код пaраметра", "Бaллы")), Accepted(VALUES)),
    Case(
        "header-line-break", lambda: scores(ROW, header=("Код\nпозиции", "Код\nпараметра", "Баллы*")), Accepted(VALUES)
    ),
    Case("header-extra", lambda: scores((*ROW, "что-то"), header=(*HEADER, "Лишний столбец")), Accepted(VALUES)),
    Case(
        "header-incomplete",
        lambda: scores(ROW, header=("Код позиции", "Код параметра", "Баллов")),
        refused("missing-column", "1.1", "A5"),
    ),
    Case("header-absent", lambda: one(sheet_data(LABELS)), refused("header-not-found", "1.1")),
    Case("rows-absent", lambda: scores(), refused("no-rows")),
    Case("sheet-named-in-words", lambda: scores(ROW, name="Направление 1.1"), Accepted(VALUES)),
    Case("sheet-with-spaces", lambda: scores(ROW, name=" 1.1 "), Accepted(VALUES)),
    Case("sheet-of-no-direction", lambda: scores(ROW, name="Лист1"), refused("missing-sheet")),
    Case("sheet-others", other_sheets, Accepted(VALUES, (("sheet-not-read", None, None),))),
    Case("sheet-empty", lambda: one("<sheetData/>"), refused("header-not-found", "1.1")),
    Case("template-current", keyed, Accepted(VALUES)),
    Case("template-outdated", lambda: keyed(version="0"), refused("template-version")),
    Case("template-other-methodology", lambda: keyed(methodology_version="7"), refused("template-version")),
    Case("template-other-kind", lambda: keyed(kind="schools"), refused("wrong-kind")),
    Case(
        "points-mark-in-totals",
        lambda: scores(ROW, ("g1", "alignment", "н/д"), ("Итого", None, 1)),
        Accepted({**VALUES, "1.1 / g1 / alignment: points": Nothing.NO_DATA}),
    ),
]
