"""Done measures from workbooks: a row says that one term was carried out, by which document, and with what result."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from data.access import MINISTRY
from data.queries.roadmap_measures import MeasureLine, roadmap_measures
from data.storage.database import reading, writing
from data.storage.reader import open_reader
from data.storage.undo import undo_revision
from tests.data.intake.books import by_hand, edit, errors, place, row_counts, run, template
from tests.data.intake.kinds.test_roadmap import book as roadmap
from tests.data.intake.kinds.test_roadmap import measure

HEADER = (
    "Код муниципалитета", "Направление", "№ п/п", "Срок (год)", "Дата выполнения", "Подтверждающий документ",
    "Номер документа", "Дата документа", "Достигнутый результат",
)  # fmt: skip
SHEET = "Выполнение"
YEARLY = {"number": "2.1", "text": "Провести мониторинг", "kind": "ежегодно", "first": "01.01.2024", "last": None}
DONE = ("A", "1.1", "1.1", None, "20.08.2025", "Приказ", "12-о", "21.08.2025", "Положение утверждено")


@pytest.fixture
def measured(each_region: Engine, tmp_path: Path) -> Engine:
    """A measure that is carried out once, and one of every year since 2024."""
    report = run(each_region, "measures", roadmap(tmp_path, measure(), measure(**YEARLY)))
    assert errors(report) == []
    return each_region


def book(path: Path, *rows: tuple[Any, ...]) -> Path:
    return by_hand(path / "done.xlsx", {SHEET: [HEADER, *rows]})


def done(engine: Engine) -> dict[str, MeasureLine]:
    with reading(engine) as session:
        reader = open_reader(session, MINISTRY)
        codes = roadmap_measures(reader, "small", municipality="A")
        return {line.number: line for line in codes}


def test_a_done_measure_has_its_document_and_result_and_can_be_undone(measured: Engine, tmp_path: Path) -> None:
    before = done(measured)
    report = run(measured, "completions", book(tmp_path, DONE))
    assert (errors(report), report.counts.new) == ([], 1)
    line = done(measured)["1.1"]
    (proof,) = line.completions
    assert (proof.term, proof.title, proof.number, line.result) == ("once", "Приказ", "12-о", "Положение утверждено")
    assert (proof.done_on.isoformat(), proof.document_date.isoformat()) == ("2025-08-20", "2025-08-21")
    # The measure itself stays as it was.
    assert (line.text, line.deadline) == (before["1.1"].text, before["1.1"].deadline)
    assert run(measured, "completions", book(tmp_path, DONE)).counts.unchanged == 1
    assert report.revision is not None
    with writing(measured) as session:
        undo_revision(session, MINISTRY, report.revision, author="test")
    assert done(measured) == before


def test_a_yearly_measure_needs_the_year_of_its_term(measured: Engine, tmp_path: Path) -> None:
    unnamed = ("A", "1.1", "2.1", None, "20.08.2025", "Справка", None, "21.08.2025", None)
    assert errors(run(measured, "completions", book(tmp_path, unnamed))) == [("unknown-term", SHEET, "D2")]
    named = [(*unnamed[:3], year, *unnamed[4:]) for year in (2024, "2025")]
    assert run(measured, "completions", book(tmp_path, *named)).counts.new == 2
    assert [one.term for one in done(measured)["2.1"].completions] == ["2024", "2025"]


def test_the_template_comes_back_unchanged_and_takes_a_document(measured: Engine, tmp_path: Path) -> None:
    run(measured, "completions", book(tmp_path, DONE))
    path = template(measured, tmp_path / "t.xlsx", "completions", ["A"])
    again = run(measured, "completions", path)
    assert (errors(again), again.revision) == ([], None)
    changed = {"Дата выполнения": "01.09.2024", "Подтверждающий документ": "Справка", "Дата документа": "02.09.2024"}
    edit(path, SHEET, {place(path, SHEET, title, "2.1", "2024"): value for title, value in changed.items()})
    assert run(measured, "completions", path).counts.new == 1
    assert [one.title for one in done(measured)["2.1"].completions] == ["Справка"]


@pytest.mark.parametrize(
    ("row", "error"),
    [
        (("A", "1.1", "9.9", *DONE[3:]), ("unknown-measure", "C2")),
        ((*DONE[:5], None, None, None, None), ("completion-incomplete", "F2")),
        ((*DONE[:4], "01.01.2099", *DONE[5:]), ("day-to-come", "E2")),
        ((*DONE[:8], "Иванов И. И. подготовил"), ("person-named", "I2")),
        (("B", *DONE[1:]), ("unknown-measure", "C2")),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_is_stored(
    region: Engine, tmp_path: Path, row: tuple[Any, ...], error: tuple[str, str]
) -> None:
    run(region, "measures", roadmap(tmp_path, measure()))
    before = row_counts(region)
    found = errors(run(region, "completions", book(tmp_path, row)))
    assert (error[0], SHEET, error[1]) in found
    assert row_counts(region) == before
