"""What people and their programs do: invisible signs, split headers, odd formats of numbers, other dialects."""

import re
from functools import partial
from typing import Any
from xml.sax.saxutils import escape

from data.intake.files import limits
from data.vocabulary import Nothing
from tests.data.intake.books import zipped
from tests.data.intake.corpus.case import Accepted, Case, Refused, refused
from tests.data.intake.corpus.formats import ABOVE, PLAIN, TABLE, text_table, with_comment
from tests.data.intake.corpus.layouts import BOTH, ROW, VALUES, one
from tests.data.intake.corpus.sheets import (
    HEADER,
    LABELS,
    STYLES,
    Raw,
    formula,
    merged,
    observations,
    points,
    score_rows,
    score_sheet,
    scores,
    sheet_data,
    workbook_parts,
)

COMMENT = "1.1 / g1 / presence: comment"
PENALTY = "1.1 / i1 / penalty: points"
WITH_COMMENT = (*HEADER, "Комментарий")


def given(value: Any) -> Accepted:
    return Accepted({"1.1 / g1 / presence: points": value})


def commented(text: Any) -> bytes:
    return scores((*ROW, text), header=WITH_COMMENT)


def formatted(code: str, value: Any, *, share: bool = False) -> bytes:
    """A number under a format of its own: points of a score, or the value of an observation in percent."""
    cell = Raw(' s="1"', f"<v>{value}</v>")
    sheet = {"1.1": score_sheet(("g1", "presence", cell))}
    if share:
        header = ("Код муниципалитета", "Код показателя", "Значение")
        sheet = {"Муниципалитеты": sheet_data((("Период", "2026"), (), header, ("C", "share", cell)))}
    parts = workbook_parts(sheet)
    quoted = escape(code, {'"': "&quot;"})
    parts["xl/styles.xml"] = STYLES.replace('formatCode="0.0%"', f'formatCode="{quoted}"').encode()
    return zipped(parts)


def replaced(part: str, old: str, new: str, sheet: str = "") -> bytes:
    parts = workbook_parts({"1.1": sheet or score_sheet(ROW)})
    assert old.encode() in parts[part], old
    parts[part] = parts[part].replace(old.encode(), new.encode())
    return zipped(parts)


def dated_1904() -> bytes:
    """Day 42871 of the calendar that begins in 1904 is 17.05.2021."""
    header = (*HEADER, "Дата документа", "Документ")
    day = Raw(' s="2"', "<v>42871</v>")
    sheet = score_sheet((*ROW, day, "Приказ"), header=header)
    return replaced("xl/workbook.xml", "<sheets>", '<workbookPr date1904="1"/><sheets>', sheet)


