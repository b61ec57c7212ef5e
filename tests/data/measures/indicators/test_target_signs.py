"""Numbers of a target's text that are easily misread: below 0, of years that cannot be, of how long something takes."""

from dataclasses import replace

import pytest

from data.measures.indicators.target_hints import Hint
from data.measures.indicators.target_texts import Proposal, propose
from data.measures.targets import Target
from data.vocabulary import DynamicsReading, TargetKind, Unit

SHARE, COUNT, DIFFERENCE = Unit.PERCENT, Unit.COUNT, Unit.DIFFERENCE
BY_YEAR, MIN = TargetKind.LEVEL_BY_YEAR, TargetKind.POSITIVE_DYNAMICS_MIN
YEARLY, RANGE = TargetKind.ANNUAL_GROWTH, TargetKind.RANGE
PERCENT, POINTS = DynamicsReading.PERCENT, DynamicsReading.PERCENTAGE_POINTS
MORE, LESS = ">=", "<="


def read(text: str, unit: Unit) -> Proposal:
    return propose(text, unit, is_share=unit is SHARE)


def readings(found: Proposal) -> list[Target]:
    return [replace(one, is_share=False) for one in found.readings]


DEFINITE: list[tuple[str, Unit, Target]] = [
    # A minus, however it is written, of what can be below 0.
    ("-5 к 2027", DIFFERENCE, Target(BY_YEAR, None, -5, year=2027)),
    ("не менее -5 к 2027", DIFFERENCE, Target(BY_YEAR, MORE, -5, year=2027)),
    ("не менее −1 234,5 к 2027 году", DIFFERENCE, Target(BY_YEAR, MORE, -1234.5, year=2027)),
    ("не более – 5 к 2027", DIFFERENCE, Target(BY_YEAR, LESS, -5, year=2027)),
    ("минус 5 к 2027", DIFFERENCE, Target(BY_YEAR, None, -5, year=2027)),
    ("к 2027 году −5", DIFFERENCE, Target(BY_YEAR, None, -5, year=2027)),
    ("рост до -5 к 2027 году", DIFFERENCE, Target(BY_YEAR, MORE, -5, year=2027)),
    ("от -5 до -1 к 2027", DIFFERENCE, Target(RANGE, None, -5, upper=-1, year=2027)),
    ("at least minus 5 by 2027", DIFFERENCE, Target(BY_YEAR, MORE, -5, year=2027)),
    ("2026: -5; 2027: -3", DIFFERENCE, Target(BY_YEAR, None, -3, year=2027, steps=((2026, -5),))),
    # A dash is none.
    ("к 2027 году – 5", DIFFERENCE, Target(BY_YEAR, None, 5, year=2027)),
    ("60 -80 к 2027 году", DIFFERENCE, Target(RANGE, None, 60, upper=80, year=2027)),
    ("к 2027 году -100 %", SHARE, Target(BY_YEAR, None, 100, year=2027)),
    # A year in a longer number is none.
    ("не менее 12025 к 2027 году", COUNT, Target(BY_YEAR, MORE, 12025, year=2027)),
]


@pytest.mark.parametrize(("text", "unit", "expected"), DEFINITE, ids=[row[0] for row in DEFINITE])
def test_a_number_with_its_sign(text: str, unit: Unit, expected: Target) -> None:
    found = read(text, unit)
    assert readings(found) == [expected]
    assert found.is_definite


OPEN: list[tuple[str, Unit, list[Target], Hint]] = [
    (
        "к 2027 году -5",
        DIFFERENCE,
        [Target(BY_YEAR, None, -5, year=2027), Target(BY_YEAR, None, 5, year=2027)],
        Hint.MINUS_OR_DASH,
    ),
    ("не менее -5 к 2027", SHARE, [Target(BY_YEAR, MORE, -5, year=2027)], Hint.BELOW_ZERO),
    ("-5 к 2027", COUNT, [Target(BY_YEAR, None, -5, year=2027)], Hint.BELOW_ZERO),
    ("рост на -5 к 2027", DIFFERENCE, [Target(MIN, MORE, -5, year=2027, reading=POINTS)], Hint.BELOW_ZERO),
    # 33.3 in each of three years is no 66.6: how long it takes is no level, and no reading has it.
    (
        "33,3% ежегодно, 66,6% к 2027 году за три года",
        SHARE,
        [Target(TargetKind.LEVEL_BY_YEAR_WITH_ANNUAL_FLOOR, None, 66.6, annual_floor=33.3, year=2027)],
        Hint.DURATION,
    ),
    (
        "рост на 10 % за 3 года к 2027 году",
        COUNT,
        [Target(MIN, MORE, 10, year=2027, reading=PERCENT)],
        Hint.DURATION,
    ),
    ("не менее 50% к 1800 году", SHARE, [Target(BY_YEAR, MORE, 50)], Hint.NO_SUCH_YEAR),
    ("не менее 50 к 20271", COUNT, [Target(BY_YEAR, MORE, 50)], Hint.NO_SUCH_YEAR),
    ("at least 50 % by 1800", SHARE, [Target(BY_YEAR, MORE, 50)], Hint.NO_SUCH_YEAR),
    # Document 002 writes «к 2024 году» of the deadline; beside a growth of every year it may be the base as well.
    (
        "прирост 5 п.п. к 2024 году ежегодно",
        SHARE,
        [
            Target(YEARLY, MORE, 5, year=2024, reading=POINTS),
            Target(YEARLY, MORE, 5, baseline_year=2024, reading=POINTS),
        ],
        Hint.UNTIL_OR_AGAINST,
    ),
    ("не менее 123456789012345678901 к 2027 году", COUNT, [], Hint.TOO_LARGE),
]


@pytest.mark.parametrize(("text", "unit", "expected", "hint"), OPEN, ids=[row[0] for row in OPEN])
def test_a_number_that_is_asked_about(text: str, unit: Unit, expected: list[Target], hint: Hint) -> None:
    found = read(text, unit)
    assert readings(found) == expected
    assert hint in found.hints
    assert not found.is_definite
