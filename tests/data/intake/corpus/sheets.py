"""Writing small workbooks part by part, with a cell just as it shall stand in the XML."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from data.intake.files.cell import address
from tests.data.intake.books import CONTENT, MAIN, PACKAGE, RELATIONS, zipped

RELATION = "application/vnd.openxmlformats-package.relationships+xml"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0%"/></numFmts><cellXfs>'
    '<xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="2"/></cellXfs></styleSheet>'
)
PERCENT_STYLE, DATE_STYLE = 1, 2
Rows = Sequence[Sequence[Any]]

HEADER = ("Код позиции", "Код параметра", "Баллы")
LABELS: Rows = (("Код муниципалитета", "F"), ("Период", 2026), ("Методика", "small"))
# The first row of scores under the labels, an empty row and the header.
FIRST = 6


@dataclass(frozen=True)
class Raw:
    """A cell as XML: attributes beside the address, and what is inside."""

    attributes: str = ""
    inside: str = ""


def formula(value: Any = None, text: str = "1+1") -> Raw:
    """A formula with its stored value, or without one."""
    kind = ' t="str"' if isinstance(value, str) else ""
    return Raw(kind, f"<f>{escape(text)}</f>" + ("" if value is None else f"<v>{escape(str(value))}</v>"))


def cell_xml(reference: str, value: Any) -> str:
    if isinstance(value, Raw):
        return f'<c r="{reference}"{value.attributes}>{value.inside}</c>'
    if isinstance(value, bool):
        return f'<c r="{reference}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{reference}"><v>{value}</v></c>'
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def sheet_data(rows: Rows, hidden: Sequence[int] = (), first_column: int = 1) -> str:
    lines = []
    for number, values in enumerate(rows, start=1):
        cells = [
            cell_xml(address(number, column), value)
            for column, value in enumerate(values, start=first_column)
            if value is not None
        ]
        lines.append(f'<row r="{number}"{" hidden=" + chr(34) + "1" + chr(34) if number in hidden else ""}>')
        lines += [*cells, "</row>"]
    return f"<sheetData>{''.join(lines)}</sheetData>"


def workbook_parts(sheets: Mapping[str, str], states: Mapping[str, str] | None = None) -> dict[str, bytes]:
    """The parts of a workbook by name; ``sheets``: name → what stands inside ``worksheet``."""
    numbers = range(1, len(sheets) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{CONTENT}.worksheet+xml"/>'
        for number in numbers
    )
    states = states or {}
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="r{number}" state="{states.get(name, "visible")}"/>'
        for number, name in zip(numbers, sheets, strict=True)
    )
    related = "".join(
        f'<Relationship Id="r{number}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{RELATION}"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{CONTENT}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{CONTENT}.styles+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{related}'
        f'<Relationship Id="s" Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": STYLES,
    }
    for number, inside in zip(numbers, sheets.values(), strict=True):
        parts[f"xl/worksheets/sheet{number}.xml"] = f'<worksheet xmlns="{MAIN}">{inside}</worksheet>'
    return {name: text.encode() for name, text in parts.items()}


def score_rows(*rows: Sequence[Any], header: Sequence[Any] = HEADER, labels: Rows = LABELS) -> list[Sequence[Any]]:
    return [*labels, (), header, *rows]


def score_sheet(*rows: Sequence[Any], header: Sequence[Any] = HEADER, labels: Rows = LABELS, tail: str = "") -> str:
    return sheet_data(score_rows(*rows, header=header, labels=labels)) + tail


def scores(*rows: Sequence[Any], header: Sequence[Any] = HEADER, labels: Rows = LABELS, name: str = "1.1") -> bytes:
    """A workbook of scores of municipality F: one sheet, labels, header in row 5, then ``rows``."""
    return zipped(workbook_parts({name: score_sheet(*rows, header=header, labels=labels)}))


def points(value: Any) -> bytes:
    """One score of ``g1``, ``presence``, whose points lie between 0 and 2; it stands in C6."""
    return scores(("g1", "presence", value))


def observations(value: Any, numerator: Any = None, denominator: Any = None, indicator: str = "share") -> bytes:
    """One observation of municipality C; its value stands in C4."""
    header = ("Код муниципалитета", "Код показателя", "Значение", "Числитель", "Знаменатель")
    rows = (("Период", "2026"), (), header, ("C", indicator, value, numerator, denominator))
    return zipped(workbook_parts({"Муниципалитеты": sheet_data(rows)}))


def merged(*areas: str) -> str:
    inside = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return f'<mergeCells count="{len(areas)}">{inside}</mergeCells>'
