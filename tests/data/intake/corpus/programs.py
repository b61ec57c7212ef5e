"""What other programs write: formats without contents, errors of their own, raised and struck signs, odd parts."""

import io
import warnings
import zipfile
from collections.abc import Callable
from functools import partial
from typing import Any

from tests.data.intake.books import zipped
from tests.data.intake.corpus.case import Accepted, Case, Refused, refused
from tests.data.intake.corpus.damage import DAMAGED, SHEET, changed
from tests.data.intake.corpus.formats import OPEN_TYPE, open_document, open_scores
from tests.data.intake.corpus.layouts import ROW, VALUES, one
from tests.data.intake.corpus.people import COMMENT, commented, formatted, given, shared_texts
from tests.data.intake.corpus.sheets import (
    HEADER,
    Raw,
    merged,
    observations,
    points,
    score_rows,
    score_sheet,
    scores,
    sheet_data,
    workbook_parts,
)

Parts = dict[str, bytes]
MUNICIPALITIES = "Муниципалитеты"
DOCTYPE = b'<!DOCTYPE a [<!ENTITY x "1">]>'
RAISED = '<r><t>1</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r>'
STRUCK = "<r><rPr><strike/></rPr><t>1</t></r><r><t>2</t></r>"
PLAIN_RUNS = '<r><rPr><b/><vertAlign val="baseline"/></rPr><t>1</t></r><r><rPr><strike val="0"/></rPr><t>2</t></r>'


def rich(runs: str) -> Raw:
    return Raw(' t="inlineStr"', f"<is>{runs}</is>")


def error(code: str) -> Raw:
    return Raw(' t="e"', f"<f>X()</f><v>{code}</v>")


def behind_the_row(cell: str) -> bytes:
    return one(score_sheet(ROW).replace("<v>1</v></c>", f"<v>1</v></c>{cell}"))


def below_the_table(row: str) -> bytes:
    return one(score_sheet(ROW).replace("</sheetData>", row + "</sheetData>"))


def with_part(name: str, content: bytes) -> bytes:
    return changed(lambda parts: parts.update({name: content}))


def moved_sheet(change: Callable[[bytes], bytes]) -> bytes:
    """The sheet in a part that is not called XML."""

    def change_parts(parts: Parts) -> None:
        parts["xl/worksheets/sheet1.dat"] = change(parts.pop(SHEET))
        for name in ("xl/_rels/workbook.xml.rels", "[Content_Types].xml"):
            parts[name] = parts[name].replace(b"sheet1.xml", b"sheet1.dat")

    return changed(change_parts)


def zip64() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, part in workbook_parts({"1.1": score_sheet(ROW)}).items():
            with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as entry:
                entry.write(part)
    return content.getvalue()


class _Stream(io.RawIOBase):
    """A place to write to without going back, so that sizes stand behind the parts."""

    def __init__(self) -> None:
        self.content = b""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.content += bytes(data)
        return len(data)


def streamed() -> bytes:
    stream = _Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in workbook_parts({"1.1": score_sheet(ROW)}).items():
            archive.writestr(name, part)
    return stream.content


def equal_names() -> bytes:
    content = io.BytesIO()
    other = workbook_parts({"1.1": score_sheet(("g1", "presence", 2))})
    with warnings.catch_warnings(), zipfile.ZipFile(content, "w") as archive:
        warnings.simplefilter("ignore")
        for name, part in (*workbook_parts({"1.1": score_sheet(ROW)}).items(), (SHEET, other[SHEET])):
            archive.writestr(name, part)
    return content.getvalue()


def joined() -> bytes:
    """Two workbooks in one file: what stands at the end is the workbook."""
    return scores(("g1", "presence", 2)) + scores(ROW)


def three_sheets() -> bytes:
    header = ("Код муниципалитета", "Направление", *HEADER)
    table = sheet_data((("Период", 2026), (), header, ("F", "1.1", *ROW)))
    return zipped(workbook_parts({"Лист1": table, "Лист2": sheet_data(()), "Лист3": "<sheetData/>"}))


def open_shown(value_type: str, shown: str) -> bytes:
    """A formula whose error only its shown text tells."""
    value = 'office:value="0"' if value_type == "float" else 'office:string-value=""'
    return open_scores(
        f'<table:table-cell table:formula="of:=X()" office:value-type="{value_type}" {value}>'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )


def open_span(properties: str) -> bytes:
    """A count whose second digit has a format of its own."""
    spanned = '<text:p>1<text:span text:style-name="T1">2</text:span></text:p>'
    cell = f'<table:table-cell office:value-type="string">{spanned}</table:table-cell>'
    header = ("Код муниципалитета", "Код показателя", "Значение")
    content = open_document((("Период", "2026"), (), header, ("C", "count", cell)), name=MUNICIPALITIES)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    style = f'<style:style style:name="T1"><style:text-properties {properties}/></style:style>'
    styles = f"<office:automatic-styles>{style}</office:automatic-styles><office:body>".encode()
    return zipped(parts | {"content.xml": parts["content.xml"].replace(b"<office:body>", styles)})


def open_doctype() -> bytes:
    return zipped({"mimetype": OPEN_TYPE, "content.xml": DOCTYPE + b"<a/>", "META-INF/manifest.xml": b"<a/>"})


def _count(value: Any) -> bytes:
    return observations(value, indicator="count")


