"""Targets, facts and steps in words."""

from dataclasses import replace

import pytest

from data.language import speaking
from data.measures.readings import readings
from data.measures.targets import Target, TargetResult, target_status
from data.views.indicators.target_proposals import reading_words
from data.views.indicators.words import amount, reason_words, result_words, step, target_words
from data.vocabulary import AnyUnit, DynamicsReading, Nothing, OwnUnit, TargetKind, TargetStatus, Unit
from layouts.parts.target_words import status_badge


def least(reading: DynamicsReading, value: float = 10, operator: str = ">=") -> Target:
    return Target(TargetKind.POSITIVE_DYNAMICS_MIN, operator, value, year=2027, reading=reading)


LEVEL = Target(TargetKind.LEVEL_BY_YEAR, ">=", 66.6, year=2027)
PER_PUPIL = OwnUnit(Unit.RATE, "руб. на ученика")
CASES = [
    (LEVEL, Unit.PERCENT, "≥ 66,6\u00a0%, к 2027 году"),
    (Target(TargetKind.LEVEL_BY_YEAR, "<=", 5, year=2027), Unit.COUNT, "≤ 5, к 2027 году"),
    (Target(TargetKind.ANNUAL_LEVEL, None, 75), Unit.PERCENT, "≥ 75\u00a0% («не менее» не сказано), ежегодно"),
    (
        Target(TargetKind.LEVEL_BY_YEAR_WITH_ANNUAL_FLOOR, ">=", 66.6, annual_floor=33.3, year=2027),
        Unit.PERCENT,
        "≥ 66,6\u00a0%, ежегодно ≥ 33,3\u00a0%, к 2027 году",
    ),
    (Target(TargetKind.POSITIVE_DYNAMICS, year=2027), Unit.COUNT, "рост от базы, к 2027 году"),
    (
        Target(TargetKind.POSITIVE_DYNAMICS_MIN, None, 10, year=2027, reading=DynamicsReading.AMBIGUOUS),
        Unit.PERCENT,
        "рост ≥ 10 (чего — требует уточнения), к 2027 году",
    ),
    (least(DynamicsReading.PERCENT), Unit.PERCENT, "рост ≥ 10\u00a0% от базы, к 2027 году"),
    (least(DynamicsReading.PERCENTAGE_POINTS), Unit.PERCENT, "рост ≥ 10\u00a0п.\u00a0п. от базы, к 2027 году"),
    (least(DynamicsReading.PERCENTAGE_POINTS), Unit.COUNT, "рост ≥ 10\u00a0ед. от базы, к 2027 году"),
    (least(DynamicsReading.LEVEL), Unit.PERCENT, "≥ 10\u00a0%, к 2027 году"),
    (least(DynamicsReading.LEVEL, 2), Unit.COUNT, "≥ 2, к 2027 году"),
    (least(DynamicsReading.PERCENT, operator="<="), Unit.PERCENT, "снижение ≥ 10\u00a0% от базы, к 2027 году"),
    (Target(TargetKind.POSITIVE_DYNAMICS, "<=", year=2027), Unit.COUNT, "снижение от базы, к 2027 году"),
    (
        Target(TargetKind.POSITIVE_DYNAMICS, year=2027, lower_is_better=True),
        Unit.COUNT,
        "снижение от базы, к 2027 году",
    ),
    (
        Target(TargetKind.POSITIVE_DYNAMICS_AND_LEVEL, "<=", 2, year=2027, reading=DynamicsReading.LEVEL),
        Unit.COUNT,
        "снижение от базы, ≤ 2, к 2027 году",
    ),
    (
        Target(TargetKind.LEVEL_BY_YEAR, None, 5, year=2027, lower_is_better=True),
        Unit.PERCENT,
        "≤ 5\u00a0% (знак не назван; лучше — меньше), к 2027 году",
    ),
    (Target(TargetKind.POSITIVE_DYNAMICS_AND_LEVEL, ">=", 2, year=2027), Unit.COUNT, "рост от базы, ≥ 2, к 2027 году"),
    (Target(TargetKind.LEVEL_BY_YEAR, ">=", 2), Unit.COUNT, "≥ 2, срок не назван"),
    # All of a share is exactly all of it; an index may be more than 100 %.
    (Target(TargetKind.LEVEL_BY_YEAR, ">=", 100, year=2027, is_share=True), Unit.PERCENT, "= 100\u00a0%, к 2027 году"),
    (Target(TargetKind.LEVEL_BY_YEAR, ">=", 100, year=2027), Unit.PERCENT, "≥ 100\u00a0%, к 2027 году"),
    (Target(TargetKind.PRESENCE, year=2027), Unit.COUNT, "наличие, к 2027 году"),
    (Target(TargetKind.RANGE, None, 60, upper=80, year=2027), Unit.PERCENT, "60–80\u00a0%, к 2027 году"),
    (Target(TargetKind.RANGE, None, 5, upper=5, year=2027), Unit.COUNT, "= 5, к 2027 году"),
    (
        Target(TargetKind.LEVEL_BY_YEAR, ">=", 100, year=2027, steps=((2025, 33.3), (2026, 66.6)), is_share=True),
        Unit.PERCENT,
        "≥ 33,3\u00a0% к 2025 году, ≥ 66,6\u00a0% к 2026 году, = 100\u00a0% к 2027 году",
    ),
    (
        Target(TargetKind.LEVEL_BY_YEAR, None, 5, year=2027, steps=((2026, 9),), lower_is_better=True),
        Unit.COUNT,
        "≤ 9 к 2026 году, ≤ 5 к 2027 году (знак не назван; лучше — меньше)",
    ),
    (Target(TargetKind.ANNUAL_RANGE, None, 60, upper=80), Unit.PERCENT, "60–80\u00a0%, ежегодно"),
    (Target(TargetKind.ANNUAL_GROWTH, ">="), Unit.PERCENT, "рост к предыдущему году, ежегодно"),
    (Target(TargetKind.ANNUAL_GROWTH, ">=", 0), Unit.PERCENT, "не ниже предыдущего года, ежегодно"),
    (
        Target(TargetKind.ANNUAL_GROWTH, "<=", 5, reading=DynamicsReading.PERCENTAGE_POINTS),
        Unit.PERCENT,
        "снижение ≥ 5\u00a0п.\u00a0п. к предыдущему году, ежегодно",
    ),
    # A yearly target with a last year tells both, and a growth against what it is measured.
    (
        Target(TargetKind.ANNUAL_GROWTH, ">=", 10, year=2028, reading=DynamicsReading.PERCENT),
        Unit.PERCENT,
        "рост ≥ 10\u00a0% к предыдущему году, ежегодно до 2028 года",
    ),
    (
        Target(TargetKind.ANNUAL_GROWTH, ">=", 1.5, year=2028, reading=DynamicsReading.PERCENTAGE_POINTS),
        Unit.DIFFERENCE,
        "рост ≥ 1,5 к предыдущему году, ежегодно до 2028 года",
    ),
    (
        Target(TargetKind.ANNUAL_GROWTH, "<=", 3, reading=DynamicsReading.AMBIGUOUS),
        Unit.PERCENT,
        "снижение ≥ 3 (чего — требует уточнения) к предыдущему году, ежегодно",
    ),
    (Target(TargetKind.ANNUAL_LEVEL, ">=", 75, year=2028), Unit.PERCENT, "≥ 75\u00a0%, ежегодно до 2028 года"),
    (
        Target(TargetKind.ANNUAL_RANGE, None, 60, upper=80, year=2028),
        Unit.PERCENT,
        "60–80\u00a0%, ежегодно до 2028 года",
    ),
    (
        Target(TargetKind.POSITIVE_DYNAMICS_MIN, ">=", 0, year=2027, reading=DynamicsReading.PERCENTAGE_POINTS),
        Unit.PERCENT,
        "не ниже базового уровня, к 2027 году",
    ),
    # A unit of one's own has its word, once; things counted have none.
    (
        Target(TargetKind.LEVEL_BY_YEAR, ">=", 1500, year=2027),
        PER_PUPIL,
        "≥ 1\u00a0500\u00a0руб. на ученика, к 2027 году",
    ),
    (Target(TargetKind.RANGE, None, 5, upper=8, year=2027), PER_PUPIL, "5–8\u00a0руб. на ученика, к 2027 году"),
    (
        Target(TargetKind.LEVEL_BY_YEAR_WITH_ANNUAL_FLOOR, ">=", 9, annual_floor=7, year=2027),
        PER_PUPIL,
        "≥ 9\u00a0руб. на ученика, ежегодно ≥ 7\u00a0руб. на ученика, к 2027 году",
    ),
    (
        Target(TargetKind.POSITIVE_DYNAMICS_MIN, ">=", 3, year=2027, reading=DynamicsReading.PERCENTAGE_POINTS),
        PER_PUPIL,
        "рост ≥ 3\u00a0руб. на ученика от базы, к 2027 году",
    ),
    (Target(TargetKind.LEVEL_BY_YEAR, "<=", 40, year=2027), Unit.MONEY, "≤ 40\u00a0₽, к 2027 году"),
    (Target(TargetKind.LEVEL_BY_YEAR, ">=", 0.95, year=2027), Unit.INDEX, "≥ 0,95, к 2027 году"),
    # Left open: nothing is said that the text does not say.
    (
        Target(TargetKind.LEVEL_BY_YEAR, year=2027, reading=DynamicsReading.AMBIGUOUS),
        Unit.PERCENT,
        "уточнить, к 2027 году",
    ),
]


