"""A methodology from a workbook: the same again, a new one, and contradictions with their place."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine, select

from data.intake.kinds.methodology.template import template_of
from data.intake.tables.template import write_template
from data.language import speaking
from data.methodology.definition import MethodologyDefinition
from data.methodology.store import as_stored, read_stored, store_methodology
from data.methodology.yaml_files import read_shipped
from data.models.methodology import Methodology
from data.storage.database import reading, writing
from tests.data.intake.books import edit, errors, place, row_counts, run

OFFICIAL = "official-2021-partial"


def official() -> MethodologyDefinition:
    return read_shipped(OFFICIAL)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "m.xlsx"
    write_template(template_of(official()), path)
    return path


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_official_rubric_through_a_workbook_is_the_same(
    empty_database: Engine, tmp_path: Path, language: str
) -> None:
    with speaking(language):
        write_template(template_of(official()), tmp_path / "m.xlsx")
    report = run(empty_database, "methodology", tmp_path / "m.xlsx")
    assert (errors(report), report.revision) == ([], 1)
    with reading(empty_database) as session:
        stored = session.scalars(select(Methodology)).one()
        assert read_stored(stored) == as_stored(official())


def test_an_english_workbook_of_an_earlier_template_is_read(empty_database: Engine, tmp_path: Path) -> None:
    path = tmp_path / "m.xlsx"
    with speaking("en"):
        write_template(template_of(official()), path)
    workbook = load_workbook(path)
    workbook["Stages"].title = "Cycle components"
    titles = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value == "Stage"]
    for cell in titles:
        cell.value = "Stage"
    workbook.save(path)
    report = run(empty_database, "methodology", path)
    assert (len(titles) > 0, errors(report), report.revision) == (True, [], 1)


def test_a_short_name_without_english_is_the_short_russian_one(empty_database: Engine, book: Path) -> None:
    for sheet, code in (("Направления", "1.1"), ("Звенья цикла", "goals")):
        titles = ("Название (англ.)", "Краткое название (англ.)")
        edit(book, sheet, {place(book, sheet, title, code): None for title in titles})
        edit(book, sheet, {place(book, sheet, "Краткое название", code): "Коротко"})
    assert errors(run(empty_database, "methodology", book)) == []
    with reading(empty_database) as session:
        stored = read_stored(session.scalars(select(Methodology)).one())
    for named in (stored.directions[0], next(one for one in stored.cycle_components if one.code == "goals")):
        assert named.name_en == named.name_ru != "Коротко"
        assert (named.short_ru, named.short_en) == ("Коротко", "Коротко")


def test_the_same_again_changes_nothing(empty_database: Engine, book: Path) -> None:
    with writing(empty_database) as session:
        store_methodology(session, official())
    before = row_counts(empty_database)
    report = run(empty_database, "methodology", book)
    assert (errors(report), report.revision, report.counts.new) == ([], None, 0)
    assert row_counts(empty_database) == before


def test_a_stored_methodology_is_never_changed(empty_database: Engine, book: Path) -> None:
    with writing(empty_database) as session:
        store_methodology(session, official())
    edit(book, "Позиции", {place(book, "Позиции", "Позиция оценивания", "1.1.g1"): "другой текст"})
    assert [rule for rule, *_place in errors(run(empty_database, "methodology", book))] == ["methodology-exists"]


def test_a_contradictory_total_is_refused_with_its_place(empty_database: Engine, book: Path) -> None:
    before = row_counts(empty_database)
    cell = place(book, "Суммы", "Максимум", "1.1", "goals")
    edit(book, "Суммы", {cell: 28})
    assert errors(run(empty_database, "methodology", book)) == [("contradictory-total", "Суммы", cell)]
    assert row_counts(empty_database) == before


@pytest.mark.parametrize(
    ("sheet", "title", "marks", "written", "rule"),
    [
        ("Параметры", "Максимум", ("1.1.g1", "presence"), "два", "text-in-number"),
        ("Параметры", "Максимум", ("1.1.g1", "presence"), None, "cell-empty"),
        ("Параметры", "Минимум", ("1.1.g1", "presence"), 5, "minimum-above-maximum"),
        ("Позиции", "Звено цикла", ("1.1.g1",), "wrong", "unknown-reference"),
        ("Методика", "Значение", ("Демонстрационная",), "может быть", "unknown-choice"),
    ],
)
def test_wrong_cells_are_named(
    empty_database: Engine, book: Path, sheet: str, title: str, marks: tuple[str, ...], written: object, rule: str
) -> None:
    cell = place(book, sheet, title, *marks)
    edit(book, sheet, {cell: written})
    found = errors(run(empty_database, "methodology", book))
    assert found[0][:2] == (rule, sheet)


def test_a_property_that_no_methodology_has_is_told(empty_database: Engine, book: Path) -> None:
    edit(book, "Методика", {"A40": "Цвет", "B40": "синий"})
    assert errors(run(empty_database, "methodology", book)) == [("unknown-property", "Методика", "A40")]


def test_a_second_code_of_a_known_methodology_is_warned_of(empty_database: Engine, book: Path) -> None:
    assert run(empty_database, "methodology", book).stored
    edit(book, "Методика", {place(book, "Методика", "Значение", OFFICIAL): "proba"})
    report = run(empty_database, "methodology", book, dry_run=True)
    assert [(one.rule, one.found) for one in report.findings] == [("second-identity", "proba")]
    assert OFFICIAL in report.findings[0].message


@pytest.mark.parametrize(("code", "rule"), [("1.1.щg1", "bad-code"), ("g" * 65, "bad-code")])
def test_a_code_that_cannot_be_stored_is_refused(empty_database: Engine, book: Path, code: str, rule: str) -> None:
    cell = place(book, "Позиции", "Код позиции", "1.1.g1")
    edit(book, "Позиции", {cell: code})
    assert (rule, "Позиции", cell) in errors(run(empty_database, "methodology", book))


def test_an_empty_template_says_what_is_missing(empty_database: Engine, tmp_path: Path) -> None:
    write_template(template_of(None), tmp_path / "m.xlsx")
    found = errors(run(empty_database, "methodology", tmp_path / "m.xlsx"))
    assert {rule for rule, *_place in found} == {"property-missing"}
    assert len(found) == 4
