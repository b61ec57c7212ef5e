"""Targets from workbooks: a row states a target as a whole, of the region or of one municipality."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from data.access import MINISTRY
from data.intake.register import compared_cells
from data.models.indicators import Target
from data.queries.differences import cell_changes
from data.queries.indicators import targets
from data.storage.database import reading, writing
from data.storage.reader import open_reader
from data.storage.undo import undo_revision
from data.views.data_page.consequences import consequences
from data.vocabulary import DynamicsReading, Severity, TargetKind, TargetStatus
from tests.data.intake.books import by_hand, edit, errors, place, row_counts, run, template

HEADER = (
    "Код муниципалитета", "Код показателя", "Вид цели", "Знак", "Целевое значение", "К году", "Базовый год",
    "Как читать прирост", "Текст источника",
)  # fmt: skip


def book(path: Path, *rows: tuple[Any, ...]) -> Path:
    return by_hand(path / "b.xlsx", {"Цели": [HEADER, *rows]})


def level(value: Any, municipality: str | None = None, indicator: str = "count") -> tuple[Any, ...]:
    return (municipality, indicator, "уровень к году", "не менее", value, 2027, None, None, "К 2027 году")


def test_a_target_of_the_region_and_one_of_a_municipality(region: Engine, tmp_path: Path) -> None:
    report = run(region, "targets", book(tmp_path, level(5), level(7, "A")))
    assert (errors(report), report.counts.new) == ([], 2)
    with reading(region) as session:
        found = targets(open_reader(session, MINISTRY))
    assert {key: (line.rule.operator, line.rule.value, line.rule.year) for key, line in found.items()} == {
        ("count", None): (">=", 5.0, 2027),
        ("count", "A"): (">=", 7.0, 2027),
    }


def test_the_same_again_changes_nothing_and_another_value_replaces(region: Engine, tmp_path: Path) -> None:
    first = run(region, "targets", book(tmp_path, level(5)))
    again = run(region, "targets", book(tmp_path, level(5)))
    assert (again.counts.unchanged, again.revision) == (1, None)
    changed = run(region, "targets", book(tmp_path, level(6)))
    assert [(one.field, one.old, one.new) for one in changed.changes] == [("value", 5.0, 6.0)]
    with reading(region) as session:
        rows = session.scalars(select(Target).order_by(Target.id)).all()
        assert [(row.value, row.valid_from, row.valid_to) for row in rows] == [
            (5.0, first.revision, changed.revision),
            (6.0, changed.revision, None),
        ]


def test_a_target_changes_the_statuses_and_undo_gives_them_back(region: Engine, tmp_path: Path) -> None:
    # A has a real 0 of «count» in 2026; a level of 5 in that very year is missed. B's does not apply.
    rows = (None, "count", "уровень к году", "≥", 5, 2026, None, None, "К 2026 году")
    stored = run(region, "targets", book(tmp_path, rows)).revision
    assert stored is not None
    with reading(region) as session:
        before, after = (open_reader(session, MINISTRY, number) for number in (stored - 1, stored))
        found = consequences(before, after).statuses
        assert [(one.municipality, one.old, one.new) for one in found] == [
            ("A", TargetStatus.CANNOT_BE_JUDGED, TargetStatus.MISSED)
        ]
        cells = cell_changes(before, after, compared_cells())
        assert [(cell.old, cell.new) for cell in cells] == [(None, ">= 5 2026 · К 2026 году")]
    with writing(region) as session:
        undo_revision(session, MINISTRY, stored, author="test")
    with reading(region) as session:
        assert targets(open_reader(session, MINISTRY)) == {}


def test_the_template_comes_back_unchanged(region: Engine, tmp_path: Path) -> None:
    run(region, "targets", book(tmp_path, level(5), level("0,5 %", indicator="share"), level(7, "A")))
    for codes, rows in (((), 2), (("A", "B"), 1)):
        report = run(region, "targets", template(region, tmp_path / "t.xlsx", "targets", codes))
        assert (errors(report), report.counts.unchanged, report.counts.stored) == ([], rows, 0)


def test_a_filled_template_of_a_municipality_is_its_own_target(region: Engine, tmp_path: Path) -> None:
    path = template(region, tmp_path / "t.xlsx", "targets", ["B"])
    words = {"Вид цели": "динамика не менее", "Целевое значение": 3, "К году": 2027, "Базовый год": 2025}
    words |= {"Как читать прирост": "процентных пунктов", "Текст источника": "не менее чем на 3"}
    edit(path, "Цели", {place(path, "Цели", title, "share"): value for title, value in words.items()})
    assert run(region, "targets", path).counts.new == 1
    with reading(region) as session:
        rule = targets(open_reader(session, MINISTRY))["share", "B"].rule
    assert (rule.kind, rule.reading) == (TargetKind.POSITIVE_DYNAMICS_MIN, DynamicsReading.PERCENTAGE_POINTS)


def test_a_target_that_says_too_little_is_taken_with_a_warning(region: Engine, tmp_path: Path) -> None:
    row = (None, "share", "динамика не менее", "≥", 3, 2027, 2025, None, "не менее чем на 3 %")
    report = run(region, "targets", book(tmp_path, row))
    assert [(one.severity, one.rule, one.cell) for one in report.findings] == [
        (Severity.WARNING, "target-not-definite", "C2")
    ]


@pytest.mark.parametrize(
    ("row", "error"),
    [
        (level(5, indicator="whole"), ("unknown-indicator", "B2")),
        (level(5, "Я"), ("unknown-municipality", "A2")),
        (level("много"), ("text-in-number", "E2")),
        (level(-1), ("level-out-of-range", "E2")),
        (level(0.5, indicator="share"), ("ambiguous-percent", "E2")),
        (level(120, indicator="share"), ("level-out-of-range", "E2")),
        ((None, "count", "уровень", "≥", 5, 2027, None, None, "т"), ("unknown-choice", "C2")),
        ((None, "count", "уровень к году", "≥", 5, 27, None, None, "т"), ("not-a-year", "F2")),
        ((None, "count", "уровень к году", "≥", 5, 2027, None, None, None), ("target-incomplete", "I2")),
    ],
)
def test_wrong_targets_are_refused_at_their_place(region: Engine, tmp_path: Path, row: Any, error: Any) -> None:
    before = row_counts(region)
    assert (error[0], "Цели", error[1]) in errors(run(region, "targets", book(tmp_path, row)))
    assert row_counts(region) == before
