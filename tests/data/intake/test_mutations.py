"""Damaged workbooks as dry runs: no exception, no endless reading, nothing stored, and nothing read wrongly.

Whatever is accepted is read once more by openpyxl in its full mode, which shares no code with the product's readers.
``MMUKO_MUTATIONS`` says how many are tried; a fixed seed makes each of them the same in every run.
"""

import math
import os
import time
import warnings
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from data.intake.files import limits
from data.intake.files.cell import Cell, CellKind
from data.intake.files.sandbox import UnreadableFile, read_workbook
from data.intake.importing import ImportReport
from tests.data.intake.books import row_counts, run
from tests.data.intake.mutations import mutate, originals

pytestmark = pytest.mark.slow

MUTATED = int(os.environ.get("MMUKO_MUTATIONS", "150"))
SEED = 20_260_101
PORTIONS = 10
# Rules of reading itself: with any other outcome the cells were read, and must be right.
TIMED_OUT = "reader-timeout"


@dataclass(frozen=True)
class Trial:
    number: int
    content: bytes
    report: ImportReport
    seconds: float


@pytest.fixture(scope="module")
def good(sqlite_file: Path, tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    from data.storage.database import connect

    engine = connect(f"sqlite:///{sqlite_file}")
    made = originals(engine, tmp_path_factory.mktemp("originals"))
    engine.dispose()
    return made


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("portion", range(PORTIONS))
def test_damaged_workbooks(region: Engine, tmp_path: Path, good: list[bytes], portion: int) -> None:
    numbers = range(portion, MUTATED, PORTIONS)
    contents = [mutate(good[number % len(good)], Random(SEED + number)) for number in numbers]
    before = row_counts(region)

    def attempt(number: int, content: bytes) -> Trial:
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(content)
        # Processor time of this thread: its own work. How long it waited for the reading process is a finding.
        started = time.thread_time()
        return Trial(number, content, run(region, "scores", path, dry_run=True), time.thread_time() - started)

    with ThreadPoolExecutor(2) as pool:
        trials = list(pool.map(attempt, numbers, contents))
    assert [trial.number for trial in trials if trial.seconds > limits.WALL_SECONDS] == []
    assert [trial.number for trial in trials if TIMED_OUT in {one.rule for one in trial.report.findings}] == []
    assert {trial.number: wrong for trial in trials if (wrong := misread(trial))} == {}
    assert row_counts(region) == before


def misread(trial: Trial) -> list[str]:
    """The cells of an accepted workbook that openpyxl reads otherwise; none when it cannot read the file."""
    if trial.report.refused:
        return []
    ours = read_workbook(trial.content)
    theirs = openpyxl_cells(trial.content)
    if theirs is None:
        return []
    # By their order: openpyxl gives sheets without a name, or with the same one, names of its own.
    if len(theirs) != len(ours.sheets):
        return [f"{len(theirs)} sheets"]
    wrong = []
    for sheet, expected in zip(ours, theirs, strict=True):
        wrong += [f"{sheet.name}!{cell.address}" for cell in sheet.cells.values() if not same(cell, expected)]
        wrong += [f"{sheet.name}!{place} lost" for place in expected if place not in sheet.cells]
    return wrong


def openpyxl_cells(content: bytes) -> list[dict[tuple[int, int], Any]] | None:
    """The cells of each worksheet by row and column."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = load_workbook(BytesIO(content), data_only=True)
        except Exception:
            return None
    return [
        {
            (cell.row, cell.column): cell.value
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None and str(cell.value).strip()
        }
        for sheet in book.worksheets
    ]


def same(cell: Cell, expected: dict[tuple[int, int], Any]) -> bool:
    value = expected.get((cell.row, cell.column))
    if cell.kind is CellKind.FORMULA_WITHOUT_VALUE:
        return value is None
    if cell.kind in {CellKind.NUMBER, CellKind.PERCENT}:
        return isinstance(value, int | float) and math.isclose(float(value), float(cell.value), rel_tol=1e-15)
    if cell.kind is CellKind.TEXT:
        return "".join(str(value).split()) == "".join(str(cell.value).split())
    if cell.kind is CellKind.BOOLEAN:
        return isinstance(value, bool) and value is cell.value
    return value is not None


def test_the_originals_are_good(region: Engine, tmp_path: Path, good: list[bytes]) -> None:
    for number, content in enumerate(good):
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(content)
        report = run(region, "scores", path, dry_run=True)
        assert report.findings == ()
        assert misread(Trial(number, content, report, 0.0)) == []


def test_a_mutation_is_the_same_in_every_run(good: list[bytes]) -> None:
    scored = good[-1]
    assert mutate(scored, Random(5)) == mutate(scored, Random(5))
    assert len({mutate(scored, Random(number)) for number in range(20)}) > 15


def test_openpyxl_would_tell_of_a_wrong_number(good: list[bytes]) -> None:
    sheet = read_workbook(good[-1]).sheets[0]
    sheets = openpyxl_cells(good[-1])
    assert sheets is not None
    read = sheets[0]
    numbers = [cell for cell in sheet.cells.values() if cell.kind is CellKind.NUMBER]
    assert numbers
    assert all(same(cell, read) for cell in numbers)
    assert not any(
        same(cell, {place: value for place, value in read.items() if place != (cell.row, cell.column)})
        for cell in numbers
    )


def test_unreadable_files_raise_one_type_only(good: list[bytes]) -> None:
    with pytest.raises(UnreadableFile):
        read_workbook(good[-1][:100])