ERRORS = ("#SPILL!", "#CALC!", "#BUSY!", "#FIELD!", "#GETTING_DATA", "#BLOCKED!", "#NUM!", "#NULL!", "#NAME?")
NOTED = refused("text-in-number", MUNICIPALITIES, "C4")
FORMATS: dict[str, tuple[str, float]] = {
    "thousands-in-red": ("#,##0_ ;[Red]\\-#,##0\\ ", 2),
    "accounting": ('_-* #,##0.00\\ _₽_-;\\-* #,##0.00\\ _₽_-;_-* "-"??\\ _₽_-;_-@_-', 2),
    "space-as-wide-as-d": ("0_d", 2),
    "filled-with-y": ("0*y", 2),
    "condition": ('[<=1]0;[>1]"много"', 1),
    "zero-hidden": ("0;-0;;@", 0),
    "general-with-text": ('General" м"', 2),
    "quoted-percent": ('0"%"', 2),
}
OPEN_ERRORS = {
    "float": ("float", "#DIV/0!"),
    "float-russian": ("float", "#ДЕЛ/0!"),
    "number-of-the-error": ("float", "Err:502"),
    "empty-text": ("string", "#NAME?"),
}


def _open_errors() -> list[Case]:
    where: Refused = refused("error-cell", "1.1", "C6")
    return [
        Case(f"ods-error-as-{name}", partial(open_shown, *shown), where, file="b.ods")
        for name, shown in OPEN_ERRORS.items()
    ]


CASES = [
    Case("format-only-far-right", partial(behind_the_row, '<c r="AMJ6" s="3"/>'), Accepted(VALUES)),
    Case(
        "format-only-far-down",
        partial(below_the_table, '<row r="1048576"><c r="A1048576" s="3"/></row>'),
        Accepted(VALUES),
    ),
    Case("format-only-of-a-row", partial(below_the_table, '<row r="1048576" ht="12.8"/>'), Accepted(VALUES)),
    Case(
        "merged-whole-row",
        lambda: one(sheet_data([("Отчёт",), *score_rows(ROW)]) + merged("A1:XFD1")),
        Accepted(VALUES),
    ),
    Case("merged-whole-column", lambda: one(score_sheet(ROW) + merged("H1:H1048576")), Accepted(VALUES)),
    Case("zip-64", zip64, Accepted(VALUES)),
    Case("zip-streamed", streamed, Accepted(VALUES)),
    Case("zip-joined", joined, Accepted(VALUES)),
    Case("zip-equal-names", equal_names, refused("duplicate-parts")),
    Case("doctype-of-properties", partial(with_part, "docProps/core.xml", DOCTYPE + b"<a>&x;</a>"), refused("doctype")),
    Case("doctype-of-relations", partial(with_part, "_rels/.rels", DOCTYPE + b"<a/>"), refused("doctype")),
    Case("doctype-of-a-drawing", partial(with_part, "xl/drawing1.vml", b"<!DOCTYPE xml><xml/>"), refused("doctype")),
    Case(
        "doctype-of-a-sheet-of-another-ending",
        lambda: moved_sheet(lambda sheet: DOCTYPE + sheet.replace(b"<v>1</v>", b"<v>&x;</v>")),
        refused("doctype"),
    ),
    Case("doctype-in-open-document", open_doctype, refused("doctype"), file="b.ods"),
    Case("drawing-that-is-nearly-xml", partial(with_part, "xl/drawing1.vml", b"<xml><br></xml>"), Accepted(VALUES)),
    Case("sheet-of-another-ending", lambda: moved_sheet(lambda sheet: sheet), Accepted(VALUES)),
    Case(
        "sheet-of-another-ending-unclosed",
        lambda: moved_sheet(lambda sheet: sheet.replace(b"</sheetData>", b"")),
        DAMAGED,
    ),
    Case("sheet-two-empty-ones-beside", three_sheets, Accepted(VALUES)),
    *(
        Case(f"error-{code.strip('#!?')}", partial(points, error(code)), refused("error-cell", "1.1", "C6"))
        for code in ERRORS
    ),
    Case(
        "error-of-a-new-kind-and-another-fault",
        lambda: scores(("g1", "presence", error("#SPILL!")), ("g1", "alignment", 3)),
        Refused((("error-cell", "1.1", "C6"), ("points-above-maximum", "1.1", "C7"))),
    ),
    Case("count-with-a-raised-note", lambda: _count(rich(RAISED)), NOTED, "observations"),
    Case("count-struck-through", lambda: _count(rich(STRUCK)), NOTED, "observations"),
    Case("count-in-runs", lambda: _count(rich(PLAIN_RUNS)), Accepted({"count / 2026: value": 12.0}), "observations"),
    Case(
        "comment-with-a-raised-digit",
        lambda: commented(rich(RAISED.replace(">1<", ">5 м<"))),
        Accepted({**VALUES, COMMENT: "5 м²"}),
    ),
    Case(
        "shared-raised",
        lambda: shared_texts("<t>g1</t>", "<t>presence</t>", RAISED),
        Accepted({**VALUES, COMMENT: "1²"}),
    ),
    Case("text-sign-by-number", lambda: commented("a_x005F_x0041_"), Accepted({**VALUES, COMMENT: "a_x0041_"})),
    Case("text-bell", lambda: commented("да_x0007_нет"), Accepted({**VALUES, COMMENT: "данет"})),
    *(Case(f"number-{name}", partial(formatted, code, value), given(value)) for name, (code, value) in FORMATS.items()),
    *_open_errors(),
    Case("ods-raised", partial(open_span, 'style:text-position="33% 58%"'), NOTED, "observations", "b.ods"),
    Case("ods-struck", partial(open_span, 'style:text-line-through-type="single"'), NOTED, "observations", "b.ods"),
    Case(
        "ods-span",
        partial(open_span, 'style:text-position="0% 100%"'),
        Accepted({"count / 2026: value": 12.0}),
        "observations",
        "b.ods",
    ),
]
