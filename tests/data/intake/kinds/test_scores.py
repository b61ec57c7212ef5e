"""Scores from workbooks: tolerant where the meaning is clear, one finding with its place where it is not."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from data.intake.importing import ImportReport
from data.language import speaking
from data.vocabulary import Nothing, Severity
from tests.data.intake.books import by_hand, edit, errors, place, row_counts, run, template

HEADER = ("Код позиции", "Код параметра", "Баллы")
LABELS = (("Код муниципалитета", "F"), ("Период", 2026), ("Методика", "small"))


def book(path: Path, *rows: tuple[Any, ...], header: tuple[str, ...] = HEADER, labels: Any = LABELS) -> Path:
    return by_hand(path / "book.xlsx", {"1.1": [*labels, (), header, *rows]})


def changes(report: ImportReport) -> list[tuple[str, str, Any, Any]]:
    return [(one.subject, one.field, one.old, one.new) for one in report.changes]


@pytest.mark.parametrize(
    ("written", "points"),
    [
        (2, 2.0),
        (1.5, 1.5),
        ("1,5", 1.5),
        ("0", 0.0),
        ("\u00a01 ", 1.0),
        ("н/д", Nothing.NO_DATA),
        ("x", Nothing.NOT_APPLICABLE),
    ],
)
def test_points_as_people_write_them(region: Engine, tmp_path: Path, written: Any, points: Any) -> None:
    report = run(region, "scores", book(tmp_path, ("g1", "presence", written)))
    assert errors(report) == []
    assert changes(report) == [("1.1 / g1 / presence", "points", None, points)]
    assert report.counts.new == 1


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        (3, "points-above-maximum"),
        (-1, "points-below-minimum"),
        (1.234, "points-decimals"),
        ("много", "text-in-number"),
        ("1_0", "text-in-number"),
        ("50 %", "percent-in-points"),
        (True, "boolean-in-number"),
        ("=1+1", "formula-without-value"),
    ],
)
def test_wrong_points_are_one_finding_with_their_place(region: Engine, tmp_path: Path, written: Any, rule: str) -> None:
    before = row_counts(region)
    report = run(region, "scores", book(tmp_path, ("g1", "presence", written), ("g1", "alignment", 1)))
    assert errors(report) == [(rule, "1.1", "C6")]
    finding = report.findings[0]
    assert finding.found
    assert finding.expected == "число от 0 до 2"
    assert finding.fix
    assert report.counts.refused == 2
    assert row_counts(region) == before


def test_all_findings_come_at_once_and_in_the_language(region: Engine, tmp_path: Path) -> None:
    path = book(tmp_path, ("g1", "presence", 9), ("g9", "presence", 1), ("g2", "presence", "да"))
    with speaking("en"):
        report = run(region, "scores", path)
    assert errors(report) == [
        ("points-above-maximum", "1.1", "C6"),
        ("unknown-parameter", "1.1", "A7"),
        ("text-in-number", "1.1", "C8"),
    ]
    assert report.findings[0].message == "More points than the maximum."


def test_a_penalty_lies_between_its_minimum_and_zero(region: Engine, tmp_path: Path) -> None:
    assert errors(run(region, "scores", book(tmp_path, ("i1", "penalty", "−1")))) == []
    assert errors(run(region, "scores", book(tmp_path, ("i1", "penalty", 1)))) == [
        ("points-above-maximum", "1.1", "C6")
    ]


def test_an_unknown_municipality_is_one_finding_with_the_closest(region: Engine, tmp_path: Path) -> None:
    labels = (("Муниципалитет", "Округ Ф"), *LABELS[1:])
    report = run(region, "scores", book(tmp_path, ("g1", "presence", 1), ("g2", "presence", 1), labels=labels))
    assert errors(report) == [("unknown-municipality", "1.1", "B1")]
    assert "Округ" in (report.findings[0].expected or "")
    assert not report.stored


def test_a_municipality_is_known_by_its_name_too(region: Engine, tmp_path: Path) -> None:
    labels = (("Муниципалитет", " «Oкруг»  F"), *LABELS[1:])
    report = run(region, "scores", book(tmp_path, ("g1", "presence", 1), labels=labels))
    assert errors(report) == []
    assert [one.rule for one in report.findings] == ["lookalike-letters"]
    assert report.changes[0].municipality == "F"


def test_a_merged_municipality_has_no_later_scores(region: Engine, tmp_path: Path) -> None:
    labels = (("Код муниципалитета", "E"), *LABELS[1:])
    report = run(region, "scores", book(tmp_path, ("g1", "presence", 1), labels=labels))
    assert errors(report) == [("municipality-not-in-period", "1.1", "B1")]


def test_an_unknown_period_is_one_finding(region: Engine, tmp_path: Path) -> None:
    labels = (LABELS[0], ("Период", 2031), LABELS[2])
    report = run(region, "scores", book(tmp_path, ("g1", "presence", 1), labels=labels))
    assert errors(report) == [("new-period", "1.1", "B2")]


def test_sheets_and_periods_are_known_by_other_names(region: Engine, tmp_path: Path) -> None:
    rows = [("МО", "F"), ("Учебный год", "2025/26"), ("Методика", "small"), HEADER, ("g1", "presence", 1)]
    path = by_hand(tmp_path / "b.xlsx", {"Направление 1.1": rows, "Черновик": [("заметка",)]})
    report = run(region, "scores", path)
    assert errors(report) == []
    assert [(one.rule, one.found) for one in report.findings] == [("sheet-not-read", "Черновик")]
    assert report.counts.new == 1


def test_columns_may_move_and_have_other_names(region: Engine, tmp_path: Path) -> None:
    header = ("ПРИМЕЧАНИЕ", "Оценка", "параметр (код)", "код  позиции", "Лишний")
    path = book(tmp_path, ("учтено", "1,5", "presence", "g1", 7), header=header)
    assert changes(run(region, "scores", path)) == [
        ("1.1 / g1 / presence", "points", None, 1.5),
        ("1.1 / g1 / presence", "comment", None, "учтено"),
    ]


def test_a_missing_column_names_the_closest(region: Engine, tmp_path: Path) -> None:
    path = book(tmp_path, ("g1", "presence", 1), header=("Код позиции", "Код параметра", "Баллов"))
    report = run(region, "scores", path)
    assert errors(report) == [("missing-column", "1.1", "A5")]
    assert report.findings[0].found == "«Баллов»"


def test_a_sheet_without_a_header_is_one_finding(region: Engine, tmp_path: Path) -> None:
    path = by_hand(tmp_path / "b.xlsx", {"1.1": [("Методика", "small"), ("что-то", "другое")]})
    assert errors(run(region, "scores", path)) == [("header-not-found", "1.1", None)]


def test_a_missing_sheet_is_one_finding(region: Engine, tmp_path: Path) -> None:
    path = template(region, tmp_path / "t.xlsx", "scores", ["A"])
    book = load_workbook(path)
    book["1.1"].title = "Лист1"
    book.save(path)
    report = run(region, "scores", path)
    assert errors(report) == [("missing-sheet", "1.1", None)]
    assert report.findings[0].found == "Лист1"


def test_totals_rows_are_skipped_without_a_word_when_they_agree(region: Engine, tmp_path: Path) -> None:
    rows = (
        ("g1", "presence", 1),
        ("Итого", None, 1),
        ("g2", "presence", 1),
        ("Итого", None, "1,0"),
        ("Всего", None, 2),
    )
    report = run(region, "scores", book(tmp_path, *rows))
    assert report.findings == ()
    assert (report.counts.rows, report.counts.new, report.counts.skipped) == (5, 2, 3)


def test_a_total_that_is_not_the_sum_is_a_warning(region: Engine, tmp_path: Path) -> None:
    report = run(region, "scores", book(tmp_path, ("g1", "presence", 1), ("g2", "presence", 1), ("Итого", None, 4)))
    assert [(one.severity, one.rule, one.cell, one.found, one.expected) for one in report.findings] == [
        (Severity.WARNING, "total-differs", "C8", "4", "2")
    ]
    assert report.counts.new == 2


def test_a_parameter_that_stands_twice_is_refused(region: Engine, tmp_path: Path) -> None:
    report = run(region, "scores", book(tmp_path, ("g1", "presence", 1), ("g1", "presence", 2)))
    assert errors(report) == [("duplicate-row", "1.1", "B7")]
    assert "1.1!B6" in (report.findings[0].expected or "")


def test_merged_codes_hold_for_all_their_rows(region: Engine, tmp_path: Path) -> None:
    path = book(tmp_path, ("g1", "presence", 1), (None, "alignment", 2))
    workbook = load_workbook(path)
    workbook["1.1"].merge_cells("A6:A7")
    workbook.save(path)
    assert [one.subject for one in run(region, "scores", path).changes] == [
        "1.1 / g1 / presence",
        "1.1 / g1 / alignment",
    ]


def test_a_code_merged_over_rows_of_different_units_says_so(region: Engine, tmp_path: Path) -> None:
    """The second row names B and stands under the cell with A's code: the message says why they disagree."""
    head = ("Код муниципалитета", "Муниципалитет", *HEADER)
    rows = [head, ("A", "Округ A", "g1", "presence", 1), (None, "Округ B", "g1", "presence", 1)]
    path = by_hand(tmp_path / "merged.xlsx", {"1.1": rows})
    workbook = load_workbook(path)
    workbook["1.1"].merge_cells("A2:A3")
    workbook.save(path)
    (mismatch,) = (one for one in run(region, "scores", path).findings if one.rule == "municipality-mismatch")
    assert mismatch.cell == "A3" or mismatch.cell == "B3"
    assert "Ячейка кода объединена" in mismatch.message


