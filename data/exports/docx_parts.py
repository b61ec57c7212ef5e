"""The parts a Word document is made of: headings, paragraphs, tables with shaded cells, and bytes that repeat."""

import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor

from data.exports import docx_xml as xml
from data.exports.docx_xml import Cell, clean

MIMETYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Arial"
INK, SECOND_INK = "17222F", "4A586B"
SAND = "FBF5E6"
# A part of a zip file needs a time; one that never changes keeps the bytes the same.
PART_TIME = (2000, 1, 1, 0, 0, 0)


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
    xml.append(document, words(text, label=label, second=second))


def words(text: str, *, label: str = "", second: bool = False) -> str:
    """The same as content for ``append``: many paragraphs are written faster together."""
    named = xml.run(f"{clean(label)}: ", xml.look(bold=True)) if label else ""
    own = xml.run(text, xml.look(ink=SECOND_INK, half_points=17) if second else "")
    return xml.paragraph(named + own, 80)


def remark(document: DocumentObject, text: str) -> None:
    """A remark on sand, such as the label of invented data."""
    table(document, [], [[Cell(text, ground=SAND)]])


def heading(document: DocumentObject, text: str, level: int) -> None:
    xml.append(document, xml.heading(text, level))


def table(
    document: DocumentObject,
    head: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    *,
    widths: Sequence[float] = (),
    size: float = 9,
) -> None:
    """A table with lines; its head repeats on each page, its rows never part. ``widths`` in millimetres."""
    section = document.sections[0]
    whole = Emu((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0))
    xml.append(document, xml.table(head, rows, widths, size, whole) + xml.paragraph("", 40))


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
