"""The child process that reads a workbook: file on standard input, JSON on standard output, nothing else.

It has no database handle and no secrets, and the system ends it when it uses too much. Run by ``data.intake.sandbox``
as ``python -m data.intake.reading_process``; keep its imports light, they are paid for on every file.
"""

import datetime
import resource
import sys
from io import BytesIO

import orjson
from python_calamine import CalamineWorkbook

from data.intake import limits
from data.intake.package import Problem, unpack
from data.intake.scan import BOOLEAN, DATE, ERROR, NO_VALUE, NUMERIC, PERCENT, TEXT, RawSheet, scan

CalamineValue = int | float | str | bool | datetime.date | datetime.time | datetime.datetime | datetime.timedelta
TypedCell = tuple[int, int, str, str | float | bool]
MOMENTS = (datetime.date, datetime.time, datetime.timedelta)


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


def read(content: bytes) -> dict[str, object]:
    """Sheets with typed cells. Raises Problem, also when the two ways of reading disagree about a single cell."""
    sheets, macros = scan(unpack(content))
    workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    return {
        "macros": macros,
        "sheets": [
            {
                "name": sheet.name,
                "visibility": sheet.visibility,
                "cells": _agreed_cells(sheet, workbook),
                "merged": sheet.merged,
            }
            for sheet in sheets
        ],
    }


def _agreed_cells(sheet: RawSheet, workbook: CalamineWorkbook) -> list[TypedCell]:
    read_by_calamine: dict[tuple[int, int], CalamineValue] = {
        (row, column): value
        for row, values in enumerate(
            workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False) if sheet.cells else [], start=1
        )
        for column, value in enumerate(values, start=1)
        if not isinstance(value, str) or value.strip()
    }
    agreed: list[TypedCell] = []
    for (row, column), (kind, raw) in sorted(sheet.cells.items()):
        value = read_by_calamine.pop((row, column), None)
        typed = _agreed_value(kind, raw, value)
        if typed is None:
            raise Problem("cells-lost", sheet=sheet.name)
        agreed.append((row, column, *typed))
    if read_by_calamine:
        raise Problem("cells-lost", sheet=sheet.name)
    return agreed


def _agreed_value(kind: str, raw: str, value: CalamineValue | None) -> tuple[str, str | float | bool] | None:
    """The typed value of a cell when both readings agree on it, else nothing."""
    if kind in {ERROR, NO_VALUE}:
        return (kind, raw) if value is None else None
    if kind == TEXT:
        return (TEXT, value) if isinstance(value, str) else None
    if kind == BOOLEAN:
        return (BOOLEAN, value) if isinstance(value, bool) and value == (raw in {"1", "true"}) else None
    if isinstance(value, MOMENTS):
        return DATE, value.isoformat() if not isinstance(value, datetime.timedelta) else str(value)
    if kind == DATE:
        return (DATE, raw) if value is not None else None
    if kind in {NUMERIC, PERCENT} and isinstance(value, int | float) and float(value) == float(raw):
        return kind, float(value)
    return None


def main() -> None:
    limit_resources()
    answer: dict[str, object]
    try:
        answer = read(sys.stdin.buffer.read(limits.FILE_BYTES + 1))
    except Problem as problem:
        answer = {"problem": problem.code, "facts": problem.facts}
    except MemoryError:
        answer = {"problem": "reader-failed", "facts": {}}
    # The edge of the sandbox: readers raise many unrelated types, and calamine's panic is not even an Exception.
    except BaseException:
        answer = {"problem": "file-damaged", "facts": {}}
    sys.stdout.buffer.write(orjson.dumps(answer))


if __name__ == "__main__":
    main()
