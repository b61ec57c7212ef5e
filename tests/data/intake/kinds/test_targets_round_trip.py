"""Whatever the page can store as a target stands in the workbook, and comes back from it unchanged."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine, func, select, update

from data.access import MINISTRY
from data.intake.tables.answers import Answers
from data.intake.tables.units import level_condition
from data.language import speaking
from data.models.indicators import Indicator
from data.models.revision import Revision
from data.queries.indicators import targets
from data.storage.database import reading, writing
from data.storage.reader import open_reader
from data.text.answers import TextAnswer
from data.text.target_kinds import KINDS
from data.vocabulary import Level, Polarity, TargetKind, Unit
from data.work.target_edits import set_target
from tests.data.intake.books import by_hand, edit, errors, place, run, template

Fields = dict[str, str]
BY_YEAR: Fields = {"operator": ">=", "year": "2028"}
POINTS: Fields = {"reading": "percentage_points", "baseline_year": "2024"}
# Numbers of each unit that are easily lost: below 1, below 0, with many decimals, above all of a whole.
LEVELS: dict[str, tuple[str, ...]] = {
    "part": ("0,5", "100", "33,3333333333333333"),
    "percent": ("0,5", "250"),
    "count": ("0,5", "100 000,25", "0"),
    "money": ("-1 234,5", "−0,25", "1000000000000", "0,0000000001"),
    "difference": ("-5", "-0"),
}
UNITS = {
    "part": Unit.PERCENT, "percent": Unit.PERCENT, "count": Unit.COUNT, "money": Unit.MONEY,
    "difference": Unit.DIFFERENCE,
}  # fmt: skip


def of_levels(level: str) -> Iterator[Fields]:
    for kind in (TargetKind.LEVEL_BY_YEAR, TargetKind.COUNT_PER_ORGANISATION_BY_YEAR):
        yield BY_YEAR | {"kind": kind, "value": level}
        yield BY_YEAR | {"kind": kind, "value": level, "steps": f"2026: {level}; 2027: {level}"}
    yield BY_YEAR | {"kind": TargetKind.LEVEL_BY_YEAR_WITH_ANNUAL_FLOOR, "value": level, "annual_floor": level}
    yield {"kind": TargetKind.ANNUAL_LEVEL, "operator": "<=", "value": level}
    yield {"kind": TargetKind.RANGE, "value": level, "upper": level, "year": "2028"}
    yield {"kind": TargetKind.ANNUAL_RANGE, "value": level, "upper": level}
    yield BY_YEAR | {"kind": TargetKind.POSITIVE_DYNAMICS_AND_LEVEL, "value": level, "baseline_year": "2024"}
    for kind in (TargetKind.POSITIVE_DYNAMICS_MIN, TargetKind.ANNUAL_GROWTH):
        yield BY_YEAR | {"kind": kind, "value": level, "reading": "level"}


def others() -> Iterator[Fields]:
    for kind in (TargetKind.POSITIVE_DYNAMICS_MIN, TargetKind.ANNUAL_GROWTH):
        for amount in ("0,5", "5", "150"):
            yield BY_YEAR | POINTS | {"kind": kind, "value": amount}
            yield BY_YEAR | POINTS | {"kind": kind, "value": amount, "reading": "percent"}
        yield BY_YEAR | {"kind": kind, "value": "10", "reading": "ambiguous"}
    for way in ("percent", "percentage_points", "ambiguous"):
        steps = {"steps": "2025: 0,5; 2026: 150 %", "value": "200", "reading": way}
        yield BY_YEAR | POINTS | {"kind": TargetKind.POSITIVE_DYNAMICS_MIN} | steps
    yield {"kind": TargetKind.ANNUAL_GROWTH}
    yield {"kind": TargetKind.ANNUAL_GROWTH, "operator": ">=", "value": "0"}
    yield BY_YEAR | {"kind": TargetKind.POSITIVE_DYNAMICS, "baseline_year": "2024"}
    yield {"kind": TargetKind.PRESENCE, "year": "2027"}
    # What contradicts itself may go back, be without order, or say too little.
    told = {"kind": TargetKind.LEVEL_BY_YEAR, "contradiction": "части не согласуются"}
    yield BY_YEAR | told | {"value": "30", "steps": "2026: 40"}
    yield BY_YEAR | told | {"value": "30", "steps": "2027: 10; 2026: 20"}
    yield told | {"reading": "ambiguous"}


def texts() -> Iterator[Fields]:
    kind = BY_YEAR | {"kind": TargetKind.LEVEL_BY_YEAR, "value": "30"}
    for text in ("=СУММ(A1)", "-5", "н/д", "2027", "не менее 30 % c 2027 гoда", "“30”\u00a0%\nк 2028", "'30"):
        yield kind | {"text": text}


CASES = [
    *((unit, fields) for unit, levels in LEVELS.items() for level in levels for fields in of_levels(level)),
    *((unit, fields) for unit in ("part", "money") for fields in others()),
    *(("part", fields) for fields in texts()),
]


def indicator(code: str, name: str, order: int) -> Indicator:
    return Indicator(
        code=code, indicator_set="small", order=order, level=Level.MUNICIPALITY, unit=UNITS[name],
        polarity=Polarity.HIGHER_IS_BETTER, direction_code="1.1", name_ru=f"Показатель {code}",
        name_en=f"Indicator {code}", short_ru=code, short_en=code, issues_ru=[], issues_en=[],
        denominator_ru="все педагоги" if name == "part" else None,
    )  # fmt: skip


def enter(engine: Engine, code: str, fields: Fields) -> None:
    with reading(engine) as session:
        base = session.scalar(select(func.max(Revision.number))) or 0
    values = {"indicator": code, "place": "", "text": "как в источнике", "reason": "проверка", "base": str(base)}
    set_target(engine, MINISTRY, values | fields)


def codes() -> list[str]:
    return [f"case-{number}" for number, _case in enumerate(CASES)]


def fill(region: Engine) -> None:
    with writing(region) as session:
        for number, (code, (unit, _fields)) in enumerate(zip(codes(), CASES, strict=True)):
            session.add(indicator(code, unit, 10 + number))
    with speaking("ru"):
        for code, (_unit, fields) in zip(codes(), CASES, strict=True):
            enter(region, code, fields)


@pytest.mark.slow
def test_each_target_of_the_page_comes_back_from_the_workbook_unchanged(region: Engine, tmp_path: Path) -> None:
    assert {fields["kind"] for _unit, fields in CASES} == set(KINDS)
    fill(region)
    for language in ("ru", "en"):
        with speaking(language):
            report = run(region, "targets", template(region, tmp_path / f"{language}.xlsx", "targets"))
        assert (errors(report), report.changes) == ([], ())
        assert (report.counts.unchanged, report.revision) == (len(CASES), None)


HEADER = ("Код показателя", "Вид цели", "Знак", "Целевое значение", "Верхняя граница", "Шаги до срока",
          "Не менее ежегодно", "К году", "Текст источника")  # fmt: skip


def of_unit(engine: Engine, unit: Unit) -> None:
    with writing(engine) as session:
        session.execute(update(Indicator).where(Indicator.code == "count").values(unit=unit.value))


def row(path: Path, kind: str, value: Any, upper: Any = None, steps: Any = None, floor: Any = None) -> Path:
    cells = ("count", kind, "≥", value, upper, steps, floor, 2027, "К 2027 году")
    return by_hand(path / "t.xlsx", {"Цели": [HEADER, cells]})


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("уровень к году", -5), (-5, None, (), None)),
        (("уровень к году", "−5,5", None, "2025: -20; 2026: −10"), (-5.5, None, ((2025, -20), (2026, -10)), None)),
        (("диапазон", -5, -2), (-5, -2, (), None)),
        (("диапазон ежегодно", "-5", 2), (-5, 2, (), None)),
        (("уровень к году и не менее ежегодно", 5, None, None, -3), (5, None, (), -3)),
    ],
)
def test_levels_below_0_are_taken_where_the_unit_has_such(
    region: Engine, tmp_path: Path, cells: Any, expected: Any
) -> None:
    of_unit(region, Unit.MONEY)
    assert errors(run(region, "targets", row(tmp_path, *cells))) == []
    with reading(region) as session:
        rule = targets(open_reader(session, MINISTRY))["count", None].rule
    assert (rule.value, rule.upper, rule.steps, rule.annual_floor) == expected
    back = run(region, "targets", template(region, tmp_path / "back.xlsx", "targets"))
    assert (errors(back), back.counts.unchanged, back.revision) == ([], 1, None)


@pytest.mark.parametrize(
    ("unit", "cells", "error"),
    [
        (Unit.COUNT, ("диапазон", -5, 2), ("level-out-of-range", "Цели", "D2")),
        (Unit.COUNT, ("диапазон", 0, -2), ("level-out-of-range", "Цели", "E2")),
        (Unit.PERCENT, ("уровень к году", 10, None, "2025: -5"), ("bad-step-level", "Цели", "F2")),
        (Unit.COUNT, ("уровень к году и не менее ежегодно", 5, None, None, -3), ("level-out-of-range", "Цели", "G2")),
        # Growth by less than nothing is none, in whatever unit.
        (Unit.MONEY, ("динамика не менее", -5), ("level-out-of-range", "Цели", "D2")),
        (Unit.MONEY, ("уровень к году", -2e12), ("level-out-of-range", "Цели", "D2")),
    ],
)
def test_levels_below_0_are_refused_where_the_unit_has_none(
    region: Engine, tmp_path: Path, unit: Unit, cells: Any, error: Any
) -> None:
    of_unit(region, unit)
    assert error in errors(run(region, "targets", row(tmp_path, *cells)))


def test_a_reading_that_the_columns_would_refuse_is_not_offered(region: Engine, tmp_path: Path) -> None:
    sheet = {"Цели": [("Код показателя", "Текст источника"), ("count", "не менее -5 к 2027 году")]}
    path = by_hand(tmp_path / "t.xlsx", sheet)
    report = run(region, "targets", path)
    assert [one.choices for one in report.findings if one.question] == ["clarify=требует уточнения"]
    run(region, "targets", path, answers=Answers(texts={"Цели!B2": TextAnswer.CLARIFY}))
    back = run(region, "targets", template(region, tmp_path / "back.xlsx", "targets"))
    assert (errors(back), back.counts.unchanged) == ([], 1)


def test_an_observation_below_0_comes_back_unchanged(region: Engine, tmp_path: Path) -> None:
    of_unit(region, Unit.MONEY)
    path = template(region, tmp_path / "o.xlsx", "observations", ["A"])
    edit(path, "Муниципалитеты", {place(path, "Муниципалитеты", "Значение", "count"): -12.5})
    report = run(region, "observations", path)
    assert (errors(report), [(one.old, one.new) for one in report.changes]) == ([], [(0.0, -12.5)])
    back = run(region, "observations", template(region, tmp_path / "back.xlsx", "observations", ["A"]))
    assert (errors(back), back.revision) == ([], None)


def test_the_limit_of_a_cell_names_the_units_that_can_be_below_0(region: Engine, tmp_path: Path) -> None:
    def limits(kind: str, sheet: str) -> set[str]:
        sheets = load_workbook(template(region, tmp_path / "t.xlsx", kind, ["A"]))
        return {one.formula1 for one in sheets[sheet].data_validations.dataValidation if one.type == "custom"}

    assert level_condition([Unit.COUNT]) == "{cell}>=0"
    of_unit(region, Unit.MONEY)
    for kind, sheet in (("targets", "Цели"), ("observations", "Муниципалитеты")):
        assert any('="рубли"' in rule and "OR(" in rule for rule in limits(kind, sheet))
