"""Observations from workbooks: units, fractions, schools of a municipality, and rules between indicators."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from data.models.indicators import Observation
from data.storage.database import reading
from data.vocabulary import Nothing
from tests.data.intake.books import by_hand, edit, errors, place, row_counts, run, template

LABELS = (("Период", "2026"), ())
MUNICIPAL = ("Код муниципалитета", "Код показателя", "Значение", "Числитель", "Знаменатель", "Комментарий")
SCHOOL = ("Код школы", "Код показателя", "Числитель", "Знаменатель")


def municipal(path: Path, *rows: tuple[Any, ...]) -> Path:
    return by_hand(path / "b.xlsx", {"Муниципалитеты": [*LABELS, MUNICIPAL, *rows]})


def schools(path: Path, *rows: tuple[Any, ...]) -> Path:
    return by_hand(path / "b.xlsx", {"Школы": [*LABELS, SCHOOL, *rows]})


@pytest.mark.parametrize(
    ("row", "changes"),
    [
        (("C", "share", 66.6), [("value", None, 66.6)]),
        (("C", "share", "66,6 %"), [("value", None, 66.6)]),
        (("C", "share", 0), [("value", None, 0.0)]),
        (("C", "share", "0,5 %"), [("value", None, 0.5)]),
        (("C", "share", "н/д"), [("value", None, Nothing.NO_DATA)]),
        (("C", "share", None, 1, 3), [("numerator", None, 1.0), ("denominator", None, 3.0)]),
        (("C", "share", 33.3, 1, 3), [("numerator", None, 1.0), ("denominator", None, 3.0)]),
        (("C", "count", "1 240"), [("value", None, 1240.0)]),
        (("A", "count", 7), [("value", 0.0, 7.0)]),
        (("A", "share", None, 1, 2), [("value", 0.5, None), ("numerator", None, 1.0), ("denominator", None, 2.0)]),
        (("A", "share", None, None, None, "уточнено"), [("comment", None, "уточнено")]),
    ],
)
def test_figures_as_people_write_them(region: Engine, tmp_path: Path, row: Any, changes: Any) -> None:
    report = run(region, "observations", municipal(tmp_path, row))
    assert errors(report) == []
    assert [(one.field, one.old, one.new) for one in report.changes] == changes


@pytest.mark.parametrize(
    ("row", "error"),
    [
        (("C", "share", 101), ("percent-out-of-range", "C4")),
        (("C", "share", 0.666), ("ambiguous-percent", "C4")),
        (("C", "share", "две трети"), ("text-in-number", "C4")),
        (("C", "share", None, 4, 3), ("numerator-above-denominator", "D4")),
        (("C", "share", None, 1, None), ("fraction-incomplete", "E4")),
        (("C", "share", None, 0, 0), ("denominator-zero", "E4")),
        (("C", "share", None, 1.5, 3), ("not-a-whole-number", "D4")),
        (("C", "share", 50, 1, 3), ("value-contradicts-fraction", "C4")),
        (("C", "share", "н/д", 1, 3), ("mark-and-number", "C4")),
        (("C", "count", 1.5), ("not-a-whole-number", "C4")),
        (("C", "count", -1), ("number-below-zero", "C4")),
        (("C", "count", None, 1, 3), ("fraction-not-expected", "D4")),
        (("C", "shere", 5), ("unknown-indicator", "B4")),
        (("C", "part", 5), ("unknown-indicator", "B4")),
        (("Z", "share", 5), ("unknown-municipality", "A4")),
        (("C", "share", None, None, None, "слова"), ("value-missing", "C4")),
    ],
)
def test_wrong_figures_are_one_finding_with_their_place(region: Engine, tmp_path: Path, row: Any, error: Any) -> None:
    before = row_counts(region)
    report = run(region, "observations", municipal(tmp_path, row, ("D", "share", 5)))
    assert errors(report) == [(error[0], "Муниципалитеты", error[1])]
    assert row_counts(region) == before


@pytest.mark.parametrize(
    ("row", "error"),
    [
        (("Z-9", "whole", 1, 2), ("unknown-school", "A4")),
        (("A-2", "share", 1, 2), ("unknown-indicator", "B4")),
        (("A-1", "part", 6, 10), ("inconsistent-figures", "C4")),
        (("A-1", "whole", "−1", 10), ("number-below-zero", "C4")),
    ],
)
def test_wrong_figures_of_schools(region: Engine, tmp_path: Path, row: Any, error: Any) -> None:
    assert errors(run(region, "observations", schools(tmp_path, row))) == [(error[0], "Школы", error[1])]


def test_winners_are_compared_with_participants_of_the_same_file(region: Engine, tmp_path: Path) -> None:
    """Stored are 5 participants. With 7 of them in the file 6 winners are possible, 8 are not; told once."""
    good = schools(tmp_path, ("A-1", "part", 6, 10), ("A-1", "whole", 7, 10))
    assert errors(run(region, "observations", good, dry_run=True)) == []
    bad = schools(tmp_path, ("A-1", "part", 8, 10), ("A-1", "whole", 7, 10))
    assert [rule for rule, *_place in errors(run(region, "observations", bad))] == ["inconsistent-figures"]


def test_a_school_of_another_municipality_is_refused(region: Engine, tmp_path: Path) -> None:
    rows = [*LABELS, ("Код муниципалитета", *SCHOOL), ("B", "A-1", "whole", 6, 10)]
    report = run(region, "observations", by_hand(tmp_path / "b.xlsx", {"Школы": rows}))
    assert errors(report) == [("school-of-another-municipality", "Школы", "B4")]


def test_a_school_knows_its_municipality(region: Engine, tmp_path: Path) -> None:
    report = run(region, "observations", schools(tmp_path, ("A-2", "whole", "1", "4")))
    assert [one.municipality for one in report.changes] == ["A", "A"]
    with reading(region) as session:
        row = session.scalars(select(Observation).where(Observation.valid_from == 3)).one()
        assert (row.school_code, row.numerator, row.denominator, row.value) == ("A-2", 1, 4, None)


def test_a_share_of_a_school_needs_its_fraction(region: Engine, tmp_path: Path) -> None:
    rows = [*LABELS, (*SCHOOL, "Значение"), ("A-2", "whole", None, None, 50)]
    report = run(region, "observations", by_hand(tmp_path / "b.xlsx", {"Школы": rows}))
    assert errors(report) == [("fraction-incomplete", "Школы", "C4")]


def test_a_mark_replaces_a_number_and_ends_it(region: Engine, tmp_path: Path) -> None:
    path = template(region, tmp_path / "t.xlsx", "observations", ["A"])
    edit(path, "Муниципалитеты", {place(path, "Муниципалитеты", "Значение", "count"): "н/п"})
    report = run(region, "observations", path)
    assert [(one.old, one.new) for one in report.changes] == [(0.0, Nothing.NOT_APPLICABLE)]
    with reading(region) as session:
        fresh = session.scalars(select(Observation).where(Observation.valid_from == 3)).one()
        ended = session.scalars(select(Observation).where(Observation.valid_to == 3)).one()
        assert (fresh.value, fresh.missing_reason, ended.value) == (None, "not_applicable", 0)


def test_missing_sheets_are_named(region: Engine, tmp_path: Path) -> None:
    path = by_hand(tmp_path / "b.xlsx", {"Лист1": [MUNICIPAL]})
    assert [rule for rule, *_place in errors(run(region, "observations", path))] == ["missing-sheet"]
