"""Odd and broken files: accepted with exactly these values, or refused naming exactly this place."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from data.vocabulary import Severity
from tests.data.intake.books import errors, row_counts, run
from tests.data.intake.corpus import damage, formats, layouts, names, people, values
from tests.data.intake.corpus.case import Accepted, Case, Refused

CASES: list[Case] = [*values.CASES, *names.CASES, *layouts.CASES, *damage.CASES, *formats.CASES, *people.CASES]


def test_the_corpus_is_as_large_as_promised() -> None:
    assert len(CASES) >= 100
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_file_of_the_corpus(region: Engine, tmp_path: Path, case: Case) -> None:
    path = tmp_path / "content"
    path.write_bytes(case.build())
    before = row_counts(region)
    report = run(region, case.kind, path, dry_run=True, name=case.file)
    told = tuple((one.rule, one.sheet, one.cell) for one in report.findings if one.severity is not Severity.ERROR)
    if isinstance(case.expected, Refused):
        assert errors(report) == list(case.expected.errors)
        assert all(one.message and one.fix for one in report.findings if one.severity is Severity.ERROR)
    else:
        assert isinstance(case.expected, Accepted)
        assert errors(report) == []
        assert {f"{one.subject}: {one.field}": one.new for one in report.changes} == case.expected.values
        assert told == case.expected.told
    assert row_counts(region) == before