def strict() -> bytes:
    """The dialect that Excel offers as «Strict Open XML»."""
    parts = workbook_parts({"1.1": score_sheet(ROW)})
    names = (
        (
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
        (
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    )
    for name, content in parts.items():
        for old, new in names:
            content = content.replace(old, new)
        parts[name] = content
    return zipped(parts)


def binary_workbook() -> bytes:
    parts = workbook_parts({"1.1": score_sheet(ROW)})
    types = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    parts["[Content_Types].xml"] = (
        parts["[Content_Types].xml"]
        .replace(types, b"application/vnd.ms-excel.sheet.binary.macroEnabled.main")
        .replace(b"workbook.xml", b"workbook.bin")
    )
    parts["xl/workbook.bin"] = parts.pop("xl/workbook.xml")
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"workbook.xml", b"workbook.bin")
    return zipped(parts)


def chart_sheet() -> bytes:
    """A second tab that is a chart: it has no cells."""
    parts = workbook_parts({"1.1": score_sheet(ROW), "Диаграмма": ""})
    relations = "xl/_rels/workbook.xml.rels"
    parts[relations] = parts[relations].replace(
        b'relationships/worksheet" Target="worksheets/sheet2.xml"',
        b'relationships/chartsheet" Target="chartsheets/sheet2.xml"',
    )
    parts["xl/chartsheets/sheet2.xml"] = parts.pop("xl/worksheets/sheet2.xml").replace(b"worksheet", b"chartsheet")
    types = "[Content_Types].xml"
    parts[types] = (
        parts[types]
        .replace(b"/xl/worksheets/sheet2.xml", b"/xl/chartsheets/sheet2.xml", 1)
        .replace(b'chartsheets/sheet2.xml" ContentType="', b'chartsheets/sheet2.xml" ContentType="', 1)
    )
    return zipped(parts)


def shared_texts(*texts: str) -> bytes:
    """A score whose codes and comment are shared texts, each given as the inside of ``si``."""
    cells = [Raw(' t="s"', f"<v>{number}</v>") for number in range(len(texts))]
    sheet = score_sheet((cells[0], cells[1], 1, *cells[2:]), header=WITH_COMMENT)
    parts = workbook_parts({"1.1": sheet})
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    inside = "".join(f"<si>{text}</si>" for text in texts)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{main}" count="9" uniqueCount="{len(texts)}">{inside}</sst>'.encode()
    relations = "xl/_rels/workbook.xml.rels"
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    added = b'<Relationship Id="t" Type="' + kind + b'" Target="sharedStrings.xml"/></Relationships>'
    parts[relations] = parts[relations].replace(b"</Relationships>", added)
    return zipped(parts)


def header_of_two_rows() -> bytes:
    """«Критерий» above two columns, «Баллы» merged over both rows of the header."""
    rows = [*LABELS, (), ("Критерий", None, "Баллы"), ("Код позиции", "Код параметра"), ROW]
    return one(sheet_data(rows) + merged("A5:B5", "C5:C6"))


def numbered_columns() -> bytes:
    header = ("№ п/п", *HEADER)
    return scores((1, 2, 3, 4), (1, *ROW), header=header)


def section_titles() -> bytes:
    rows = score_rows(("Раздел 1. Цели", None, None), ROW, ("Раздел 2. Показатели",), ("g1", "alignment", 2))
    return one(sheet_data(rows) + merged("A6:C6", "A8:C8"))


def under_a_merged_cell() -> bytes:
    """The number 2 in C7 is not seen by anybody: C6 lies over it."""
    return one(score_sheet(ROW, ("g1", "alignment", 2), tail=merged("C6:C7")))


def second_table() -> bytes:
    """The table of another municipality below the first one."""
    return scores(ROW, (), ("Код муниципалитета", "A"), (), HEADER, ("g1", "alignment", 2))


def hidden_copy() -> bytes:
    sheets = {"1.1": score_sheet(ROW), "Направление 1.1": score_sheet(("g1", "presence", 2))}
    return zipped(workbook_parts(sheets, {"Направление 1.1": "hidden"}))


def without_addresses() -> bytes:
    return one(re.sub(r' r="[A-Z]*[0-9]+"', "", score_sheet(ROW)))


def formatted_tail() -> bytes:
    blank = Raw(' s="3"', "")
    return scores(ROW, *[(blank, blank, blank)] * 200)


def furnished() -> bytes:
    """A sheet with a filter, frozen panes, conditional formats, a drop-down, links and a print area."""
    pane = '<pane ySplit="5" topLeftCell="A6" state="frozen"/>'
    head = f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
    tail = (
        '<sheetProtection sheet="1"/><autoFilter ref="A5:C6"/>'
        '<conditionalFormatting sqref="C6"><cfRule type="cellIs" priority="1" operator="lessThan"><formula>1</formula>'
        '</cfRule></conditionalFormatting><dataValidations count="1"><dataValidation type="list" sqref="C6">'
        "<formula1>&quot;0,1,2&quot;</formula1></dataValidation></dataValidations>"
    )
    return one(head + score_sheet(ROW) + tail)


def archive() -> bytes:
    return zipped({"Отчёт.xlsx": scores(ROW)})


def text_scores(*rows: str, header: str = ";".join(PLAIN[0]), end: str = "\r\n") -> bytes:
    lines = [*(";".join(row) for row in ABOVE), header, *rows]
    return "".join(line + end for line in lines).encode()


INVISIBLE = {
    "zero-width": "1\u200b",
    "byte-order-mark": "\ufeff1",
    "right-to-left": "\u200f1\u200f",
    "soft-hyphen": "1\u00ad",
    "word-joiner": "\u20601",
}
FORMATS: dict[str, tuple[str, Any]] = {
    "points-in-words": ('0" баллов"', 2),
    "colour": ("[Red]0.00", 1.5),
    "text": ("@", 2),
    "roubles": ('#,##0.00" ₽"', 2),
    "letters-of-dates-quoted": ('0" дн. my"', 2),
    "escaped": (r"0\d", 2),
    "thousands": ("#,##0", 1),
    "scientific": ("0.00E+00", 1),
    "fraction": ("# ?/?", 0.5),
}
TIMES = {"hours": "h:mm", "elapsed": "[h]:mm", "russian-date": "[$-419]d mmmm yyyy;@", "month": "mmm yy"}
MINUSES = {"true-minus": "−1", "dash": "–1", "space": "- 1", "non-breaking-hyphen": "‑1"}
PERIODS = {
    "with-words": "2026 год",
    "short-word": "2026 г.",
    "long-school-year": "2025/2026",
    "dash": "2025–2026 учебный год",
}


def _of_period(text: Any) -> bytes:
    return scores(ROW, labels=(LABELS[0], ("Период", text), LABELS[2]))


def _penalty(text: Any) -> bytes:
    return scores(("i1", "penalty", text))


CASES = [
    *(Case(f"points-{name}", partial(points, text), given(1.0)) for name, text in INVISIBLE.items()),
    *(Case(f"format-{name}", partial(formatted, code, value), given(value)) for name, (code, value) in FORMATS.items()),
    *(
        Case(f"format-{name}", partial(formatted, code, 2), refused("date-in-number", "1.1", "C6"))
        for name, code in TIMES.items()
    ),
    *(Case(f"penalty-{name}", partial(_penalty, text), Accepted({PENALTY: -1.0})) for name, text in MINUSES.items()),
    *(Case(f"period-{name}", partial(_of_period, text), Accepted(VALUES)) for name, text in PERIODS.items()),
    Case("period-date", lambda: _of_period(Raw(' s="2"', "<v>46023</v>")), refused("unknown-period", "1.1", "B2")),
    Case("format-percent", lambda: formatted("0%", 0.5), refused("percent-in-points", "1.1", "C6")),
    Case(
        "share-percent",
        lambda: formatted("0%", 0.666, share=True),
        Accepted({"share / 2026: value": 66.6}),
        "observations",
    ),
    Case(
        "share-percent-quoted",
        lambda: formatted('0.0" %"', 66.6, share=True),
        Accepted({"share / 2026: value": 66.6}),
        "observations",
    ),
    Case(
        "share-percent-escaped",
        lambda: formatted(r"0.0\%", 66.6, share=True),
        Accepted({"share / 2026: value": 66.6}),
        "observations",
    ),
    Case("share-with-point", lambda: observations("66.6%"), Accepted({"share / 2026: value": 66.6}), "observations"),
    Case(
        "share-points",
        lambda: observations("66,6 п. п."),
        refused("text-in-number", "Муниципалитеты", "C4"),
        "observations",
    ),
    Case(
        "points-invisible-only",
        lambda: scores(("g1", "presence", "\u200b"), ("g1", "alignment", 2)),
        refused("points-missing", "1.1", "C6"),
    ),
    Case("points-letter-for-zero", lambda: points("О"), refused("text-in-number", "1.1", "C6")),
    Case(
        "points-cached-nothing",
        lambda: scores(("g1", "presence", formula("", 'IF(1,"")')), ("g1", "alignment", 2)),
        Accepted({"1.1 / g1 / alignment: points": 2.0}),
    ),
    Case(
        "points-shared-formula",
        lambda: scores(
            ("g1", "presence", Raw("", '<f t="shared" ref="C6:C7" si="0">1</f><v>1</v>')),
            ("g1", "alignment", Raw("", '<f t="shared" si="0"/><v>2</v>')),
        ),
        Accepted(BOTH),
    ),
    Case(
        "points-shared-formula-without-value",
        lambda: scores(("g1", "presence", Raw("", '<f t="shared" si="0"/>'))),
        refused("formula-without-value", "1.1", "C6"),
    ),
    Case("points-array-formula", lambda: points(Raw("", '<f t="array" ref="C6">SUM(A1:A2)</f><v>1</v>')), given(1.0)),
    Case("points-other-workbook", lambda: points(formula(1, "[1]Лист1!A1")), given(1.0)),
    Case("code-zero-width", lambda: scores(("g1\u200b", "\ufeffpresence", 1)), Accepted(VALUES)),
    Case("code-spaces", lambda: scores((" g1 ", "presence\u00a0", 1)), Accepted(VALUES)),
    Case("text-zero-width", lambda: commented("да\u200b, нет"), Accepted({**VALUES, COMMENT: "да, нет"})),
    Case("text-turned-around", lambda: commented("да \u202etxt.exe"), Accepted({**VALUES, COMMENT: "да txt.exe"})),
    Case("text-carriage-return", lambda: commented("да_x000D_\nнет"), Accepted({**VALUES, COMMENT: "да\nнет"})),
    Case(
        "text-long",
        lambda: commented("я" * limits.TEXT_LENGTH),
        Accepted({**VALUES, COMMENT: "я" * limits.TEXT_LENGTH}),
    ),
    Case("text-too-long", lambda: commented("я" * (limits.TEXT_LENGTH + 1)), refused("text-too-long", "1.1", "D6")),
    Case("text-error", lambda: commented(Raw(' t="e"', "<v>#REF!</v>")), refused("error-cell", "1.1", "D6")),
    Case("text-emoji", lambda: commented("готово 👍🏽"), Accepted({**VALUES, COMMENT: "готово 👍🏽"})),
    Case(
        "shared-rich-text",
        lambda: shared_texts(
            "<r><t>g</t></r><r><t>1</t></r>", "<t>presence</t><phoneticPr/>", '<t xml:space="preserve"> да </t>'
        ),
        Accepted({**VALUES, COMMENT: "да"}),
    ),
    Case(
        "shared-phonetic",
        lambda: shared_texts("<t>g1</t><rPh sb='0' eb='1'><t>x</t></rPh>", "<t>presence</t>", "<t>да</t>"),
        Accepted({**VALUES, COMMENT: "да"}),
    ),
    Case("shared-empty", lambda: shared_texts("<t>g1</t>", "<t>presence</t>", "<t/>"), Accepted(VALUES)),
    Case("header-two-rows", header_of_two_rows, Accepted(VALUES)),
    Case("header-numbered-columns", numbered_columns, Accepted(VALUES, (("column-numbers", "1.1", "A6"),))),
    Case(
        "header-limits-in-title",
        lambda: scores(ROW, header=(*HEADER[:2], "Баллы (0–2)")),
        refused("missing-column", "1.1", "A5"),
    ),
    Case(
        "header-title-twice",
        lambda: scores((*ROW, 2), header=(*HEADER, "Оценка")),
        refused("column-twice", "1.1", "D5"),
    ),
    Case("header-title-twice-one-empty", lambda: scores(ROW, header=(*HEADER, "Оценка")), Accepted(VALUES)),
    Case(
        "header-zero-width",
        lambda: scores(ROW, header=("\ufeffКод позиции", "Код\u200b параметра", "Баллы\u00ad")),
        Accepted(VALUES),
    ),
    Case("layout-section-titles", section_titles, Accepted(BOTH)),
    Case("layout-under-a-merged-cell", under_a_merged_cell, refused("hidden-under-merged", "1.1", "C7")),
    Case(
        "layout-merged-comment",
        lambda: one(score_sheet((*ROW, "да"), header=WITH_COMMENT, tail=merged("D6:F6"))),
        Accepted({**VALUES, COMMENT: "да"}),
    ),
    Case(
        "layout-second-table",
        second_table,
        Refused((("second-table", "1.1", "A8"), ("unknown-parameter", "1.1", "A10"))),
    ),
    Case(
        "layout-footnote",
        lambda: scores(ROW, (), ("* по данным на 1 июня",), (None, "Исполнитель: отдел мониторинга")),
        Accepted(VALUES),
    ),
    Case("layout-without-addresses", without_addresses, Accepted(VALUES)),
    Case("layout-formatted-tail", formatted_tail, Accepted(VALUES)),
    Case("layout-furnished", furnished, Accepted(VALUES)),
    Case("sheet-hidden-copy", hidden_copy, Accepted(VALUES, (("sheet-not-read", None, None),))),
    Case("sheet-quoted", lambda: scores(ROW, name="«1.1»"), Accepted(VALUES)),
    Case("sheet-apostrophes", lambda: scores(ROW, name="Направление '1.1'"), Accepted(VALUES)),
    Case("sheet-comma", lambda: scores(ROW, name="1,1"), refused("missing-sheet")),
    Case("sheet-chart", chart_sheet, Accepted(VALUES)),
    Case(
        "dialect-1904",
        dated_1904,
        Accepted(
            {
                **VALUES,
                "1.1 / g1 / presence: document_date": "2021-05-17",
                "1.1 / g1 / presence: document_title": "Приказ",
            }
        ),
    ),
    Case("dialect-strict", strict, Accepted(VALUES)),
    Case(
        "dialect-template",
        lambda: replaced("[Content_Types].xml", "spreadsheetml.sheet.main+xml", "spreadsheetml.template.main+xml"),
        Accepted(VALUES),
        file="book.xltx",
    ),
    Case("binary-workbook-renamed", binary_workbook, refused("wrong-file-type")),
    Case(
        "old-excel-renamed",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
        refused("wrong-file-type"),
        file="book.xlsx",
    ),
    Case("workbook-in-an-archive", archive, refused("wrong-file-type"), file="Отчёт.zip"),
    Case(
        "flat-open-document",
        lambda: b'<?xml version="1.0"?><office:document xmlns:office="x"/>',
        refused("wrong-file-type"),
        file="b.fods",
    ),
    Case(
        "csv-trailing-separators",
        lambda: text_scores("F;1.1;g1;presence;1;;;", "F;1.1;g1;alignment;2;;;", header=";".join(PLAIN[0]) + ";;"),
        Accepted(BOTH),
        file="t.csv",
    ),
    Case(
        "csv-header-line-break",
        lambda: text_scores(
            "F;1.1;g1;presence;1;",
            header='Код муниципалитета;Направление;"Код\nпозиции";"Код\nпараметра";Баллы;Комментарий',
        ),
        Accepted(VALUES),
        file="t.csv",
    ),
    Case("csv-old-mac-lines", lambda: text_table(end="\r"), Accepted(BOTH), file="t.csv"),
    Case(
        "csv-blank-lines",
        lambda: text_scores("", "F;1.1;g1;presence;1;", "", ";;;;;", "F;1.1;g1;alignment;2;"),
        Accepted(BOTH),
        file="t.csv",
    ),
    Case(
        "csv-mixed-separators",
        lambda: text_scores("F,1.1,g1,presence,1,", "F,1.1,g1,alignment,2,"),
        refused("separator-unclear"),
        file="t.csv",
    ),
    Case(
        "csv-decimal-comma-quoted",
        lambda: text_table((*ABOVE, PLAIN[0], (*PLAIN[1][:4], '"1,5"', "")), separator=","),
        given(1.5),
        file="t.csv",
    ),
    Case("csv-header-only", lambda: text_scores(), refused("no-rows"), file="t.csv"),
    Case("csv-true-minus", lambda: text_scores("F;1.1;i1;penalty;−1;"), Accepted({PENALTY: -1.0}), file="t.csv"),
    Case("csv-invisible", lambda: text_scores("F\u200b;1.1;g1;presence;\u200e1;"), Accepted(VALUES), file="t.csv"),
    Case(
        "csv-text-in-points",
        lambda: text_scores("F;1.1;g1;presence;один;"),
        refused("text-in-number", TABLE, "E4"),
        file="t.csv",
    ),
    Case("csv-mark", lambda: text_scores("F;1.1;g1;presence;н/д;"), given(Nothing.NO_DATA), file="t.csv"),
    Case(
        "csv-comment-with-quotes",
        lambda: with_comment('"он сказал ""да"", и всё"'),
        Accepted({**VALUES, COMMENT: 'он сказал "да", и всё'}),
        file="t.csv",
    ),
]
