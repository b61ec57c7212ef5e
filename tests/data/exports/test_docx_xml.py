"""What is written as text is what the library's own objects would write."""

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from hypothesis import given, settings
from hypothesis import strategies as st

from data.exports import docx_parts as parts
from data.exports.docx_xml import HEAD_GROUND, Cell, clean

INK, GROUND = "B3261E", "FBF5E6"
# Lines, tabs, markup, spaces at the ends and alone, characters that XML does not know.
texts = st.text(st.sampled_from("а1 <>&\"'-\t\n\r\u00a0\u2011\x00\ufffe😀"), max_size=12)
cells = st.builds(
    Cell, texts, is_number=st.booleans(), bold=st.booleans(), ground=st.sampled_from(["", GROUND]),
    ink=st.sampled_from(["", INK]),
)  # fmt: skip


def body(document: DocumentObject) -> str:
    return str(document.element.body.xml)


@settings(max_examples=30)
@given(texts, st.sampled_from([0, 1, 2]))
def test_a_heading_is_the_librarys(text: str, level: int) -> None:
    made, expected = Document(), Document()
    parts.heading(made, text, level)
    own = expected.add_heading(clean(text), level)
    own.paragraph_format.space_before, own.paragraph_format.space_after = Pt(12 if level == 1 else 8), Pt(4)
    own.paragraph_format.keep_with_next = True
    assert body(made) == body(expected)


@settings(max_examples=30)
@given(texts, texts, st.booleans())
def test_a_paragraph_is_the_librarys(text: str, label: str, second: bool) -> None:
    made, expected = Document(), Document()
    parts.paragraph(made, text, label=label, second=second)
    own = expected.add_paragraph()
    own.paragraph_format.space_after = Pt(4)
    if label:
        own.add_run(f"{clean(label)}: ").bold = True
    run = own.add_run(clean(text))
    if second:
        run.font.size, run.font.color.rgb = Pt(8.5), RGBColor.from_string(parts.SECOND_INK)
    assert body(made) == body(expected)


@settings(max_examples=30)
@given(
    st.one_of(st.just([]), st.lists(texts, min_size=2, max_size=2)),
    st.lists(st.lists(cells, min_size=2, max_size=2), min_size=1, max_size=3),
    st.sampled_from([(), (84.0, 24.5), (9.0, 116 / 9)]),
    st.sampled_from([8, 9]),
)
def test_a_table_is_the_librarys(head: list[str], rows: list[list[Cell]], widths: tuple[float, ...], size: int) -> None:
    made, expected = Document(), Document()
    parts.table(made, head, rows, widths=widths, size=size)
    heads = [[Cell(text, bold=True, ground=HEAD_GROUND) for text in head]] if head else []
    by_objects(expected, [*heads, *rows], widths, size, has_head=bool(head))
    assert body(made) == body(expected)


def by_objects(
    document: DocumentObject, rows: list[list[Cell]], widths: tuple[float, ...], size: int, *, has_head: bool
) -> None:
    table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, not widths
    for place, (line, row) in enumerate(zip(table.rows, rows, strict=True)):
        for name in ["w:tblHeader"] * (has_head and place == 0) + ["w:cantSplit"]:
            line._tr.get_or_add_trPr().append(OxmlElement(name))
        for column, (target, cell) in enumerate(zip(line.cells, row, strict=True)):
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
            if widths:
                target.width = Mm(widths[column])
    for column, width in zip(table.columns, widths, strict=False):
        column.width = Mm(width)
    document.add_paragraph().paragraph_format.space_after = Pt(2)
