"""0.666 in a column of percentages: asked once for an indicator, read as answered, the same by rows and by columns."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from data.intake.kinds.foreign_table.check import TABLE
from data.intake.kinds.foreign_table.mapping import ColumnRole, Mapping, TableRequest
from data.intake.kinds.observations import check as observations_check
from data.intake.tables.answers import Answers, BadScale, column_place, in_percent, read_scales
from data.intake.tables.numbers import Amount
from data.models.indicators import Indicator
from data.storage.database import writing
from data.text.answers import PercentScale
from data.vocabulary import Severity
from tests.data.intake.books import by_hand, errors, row_counts, run
from tests.data.intake.kinds.test_observations import LABELS, MUNICIPAL

# The question is about one indicator; an answer about the whole column stands for all of its indicators.
COLUMN, ASKED = "Муниципалитеты!C", "Муниципалитеты!C#share"
SHARES = {COLUMN: PercentScale.SHARE}
PERCENTAGES = {COLUMN: PercentScale.PERCENT}


def book(folder: Path, *values: Any) -> Path:
    """Shares of the municipalities C and D in column C, from row 4 on; a count stands below them."""
    rows = [(municipality, "share", value) for municipality, value in zip("CD", values, strict=False)]
    return by_hand(folder / "b.xlsx", {"Муниципалитеты": [*LABELS, MUNICIPAL, *rows, ("C", "count", 7)]})


def values_of(report: Any) -> list[Any]:
    return [one.new for one in report.changes if one.field == "value"]


def test_an_indicator_is_asked_about_once_and_nothing_is_stored(region: Engine, tmp_path: Path) -> None:
    before = row_counts(region)
    report = run(region, "observations", book(tmp_path, 0.666, "0,5"))
    assert errors(report) == [("ambiguous-percent", "Муниципалитеты", "C4")]
    (question,) = [one for one in report.findings if one.severity is Severity.QUESTION]
    assert (question.question, question.answer) == (ASKED, None)
    assert question.message == (
        "Неясно, это 0,666 % или 66,6 %. "
        "Показатель share: числа от 0,5 до 0,666, поэтому это, скорее всего, доли единицы."
    )
    assert report.refused
    assert report.revision is None
    assert row_counts(region) == before


@pytest.mark.parametrize(
    ("scales", "values", "stored"),
    [
        (SHARES, (0.666, "0,5"), [66.6, 50.0, 7.0]),
        (PERCENTAGES, (0.666, "0,5"), [0.666, 0.5, 7.0]),
        # The whole is a share too; a percent sign says what it says; a count is no percentage.
        (SHARES, (1, "70 %"), [100.0, 70.0, 7.0]),
        (PERCENTAGES, (1, 70), [1.0, 70.0, 7.0]),
        (SHARES, (0, "н/д"), [0.0, None, 7.0]),
    ],
)
def test_the_numbers_are_read_as_answered(
    region: Engine, tmp_path: Path, scales: Any, values: Any, stored: list[Any]
) -> None:
    report = run(region, "observations", book(tmp_path, *values), answers=Answers(scales))
    assert errors(report) == []
    assert [value if isinstance(value, float) else None for value in values_of(report)] == stored
    (told,) = [one for one in report.findings if one.rule == "percent-scale"]
    assert (told.question, told.answer, told.cell) == (COLUMN, scales[COLUMN].value, "C")


def test_each_indicator_of_a_template_has_a_question_and_an_answer_of_its_own(region: Engine, tmp_path: Path) -> None:
    with writing(region) as session:
        share = session.scalars(select(Indicator).where(Indicator.code == "share")).one()
        names = (
            "indicator_set",
            "level",
            "unit",
            "polarity",
            "direction_code",
            "name_ru",
            "name_en",
            "short_ru",
            "short_en",
        )
        told = {name: getattr(share, name) for name in names}
        session.add(Indicator(code="other", order=9, issues_ru=[], issues_en=[], **told))
    rows = [("C", "share", 0.25), ("D", "share", 0.5), ("C", "other", 0.4), ("D", "other", 30)]
    path = by_hand(tmp_path / "b.xlsx", {"Муниципалитеты": [*LABELS, MUNICIPAL, *rows]})
    asked = [one for one in run(region, "observations", path).findings if one.severity is Severity.QUESTION]
    assert [one.question for one in asked] == ["Муниципалитеты!C#share", "Муниципалитеты!C#other"]
    assert "доли единицы" in asked[0].message
    assert "скорее всего, проценты" in asked[1].message
    half = run(region, "observations", path, answers=Answers({ASKED: PercentScale.SHARE}))
    assert [one.question for one in half.findings if one.severity is Severity.QUESTION] == ["Муниципалитеты!C#other"]
    both = {ASKED: PercentScale.SHARE, "Муниципалитеты!C#other": PercentScale.PERCENT}
    report = run(region, "observations", path, answers=Answers(both))
    assert values_of(report) == [25.0, 50.0, 0.4, 30.0]
    notes = [one for one in report.findings if one.rule == "percent-scale"]
    assert [(one.question, one.cell) for one in notes] == [(place, "C") for place in both]
    assert all(
        one.message.startswith(f"Показатель {code}") for one, code in zip(notes, ("share", "other"), strict=True)
    )


def test_a_number_above_one_is_no_share(region: Engine, tmp_path: Path) -> None:
    report = run(region, "observations", book(tmp_path, 0.5, 50), answers=Answers(SHARES))
    assert errors(report) == [("share-above-one", "Муниципалитеты", "C5")]


def test_an_answer_about_another_column_answers_nothing(region: Engine, tmp_path: Path) -> None:
    report = run(region, "observations", book(tmp_path, 0.5), answers=Answers({"Школы!C": PercentScale.SHARE}))
    assert errors(report) == [("ambiguous-percent", "Муниципалитеты", "C4")]


@pytest.mark.parametrize("scales", [{}, SHARES, PERCENTAGES])
@pytest.mark.parametrize("values", [(0.07, 0.29), (0.57, 1), (1e-7, 12.5), ("0,5 %", 0), (-0.5, 0.5)])
def test_columns_and_rows_say_the_same(
    region: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scales: Any, values: Any
) -> None:
    path = book(tmp_path, *values)
    at_once = run(region, "observations", path, answers=Answers(scales), dry_run=True)
    read = observations_check.read_figures

    def one_by_one(*arguments: Any) -> Any:
        plain, answers = read(*arguments)
        return np.zeros_like(plain), answers

    monkeypatch.setattr(observations_check, "read_figures", one_by_one)
    singly = run(region, "observations", path, answers=Answers(scales), dry_run=True)
    assert singly.findings == at_once.findings
    assert list(singly.changes) == list(at_once.changes)


def test_a_foreign_table_is_asked_and_answered_like_a_workbook(region: Engine, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("МО;Год;Доля\nC;2026;0,25\nD;2026;0,5\n", encoding="utf-8")
    mapping = Mapping.from_dict(
        {
            "columns": {ColumnRole.MUNICIPALITY_CODE: "МО", ColumnRole.PERIOD: "Год"},
            "indicators": [{"indicator": "share", "value": "Доля"}],
        }
    )
    asked = run(region, TABLE, path, table=TableRequest(mapping))
    (question,) = [one for one in asked.findings if one.severity is Severity.QUESTION]
    answer = {question.question: PercentScale.SHARE}
    report = run(region, TABLE, path, table=TableRequest(mapping), answers=Answers(answer))
    assert errors(report) == []
    assert values_of(report) == [25.0, 50.0]


@given(st.floats(0, 1), st.booleans())
def test_shares_and_percentages_keep_their_order_and_their_sign(share: float, has_sign: bool) -> None:
    amount = Amount(share, has_sign)
    assert in_percent(amount, None) == amount
    assert in_percent(amount, PercentScale.PERCENT) == Amount(share, is_percent=True)
    meant = in_percent(amount, PercentScale.SHARE)
    assert meant.is_percent
    assert meant.value == pytest.approx(share if has_sign else 100 * share)


def test_columns_are_named_as_a_spreadsheet_names_them() -> None:
    assert [column_place("Школы", number) for number in (1, 8, 27)] == ["Школы!A", "Школы!H", "Школы!AA"]


@pytest.mark.parametrize(
    "raw", [None, [], {"H": "share"}, {"Школы!H": "third"}, {"Школы!H": None}, {1: "share"}, {"!" * 200: "share"}]
)
def test_answers_that_are_none_are_refused_in_words(raw: Any) -> None:
    with pytest.raises(BadScale, match=r"\w"):
        read_scales(raw)
