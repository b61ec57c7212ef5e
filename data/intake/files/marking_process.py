"""The child process that marks findings in a workbook: findings and file on standard input, the copy on the output.

Like ``data.intake.files.reading_process`` it has limits and nothing else; only a file whose zip was looked at is
opened, its formulas are kept as text, and macros are not even read. Run by ``data.intake.files.marked_copy``.
"""

import sys
from io import BytesIO

import orjson
from openpyxl import load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from data.intake.files import limits
from data.intake.files.reading_process import limit_resources
from data.intake.files.zip_package import Problem, main_part, unpack

LENGTH_BYTES = 8
FILLS = {"error": "F8C9C4", "question": "FBE7B2", "warning": "FBE7B2", "note": "DCE6F2"}
# The later covers the earlier where one cell has several findings.
ORDER = ("note", "warning", "question", "error")
COMMENT_LIMIT = 4_000
COMMENT_WIDTH, LINE_HEIGHT = 360, 20
AUTHOR = "mmuko"


def mark(content: bytes, marks: list[dict[str, str]]) -> bytes:
    """The workbook with each mark's cell filled and commented. Raises Problem for what is no plain workbook."""
    _name, has_macros = main_part(unpack(content))
    if has_macros:
        raise Problem("wrong-file-type", looks_like="macros")
    book = load_workbook(BytesIO(content))
    for one in sorted(marks, key=lambda item: ORDER.index(item["severity"])):
        sheet = _sheet(book, one["sheet"])
        if sheet is not None:
            _mark_cell(sheet, one["cell"] or "A1", one["severity"], one["text"])
    output = BytesIO()
    book.save(output)
    return output.getvalue()


def _sheet(book: Workbook, name: str) -> Worksheet | None:
    """The sheet of a finding; one about the whole workbook goes to the first sheet that is seen."""
    wanted = name.strip().casefold()
    if wanted:
        return next((sheet for sheet in book.worksheets if sheet.title.strip().casefold() == wanted), None)
    return next((sheet for sheet in book.worksheets if sheet.sheet_state == "visible"), None)


def _mark_cell(sheet: Worksheet, address: str, severity: str, text: str) -> None:
    try:
        cell = sheet[address.partition(":")[0]]
    except ValueError:
        return
    if isinstance(cell, MergedCell):
        area = next(area for area in sheet.merged_cells.ranges if cell.coordinate in area)
        cell = sheet.cell(area.min_row, area.min_col)
    if isinstance(cell, tuple | MergedCell):
        return
    cell.fill = PatternFill("solid", fgColor=FILLS[severity])
    texts = [cell.comment.text] if cell.comment else []
    whole = ILLEGAL_CHARACTERS_RE.sub("", "\n\n".join([*texts, text]))[:COMMENT_LIMIT]
    height = LINE_HEIGHT * (2 + whole.count("\n") + len(whole) // 50)
    cell.comment = Comment(whole, AUTHOR, width=COMMENT_WIDTH, height=height)


def main() -> None:
    limit_resources()
    received = sys.stdin.buffer.read(limits.FILE_BYTES + limits.ANSWER_BYTES)
    length = int.from_bytes(received[:LENGTH_BYTES], "big")
    start = LENGTH_BYTES + length
    try:
        marked = mark(received[start:], orjson.loads(received[LENGTH_BYTES:start]))
    # The edge of the sandbox: a reader of crafted files raises many unrelated types.
    except BaseException:
        sys.exit(1)
    sys.stdout.buffer.write(marked)


if __name__ == "__main__":
    main()
