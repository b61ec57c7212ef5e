"""The catalogue of indicators from workbooks: a row describes one indicator; history, comparison and undo."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from data.access import MINISTRY
from data.intake.register import compared_cells
from data.queries.catalogue.described import by_code
from data.queries.differences import cell_changes
from data.queries.indicators import IndicatorLine, indicator_list
from data.storage.database import reading, writing
from data.storage.reader import open_reader
from data.storage.undo import undo_revision
from data.views.indicators.words import amount, step, unit_heading, without_word
from data.vocabulary import OwnUnit, Polarity, Severity, Unit
from tests.data.intake.books import by_hand, edit, errors, place, row_counts, run, template

HEADER = (
    "Код показателя", "Показатель", "Единица", "Своё слово единицы", "Знаков после запятой", "Что лучше",
    "Направление (код)", "Метод обработки", "Контакт (должность или подразделение)", "Разрыв ряда с года",
    "Примечание о разрыве ряда",
)  # fmt: skip
NEW = ("Мест, на 100 детей", "Мест в садах на 100 детей", None, "мест на 100 детей", 2, "больше — лучше")


def book(path: Path, *rows: tuple[Any, ...]) -> Path:
    whole = [row + (None,) * (len(HEADER) - len(row)) for row in rows]
    return by_hand(path / "b.xlsx", {"Показатели": [HEADER, *whole]})


def lines(engine: Engine, revision: int | None = None) -> dict[str, IndicatorLine]:
    with reading(engine) as session:
        return {one.code: one for one in indicator_list(open_reader(session, MINISTRY, revision))}


def test_a_new_indicator_with_a_unit_of_its_own(each_region: Engine, tmp_path: Path) -> None:
    report = run(each_region, "catalogue", book(tmp_path, NEW))
    assert (errors(report), report.counts.new) == ([], 1)
    line = lines(each_region)["Мест, на 100 детей"]
    assert line.unit == OwnUnit(Unit.RATE, "мест на 100 детей", 2)
    assert (line.direction, line.polarity, line.name) == ("", Polarity.HIGHER_IS_BETTER, NEW[1])
    assert amount(61.5, line.unit) == "61,50 мест на 100 детей"
    assert step(-1.5, line.unit) == "−1,50 мест на 100 детей"
    assert unit_heading(line.unit) == "мест на 100 детей"
    # A column beside the fact has no room for the word again.
    assert step(-1.5, without_word(line.unit)) == "−1,50"
    # As of the revision before there was no such indicator.
    assert report.revision is not None
    assert "Мест, на 100 детей" not in lines(each_region, report.revision - 1)


def test_a_description_is_shown_as_of_its_revision_compared_and_undone(each_region: Engine, tmp_path: Path) -> None:
    before = lines(each_region)["count"]
    row = ("count", None, None, None, None, "меньше — лучше", "-", "Сумма школ", "Отдел оценки", 2025, "Новый учёт")
    stored = run(each_region, "catalogue", book(tmp_path, row)).revision
    assert stored is not None
    now = lines(each_region)["count"]
    assert (now.polarity, now.direction, now.processing) == (Polarity.LOWER_IS_BETTER, "", "Сумма школ")
    assert (now.contact_role, now.break_year, now.break_note) == ("Отдел оценки", 2025, "Новый учёт")
    assert (now.name, now.unit, now.described_in) == (before.name, before.unit, stored)
    assert lines(each_region, stored - 1)["count"] == before
    with reading(each_region) as session:
        old, new = (open_reader(session, MINISTRY, number) for number in (stored - 1, stored))
        cells = {cell.place.what: (cell.old, cell.new) for cell in cell_changes(old, new, compared_cells())}
    assert cells["count · Контакт (должность или подразделение)"] == (None, "Отдел оценки")
    with writing(each_region) as session:
        undo_revision(session, MINISTRY, stored, author="test")
    assert lines(each_region)["count"] == before


def test_an_indicator_that_is_undone_is_gone_and_can_come_back(region: Engine, tmp_path: Path) -> None:
    stored = run(region, "catalogue", book(tmp_path, NEW)).revision
    assert stored is not None
    with writing(region) as session:
        undo_revision(session, MINISTRY, stored, author="test")
    assert "Мест, на 100 детей" not in lines(region)
    assert run(region, "catalogue", book(tmp_path, NEW)).counts.new == 1
    assert "Мест, на 100 детей" in lines(region)


def test_the_template_comes_back_unchanged_and_a_changed_cell_alone_counts(region: Engine, tmp_path: Path) -> None:
    run(region, "catalogue", book(tmp_path, NEW))
    path = template(region, tmp_path / "t.xlsx", "catalogue")
    again = run(region, "catalogue", path)
    assert (errors(again), again.counts.new, again.counts.changed, again.revision) == ([], 0, 0, None)
    edit(path, "Показатели", {place(path, "Показатели", "Источник данных", "count"): "форма ОО-1"})
    changed = run(region, "catalogue", path)
    assert [(one.subject, one.field, one.new) for one in changed.changes] == [("count", "source_ru", "форма ОО-1")]


@pytest.mark.parametrize(
    ("row", "error"),
    [
        (("новый", "Имя", None, None, None, "больше — лучше"), ("indicator-incomplete", "A2")),
        (("новый", "Имя", "%", None, None, None), ("indicator-incomplete", "A2")),
        (("новый", "Имя", "%", None, 2, "нет"), ("own-unit-of-percent", "E2")),
        (("новый", "Имя", "рубли", None, 9, "нет"), ("bad-decimals", "E2")),
        (("новый", "Имя", "попугаи", None, None, "нет"), ("unknown-choice", "C2")),
        (("count", None, None, None, None, None, None, None, "Иванов И. И."), ("person-named", "I2")),
        (("count", None, None, None, None, None, None, None, None, None, "перепись"), ("break-without-year", "A2")),
        (("count", None, None, "с" * 33), ("text-too-long", "D2")),
        (("share", None, "рубли"), ("unit-of-fractions", "C2")),
        (("к" * 65, "Имя", "%", None, None, "нет"), ("bad-indicator-code", "A2")),
    ],
)
def test_what_cannot_be_said_of_an_indicator_is_refused_and_nothing_is_stored(
    region: Engine, tmp_path: Path, row: tuple[Any, ...], error: tuple[str, str]
) -> None:
    before = row_counts(region)
    report = run(region, "catalogue", book(tmp_path, row))
    assert errors(report) == [(error[0], "Показатели", error[1])]
    assert row_counts(region) == before


def test_another_unit_of_stored_figures_is_warned_of(region: Engine, tmp_path: Path) -> None:
    report = run(region, "catalogue", book(tmp_path, ("count", None, "рубли", None, None, None, "77")))
    warnings = [one.rule for one in report.findings if one.severity is Severity.WARNING]
    assert warnings == ["unknown-direction", "unit-of-stored-figures"]
    with reading(region) as session:
        assert by_code(open_reader(session, MINISTRY))["count"].unit is Unit.MONEY


def test_an_indicator_of_municipalities_stays_one(region: Engine, tmp_path: Path) -> None:
    path = by_hand(
        tmp_path / "b.xlsx",
        {"Показатели": [("Код показателя", "Кто наблюдается", "Показатель"), ("count", "школы", "Другое")]},
    )
    assert errors(run(region, "catalogue", path)) == [("other-level", "Показатели", "A2")]