def test_merged_points_are_asked_about(region: Engine, tmp_path: Path) -> None:
    path = book(tmp_path, ("g1", "presence", 1), ("g1", "alignment", None))
    workbook = load_workbook(path)
    workbook["1.1"].merge_cells("C6:C7")
    workbook.save(path)
    assert errors(run(region, "scores", path)) == [("merged-answers", "1.1", "C7")]


EVIDENCE = (*HEADER, "Документ", "Номер документа", "Дата документа", "Ссылка")


def test_a_document_comes_with_its_score(region: Engine, tmp_path: Path) -> None:
    row = ("g1", "presence", 1, "Приказ", "№ 5", "17.05.2021", "https://example.org/5")
    assert [one[1:] for one in changes(run(region, "scores", book(tmp_path, row, header=EVIDENCE)))] == [
        ("points", None, 1.0),
        ("document_title", None, "Приказ"),
        ("document_number", None, "№ 5"),
        ("document_date", None, "2021-05-17"),
        ("link", None, "https://example.org/5"),
    ]


@pytest.mark.parametrize(
    ("row", "error"),
    [
        (("g1", "presence", None, "Приказ"), ("points-missing", "1.1", "C6")),
        (("g1", "presence", 1, None, "№ 5"), ("document-title-missing", "1.1", "C6")),
        (("g1", "presence", 1, "Приказ", None, "когда-то"), ("not-a-date", "1.1", "F6")),
        (("g1", "presence", 1, "Приказ", None, None, "javascript:alert(1)"), ("not-a-link", "1.1", "G6")),
        (("g1", "presence", 1, "я" * 2001), ("text-too-long", "1.1", "D6")),
    ],
)
def test_wrong_documents(region: Engine, tmp_path: Path, row: tuple[Any, ...], error: Any) -> None:
    assert errors(run(region, "scores", book(tmp_path, row, header=EVIDENCE))) == [error]


