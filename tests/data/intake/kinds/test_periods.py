"""Periods within a year, as labels of sources name them: stored with the label, told apart, refused where unclear."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from data.access import MINISTRY
from data.intake.importing import ImportReport
from data.intake.kinds.foreign_table.mapping import (
    ColumnRole,
    Creation,
    IndicatorColumns,
    Mapping,
    Releases,
    TableRequest,
)
from data.measures.indicators.standing import Standing
from data.models.indicators import Indicator, Observation
from data.models.region import Municipality, Period
from data.queries.differences import cell_changes, observation_cells
from data.queries.indicators import EVERY_INTERVAL, observations
from data.queries.intervals.observed import observed_periods, observed_years, standing_intervals, without_years
from data.queries.schools import school_observations
from data.storage.database import reading, writing
from data.storage.reader import open_reader
from data.storage.undo import undo_revision
from tests.data.intake.books import by_hand, edit, errors, place, run, template

HEAD = ("МО", "Показатель", "Период", "Значение")
LONG = Mapping(
    columns=dict(
        zip((ColumnRole.MUNICIPALITY, ColumnRole.INDICATOR, ColumnRole.PERIOD, ColumnRole.VALUE), HEAD, strict=True)
    )
)
MUNICIPAL = ("Код муниципалитета", "Код показателя", "Период", "Значение")
# Year, code of the interval, label, value.
Figure = tuple[int, str | None, str | None, float | None]


def load(engine: Engine, path: Path, mapping: Mapping, *rows: tuple[Any, ...], head: Any = HEAD) -> ImportReport:
    book = by_hand(path / "table.xlsx", {"Выгрузка": (head, *rows)})
    return run(engine, "table", book, table=TableRequest(mapping, frozenset({Creation.PERIODS})))


def figures(engine: Engine, municipality: str = "C", indicator: str = "count") -> list[Figure]:
    with reading(engine) as session:
        rows = session.execute(
            select(Period.year, Observation.interval_code, Observation.label, Observation.value)
            .join(Period, Period.id == Observation.period_id)
            .join(Municipality, Municipality.id == Observation.municipality_id)
            .join(Indicator, Indicator.id == Observation.indicator_id)
            .where(Municipality.code == municipality, Indicator.code == indicator, Observation.valid_to.is_(None))
        )
        return sorted((tuple(row) for row in rows), key=lambda row: (row[0], row[1] or ""))


def found(report: ImportReport, rule: str) -> list[tuple[str | None, str | None]]:
    return [(one.sheet, one.cell) for one in report.findings if one.rule == rule]


def test_labels_of_a_long_table_are_kept_with_the_periods_they_name(each_region: Engine, tmp_path: Path) -> None:
    labels = ("I кв. 2026", "2026 Q2", "на 1 сентября 2025", "1-е полугодие 2025 г.", "2014-16", "2016-17", 2026)
    rows = [("C", "count", label, number) for number, label in enumerate(labels)]
    report = load(each_region, tmp_path, LONG, *rows)
    assert errors(report) == []
    assert figures(each_region) == [
        (2016, "W3", "2014-16", 4),
        (2017, None, "2016-17", 5),
        (2025, "D0901", "на 1 сентября 2025", 2),
        (2025, "H1", "1-е полугодие 2025 г.", 3),
        (2026, None, None, 6),
        (2026, "Q1", "I кв. 2026", 0),
        (2026, "Q2", "2026 Q2", 1),
    ]
    taken = next(one.found for one in report.findings if one.rule == "period-labels")
    assert "2014-16 → 2014–2016" in str(taken)
    assert "2016-17 → 2017" in str(taken)
    again = load(each_region, tmp_path, LONG, *rows)
    assert (again.revision, again.changes, again.counts.unchanged) == (None, (), len(rows))


def test_a_source_may_go_further_back_than_the_region(region: Engine, tmp_path: Path) -> None:
    rows = [("C", "count", label, number) for number, label in enumerate(("1960", "1961-62", "1962-64", "Q3 1965"))]
    assert errors(load(region, tmp_path, LONG, *rows)) == []
    assert [row[:2] for row in figures(region)] == [(1960, None), (1962, None), (1964, "W3"), (1965, "Q3")]


def test_a_quarter_is_one_figure_and_changes_alone(each_region: Engine, tmp_path: Path) -> None:
    load(each_region, tmp_path, LONG, ("C", "count", "I кв. 2026", 1), ("C", "count", "II кв. 2026", 2))
    report = load(each_region, tmp_path, LONG, ("C", "count", "2026 Q2", 5))
    # The label is a part of what the source says of the figure.
    assert [(one.subject, one.field, one.old, one.new) for one in report.changes] == [
        ("count / 2026-Q2", "value", 2.0, 5.0),
        ("count / 2026-Q2", "label", "II кв. 2026", "2026 Q2"),
    ]
    assert figures(each_region) == [(2026, "Q1", "I кв. 2026", 1), (2026, "Q2", "2026 Q2", 5)]
    with writing(each_region) as session:
        undo_revision(session, MINISTRY, report.revision or 0, author="test")
    assert figures(each_region) == [(2026, "Q1", "I кв. 2026", 1), (2026, "Q2", "II кв. 2026", 2)]


def test_what_is_read_of_quarters_is_the_same_in_both_databases(each_region: Engine, tmp_path: Path) -> None:
    rows = [
        *(
            ("C", "count", label, number)
            for label, number in (("I кв. 2025", 1), ("IV кв. 2025", 4), ("I кв. 2026", 2))
        ),
        ("D", "count", "I кв. 2026", 9),
        ("D", "share", "I кв. 2026", 50),
    ]
    load(each_region, tmp_path, LONG, *rows)
    with reading(each_region) as session:
        reader = open_reader(session, MINISTRY)
        # In 2026 two have a first quarter and one a yearly count, the other yearly one is a mark: the quarter stands.
        assert standing_intervals(reader) == {
            "count": Standing({2025: "Q4", 2026: "Q1"}),
            "share": Standing({2026: ""}),
        }
        assert without_years(reader) == set()
        assert observed_periods(reader, "count") == ((2025, "Q1"), (2025, "Q4"), (2026, "Q1"), (2026, ""))
        assert observed_years(reader)["count"] == {2025: 1, 2026: 2}
        first = observations(reader, indicators=["count"], interval="Q1")
        assert [(one.municipality, one.period, one.value) for one in first] == [
            ("C", "I кв. 2025", 1),
            ("C", "I кв. 2026", 2),
            ("D", "I кв. 2026", 9),
        ]
        every = observations(reader, indicators=["count"], municipality="C", interval=EVERY_INTERVAL)
        assert {(one.year, one.interval) for one in every} == {(2025, "Q1"), (2025, "Q4"), (2026, "Q1")}


def test_the_label_of_a_school_year_is_kept(region: Engine, tmp_path: Path) -> None:
    load(region, tmp_path, LONG, ("C", "count", "2025/26", 9))
    assert figures(region) == [(2026, None, "2025/26", 9)]
    load(region, tmp_path, LONG, ("C", "count", "2026", 10))
    assert figures(region) == [(2026, None, None, 10)]


def test_a_comparison_of_revisions_names_the_quarter(region: Engine, tmp_path: Path) -> None:
    before = load(region, tmp_path, LONG, ("C", "count", "I кв. 2026", 1), ("C", "count", "2026", 9)).revision
    load(region, tmp_path, LONG, ("C", "count", "I кв. 2026", 3), ("C", "count", "2026", 9))
    with reading(region) as session:
        compared = cell_changes(
            open_reader(session, MINISTRY, before), open_reader(session, MINISTRY), [observation_cells]
        )
    assert [(one.place.period, one.old, one.new) for one in compared] == [("I кв. 2026", 1, 3)]


def test_a_school_is_shown_with_what_stands_for_its_year(region: Engine, tmp_path: Path) -> None:
    mapping = Mapping(
        columns={ColumnRole.SCHOOL: "Школа", ColumnRole.PERIOD: "Период"},
        indicators=(IndicatorColumns("whole", numerator="Число", denominator="Всего"),),
    )
    rows = (("A-2", "I кв. 2026", 1, 10), ("A-2", "2026", 4, 10), ("A-1", "I кв. 2026", 9, 10))
    assert errors(load(region, tmp_path, mapping, *rows, head=("Школа", "Период", "Число", "Всего"))) == []
    with reading(region) as session:
        frame = school_observations(open_reader(session, MINISTRY), indicator="whole", period="2026")
    # A-1 had 5 of 10 for the year already.
    assert dict(zip(frame["school"], frame["numerator"], strict=True))["A-1"] == 5
    assert dict(zip(frame["school"], frame["numerator"], strict=True))["A-2"] == 4
    assert len(frame) == 3


def test_two_labels_of_one_quarter_are_the_same_figure_twice(region: Engine, tmp_path: Path) -> None:
    report = load(region, tmp_path, LONG, ("C", "count", "I кв. 2026", 1), ("C", "count", "2026 Q1", 1))
    assert errors(report) == [("duplicate-row", "Выгрузка", "B3")]


def test_a_wide_table_has_quarters_too(region: Engine, tmp_path: Path) -> None:
    columns = {ColumnRole.MUNICIPALITY: "МО", ColumnRole.PERIOD: "Период"}
    mapping = Mapping(columns=columns, indicators=(IndicatorColumns("count", value="Число"),))
    rows = (("C", "I кв. 2026", 7), ("C", "II кв. 2026", 8))
    assert errors(load(region, tmp_path, mapping, *rows, head=("МО", "Период", "Число"))) == []
    assert [row[1:] for row in figures(region)] == [("Q1", "I кв. 2026", 7), ("Q2", "II кв. 2026", 8)]


def test_what_a_revised_release_does_is_decided_once_for_the_source(each_region: Engine, tmp_path: Path) -> None:
    rows = (("C", "count", "2018", 10), ("C", "count", "2018 (Rev)", 12), ("D", "count", "2018", 3))
    asked = load(each_region, tmp_path, LONG, *rows)
    assert errors(asked) == [("release-not-decided", "Выгрузка", "C3")]
    beside = load(each_region, tmp_path, replace(LONG, releases=Releases.BESIDE), *rows)
    assert errors(beside) == []
    assert figures(each_region) == [(2018, None, None, 10), (2018, "R", "2018 (Rev)", 12)]


def test_a_revised_release_replaces_the_first_one_where_the_source_says_so(each_region: Engine, tmp_path: Path) -> None:
    mapping = replace(LONG, releases=Releases.REPLACE)
    rows = (("C", "count", "2018 (Rev)", 12), ("C", "count", "2018", 10), ("D", "count", "2018", 3))
    report = load(each_region, tmp_path, mapping, *rows)
    assert errors(report) == []
    assert found(report, "first-release-replaced") == [(None, None)]
    assert (report.counts.rows, report.counts.new, report.counts.skipped) == (3, 2, 1)
    assert figures(each_region) == [(2018, None, "2018 (Rev)", 12)]
    assert figures(each_region, "D") == [(2018, None, None, 3)]
    # Brought again without its word, the older release is no silent step back.
    older = load(each_region, tmp_path, mapping, ("C", "count", "2018", 10))
    assert found(older, "older-release") == [("Выгрузка", "D2")]
    assert figures(each_region) == [(2018, None, None, 10)]


def test_a_row_may_be_revised_in_one_figure_and_wrong_in_another(region: Engine, tmp_path: Path) -> None:
    columns = {ColumnRole.MUNICIPALITY: "МО", ColumnRole.PERIOD: "Период"}
    figures_of = (IndicatorColumns("count", value="Число"), IndicatorColumns("share", value="Доля"))
    mapping = Mapping(columns=columns, indicators=figures_of, releases=Releases.REPLACE)
    head = ("МО", "Период", "Число", "Доля")
    wrong = load(region, tmp_path, mapping, ("C", "2018 (Rev)", 12, None), ("C", "2018", 10, "много"), head=head)
    assert errors(wrong) == [("text-in-number", "Выгрузка", "D3")]
    right = load(region, tmp_path, mapping, ("C", "2018 (Rev)", 12, None), ("C", "2018", 10, 50), head=head)
    assert errors(right) == []
    assert figures(region) == [(2018, None, "2018 (Rev)", 12)]
    assert figures(region, indicator="share") == [(2018, None, None, 50)]


def test_a_label_without_a_year_is_of_the_year_of_the_table(region: Engine, tmp_path: Path) -> None:
    row = ("C", "count", "на 1 сентября", 4)
    assert errors(load(region, tmp_path, LONG, row)) == [("period-without-year", "Выгрузка", "C2")]
    assert errors(load(region, tmp_path, replace(LONG, period="2025"), row)) == []
    assert figures(region) == [(2025, "D0901", "на 1 сентября", 4)]


def test_the_mapping_goes_before_the_words_of_a_label(region: Engine, tmp_path: Path) -> None:
    said = replace(LONG, periods={"2014-16": "2016", "2016-17": "2017-S", "осень 2025": "2025-H2"})
    rows = [("C", "count", label, number) for number, label in enumerate(("2014-16", "2016-17", "осень 2025"))]
    assert errors(load(region, tmp_path, said, *rows)) == []
    assert figures(region) == [(2016, None, "2014-16", 0), (2017, "S", "2016-17", 1), (2025, "H2", "осень 2025", 2)]


@pytest.mark.parametrize("label", ["V кв. 2026", "2026 (Prov)", "I полугодие 2025/26", "на 31 июня 2025"])
def test_a_label_that_nobody_understands_is_told_with_its_cell(region: Engine, tmp_path: Path, label: str) -> None:
    assert errors(load(region, tmp_path, LONG, ("C", "count", label, 4))) == [("unknown-period", "Выгрузка", "C2")]


def test_rows_of_a_workbook_name_their_parts_of_the_year(each_region: Engine, tmp_path: Path) -> None:
    rows = (("C", "count", "I кв. 2026", 1), ("C", "count", "II кв.", 2), ("C", "count", "2025/26", 3))
    book = by_hand(tmp_path / "b.xlsx", {"Муниципалитеты": [("Период", "2026"), (), MUNICIPAL, *rows]})
    assert errors(run(each_region, "observations", book)) == []
    assert figures(each_region) == [
        (2026, None, "2025/26", 3),
        (2026, "Q1", "I кв. 2026", 1),
        (2026, "Q2", "II кв.", 2),
    ]


@pytest.mark.parametrize(
    ("above", "label", "error"),
    [
        ((("Период", "2026"),), "VI кв. 2026", ("unknown-period", "Муниципалитеты", "C4")),
        ((), "I кв.", ("period-without-year", "Муниципалитеты", "C3")),
    ],
)
def test_a_wrong_label_of_a_workbook_is_told_with_sheet_and_cell(
    region: Engine, tmp_path: Path, above: Any, label: str, error: Any
) -> None:
    book = by_hand(tmp_path / "b.xlsx", {"Муниципалитеты": [*above, (), MUNICIPAL, ("C", "count", label, 1)]})
    assert errors(run(region, "observations", book)) == [error]


def test_a_sheet_may_be_of_a_part_of_the_year_as_a_whole(region: Engine, tmp_path: Path) -> None:
    head = ("Код муниципалитета", "Код показателя", "Значение")
    book = by_hand(
        tmp_path / "b.xlsx", {"Муниципалитеты": [("Период", "I полугодие 2026"), (), head, ("C", "count", 6)]}
    )
    assert errors(run(region, "observations", book)) == []
    assert figures(region) == [(2026, "H1", "I полугодие 2026", 6)]


def test_the_template_of_a_quarter_holds_its_figures_and_comes_back(region: Engine, tmp_path: Path) -> None:
    load(region, tmp_path, LONG, ("C", "count", "I кв. 2026", 1), ("C", "count", "2026", 9))
    path = template(region, tmp_path / "quarter.xlsx", "observations", period="I кв. 2026")
    same = run(region, "observations", path)
    assert (errors(same), same.revision, same.changes) == ([], None, ())
    cell = place(path, "Муниципалитеты", "Значение", "C", "count")
    report = run(region, "observations", edit(path, "Муниципалитеты", {cell: 2}))
    first = report.changes[0]
    assert (first.subject, first.field, first.old, first.new) == ("count / 2026-Q1", "value", 1.0, 2.0)
    assert [row[:2] + row[3:] for row in figures(region)] == [(2026, None, 9), (2026, "Q1", 2)]


def test_a_template_of_another_quarter_is_refused(region: Engine, tmp_path: Path) -> None:
    path = template(region, tmp_path / "quarter.xlsx", "observations", period="2026-Q1")
    label = place_of_period(path)
    report = run(region, "observations", edit(path, "Муниципалитеты", {label: "2026-Q2"}))
    assert ("period-mismatch", "Муниципалитеты", label) in errors(report)


def place_of_period(path: Path) -> str:
    from openpyxl import load_workbook

    rows = load_workbook(path)["Муниципалитеты"].iter_rows(max_row=10)
    return next(cell.coordinate for row in rows for cell in row if cell.value == "2026-Q1")