@pytest.mark.parametrize(("target", "unit", "expected"), CASES, ids=[row[2] for row in CASES])
def test_targets_in_words(target: Target, unit: AnyUnit, expected: str) -> None:
    assert target_words(target, unit) == expected


def test_a_growth_on_the_year_before_says_so_in_english() -> None:
    yearly = Target(TargetKind.ANNUAL_GROWTH, ">=", 10, year=2028, reading=DynamicsReading.PERCENT)
    with speaking("en"):
        assert target_words(yearly, Unit.PERCENT) == "growth ≥ 10% on the year before, every year until 2028"
        assert target_words(least(DynamicsReading.PERCENTAGE_POINTS), Unit.PERCENT) == (
            "growth ≥ 10\u00a0pp on the baseline, by 2027"
        )
        assert target_words(Target(TargetKind.ANNUAL_LEVEL, ">=", 75, year=2028), Unit.PERCENT) == (
            "≥ 75%, every year until 2028"
        )


def test_a_reading_of_an_unclear_yearly_growth_names_the_year_before() -> None:
    unclear = Target(TargetKind.ANNUAL_GROWTH, ">=", 10, year=2028, reading=DynamicsReading.AMBIGUOUS)
    found = readings(unclear, Unit.PERCENT, {2025: 20.0, 2026: 21.0}, 2026)
    assert [reading_words(one, unclear, Unit.PERCENT) for one in found] == [
        "рост на 10\u00a0% к предыдущему году",
        "рост на 10\u00a0п.\u00a0п. к предыдущему году",
    ]


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (TargetResult(TargetStatus.MET), "достигнута"),
        (TargetResult(TargetStatus.MET, off_now=-1), "достигнута в срок, сейчас ниже"),
        (TargetResult(TargetStatus.MET, off_now=1), "достигнута в срок, сейчас выше"),
        (TargetResult(TargetStatus.MISSED), "не достигнута"),
        (TargetResult(TargetStatus.MISSED, late_years=1), "достигнута с опозданием на 1 год"),
        (TargetResult(TargetStatus.MISSED, late_years=2, off_now=-1), "достигнута с опозданием на 2 года, сейчас ниже"),
    ],
)
def test_what_came_after_the_deadline_is_in_the_word(result: TargetResult, expected: str) -> None:
    assert result_words(result) == expected
    assert status_badge(result).text == expected


