"""Roadmap measures from workbooks: a row states a measure as a whole, known by municipality, direction and number."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine, select

from data.access import MINISTRY, Viewer
from data.intake.files.sandbox import read_workbook
from data.intake.register import compared_cells
from data.intake.tables.header import ColumnSpec
from data.intake.tables.machine_key import MachineKey
from data.intake.tables.personal_data import names_person
from data.intake.tables.template import Template, TemplateColumn, TemplateSheet, write_template
from data.models.indicators import Indicator
from data.models.roadmap import RoadmapMeasure
from data.queries.differences import cell_changes
from data.storage.database import reading, writing
from data.storage.reader import open_reader
from data.storage.undo import undo_revision
from data.vocabulary import DeadlineKind, Role, Severity
from tests.data.intake.books import by_hand, edit, errors, row_counts, run, template

HEADER = (
    "Код муниципалитета", "Направление", "№ п/п", "Звено цикла", "Мероприятие", "Вид срока", "Срок", "С даты",
    "По дату", "Ответственный", "Ожидаемый результат", "Показатель", "Раз в сколько лет",
)  # fmt: skip
SHEET = "Дорожная карта"


def book(path: Path, *rows: tuple[Any, ...], above: tuple[tuple[Any, ...], ...] = ()) -> Path:
    return by_hand(path / "b.xlsx", {SHEET: [*above, HEADER, *rows]})


def measure(number: Any = "1.1", text: str | None = "Утвердить положение", **other: Any) -> tuple[Any, ...]:
    """A measure of A in direction 1.1, until August 2026; ``other`` by the names of the columns of the model."""
    values: dict[str, Any] = {
        "place": "A", "direction": "1.1", "number": number, "stage": "Goals", "text": text, "kind": "месяц",
        "written": "август 2026 г.", "first": "01.08.2026", "last": "31.08.2026", "responsible": "Методический центр",
        "expected": "Положение утверждено", "indicator": None, "every": None,
    } | other  # fmt: skip
    return tuple(values.values())


def stored(region: Engine, revision: int | None = None) -> list[RoadmapMeasure]:
    with reading(region) as session:
        reader = open_reader(session, MINISTRY, revision)
        rows = session.scalars(
            select(RoadmapMeasure).where(reader.as_of(RoadmapMeasure)).order_by(RoadmapMeasure.order)
        )
        return list(rows)


def test_a_measure_is_stored_as_it_stands(region: Engine, tmp_path: Path) -> None:
    report = run(region, "measures", book(tmp_path, measure()))
    assert (report.findings, report.counts.new) == ((), 1)
    (row,) = stored(region)
    assert (row.number, row.cycle_component, row.text) == ("1.1", "goals", "Утвердить положение")
    assert (row.deadline_kind, row.deadline_text) == (DeadlineKind.MONTH, "август 2026 г.")
    assert (row.deadline_from, row.deadline_to) == ("2026-08-01", "2026-08-31")
    assert (row.responsible, row.expected_result, row.result) == ("Методический центр", "Положение утверждено", None)


def test_indicator_and_number_of_years_are_stored_and_reported_when_wrong(region: Engine, tmp_path: Path) -> None:
    with writing(region) as session:
        session.add(
            Indicator(
                code="k01",
                indicator_set="own",
                order=1,
                level="municipality",
                unit="percent",
                polarity="higher",
                direction_code="1.1",
                name_ru="Доля",
                name_en="Share",
                short_ru="Доля",
                short_en="Share",
                issues_ru=[],
                issues_en=[],
            )
        )
    row = measure(kind="раз в несколько лет", first=2024, last=2029, indicator="К01", every="раз в три года")
    assert errors(run(region, "measures", book(tmp_path, row))) == []
    assert [(one.indicator_code, one.every_years) for one in stored(region)] == [("k01", 3)]
    # A number in a cell says the same, and the template brings it back.
    assert run(region, "measures", book(tmp_path, (*row[:-1], 3))).counts.unchanged == 1
    assert run(region, "measures", template(region, tmp_path / "t.xlsx", "measures")).counts.unchanged == 1
    wrong = book(tmp_path, measure("1.2", indicator="k99"), measure("1.3", every=77))
    assert errors(run(region, "measures", wrong)) == [
        ("unknown-indicator", SHEET, "L2"), ("unknown-choice", SHEET, "M3"),
    ]  # fmt: skip


def test_the_same_again_changes_nothing_and_another_text_replaces(region: Engine, tmp_path: Path) -> None:
    first = run(region, "measures", book(tmp_path, measure()))
    again = run(region, "measures", book(tmp_path, measure()))
    assert (again.counts.unchanged, again.revision) == (1, None)
    changed = run(region, "measures", book(tmp_path, measure(text="Обновить положение"), measure("1.2")))
    assert (changed.counts.changed, changed.counts.new) == (1, 1)
    old_and_new = ("text", "Утвердить положение", "Обновить положение")
    assert (changed.changes[0].field, changed.changes[0].old, changed.changes[0].new) == old_and_new
    assert [row.text for row in stored(region, first.revision)] == ["Утвердить положение"]
    assert [row.text for row in stored(region)] == ["Обновить положение", "Утвердить положение"]


def test_a_change_is_reported_between_revisions_and_undo_gives_it_back(region: Engine, tmp_path: Path) -> None:
    first = run(region, "measures", book(tmp_path, measure())).revision
    second = run(region, "measures", book(tmp_path, measure(responsible="Отдел образования"))).revision
    assert first is not None
    assert second is not None
    with reading(region) as session:
        before, after = (open_reader(session, MINISTRY, number) for number in (first, second))
        (change,) = cell_changes(before, after, compared_cells())
    assert (change.place.municipality, change.place.what) == ("A", "1.1 · 1.1")
    assert "Методический центр" in str(change.old)
    assert "Отдел образования" in str(change.new)
    with writing(region) as session:
        made = undo_revision(session, MINISTRY, second, author="test")
        undone, cells = made.number, made.changed_cells
    assert cells == 1
    assert [row.responsible for row in stored(region)] == ["Методический центр"]
    with writing(region) as session:
        undo_revision(session, MINISTRY, undone, author="test")
    assert [row.responsible for row in stored(region)] == ["Отдел образования"]


def test_numbers_order_measures_as_a_roadmap_does(region: Engine, tmp_path: Path) -> None:
    numbers = ("2.10", "2.9.", "1.2", "2.9.1", "1.1")
    run(region, "measures", book(tmp_path, *(measure(number) for number in numbers)))
    assert [row.number for row in stored(region)] == ["1.1", "1.2", "2.9", "2.9.1", "2.10"]


def test_a_direction_and_a_place_may_stand_above_the_table(region: Engine, tmp_path: Path) -> None:
    above = (("Муниципалитет", "Округ B"), ("Направление", "1.2"), ())
    row = measure(place=None, direction=None)
    assert errors(run(region, "measures", book(tmp_path, row, above=above))) == []
    with reading(region) as session:
        (change,) = cell_changes(*(open_reader(session, MINISTRY, number) for number in (2, 3)), compared_cells())
    assert (change.place.municipality, change.place.what) == ("B", "1.2 · 1.1")


@pytest.mark.parametrize(
    ("kind", "last", "expected"),
    [
        ("ежегодно", None, []),
        ("При необходимости", None, []),
        ("квартал", None, [("deadline-not-definite", "I2")]),
        ("учебный год", "31.08.2026", []),
    ],
)
def test_a_dated_deadline_without_a_day_is_reported(
    region: Engine, tmp_path: Path, kind: str, last: str | None, expected: Any
) -> None:
    report = run(region, "measures", book(tmp_path, measure(kind=kind, first=None, last=last)))
    assert [(one.rule, one.cell) for one in report.findings] == expected
    assert report.stored


def test_a_measure_without_any_deadline_states_none(region: Engine, tmp_path: Path) -> None:
    report = run(region, "measures", book(tmp_path, measure(kind=None, written=None, first=None, last=None)))
    assert [(one.severity, one.rule) for one in report.findings] == [(Severity.WARNING, "deadline-not-definite")]
    assert [row.deadline_kind for row in stored(region)] == [DeadlineKind.NOT_STATED]


def test_years_in_place_of_days_are_their_first_and_their_last(region: Engine, tmp_path: Path) -> None:
    assert errors(run(region, "measures", book(tmp_path, measure(kind="период", first=2026, last=2027)))) == []
    assert [(row.deadline_from, row.deadline_to) for row in stored(region)] == [("2026-01-01", "2027-12-31")]


@pytest.mark.parametrize(
    ("row", "error"),
    [
        (measure(place="Я"), ("unknown-municipality", "A2")),
        (measure(direction="9.9"), ("unknown-direction", "B2")),
        (measure(direction=None), ("unknown-direction", "B2")),
        (measure(None), ("measure-incomplete", "C2")),
        (measure("по плану!"), ("not-a-measure-number", "C2")),
        (measure(stage="Мечты"), ("unknown-choice", "D2")),
        (measure(text=None), ("measure-incomplete", "E2")),
        (measure(kind="когда-нибудь"), ("unknown-choice", "F2")),
        (measure(kind=None), ("measure-incomplete", "F2")),
        (measure(first="32.08.2026"), ("not-a-date", "H2")),
        (measure(last="01.07.2026"), ("dates-in-wrong-order", "I2")),
        (measure(responsible="Иванова И. И."), ("person-named", "J2")),
    ],
)
def test_wrong_measures_are_refused_at_their_place(region: Engine, tmp_path: Path, row: Any, error: Any) -> None:
    before = row_counts(region)
    assert errors(run(region, "measures", book(tmp_path, row))) == [(error[0], SHEET, error[1])]
    assert row_counts(region) == before


def test_a_number_that_became_a_date_and_a_number_twice_are_refused(region: Engine, tmp_path: Path) -> None:
    assert errors(run(region, "measures", book(tmp_path, measure(date(2026, 10, 1))))) == [
        ("date-in-number", SHEET, "C2")
    ]
    assert errors(run(region, "measures", book(tmp_path, measure(), measure("1.1.")))) == [
        ("duplicate-row", SHEET, "C3")
    ]


@pytest.mark.parametrize(
    ("text", "is_person"),
    [
        ("Иванов И.И.", True),
        ("начальник отдела И. И. Иванов", True),
        ("Петрова-Водкина Анна Сергеевна", True),
        ("тел. 8 (900) 000-00-00", True),
        ("info@example.org", True),
        ("Управление образования, образовательные организации", False),
        ("МБУ ДПО «ИМЦ»", False),
        ("Руководители школ, заместитель директора по УВР", False),
        ("Гимназия им. А. С. Пушкина", False),
        ("Кураторы ШНОР, муниципальный координатор", False),
    ],
)
def test_persons_are_recognised_among_positions(text: str, is_person: bool) -> None:
    assert names_person(text) is is_person


@pytest.mark.parametrize(
    ("text", "is_number"),
    [
        ("Отдел образования, 8 (81371) 2-34-56", True),
        ("Отдел образования, 8(813)712-34-56", True),
        ("Отдел, +7 81371 23456", True),
        ("Отдел, 8-912-345-67-89", True),
        ("Отдел (8137) 12-34-56", True),
        ("Отдел, 2-34-56", True),
        ("Отдел, тел. 23456", True),
        ("Отдел, телефон: 234-567", True),
        ("Школа № 8, 9-11 классы", False),
        ("Приказ от 01.09.2025 № 152-о", False),
        ("Отдел образования, каб. 12", False),
        ("2025-2026 учебный год", False),
        ("8 школ из 12, 3 и 5 классы", False),
    ],
)
def test_telephones_of_towns_are_recognised(text: str, is_number: bool) -> None:
    assert names_person(text) is is_number


def test_the_template_comes_back_unchanged(region: Engine, tmp_path: Path) -> None:
    run(
        region,
        "measures",
        book(tmp_path, measure("2.10", "Первая строка\nвторая"), measure(place="B", direction="1.2")),
    )
    for codes, rows in (((), 2), (("A", "B"), 2), (("A",), 1)):
        report = run(region, "measures", template(region, tmp_path / "t.xlsx", "measures", codes))
        assert (errors(report), report.counts.unchanged, report.counts.stored) == ([], rows, 0)


def test_a_filled_template_brings_measures_of_its_municipality(region: Engine, tmp_path: Path) -> None:
    path = template(region, tmp_path / "t.xlsx", "measures", ["B"])
    row = first_open_row(path)
    cells = {"A": "1.2", "B": "2.10", "D": "Провести мониторинг", "E": "ежегодно"}
    edit(path, SHEET, {f"{letter}{row}": value for letter, value in cells.items()})
    assert errors(run(region, "measures", path)) == []
    assert [(one.number, one.text) for one in stored(region)] == [("2.10", "Провести мониторинг")]


def first_open_row(path: Path) -> int:
    sheet = load_workbook(path)[SHEET]
    return next(row[0].row for row in sheet.iter_rows() if row[0].value == "Направление") + 1


def test_the_template_keeps_numbers_as_texts_and_offers_long_lists(region: Engine, tmp_path: Path) -> None:
    path = template(region, tmp_path / "t.xlsx", "measures", ["B"])
    workbook = load_workbook(path)
    sheet, row = workbook[SHEET], first_open_row(path)
    assert (sheet[f"B{row}"].number_format, sheet[f"B{row}"].protection.locked) == ("@", False)
    sources = {str(limit.sqref).split(":")[0]: limit.formula1 for limit in sheet.data_validations.dataValidation}
    assert sources[f"A{row}"] == '"1.1,1.2"'
    # Twelve kinds of deadline are more than a list in a cell takes or near it; either way Excel accepts the source.
    assert all(len(source) <= 257 for source in sources.values())
    assert read_workbook(path.read_bytes()).sheet("_mmuko") is not None


def test_a_municipality_sees_its_own_measures_only(region: Engine, tmp_path: Path) -> None:
    run(region, "measures", book(tmp_path, measure(), measure(place="B", text="Чужое")))
    with reading(region) as session:
        viewer = Viewer(Role.MUNICIPALITY, "A")
        (change,) = cell_changes(*(open_reader(session, viewer, number) for number in (2, 3)), compared_cells())
    assert change.place.municipality == "A"


def test_a_long_drop_down_stands_on_the_hidden_sheet(tmp_path: Path) -> None:
    words = ("Цели", "Меры, мероприятия")
    columns = (TemplateColumn(ColumnSpec("stage", "Звено", "Stage"), 20, is_answer=True, choices=words),)
    sheet = TemplateSheet("S", "S", (), columns, (), open_rows=2)
    write_template(Template(MachineKey("measures"), "T", (), (sheet, replace(sheet, name="S2"))), tmp_path / "t.xlsx")
    workbook = load_workbook(tmp_path / "t.xlsx")
    assert [workbook[name].data_validations.dataValidation[0].formula1 for name in ("S", "S2")] == [
        "_mmuko!$D$1:$D$2",
        "_mmuko!$E$1:$E$2",
    ]
    assert [workbook["_mmuko"][place].value for place in ("D1", "D2", "E2")] == [*words, words[1]]
    assert workbook.sheetnames[-1] == "_mmuko"
