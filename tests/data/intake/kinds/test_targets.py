"""Targets from workbooks: a row states a target as a whole, of the region or of one municipality."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select, update

from data.access import MINISTRY
from data.intake.importing import ImportReport
from data.intake.register import compared_cells
from data.intake.tables.answers import Answers
from data.measures.targets import Reason, target_status
from data.models.indicators import Indicator, Target
from data.queries.differences import cell_changes
from data.queries.indicators import targets
from data.storage.database import reading, writing
from data.storage.reader import open_reader
from data.storage.undo import undo_revision
from data.text.answers import TextAnswer
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
        assert [(cell.old, cell.new) for cell in cells] == [(None, "уровень к году >= 5 2026 · К 2026 году")]
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


def of_text(text: str, indicator: str = "share", year: int | None = None) -> tuple[Any, ...]:
    return (None, indicator, None, None, None, year, None, None, text)


def asked(report: ImportReport) -> list[tuple[Severity, str, str | None]]:
    return [(one.severity, one.rule, one.question) for one in report.findings if one.rule.startswith("target-")]


def test_a_clear_text_is_noted_with_its_reading_and_stored_when_confirmed(region: Engine, tmp_path: Path) -> None:
    path = book(tmp_path, of_text("не менее 70 % к 2027 году"), of_text("не менее 5", "count", 2028))
    before = row_counts(region)
    report = run(region, "targets", path)
    assert asked(report) == [
        (Severity.QUESTION, "target-texts", "Цели!I"),
        (Severity.NOTE, "target-read", None),
        (Severity.NOTE, "target-read", None),
    ]
    assert "уровень к году, ≥ 70, к 2027" in report.findings[1].message
    assert row_counts(region) == before
    confirmed = run(region, "targets", path, answers=Answers(texts={"Цели!I": TextAnswer.PROPOSED}))
    assert (errors(confirmed), confirmed.counts.new) == ([], 2)
    with reading(region) as session:
        found = targets(open_reader(session, MINISTRY))
    assert {key[0]: (line.rule.value, line.rule.year) for key, line in found.items()} == {
        "share": (70.0, 2027),
        "count": (5.0, 2028),
    }


def of_a_whole(engine: Engine) -> None:
    """The share is a part of something, so that it is at most 100 %."""
    with writing(engine) as session:
        session.execute(update(Indicator).where(Indicator.code == "share").values(denominator_ru="все педагоги"))


STEPS = ("Код показателя", "Вид цели", "Знак", "Целевое значение", "Шаги до срока", "К году", "Текст источника")


def in_steps(path: Path, steps: Any, value: Any = "100 %", kind: str = "уровень к году") -> Path:
    return by_hand(path / "t.xlsx", {"Цели": [STEPS, ("share", kind, "≥", value, steps, 2027, "К 2027 году")]})


def test_a_target_in_steps_comes_from_its_columns_and_goes_back_into_them(region: Engine, tmp_path: Path) -> None:
    path = in_steps(tmp_path, "2025: 33,3; 2026: 66,6 %")
    report = run(region, "targets", path)
    assert (errors(report), report.counts.new) == ([], 1)
    with reading(region) as session:
        rule = targets(open_reader(session, MINISTRY))["share", None].rule
    assert rule.levels == ((2025, 33.3), (2026, 66.6), (2027, 100))
    assert run(region, "targets", path).counts.unchanged == 1
    back = run(region, "targets", template(region, tmp_path / "back.xlsx", "targets", ()))
    assert (errors(back), back.counts.unchanged) == ([], 1)
    changed = run(region, "targets", in_steps(tmp_path, "2025: 40"))
    assert [(one.field, one.old, one.new) for one in changed.changes] == [
        ("steps", "2025: 33.3; 2026: 66.6", "2025: 40")
    ]


@pytest.mark.parametrize(
    ("steps", "kind", "rule"),
    [
        ("в 2025 – 33,3", "уровень к году", "bad-steps"),
        ("1025: 33,3", "уровень к году", "bad-steps"),
        ("2025: 133", "уровень к году", "bad-step-level"),
        # A third of a per cent, or a third?
        ("2025: 0,33", "уровень к году", "bad-step-level"),
        ("2026: 66; 2025: 33", "уровень к году", "steps-out-of-order"),
        ("2027: 66", "уровень к году", "steps-out-of-order"),
        ("2025: 33", "уровень ежегодно", "steps-of-other-kind"),
    ],
)
def test_steps_that_say_nothing_definite_are_refused(
    region: Engine, tmp_path: Path, steps: str, kind: str, rule: str
) -> None:
    of_a_whole(region)
    report = run(region, "targets", in_steps(tmp_path, steps, kind=kind))
    assert errors(report) == [(rule, "Цели", "E2")]


def test_steps_that_go_back_are_warned_of_and_judged_by_nobody(region: Engine, tmp_path: Path) -> None:
    report = run(region, "targets", in_steps(tmp_path, "2025: 66,6; 2026: 33,3"))
    assert [(one.severity, one.rule) for one in report.findings] == [(Severity.WARNING, "steps-go-back")]
    with reading(region) as session:
        rule = targets(open_reader(session, MINISTRY))["share", None].rule
    assert target_status(rule, {2025: 70.0}, 2025).reason is Reason.CONTRADICTORY


def test_a_text_in_steps_is_one_proposal_and_one_that_goes_back_stays_contradictory(
    region: Engine, tmp_path: Path
) -> None:
    path = book(tmp_path, of_text("66,6 к 2026, 100 к 2027"))
    report = run(region, "targets", path, answers=Answers(texts={"Цели!I": TextAnswer.PROPOSED}))
    (note,) = [one for one in report.findings if one.rule == "target-read"]
    assert "66,6 к 2026 году, 100, к 2027" in note.message
    with reading(region) as session:
        rule = targets(open_reader(session, MINISTRY))["share", None].rule
    assert rule.levels == ((2026, 66.6), (2027, 100))
    back = book(tmp_path, of_text("66,6 % к 2025, 33,3 % к 2026, 100 % к 2027"))
    assert asked(run(region, "targets", back)) == [(Severity.QUESTION, "target-text", "Цели!I2")]
    run(region, "targets", back, answers=Answers(texts={"Цели!I2": TextAnswer.CLARIFY}))
    with reading(region) as session:
        line = targets(open_reader(session, MINISTRY))["share", None]
    assert (line.rule.is_contradictory, len(line.rule.levels)) == (True, 3)
    assert line.contradiction


def test_a_range_of_every_year_needs_no_deadline(region: Engine, tmp_path: Path) -> None:
    heads = ("Код показателя", "Вид цели", "Целевое значение", "Верхняя граница", "Текст источника")
    rows = [heads, ("share", "диапазон ежегодно", "60 %", "80 %", "ежегодно 60–80 %")]
    report = run(region, "targets", by_hand(tmp_path / "t.xlsx", {"Цели": rows}))
    assert (errors(report), report.counts.new) == ([], 1)
    assert "target-not-definite" not in {one.rule for one in report.findings}
    with reading(region) as session:
        rule = targets(open_reader(session, MINISTRY))["share", None].rule
    assert (rule.kind, rule.value, rule.upper, rule.year) == (TargetKind.ANNUAL_RANGE, 60, 80, None)


def test_a_text_with_several_readings_is_asked_about_and_stored_as_it_was_answered(
    region: Engine, tmp_path: Path
) -> None:
    path = book(tmp_path, of_text("+10 % к 2027 году к уровню 2024 года"))
    report = run(region, "targets", path)
    assert asked(report) == [(Severity.QUESTION, "target-text", "Цели!I2")]
    assert report.findings[0].expected is not None
    assert "процентных пунктов" in report.findings[0].expected
    chosen = run(region, "targets", path, answers=Answers(texts={"Цели!I2": TextAnswer.READING_2}))
    assert (asked(chosen), chosen.counts.new) == ([(Severity.NOTE, "target-text", "Цели!I2")], 1)
    with reading(region) as session:
        rule = targets(open_reader(session, MINISTRY))["share", None].rule
    assert (rule.reading, rule.baseline_year) == (DynamicsReading.PERCENTAGE_POINTS, 2024)
    open_again = run(region, "targets", path, answers=Answers(texts={"Цели!I2": TextAnswer.CLARIFY}))
    assert open_again.counts.changed == 1
    with reading(region) as session:
        rule = targets(open_reader(session, MINISTRY))["share", None].rule
    assert rule.reading is DynamicsReading.AMBIGUOUS


def test_a_text_that_contradicts_itself_is_stored_with_its_contradiction(region: Engine, tmp_path: Path) -> None:
    text = "К 2024 году – не менее 66,6 % (100 % за 3 года, начиная с 2021 года; не менее 33,3 % ежегодно)"
    report = run(
        region, "targets", book(tmp_path, of_text(text)), answers=Answers(texts={"Цели!I2": TextAnswer.CLARIFY})
    )
    assert report.counts.new == 1
    with reading(region) as session:
        line = targets(open_reader(session, MINISTRY))["share", None]
    assert line.rule.is_contradictory
    assert (line.rule.value, line.rule.annual_floor, line.rule.year) == (66.6, 33.3, 2024)
    assert "100 % за 3 года" in line.contradiction.replace("\u00a0", " ")


def test_a_text_that_nobody_can_read_can_only_stay_open(region: Engine, tmp_path: Path) -> None:
    report = run(region, "targets", book(tmp_path, of_text("провести мониторинг")))
    assert [one.choices for one in report.findings if one.question] == ["clarify=требует уточнения"]


def test_a_table_of_codes_and_texts_needs_no_other_column(region: Engine, tmp_path: Path) -> None:
    rows = [("Код показателя", "Текст источника"), ("count", "не менее 5 к 2027 году")]
    report = run(
        region,
        "targets",
        by_hand(tmp_path / "t.xlsx", {"Цели": rows}),
        answers=Answers(texts={"Цели!B": TextAnswer.PROPOSED}),
    )
    assert (errors(report), report.counts.new) == ([], 1)


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
    of_a_whole(region)
    before = row_counts(region)
    assert (error[0], "Цели", error[1]) in errors(run(region, "targets", book(tmp_path, row)))
    assert row_counts(region) == before
