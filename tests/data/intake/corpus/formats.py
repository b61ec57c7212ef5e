"""Other formats, text tables in every encoding, and names that promise another content."""

from functools import partial
from xml.sax.saxutils import escape

from tests.data.intake.books import zipped
from tests.data.intake.corpus.case import Accepted, Case, refused
from tests.data.intake.corpus.layouts import BOTH, ROW, VALUES
from tests.data.intake.corpus.sheets import Rows, score_rows, score_sheet, scores, workbook_parts

OPEN = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
OPEN_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
TABLE = "таблица"
PLAIN = (
    ("Код муниципалитета", "Направление", "Код позиции", "Код параметра", "Баллы", "Комментарий"),
    ("F", "1.1", "g1", "presence", "1", ""),
    ("F", "1.1", "g1", "alignment", "2", ""),
)
ABOVE = (("Период", "2026"), ("Методика", "small"))


def open_cell(value: object) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    text = str(value)
    if text.startswith("<"):
        return text
    return f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>'


def open_document(rows: Rows, name: str = "1.1", mimetype: bytes = OPEN_TYPE, manifest: bytes = b"<a/>") -> bytes:
    """An OpenDocument spreadsheet of one sheet."""
    spaces = " ".join(f'xmlns:{space}="{OPEN.format(space)}"' for space in ("office", "table", "text", "style"))
    lines = "".join(
        f"<table:table-row>{''.join(map(open_cell, row)) or open_cell(None)}</table:table-row>" for row in rows
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="{name}">{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": mimetype, "content.xml": content.encode(), "META-INF/manifest.xml": manifest})


def open_scores(value: object) -> bytes:
    return open_document(score_rows(("g1", "presence", value)))


def open_error() -> str:
    space = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
    return (
        f'<table:table-cell xmlns:calcext="{space}" table:formula="of:=1/0" office:value-type="string" '
        'office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
    )


def text_table(
    rows: Rows = (*ABOVE, *PLAIN), separator: str = ";", encoding: str = "utf-8", mark: bytes = b"", end: str = "\r\n"
) -> bytes:
    return mark + "".join(separator.join(map(str, row)) + end for row in rows).encode(encoding)


def padded(rows: Rows) -> Rows:
    """All rows of one width, as a spreadsheet program writes them."""
    return [(*row, *[""] * (len(PLAIN[0]) - len(row))) for row in rows]


def with_comment(text: str, separator: str = ";") -> bytes:
    return text_table((*ABOVE, PLAIN[0], (*PLAIN[1][:-1], text)), separator)


def macros() -> bytes:
    parts = workbook_parts({"1.1": score_sheet(ROW)})
    types = "[Content_Types].xml"
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    parts[types] = parts[types].replace(plain, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    return zipped(parts | {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 program"})


def text_case(name: str, content: bytes, expected: object = None, file: str = "table.csv") -> Case:
    outcome = Accepted(BOTH) if expected is None else expected
    assert isinstance(outcome, Accepted | type(refused("")))
    return Case(f"csv-{name}", lambda: content, outcome, file=file)


SUFFIX = (("wrong-suffix", None, None),)
COMMENTED = {**VALUES, "1.1 / g1 / presence: comment": "да; нет"}
CASES = [
    Case("ods-plain", partial(open_scores, 1), Accepted(VALUES), file="book.ods"),
    Case("ods-text-number", partial(open_scores, "1,5"), Accepted({"1.1 / g1 / presence: points": 1.5}), file="b.ods"),
    Case("ods-error", lambda: open_scores(open_error()), refused("error-cell", "1.1", "C6"), file="b.ods"),
    Case(
        "ods-formula-without-value",
        lambda: open_scores('<table:table-cell table:formula="of:=1+1"/>'),
        refused("formula-without-value", "1.1", "C6"),
        file="b.ods",
    ),
    Case(
        "ods-percentage",
        lambda: open_scores('<table:table-cell office:value-type="percentage" office:value="0.5"/>'),
        refused("percent-in-points", "1.1", "C6"),
        file="b.ods",
    ),
    Case(
        "ods-date",
        lambda: open_scores('<table:table-cell office:value-type="date" office:date-value="2021-05-17"/>'),
        refused("date-in-number", "1.1", "C6"),
        file="b.ods",
    ),
    Case(
        "ods-repeated-row",
        lambda: open_document([*score_rows(ROW)[:-1], ROW, ROW]),
        refused("duplicate-row", "1.1", "B7"),
        file="b.ods",
    ),
    Case(
        "ods-endless-row",
        lambda: open_scores(
            '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
        ),
        refused("cell-out-of-limits", "1.1", "XFF6"),
        file="b.ods",
    ),
    Case(
        "ods-empty-tail",
        lambda: open_document([*score_rows(ROW), ('<table:table-cell table:number-columns-repeated="16384"/>',)]),
        Accepted(VALUES),
        file="b.ods",
    ),
    Case(
        "ods-password",
        lambda: open_document((), manifest=b"<m><encryption-data/></m>"),
        refused("password-protected"),
        file="b.ods",
    ),
    Case(
        "ods-text-document",
        lambda: open_document((), mimetype=OPEN_TYPE[:-11] + b"text"),
        refused("wrong-file-type"),
        file="b.odt",
    ),
    Case("xlsm", macros, Accepted(VALUES, (("macros", None, None),)), file="book.xlsm"),
    Case("pdf", lambda: b"%PDF-1.7", refused("wrong-file-type")),
    Case(
        "web-page-named-xls",
        lambda: b"<html><table><tr><td>1</td></tr></table></html>",
        refused("wrong-file-type"),
        file="a.xls",
    ),
    Case(
        "old-excel",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
        refused("wrong-file-type"),
        file="a.xls",
    ),
    Case("picture", lambda: b"\x89PNG\r\n\x1a\n" + b"\x00" * 60, refused("wrong-file-type")),
    Case("binary", lambda: bytes(range(1, 32)) * 9, refused("wrong-file-type")),
    Case("empty-file", lambda: b"", refused("file-empty")),
    Case(
        "password",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"),
        refused("password-protected"),
    ),
    Case("name-csv-content-xlsx", lambda: scores(ROW), Accepted(VALUES, SUFFIX), file="book.csv"),
    Case("name-xlsx-content-csv", text_table, Accepted(BOTH, SUFFIX), file="book.xlsx"),
    Case("name-xls-content-xlsx", lambda: scores(ROW), Accepted(VALUES, SUFFIX), file="book.XLS"),
    Case("name-none", lambda: scores(ROW), Accepted(VALUES), file="book"),
    Case("name-russian", lambda: scores(ROW), Accepted(VALUES), file="Отчёт за год (1).XLSX"),
    Case("name-hostile", lambda: scores(ROW), Accepted(VALUES), file="=cmd|'calc'!A1 <b>.xlsx"),
    text_case("semicolon", text_table()),
    text_case("comma", text_table(separator=",")),
    text_case("tab", text_table(separator="\t"), file="table.txt"),
    text_case("padded", text_table(padded((*ABOVE, *PLAIN)))),
    text_case("unix-lines", text_table(end="\n")),
    text_case("utf-8-mark", text_table(mark=b"\xef\xbb\xbf")),
    text_case("utf-16", text_table(encoding="utf-16-le", mark=b"\xff\xfe", separator="\t"), file="table.txt"),
    text_case("utf-16-big", text_table(encoding="utf-16-be", mark=b"\xfe\xff")),
    text_case("cp1251", text_table(encoding="cp1251")),
    text_case("excel-hint", b"sep=;\r\n" + text_table()),
    text_case(
        "decimal-comma",
        text_table((*ABOVE, PLAIN[0], (*PLAIN[1][:4], "1,5", ""))),
        Accepted({"1.1 / g1 / presence: points": 1.5}),
    ),
    text_case("quoted", with_comment('"да; нет"'), Accepted(COMMENTED)),
    text_case(
        "quoted-line-break", with_comment('"да\nнет"'), Accepted({**VALUES, "1.1 / g1 / presence: comment": "да\nнет"})
    ),
    text_case("quoted-quotes", with_comment('"""да"""'), Accepted({**VALUES, "1.1 / g1 / presence: comment": '"да"'})),
    text_case(
        "without-position",
        text_table((*ABOVE, ("Код МО", "Направление", "Код параметра", "Баллы"), ("F", "1.1", "penalty", "-1"))),
        Accepted({"1.1 / i1 / penalty: points": -1.0}),
    ),
    text_case(
        "position-needed",
        text_table((*ABOVE, ("Код МО", "Направление", "Код параметра", "Баллы"), ("F", "1.1", "presence", "1"))),
        refused("unknown-parameter", TABLE, "A4"),
    ),
    text_case(
        "direction-unknown",
        text_table((*ABOVE, PLAIN[0], ("F", "9.9", *PLAIN[1][2:]))),
        refused("unknown-direction", TABLE, "B4"),
    ),
    text_case(
        "direction-absent",
        text_table((*ABOVE, PLAIN[0], ("F", "", *PLAIN[1][2:]))),
        refused("unknown-direction", TABLE, "B4"),
    ),
    text_case(
        "points-above",
        text_table((*ABOVE, PLAIN[0], (*PLAIN[1][:4], "3", ""))),
        refused("points-above-maximum", TABLE, "E4"),
    ),
    text_case("duplicate", text_table((*ABOVE, *PLAIN, PLAIN[1])), refused("duplicate-row", TABLE, "D6")),
    text_case("koi8-r", text_table(encoding="koi8-r"), refused("encoding-unclear")),
    text_case("cp866", text_table(encoding="cp866"), refused("encoding-unclear")),
    text_case("half-utf-16", text_table(encoding="utf-16-le", mark=b"\xff\xfe")[:-1], refused("encoding-unclear")),
    text_case("utf-16-without-mark", text_table(encoding="utf-16-le"), refused("nul-bytes")),
    text_case("nul", text_table().replace(b"presence", b"pre\x00sence"), refused("nul-bytes")),
    text_case("one-column", "Баллы\n1\n2\n".encode(), refused("separator-unclear")),
    text_case("two-separators", b"a,b;c,d\n1,2;3,4\n", refused("separator-unclear")),
    text_case("quote-open", with_comment('"да'), refused("csv-malformed")),
    text_case("quote-inside", with_comment('"да"нет'), refused("csv-malformed")),
    text_case("separator-unquoted", with_comment("да; нет"), refused("row-too-wide", TABLE, "G4")),
    text_case("formula", with_comment("=1+1"), Accepted({**VALUES, "1.1 / g1 / presence: comment": "=1+1"})),
    text_case("blank", b" \r\n\r\n", refused("separator-unclear")),
    Case(
        "csv-observations",
        lambda: text_table((("Код МО", "Код показателя", "Период", "Значение"), ("C", "share", "2026", "66,6 %"))),
        Accepted({"share / 2026: value": 66.6}),
        "observations",
        "figures.csv",
    ),
    Case(
        "csv-observations-of-schools",
        lambda: text_table(
            (("Код школы", "Код показателя", "Период", "Числитель", "Знаменатель"), ("A-2", "whole", "2026", "1", "4"))
        ),
        Accepted({"whole / 2026 / A-2: numerator": 1.0, "whole / 2026 / A-2: denominator": 4.0}),
        "observations",
        "figures.csv",
    ),
]
