"""Targets, facts and steps in words."""

import pytest

from data.language import speaking
from data.measures.targets import Target
from data.views.indicators.words import amount, step, target_words
from data.vocabulary import DynamicsReading, Nothing, TargetKind, Unit

LEVEL = Target(TargetKind.LEVEL_BY_YEAR, ">=", 66.6, year=2027)
CASES = [
    (LEVEL, Unit.PERCENT, "≥ 66,6\u00a0%, к 2027 году"),
    (Target(TargetKind.LEVEL_BY_YEAR, "<=", 5, year=2027), Unit.COUNT, "≤ 5, к 2027 году"),
    (Target(TargetKind.ANNUAL_LEVEL, None, 75), Unit.PERCENT, "≥ 75\u00a0% («не менее» не сказано), ежегодно"),
    (
        Target(TargetKind.LEVEL_BY_YEAR_WITH_ANNUAL_FLOOR, ">=", 66.6, annual_floor=33.3, year=2027),
        Unit.PERCENT,
        "≥ 66,6\u00a0%, ежегодно ≥ 33,3\u00a0%, к 2027 году",
    ),
    (Target(TargetKind.POSITIVE_DYNAMICS, year=2027), Unit.COUNT, "рост, к 2027 году"),
    (
        Target(TargetKind.POSITIVE_DYNAMICS_MIN, None, 10, year=2027, reading=DynamicsReading.AMBIGUOUS),
        Unit.PERCENT,
        "рост ≥ 10\u00a0%, к 2027 году",
    ),
    (Target(TargetKind.POSITIVE_DYNAMICS_AND_LEVEL, ">=", 2, year=2027), Unit.COUNT, "рост, ≥ 2, к 2027 году"),
    (Target(TargetKind.LEVEL_BY_YEAR, ">=", 2), Unit.COUNT, "≥ 2, срок не назван"),
]


@pytest.mark.parametrize(("target", "unit", "expected"), CASES, ids=[row[2] for row in CASES])
def test_targets_in_words(target: Target, unit: Unit, expected: str) -> None:
    assert target_words(target, unit) == expected


def test_facts_carry_their_unit() -> None:
    assert amount(17.8, Unit.PERCENT) == "17,8\u00a0%"
    assert amount(0, Unit.COUNT) == "0 ед."
    assert amount(1, Unit.COUNT_PER_ORGANISATION) == "1 мин."
    assert amount(Nothing.NOT_APPLICABLE, Unit.COUNT) == "не применимо"
    assert amount(None, Unit.COUNT) == "нет данных"


def test_a_step_of_a_share_is_in_percentage_points() -> None:
    assert step(7.2, Unit.PERCENT) == "+7,2\u00a0п.\u00a0п."
    assert step(-0.5, Unit.COUNT) == "−0,5 ед."
    assert step(None, Unit.COUNT) == "—"
    with speaking("en"):
        assert step(7.2, Unit.PERCENT) == "+7.2\u00a0pp"
