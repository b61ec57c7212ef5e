"""The parts a Word document is made of: headings, paragraphs, tables with shaded cells, and bytes that repeat."""

import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell

MIMETYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Arial"
INK, SECOND_INK = "17222F", "4A586B"
HEAD_GROUND, SAND = "EFF3FA", "FBF5E6"
# XML 1.0 knows these characters and no others; a name from a workbook may hold any.
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A part of a zip file needs a time; one that never changes keeps the bytes the same.
PART_TIME = (2000, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Cell:
    """A cell of a table: ``ground`` and ``ink`` are colours as RRGGBB, empty for the usual ones."""

    text: str
    is_number: bool = False
    bold: bool = False
    ground: str = ""
    ink: str = ""


def clean(text: str) -> str:
    """The text without characters that no document may hold."""
    return NOT_IN_XML.sub("", text)


def new_document(title: str, subject: str, created: datetime, language: str) -> DocumentObject:
    """An empty A4 page. Properties name the product and no person; the time is that of the data."""
    document = Document()
    properties = document.core_properties
    properties.title, properties.subject = clean(title), clean(subject)
    properties.author = properties.last_modified_by = "mmuko"
    properties.comments = properties.keywords = properties.category = ""
    properties.language = language
    properties.created = properties.modified = created.replace(tzinfo=None, microsecond=0)
    properties.revision = 1
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(10)
    for name, size in (("Title", 18), ("Heading 1", 13), ("Heading 2", 11)):
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.color.rgb = RGBColor.from_string(INK)
        # Word's theme would otherwise choose another font for headings.
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(script), FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(qn(theme), None)
    _speak(document, language)
    _page(document)
    return document


def _speak(document: DocumentObject, language: str) -> None:
    """The language of the text, for hyphenation and spelling."""
    properties = document.styles["Normal"].element.get_or_add_rPr()
    element = OxmlElement("w:lang")
    element.set(qn("w:val"), {"ru": "ru-RU"}.get(language, "en-GB"))
    properties.append(element)


def _page(document: DocumentObject) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(16)


def paragraph(document: DocumentObject, text: str, *, label: str = "", second: bool = False) -> None:
    """One paragraph; ``label`` stands bold before it, ``second`` is smaller and grey."""
    made = document.add_paragraph()
    made.paragraph_format.space_after = Pt(4)
    if label:
        made.add_run(f"{clean(label)}: ").bold = True
    run = made.add_run(clean(text))
    if second:
        run.font.size, run.font.color.rgb = Pt(8.5), RGBColor.from_string(SECOND_INK)


def remark(document: DocumentObject, text: str) -> None:
    """A remark on sand, such as the label of invented data."""
    table(document, [], [[Cell(text, ground=SAND)]])


def heading(document: DocumentObject, text: str, level: int) -> None:
    made = document.add_heading(clean(text), level)
    made.paragraph_format.space_before, made.paragraph_format.space_after = Pt(12 if level == 1 else 8), Pt(4)
    made.paragraph_format.keep_with_next = True


def table(
    document: DocumentObject,
    head: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    *,
    widths: Sequence[float] = (),
    size: float = 9,
) -> None:
    """A table with lines; its head repeats on each page, its rows never part. ``widths`` in millimetres."""
    columns = len(head) or len(rows[0])
    made = document.add_table(rows=0, cols=columns, style="Table Grid")
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = not widths
    if head:
        _add_row(made, [Cell(text, bold=True, ground=HEAD_GROUND) for text in head], widths, size)
        _mark(made.rows[0], "w:tblHeader")
    for row in rows:
        _add_row(made, row, widths, size)
    for line in made.rows:
        _mark(line, "w:cantSplit")
    # Word goes by the width of cells, LibreOffice by that of columns.
    for column, width in zip(made.columns, widths, strict=False):
        column.width = Mm(width)
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _add_row(made: Table, cells: Sequence[Cell], widths: Sequence[float], size: float) -> None:
    line = made.add_row()  # type: ignore[no-untyped-call]
    # Asking a row for its cells walks all of them: once is enough.
    for place, (target, cell) in enumerate(zip(line.cells, cells, strict=True)):
        _fill(target, cell, size)
        if widths:
            target.width = Mm(widths[place])


def _fill(target: _Cell, cell: Cell, size: float) -> None:
    target.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    words = target.paragraphs[0]
    words.paragraph_format.space_after = Pt(0)
    if cell.is_number:
        words.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = words.add_run(clean(cell.text))
    run.font.size, run.bold = Pt(size), cell.bold
    if cell.ink:
        run.font.color.rgb = RGBColor.from_string(cell.ink)
    if cell.ground:
        shading = OxmlElement("w:shd")
        for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", cell.ground)):
            shading.set(qn(name), value)
        target._tc.get_or_add_tcPr().append(shading)


def _mark(row: object, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # type: ignore[attr-defined]


def content_of(document: DocumentObject) -> bytes:
    """The file. The same document gives the same bytes: no time of writing is part of it."""
    written, repeated = BytesIO(), BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(repeated, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            entry = zipfile.ZipInfo(part.filename, PART_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(part.filename))
    return repeated.getvalue()
