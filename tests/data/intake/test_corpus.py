"""Odd and broken files: accepted with exactly these values, or refused naming exactly this place."""

from functools import lru_cache
from pathlib import Path

import pytest
from sqlalchemy import Engine

from data.findings import REFUSING
from data.intake import importing
from data.intake.files.sandbox import read_workbook
from tests.data.intake.books import errors, row_counts, run
from tests.data.intake.corpus import (
    contradictions,
    damage,
    foreign,
    formats,
    layouts,
    names,
    people,
    programs,
    sisters,
    values,
)
from tests.data.intake.corpus.case import Accepted, Case, Refused

pytestmark = pytest.mark.slow

MODULES = (values, names, layouts, damage, formats, people, programs, contradictions, foreign, sisters)
# A file is read in a process of its own, once for both.
read_bytes_once = lru_cache(maxsize=1)(read_workbook)
CASES: list[Case] = [case for module in MODULES for case in module.CASES]


def test_the_corpus_is_as_large_as_promised() -> None:
    assert len(CASES) >= 100
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_file_of_the_corpus(region: Engine, tmp_path: Path, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dry run says what is expected and stores nothing; the import after it gives the same verdict."""
    monkeypatch.setattr(importing, "read_workbook", lambda content, pulse: read_bytes_once(content))
    path = tmp_path / "content"
    path.write_bytes(case.build())
    before = row_counts(region)
    report = run(region, case.kind, path, dry_run=True, name=case.file, table=case.table)
    told = tuple((one.rule, one.sheet, one.cell) for one in report.findings if one.severity not in REFUSING)
    if isinstance(case.expected, Refused):
        assert errors(report) == list(case.expected.errors)
        assert all(one.message and one.fix for one in report.findings if one.severity in REFUSING)
    else:
        assert isinstance(case.expected, Accepted)
        assert errors(report) == []
        assert {f"{one.subject}: {one.field}": one.new for one in report.changes} == case.expected.values
        assert told == case.expected.told
    assert row_counts(region) == before
    stored = run(region, case.kind, path, name=case.file, table=case.table)
    assert (stored.findings, stored.counts) == (report.findings, report.counts)
    assert stored.stored == (not report.refused and bool(report.changes))
