"""The child process that reads a file: its bytes on standard input, the cells on standard output, nothing else.

It has no database handle and no secrets, and the system ends it when it uses too much. Run by
``data.intake.files.sandbox`` as ``python -m data.intake.files.reading_process``; keep its imports
light, they are paid for on every file.

The answer is one line of JSON, ``{"problem": …, "facts": …}`` or ``{"format": …, "macros": …, "sheets": […]}``, and
behind it the arrays of the sheets' cells (``data.intake.files.cell_arrays``).
"""

import gc
import resource
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import orjson
from python_calamine import CalamineWorkbook

from data.intake.files import csv_reader, limits
from data.intake.files.agreement import agreed_cells
from data.intake.files.boundaries_reader import FORMAT, SHEET, is_json, read_boundaries
from data.intake.files.cell_arrays import CompactCells
from data.intake.files.ods_reader import is_open_document, scan_open_document
from data.intake.files.raw_cells import RawSheet
from data.intake.files.scan import packed, scan, with_known_errors
from data.intake.files.zip_package import Problem, is_archive, unpack


def limit_resources() -> None:
    """From here on the system ends this process before it can harm the machine."""
    for kind, limit in (
        (resource.RLIMIT_AS, limits.MEMORY_BYTES),
        (resource.RLIMIT_CPU, limits.PROCESSOR_SECONDS),
        (resource.RLIMIT_FSIZE, limits.ANSWER_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        # A machine may allow less than we do, never more. Passing the soft limit of processor time ends the process
        # with a signal of its own, which tells the reason.
        allowed = resource.getrlimit(kind)[1]
        soft = limit if allowed == resource.RLIM_INFINITY else min(limit, allowed)
        hard = soft + 2 if kind == resource.RLIMIT_CPU and allowed == resource.RLIM_INFINITY else soft
        resource.setrlimit(kind, (soft, hard))


def read(content: bytes) -> Iterator[bytes]:
    """The answer, piece by piece. Raises Problem, also when two ways of reading disagree about a single cell."""
    if not is_archive(content):
        if is_json(content):
            return _answer(FORMAT, [(RawSheet(SHEET, "visible"), read_boundaries(content))])
        return _answer("csv", [(RawSheet(csv_reader.SHEET, "visible"), csv_reader.read_table(content))])
    parts = unpack(content)
    if is_open_document(parts):
        file_format = "ods"
        sheets, changed = scan_open_document(parts)
    else:
        sheets, macros, shorter = scan(parts)
        file_format = "xlsm" if macros else "xlsx"
        changed = with_known_errors(parts, sheets) or shorter
    if changed:
        content = packed(parts)
    del parts
    workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    return _answer(file_format, [(sheet, agreed_cells(sheet, workbook)) for sheet in sheets])


def _answer(file_format: str, sheets: list[tuple[RawSheet, CompactCells]]) -> Iterator[bytes]:
    described = [
        {
            "name": sheet.name,
            "visibility": sheet.visibility,
            "merged": sheet.merged,
            "hidden_rows": sheet.hidden_rows,
            "hidden_columns": sheet.hidden_columns,
            "has_filter": sheet.has_filter,
        }
        | cells.head()
        for sheet, cells in sheets
    ]
    yield _line({"format": file_format, "macros": file_format == "xlsm", "sheets": described})
    for _sheet, cells in sheets:
        yield from cells.body()


def _line(answer: dict[str, Any]) -> bytes:
    return orjson.dumps(answer, option=orjson.OPT_APPEND_NEWLINE)


def main() -> None:
    limit_resources()
    # A short life with millions of cells and no cycles among them: looking for cycles is a third of the time.
    gc.disable()
    try:
        for piece in read(sys.stdin.buffer.read(limits.FILE_BYTES + 1)):
            sys.stdout.buffer.write(piece)
        return
    except Problem as problem:
        answer = {"problem": problem.code, "facts": problem.facts}
    except MemoryError:
        answer = {"problem": "reader-failed", "facts": {}}
    # The edge of the sandbox: readers raise many unrelated types, and calamine's panic is not even an Exception.
    except BaseException:
        answer = {"problem": "file-damaged", "facts": {}}
    sys.stdout.buffer.write(_line(answer))


if __name__ == "__main__":
    main()
