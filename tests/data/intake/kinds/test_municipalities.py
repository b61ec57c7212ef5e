"""The registry from workbooks: municipalities are added and renamed, mergers are noted, nothing is deleted."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from data.access import MINISTRY
from data.language import speaking
from data.models.region import Municipality, MunicipalityMerger
from data.storage.database import reading
from data.storage.reader import open_reader
from data.views.data_page.changes import changes_view
from tests.data.intake.books import by_hand, edit, errors, place, row_counts, run, template

HEADER = ("Код муниципалитета", "Вид", "Название", "Краткое название", "Существует с года", "Существует по год")
MERGERS = ("Код вошедшего", "Код принявшего", "С какого года", "Документ")


def book(path: Path, rows: list[Any], mergers: list[Any] | None = None) -> Path:
    sheets = {"Муниципалитеты": [HEADER, *rows]}
    return by_hand(path / "b.xlsx", sheets | ({"Объединения": [MERGERS, *mergers]} if mergers else {}))


def test_a_municipality_is_added_and_another_renamed(region: Engine, tmp_path: Path) -> None:
    rows = [("G", "городской округ", "Округ G", None, 2026, None), ("A", None, "Новое имя", "Новое", None, None)]
    report = run(region, "municipalities", book(tmp_path, rows))
    assert (errors(report), report.counts.new, report.counts.changed, report.revision) == ([], 1, 1, 3)
    assert ("A", "name_ru", "Округ A", "Новое имя") in [
        (one.municipality, one.field, one.old, one.new) for one in report.changes
    ]
    with reading(region) as session:
        found = {row.code: row for row in session.scalars(select(Municipality))}
    assert len(found) == 7
    assert (found["G"].kind, found["G"].short_en, found["G"].first_year) == ("urban_okrug", "Округ G", 2026)
    # What the row does not say stays.
    assert (found["A"].short_ru, found["A"].name_en, found["A"].kind) == ("Новое", "Okrug A", "urban_okrug")


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [("ru", "городской округ", "муниципальный округ"), ("en", "urban okrug", "municipal okrug")],
)
def test_what_becomes_of_a_registry_is_told_in_the_words_of_its_workbook(
    region: Engine, tmp_path: Path, language: str, before: str, after: str
) -> None:
    report = run(region, "municipalities", book(tmp_path, [("A", "мо", None, None, 2020, None)]))
    result = {"planned": 2, "planned_list": [asdict(one) for one in report.changes]}
    with reading(region) as session, speaking(language):
        lines = changes_view(open_reader(session, MINISTRY), result).others
    assert [(line.old, line.new) for line in lines] == [(before, after), ("—", "2020")]


def test_a_school_that_moves_names_both_municipalities(region: Engine, tmp_path: Path) -> None:
    rows = [(code, None, None, short, None, None) for code, short in (("A", "Первый"), ("B", "Второй"))]
    assert errors(run(region, "municipalities", book(tmp_path, rows))) == []
    moved = {"municipality": "B", "subject": "A-1", "field": "municipality", "old": "A", "new": "B"}
    kind = moved | {"field": "kind", "old": "basic", "new": "secondary"}
    with reading(region) as session:
        view = changes_view(open_reader(session, MINISTRY), {"planned": 2, "planned_list": [moved, kind]})
    assert [(line.where, line.old, line.new) for line in view.others] == [
        ("A-1 · муниципалитет", "Первый", "Второй"),
        ("A-1 · вид", "основная", "средняя"),
    ]


ENGLISH_HEADER = (*HEADER[:3], "Название (англ.)", "Краткое название", "Краткое название (англ.)")


@pytest.mark.parametrize(
    ("english", "short", "short_english", "expected"),
    [
        # A Russian list alone: each English name is the Russian one of its length.
        (None, "Заречный ГО", None, ("город Заречный", "Заречный ГО")),
        (None, None, None, ("город Заречный", "город Заречный")),
        # What is there in English is not left for a Russian word.
        ("Zarechny town", "Заречный ГО", None, ("Zarechny town", "Zarechny town")),
        (None, "Заречный ГО", "Zarechny", ("город Заречный", "Zarechny")),
    ],
)
def test_an_english_name_that_is_left_out_is_the_russian_one_of_its_length(
    region: Engine, tmp_path: Path, english: Any, short: Any, short_english: Any, expected: Any
) -> None:
    row = ("G", "городской округ", "город Заречный", english, short, short_english)
    path = by_hand(tmp_path / "b.xlsx", {"Муниципалитеты": [ENGLISH_HEADER, row]})
    assert errors(run(region, "municipalities", path)) == []
    with reading(region) as session:
        found = session.scalars(select(Municipality).where(Municipality.code == "G")).one()
    assert (found.name_en, found.short_en) == expected


def test_a_filled_in_english_name_follows_the_russian_one(region: Engine, tmp_path: Path) -> None:
    first, then = ("город Заречный", None), (None, "Заречный ГО")
    for name, short in (first, then):
        path = book(tmp_path, [("G", "городской округ", name, short, None, None)])
        assert errors(run(region, "municipalities", path)) == []
    with reading(region) as session:
        found = session.scalars(select(Municipality).where(Municipality.code == "G")).one()
    assert (found.name_en, found.short_en) == ("город Заречный", "Заречный ГО")


def test_a_merger_with_its_year_and_document(region: Engine, tmp_path: Path) -> None:
    path = book(
        tmp_path, [("F", None, None, None, None, 2026)], [("E", "A", 2026, "Закон № 5"), ("F", "A", 2027, None)]
    )
    report = run(region, "municipalities", path)
    assert (errors(report), report.counts.new, report.counts.changed) == ([], 2, 1)
    with reading(region) as session:
        rows = session.scalars(select(MunicipalityMerger).order_by(MunicipalityMerger.year)).all()
        assert [(row.year, row.document) for row in rows] == [(2026, "Закон № 5"), (2027, None)]
    again = run(region, "municipalities", path)
    assert (again.revision, again.counts.unchanged) == (None, 3)


def test_the_template_comes_back_unchanged_and_takes_a_new_name(region: Engine, tmp_path: Path) -> None:
    run(region, "municipalities", book(tmp_path, [], [("E", "A", 2026, "Закон № 5")]))
    path = template(region, tmp_path / "t.xlsx", "municipalities")
    report = run(region, "municipalities", path)
    assert (errors(report), report.counts.unchanged, report.revision) == ([], 7, None)
    edit(path, "Муниципалитеты", {place(path, "Муниципалитеты", "Название", "B"): "Район Б"})
    assert [(one.old, one.new) for one in run(region, "municipalities", path).changes] == [("Округ B", "Район Б")]


def test_a_dash_opens_a_bound_again(region: Engine, tmp_path: Path) -> None:
    report = run(region, "municipalities", book(tmp_path, [("E", None, None, None, None, "-")]))
    assert [(one.field, one.old, one.new) for one in report.changes] == [("last_year", 2025, None)]


@pytest.mark.parametrize(
    ("row", "error"),
    [
        (("Ж", "городской округ", "Ж", None, None, None), ("bad-code", "A2")),
        (("G", "посёлок", "Округ", None, None, None), ("unknown-municipality-kind", "B2")),
        (("G", None, "Округ", None, None, None), ("municipality-incomplete", "A2")),
        (("G", "городской округ", "Округ", None, 2027, 2026), ("years-in-disorder", "F2")),
        (("G", "городской округ", "Округ", None, "давно", None), ("text-in-number", "E2")),
        # A has figures of 2026, which would vanish.
        (("A", None, None, None, None, 2025), ("figures-outside-years", "A2")),
    ],
)
def test_a_wrong_row_is_refused_at_its_place(region: Engine, tmp_path: Path, row: Any, error: Any) -> None:
    before = row_counts(region)
    report = run(region, "municipalities", book(tmp_path, [row]))
    assert errors(report) == [(error[0], "Муниципалитеты", error[1])]
    assert row_counts(region) == before


@pytest.mark.parametrize(
    ("row", "rule", "cell"),
    [
        (("E", "Я", 2026, None), "bad-code", "B2"),
        (("E", "Z", 2026, None), "unknown-municipality", "B2"),
        (("E", "E", 2026, None), "merged-with-itself", "B2"),
        (("E", "A", None, "Закон"), "year-missing", "C2"),
        # F has no last year, E's is 2025.
        (("F", "A", 2026, None), "merger-contradicts-years", "A2"),
        (("E", "A", 2025, None), "merger-contradicts-years", "A2"),
    ],
)
def test_a_wrong_merger_is_refused_at_its_place(region: Engine, tmp_path: Path, row: Any, rule: str, cell: str) -> None:
    report = run(region, "municipalities", book(tmp_path, [], [row]))
    assert errors(report) == [(rule, "Объединения", cell)]
    with reading(region) as session:
        assert session.scalar(select(func.count()).select_from(MunicipalityMerger)) == 0
