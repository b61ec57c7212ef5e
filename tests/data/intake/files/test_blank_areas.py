"""A space far away from the table is no data: it costs neither memory nor time, and nothing of the table is lost."""

import subprocess
import sys
from io import BytesIO

import pytest
from openpyxl import Workbook as Book

from data.intake.files.sandbox import child_environment, read_workbook
from tests.data.intake.books import raw_workbook, zipped

# What the reading process may take more than for the same file without the space.
MOST_MEGABYTES = 30
PEAK = (
    "import resource, sys\n"
    "from data.intake.files import reading_process as process\n"
    "size = sum(map(len, process.read(sys.stdin.buffer.read())))\n"
    "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)\n"
)
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def peak_megabytes(content: bytes) -> int:
    """The largest memory of a process that reads the content."""
    ended = subprocess.run(
        (sys.executable, "-c", PEAK), input=content, capture_output=True, check=True, env=child_environment()
    )
    return int(ended.stdout)


def excel(*spaces: str, hundred: bool = True) -> bytes:
    book = Book()
    sheet = book.worksheets[0]
    for row in range(1, 101 if hundred else 2):
        sheet.append([row, f"слово {row}", row / 3, *range(10)])
    for place in spaces:
        sheet[place] = " "
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def open_document(spaces: bool) -> bytes:
    rows = "".join(
        '<table:table-row><table:table-cell office:value-type="string"><text:p>слово</text:p></table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="12">'
        "<text:p>1</text:p></table:table-cell></table:table-row>"
        for _row in range(100)
    )
    far = (
        '<table:table-row table:number-rows-repeated="1048475"><table:table-cell/></table:table-row>'
        '<table:table-row><table:table-cell office:value-type="string"><text:p> </text:p></table:table-cell>'
        "</table:table-row>"
    )
    content = (
        f'<office:document-content xmlns:office="{OFFICE}:office:1.0" xmlns:table="{OFFICE}:table:1.0" '
        f'xmlns:text="{OFFICE}:text:1.0"><office:body><office:spreadsheet><table:table table:name="S">{rows}'
        f"{far if spaces else ''}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content.encode(),
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{OFFICE}:manifest:1.0"/>'.encode(),
            "Configurations2/accelerator/current.xml": b"",
        }
    )


@pytest.mark.parametrize(
    ("plain", "with_space"),
    [
        (excel(), excel("A1048576")),
        (excel(), excel("XFD50", "A200000")),
        (excel(), excel("XFD1048576")),
        (open_document(False), open_document(True)),
    ],
    ids=["last-row", "last-column", "last-cell", "open-document"],
)
def test_a_space_far_away_costs_nothing_and_loses_nothing(plain: bytes, with_space: bytes) -> None:
    assert peak_megabytes(with_space) - peak_megabytes(plain) <= MOST_MEGABYTES
    before, after = (dict(read_workbook(content).sheets[0].cells) for content in (plain, with_space))
    assert after == before
    assert len(before) == 1300


def test_rows_out_of_order_are_never_cut() -> None:
    rows = '<row r="9"><c r="A9" t="inlineStr"><is><t> </t></is></c></row><row r="1"><c r="A1"><v>1</v></c></row>'
    cells = read_workbook(raw_workbook(f"<sheetData>{rows}</sheetData>")).sheets[0].cells
    assert [cell.address for cell in cells.values()] == ["A1"]
