"""Paragraphs and tables of a Word document as WordprocessingML text, parsed in one go.

The library's objects look up a style, an order of elements or a width for each property of each run; a note of a
municipality has thousands of them, and an archive holds all municipalities. What is written here is, byte for byte,
what those objects would write.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from docx.document import Document
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.shared import Emu, Length, Mm

# XML 1.0 knows these characters and no others; a name from a workbook may hold any.
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
HEAD_GROUND = "EFF3FA"
# Style of a heading by its level, 0 being the title: identifiers of the library's template.
HEADING_STYLES = ("Title", "Heading1", "Heading2")
NOT_PLAIN = re.compile(f"[\t\n\r]|{NOT_IN_XML.pattern}")
BODY = f"<w:body {nsdecls('w')}>", "</w:body>"
BREAKS = {"\t": "<w:tab/>", "\n": "<w:br/>", "\r": "<w:br/>"}
TABLE_LOOK = (
    '<w:tblLook w:firstColumn="1" w:firstRow="1" w:lastColumn="0" w:lastRow="0" w:noHBand="0" w:noVBand="1" '
    'w:val="04A0"/>'
)


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


def append(document: Document, content: str) -> None:
    """Put paragraphs and tables at the end of the document, before the properties of its page."""
    # They are the last child of the body; asking for them by name walks all that stands before.
    page = document.element.body[-1]
    for element in list(parse_xml(content.join(BODY))):
        page.addprevious(element)


def run(text: str, properties: str = "") -> str:
    """A piece of a paragraph; lines and tabs within it stay such."""
    if NOT_PLAIN.search(text):
        pieces = [BREAKS.get(piece) or _words(piece) for piece in re.split(r"([\t\n\r])", clean(text)) if piece]
        words = "".join(pieces)
    else:
        words = _words(text) if text else ""
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{words}</w:r>"


def _words(text: str) -> str:
    kept = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<w:t{kept}>{escape(text)}</w:t>"


def look(*, bold: bool | None = None, ink: str = "", half_points: int | None = None) -> str:
    """Properties of a run, in the order that the schema asks for."""
    weight = "" if bold is None else "<w:b/>" if bold else '<w:b w:val="0"/>'
    colour = f'<w:color w:val="{ink}"/>' if ink else ""
    size = "" if half_points is None else f'<w:sz w:val="{half_points}"/>'
    return f"{weight}{colour}{size}"


def paragraph(runs: str, after: int, properties: str = "") -> str:
    """``after`` is the space below in twentieths of a point."""
    return f'<w:p><w:pPr><w:spacing w:after="{after}"/>{properties}</w:pPr>{runs}</w:p>'


def heading(text: str, level: int) -> str:
    before = 240 if level == 1 else 160
    style = f'<w:pStyle w:val="{HEADING_STYLES[level]}"/><w:keepNext/>'
    spacing = f'<w:spacing w:before="{before}" w:after="80"/>'
    return f"<w:p><w:pPr>{style}{spacing}</w:pPr>{run(text) if clean(text) else ''}</w:p>"


def table(
    head: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[float], size: float, whole: Length
) -> str:
    """``widths`` in millimetres; without them the columns share ``whole`` evenly. ``size`` in points."""
    columns = len(head) or len(rows[0])
    twips = [Mm(width).twips for width in widths] or [Emu(int(whole / columns)).twips] * columns
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    layout = "fixed" if widths else "autofit"
    heads = [[Cell(text, bold=True, ground=HEAD_GROUND) for text in head]] if head else []
    lines = [*(_row(row, twips, size, "<w:tblHeader/>") for row in heads), *(_row(row, twips, size) for row in rows)]
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:type="auto" w:w="0"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="{layout}"/>{TABLE_LOOK}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(lines)}</w:tbl>'
    )


def _row(cells: Sequence[Cell], twips: Iterable[int], size: float, mark: str = "") -> str:
    content = "".join(_cell(cell, width, round(2 * size)) for cell, width in zip(cells, twips, strict=True))
    return f"<w:tr><w:trPr>{mark}<w:cantSplit/></w:trPr>{content}</w:tr>"


def _cell(cell: Cell, width: int, half_points: int) -> str:
    ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.ground}"/>' if cell.ground else ""
    words = run(cell.text, look(bold=cell.bold, ink=cell.ink, half_points=half_points))
    side = '<w:jc w:val="right"/>' if cell.is_number else ""
    properties = f'<w:tcPr><w:tcW w:type="dxa" w:w="{width}"/><w:vAlign w:val="center"/>{ground}</w:tcPr>'
    return f"<w:tc>{properties}{paragraph(words, 0, side)}</w:tc>"