def test_an_empty_cell_erases_nothing(region: Engine, tmp_path: Path) -> None:
    """A has full points of g1.presence with a document; only a comment is added here."""
    path = template(region, tmp_path / "t.xlsx", "scores", ["A"])
    row = place(path, "1.1", "Баллы", "g1", "presence")[1:]
    comment = place(path, "1.1", "Комментарий", "g1", "presence")
    columns = [place(path, "1.1", title, "g1", "presence") for title in ("Баллы", "Документ", "Дата документа")]
    edit(path, "1.1", {**dict.fromkeys(columns), comment: "проверено"})
    assert row
    assert changes(run(region, "scores", path)) == [("1.1 / g1 / presence", "comment", None, "проверено")]


def test_an_outdated_template_is_recognised(region: Engine, tmp_path: Path) -> None:
    path = template(region, tmp_path / "t.xlsx", "scores", ["A"])
    edit(path, "_mmuko", {"B2": "0"})
    assert errors(run(region, "scores", path)) == [("template-version", None, None)]
    edit(path, "_mmuko", {"B2": "1", "B4": "другая"})
    assert errors(run(region, "scores", path)) == [("template-version", None, None)]


def test_the_period_of_the_template_holds(region: Engine, tmp_path: Path) -> None:
    path = template(region, tmp_path / "t.xlsx", "scores", ["A"])
    edit(path, "_mmuko", {"B5": "2026"})
    edit(path, "1.1", {place(path, "1.1", "Баллы", "g1", "presence"): 1, "B4": "2025"})
    assert errors(run(region, "scores", path)) == [("period-mismatch", "1.1", "B4")]


def test_a_template_of_another_kind_is_refused(region: Engine, tmp_path: Path) -> None:
    path = template(region, tmp_path / "t.xlsx", "observations", ["A"])
    assert errors(run(region, "scores", path)) == [("wrong-kind", None, None)]


def test_a_template_of_another_municipality_is_refused(region: Engine, tmp_path: Path) -> None:
    path = template(region, tmp_path / "t.xlsx", "scores", ["A"])
    edit(path, "1.1", {"B3": "B"})
    assert errors(run(region, "scores", path)) == [("municipality-mismatch", "1.1", "B3")]


def test_only_answers_are_open_in_the_template(region: Engine, tmp_path: Path) -> None:
    path = template(region, tmp_path / "t.xlsx", "scores", ["A"])
    workbook = load_workbook(path)
    sheet = workbook["1.1"]
    assert workbook.sheetnames == ["Инструкция", "1.1", "_mmuko"]
    assert workbook["_mmuko"].sheet_state == "veryHidden"
    assert all(one.protection.sheet for one in workbook.worksheets)
    assert [one.title for one in workbook.worksheets if one.sheet_view.tabSelected] == ["1.1"]
    open_cells = {cell.column_letter for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    points = place(path, "1.1", "Баллы", "g1", "presence")
    assert points.rstrip("0123456789") == min(open_cells)
    assert len(open_cells) == 6
    assert len(sheet.data_validations.dataValidation) == 1
    assert "=SUM(" in str(sheet[place(path, "1.1", "Баллы", "Итого: A")].value)


def test_a_workbook_for_several_has_a_column_of_municipalities(region: Engine, tmp_path: Path) -> None:
    path = template(region, tmp_path / "t.xlsx", "scores", ["A", "B"])
    edit(path, "1.1", {place(path, "1.1", "Баллы", "B", "g2", "presence"): 1})
    report = run(region, "scores", path)
    assert [(one.municipality, one.old, one.new) for one in report.changes] == [("B", 0.0, 1.0)]
    assert (report.counts.changed, report.counts.unchanged, report.counts.skipped) == (1, 9, 2)
