"""Schools and their enrolment from workbooks."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine, select, update

from data.access import MINISTRY
from data.models.region import Enrolment, Municipality, Period, School
from data.queries.differences import school_cells
from data.storage.database import reading, writing
from data.storage.reader import open_reader
from data.vocabulary import Nothing, Severity
from tests.data.intake.books import by_hand, edit, errors, row_counts, run, template

HEADER = ("Код муниципалитета", "Код школы", "Название школы", "Вид школы", "Число обучающихся")


def book(path: Path, *rows: tuple[Any, ...]) -> Path:
    return by_hand(path / "b.xlsx", {"Школы": [("Период", "2026"), (), HEADER, *rows]})


def test_a_new_school_with_a_real_zero(region: Engine, tmp_path: Path) -> None:
    report = run(region, "schools", book(tmp_path, ("C", "C-1", "Школа С", "основная", 0)))
    assert (errors(report), report.counts.new, report.revision) == ([], 1, 3)
    with reading(region) as session:
        school = session.scalars(select(School).where(School.code == "C-1")).one()
        students = session.scalars(select(Enrolment.students).where(Enrolment.school_code == "C-1")).one()
        assert (school.kind, school.name_ru, students) == ("basic", "Школа С", 0)


def test_a_school_keeps_its_code_when_it_changes(region: Engine, tmp_path: Path) -> None:
    report = run(region, "schools", book(tmp_path, ("A", "а-1", "Лицей", None, "1 001")))
    assert [(one.field, one.old, one.new) for one in report.changes] == [
        ("name", "Школа A-1", "Лицей"),
        ("students", 500, 1001),
    ]
    with reading(region) as session:
        rows = session.scalars(select(School).where(School.code == "A-1").order_by(School.valid_from)).all()
        assert [(row.name_ru, row.kind, row.valid_to) for row in rows] == [
            ("Школа A-1", "secondary", 3),
            ("Лицей", "secondary", None),
        ]


def test_unknown_enrolment_ends_the_known_one(region: Engine, tmp_path: Path) -> None:
    report = run(region, "schools", book(tmp_path, ("A", "A-2", None, None, "н/д")))
    assert [(one.old, one.new) for one in report.changes] == [(120, Nothing.NO_DATA)]
    with reading(region) as session:
        assert session.scalars(select(Enrolment.valid_to).where(Enrolment.school_code == "A-2")).all() == [3]


def test_a_name_that_two_municipalities_have_asks_for_the_code(region: Engine, tmp_path: Path) -> None:
    with writing(region) as session:
        session.execute(update(Municipality).where(Municipality.code == "B").values(name_ru="Округ A"))
    rows = [("Период", "2026"), ("Муниципалитет", "Округ A"), HEADER[1:], ("C-1", "Школа", "средняя", 5)]
    report = run(region, "schools", by_hand(tmp_path / "b.xlsx", {"Школы": rows}))
    assert errors(report) == [("ambiguous-municipality", "Школы", "B2")]
    assert report.findings[0].expected == "одно из: A Округ A; B Округ A"


def test_a_period_other_than_that_of_the_template_is_told(region: Engine, tmp_path: Path) -> None:
    path = template(region, tmp_path / "b.xlsx", "schools", ["A"])
    with writing(region) as session:
        session.add(Period(code="2021", year=2021, school_year="2020/21"))
    label = next(cell for row in load_workbook(path)["Школы"] for cell in row if cell.value == "Период")
    edit(path, "Школы", {f"{chr(ord(label.column_letter) + 1)}{label.row}": "2021"})
    assert [rule for rule, *_place in errors(run(region, "schools", path))] == ["period-mismatch"]


def test_a_school_that_moves_is_a_warning(region: Engine, tmp_path: Path) -> None:
    report = run(region, "schools", book(tmp_path, ("B", "A-2", "Школа A-2", "средняя", 120)))
    assert [(one.severity, one.rule) for one in report.findings] == [(Severity.WARNING, "school-moves")]
    assert [(one.field, one.old, one.new) for one in report.changes] == [("municipality", "A", "B")]


@pytest.mark.parametrize(
    ("row", "error"),
    [
        (("C", "C-1", "Школа", "колледж", 5), ("unknown-school-kind", "D4")),
        (("C", "C-1", "Школа", "средняя", "много"), ("text-in-number", "E4")),
        (("C", "C-1", "Школа", "средняя", 12.5), ("not-a-whole-number", "E4")),
        (("C", "C-1", "Школа", "средняя", -3), ("number-below-zero", "E4")),
        (("C", "C-1", None, None, 5), ("school-incomplete", "B4")),
        (("C", "C 1", "Школа", "средняя", 5), ("bad-code", "B4")),
        (("C", None, "Школа", "средняя", 5), ("bad-code", "B4")),
        (("Я", "C-1", "Школа", "средняя", 5), ("unknown-municipality", "A4")),
    ],
)
def test_wrong_schools_are_one_finding(region: Engine, tmp_path: Path, row: Any, error: Any) -> None:
    before = row_counts(region)
    assert errors(run(region, "schools", book(tmp_path, row))) == [(error[0], "Школы", error[1])]
    assert row_counts(region) == before


def test_the_differences_of_revisions_name_the_kind_of_a_school_in_words(region: Engine, tmp_path: Path) -> None:
    header = ("Код муниципалитета", "Код школы", "Название школы", "Вид школы")
    rows = [("Период", 2026), (), header, ("A", "S-9", "Гимназия", "средняя")]
    path = by_hand(tmp_path / "b.xlsx", {"Школы": rows})
    report = run(region, "schools", path)
    with reading(region) as session:
        reader = open_reader(session, MINISTRY)
        (_place, text) = next(iter(school_cells(reader, reader.revision - 1, reader.revision).values()))
    assert (report.stored, text) == (True, "Гимназия (средняя)")