@pytest.mark.parametrize(
    ("base", "short", "whole"),
    [
        (0.0, "база равна 0", "База равна 0: рост в процентах не определён."),
        (-4.0, "база ниже 0", "База ниже 0: рост в процентах не определён."),
    ],
)
@pytest.mark.parametrize("kind", [TargetKind.POSITIVE_DYNAMICS_MIN, TargetKind.ANNUAL_GROWTH])
def test_a_baseline_below_0_is_not_called_0(kind: TargetKind, base: float, short: str, whole: str) -> None:
    target = replace(least(DynamicsReading.PERCENT), kind=kind, baseline_year=2025)
    result = target_status(target, {2025: base, 2026: 5.0}, 2026)
    assert status_badge(result).text == short
    assert reason_words(result.reason) == whole


def test_facts_carry_their_unit() -> None:
    assert amount(17.8, Unit.PERCENT) == "17,8\u00a0%"
    assert amount(0, Unit.COUNT) == "0 ед."
    # «2 мин.» would be two minutes.
    assert amount(2, Unit.COUNT_PER_ORGANISATION) == "минимум\u00a02"
    assert amount(2, OwnUnit(Unit.COUNT_PER_ORGANISATION, "наставника")) == "2 наставника"
    assert step(1, Unit.COUNT_PER_ORGANISATION) == "+1,0"
    with speaking("en"):
        assert amount(2, Unit.COUNT_PER_ORGANISATION) == "minimum\u00a02"
    assert amount(Nothing.NOT_APPLICABLE, Unit.COUNT) == "не применимо"
    assert amount(None, Unit.COUNT) == "нет данных"


def test_a_step_of_a_share_is_in_percentage_points() -> None:
    assert step(7.2, Unit.PERCENT) == "+7,2\u00a0п.\u00a0п."
    assert step(-0.5, Unit.COUNT) == "−0,5 ед."
    assert step(None, Unit.COUNT) == "—"
    with speaking("en"):
        assert step(7.2, Unit.PERCENT) == "+7.2\u00a0pp"
