"""Texts of targets: what each allows to be read, worked out by hand; and every text of document 002."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.demo.indicators import content
from data.measures.indicators.target_hints import Hint
from data.measures.indicators.target_texts import Proposal, propose
from data.measures.targets import Target, is_ambiguous
from data.vocabulary import DynamicsReading, TargetKind, Unit

SHARE, COUNT = Unit.PERCENT, Unit.COUNT
BY_YEAR, EVERY_YEAR, MIN = TargetKind.LEVEL_BY_YEAR, TargetKind.ANNUAL_LEVEL, TargetKind.POSITIVE_DYNAMICS_MIN
GROWTH, YEARLY, RANGE = TargetKind.POSITIVE_DYNAMICS, TargetKind.ANNUAL_GROWTH, TargetKind.RANGE
FLOORED = TargetKind.LEVEL_BY_YEAR_WITH_ANNUAL_FLOOR
AND_LEVEL, EACH = TargetKind.POSITIVE_DYNAMICS_AND_LEVEL, TargetKind.COUNT_PER_ORGANISATION_BY_YEAR
PERCENT, POINTS, LEVEL = DynamicsReading.PERCENT, DynamicsReading.PERCENTAGE_POINTS, DynamicsReading.LEVEL
MORE, LESS = ">=", "<="

# A third by 2025, two thirds by 2026, all of it by 2027; and each of them by itself, the last one first.
THIRDS = Target(BY_YEAR, None, 100, year=2027, steps=((2025, 33.3), (2026, 66.6)))
EACH_THIRD = [Target(BY_YEAR, None, level, year=year) for year, level in reversed(THIRDS.levels)]


def read(text: str, unit: Unit = SHARE, **known: Any) -> Proposal:
    return propose(text, unit, is_share=unit is SHARE, **known)


# (text, unit) → the only reading; shares are parts of a whole.
DEFINITE: list[tuple[str, Unit, Target]] = [
    ("не менее 70 % к 2027 году", SHARE, Target(BY_YEAR, MORE, 70, year=2027)),
    ("к концу 2027 года не ниже 66,6%", SHARE, Target(BY_YEAR, MORE, 66.6, year=2027)),
    ("более 50 % к 1 сентября 2027 года", SHARE, Target(BY_YEAR, MORE, 50, year=2027)),
    ("не менее 90 % к 2027-2028 учебному году", SHARE, Target(BY_YEAR, MORE, 90, year=2028)),
    ("2021–2024 гг.: не менее 1 500 человек", COUNT, Target(BY_YEAR, MORE, 1500, year=2024)),
    ("не более 5 случаев к 2027 году", COUNT, Target(BY_YEAR, LESS, 5, year=2027)),
    ("снижение до 5 к 2027 году", COUNT, Target(BY_YEAR, LESS, 5, year=2027)),
    ("рост до 70 % к 2027 году", SHARE, Target(BY_YEAR, MORE, 70, year=2027)),
    ("увеличение с 60 до 80 % к 2027 году", SHARE, Target(BY_YEAR, MORE, 80, year=2027)),
    ("отсутствие нарушений к 2027 году", COUNT, Target(BY_YEAR, LESS, 0, year=2027)),
    ("не менее 100 % к 2027 году", SHARE, Target(BY_YEAR, MORE, 100, year=2027)),
    ("ежегодно не ниже 75 %", SHARE, Target(EVERY_YEAR, MORE, 75)),
    ("каждый год не менее трёх мероприятий", COUNT, Target(EVERY_YEAR, MORE, 3)),
    (
        "не менее 66,6 % к 2027 году, не менее 33,3 % ежегодно",
        SHARE,
        Target(FLOORED, MORE, 66.6, annual_floor=33.3, year=2027),
    ),
    (
        "рост на 10 п.п. к базовому 2024 к 2027 году",
        SHARE,
        Target(MIN, MORE, 10, year=2027, baseline_year=2024, reading=POINTS),
    ),
    (
        "рост на 10 % от базового значения 2024 года до 2027 года",
        SHARE,
        Target(MIN, MORE, 10, year=2027, baseline_year=2024, reading=PERCENT),
    ),
    (
        "увеличение в 2 раза к 2027 году по сравнению с 2023 годом",
        COUNT,
        Target(MIN, MORE, 100, year=2027, baseline_year=2023, reading=PERCENT),
    ),
    (
        "сокращение в 2 раза к 2027 году к уровню 2023 года",
        COUNT,
        Target(MIN, LESS, 50, year=2027, baseline_year=2023, reading=PERCENT),
    ),
    # A count has no points: by 10 of what is counted, or by 10 per cent of it.
    ("+10 к 2027 году", COUNT, Target(MIN, MORE, 10, year=2027, reading=POINTS)),
    ("+10 % к 2027 году", COUNT, Target(MIN, MORE, 10, year=2027, reading=PERCENT)),
    (
        "не ниже уровня 2024 года к 2027 году",
        SHARE,
        Target(MIN, MORE, 0, year=2027, baseline_year=2024, reading=POINTS),
    ),
    ("ежегодный рост", SHARE, Target(YEARLY, MORE)),
    ("ежегодное снижение на 5 %", COUNT, Target(YEARLY, LESS, 5, reading=PERCENT)),
    ("ежегодный прирост не менее 5 п. п.", SHARE, Target(YEARLY, MORE, 5, reading=POINTS)),
    ("доля педагогов не ниже уровня предыдущего года", SHARE, Target(YEARLY, MORE, 0)),
    ("не выше уровня прошлого года", SHARE, Target(YEARLY, LESS, 0)),
    ("наличие программы к 2027 году", COUNT, Target(TargetKind.PRESENCE, year=2027)),
    ("наличие программы в каждой школе к 2027 году", COUNT, Target(EACH, MORE, 1, year=2027)),
    ("не менее двух программ в каждой организации к 2027 году", COUNT, Target(EACH, MORE, 2, year=2027)),
    ("от 60 до 80 % к 2027 году", SHARE, Target(RANGE, None, 60, upper=80, year=2027)),
    ("60–80 % к 2027 году", SHARE, Target(RANGE, None, 60, upper=80, year=2027)),
    ("ежегодно от 60 до 80 %", SHARE, Target(TargetKind.ANNUAL_RANGE, None, 60, upper=80)),
    ("60–80 % every year", SHARE, Target(TargetKind.ANNUAL_RANGE, None, 60, upper=80)),
    ("66,6 к 2025, 100 к 2026", SHARE, Target(BY_YEAR, None, 100, year=2026, steps=((2025, 66.6),))),
    (
        "к 2025 году не менее 33,3 %, к 2026 году – 66,6 %, к 2027 году – 100 %",
        SHARE,
        Target(BY_YEAR, MORE, 100, year=2027, steps=((2025, 33.3), (2026, 66.6))),
    ),
    ("33,3 % (2025), 66,6 % (2026), 100 % (2027)", SHARE, THIRDS),
    ("2027 г. – 100 %, 2026 г. – 66,6 %, 2025 г. – 33,3 %", SHARE, THIRDS),
    ("2025 (33,3 %), 2026 (66,6 %), 2027 (100 %)", SHARE, THIRDS),
    (
        "50 % в 2025 и 2026 годах, 70 % в 2027",
        SHARE,
        Target(BY_YEAR, None, 70, year=2027, steps=((2025, 50), (2026, 50))),
    ),
    (
        "рост до 60 % к 2024/2025 учебному году и до 80 % к 2025/2026",
        SHARE,
        Target(BY_YEAR, MORE, 80, year=2026, steps=((2025, 60),)),
    ),
    ("не более 9 к 2025 году, не более 5 к 2026 году", COUNT, Target(BY_YEAR, LESS, 5, year=2026, steps=((2025, 9),))),
    (
        "в каждой школе одна программа к 2025 году, две к 2026 году",
        COUNT,
        Target(EACH, None, 2, year=2026, steps=((2025, 1),)),
    ),
    ("at least 40 % by 2025, 60 % by 2026", SHARE, Target(BY_YEAR, MORE, 60, year=2026, steps=((2025, 40),))),
    ("At least 70 % by 2027", SHARE, Target(BY_YEAR, MORE, 70, year=2027)),
    (
        "growth by 10 percentage points by 2027 over 2024",
        SHARE,
        Target(MIN, MORE, 10, year=2027, baseline_year=2024, reading=POINTS),
    ),
]


def bare(target: Target) -> Target:
    return Target(
        target.kind,
        target.operator,
        target.value,
        target.annual_floor,
        target.year,
        target.baseline_year,
        target.reading,
        upper=target.upper,
        steps=target.steps,
    )


@pytest.mark.parametrize(("text", "unit", "expected"), DEFINITE, ids=[row[0] for row in DEFINITE])
def test_a_text_with_one_reading(text: str, unit: Unit, expected: Target) -> None:
    found = read(text, unit)
    assert [bare(one) for one in found.readings] == [expected]
    assert found.is_definite


# (text, unit) → the readings to choose from, and why they are several.
OPEN: list[tuple[str, Unit, list[Target], Hint]] = [
    (
        "+10 % к 2027 году",
        SHARE,
        [Target(MIN, MORE, 10, year=2027, reading=PERCENT), Target(MIN, MORE, 10, year=2027, reading=POINTS)],
        Hint.POINTS_OR_PERCENT,
    ),
    (
        "положительная динамика не менее 10 % к 2027 году",
        SHARE,
        [Target(MIN, None, 10, year=2027, reading=reading) for reading in (PERCENT, POINTS, LEVEL)],
        Hint.POINTS_OR_PERCENT,
    ),
    (
        "ежегодный рост на 5 %",
        SHARE,
        [Target(YEARLY, MORE, 5, reading=PERCENT), Target(YEARLY, MORE, 5, reading=POINTS)],
        Hint.POINTS_OR_PERCENT,
    ),
    (
        "в 2 раза к 2027 году",
        COUNT,
        [Target(MIN, MORE, 100, year=2027, reading=PERCENT), Target(MIN, LESS, 50, year=2027, reading=PERCENT)],
        Hint.MORE_OR_FEWER,
    ),
    (
        "увеличение не менее 10 к 2027 году",
        COUNT,
        [Target(AND_LEVEL, MORE, 10, year=2027), Target(MIN, MORE, 10, year=2027, reading=POINTS)],
        Hint.BY_OR_LEVEL,
    ),
    # A list of years and a list of levels: in that order, or not.
    ("2025/2026/2027: 33,3/66,6/100 %", SHARE, [THIRDS, *EACH_THIRD], Hint.SEVERAL_VALUES),
    ("2025–2027 гг.: 33,3; 66,6; 100", SHARE, [THIRDS, *EACH_THIRD], Hint.SEVERAL_VALUES),
    (
        "60 % или 70 % к 2026 году",
        SHARE,
        [Target(BY_YEAR, None, 70, year=2026), Target(BY_YEAR, None, 60, year=2026)],
        Hint.SEVERAL_VALUES,
    ),
    (
        "не менее 5 к 2025 году и не более 9 к 2026 году",
        COUNT,
        [
            Target(BY_YEAR, MORE, 9, year=2026, steps=((2025, 5),)),
            Target(BY_YEAR, LESS, 9, year=2026),
            Target(BY_YEAR, MORE, 5, year=2025),
        ],
        Hint.SEVERAL_VALUES,
    ),
    # Steps and a floor of every year: a target holds one of them.
    (
        "не менее 50 % к 2025 году, 70 % к 2026 году, не менее 40 % ежегодно",
        SHARE,
        [
            Target(BY_YEAR, MORE, 70, year=2026),
            Target(BY_YEAR, MORE, 50, year=2025),
        ],
        Hint.SEVERAL_VALUES,
    ),
    (
        "0,6 к 2025 году, 0,8 к 2026 году",
        SHARE,
        [
            Target(BY_YEAR, None, 80, year=2026, steps=((2025, 60),)),
            Target(BY_YEAR, None, 0.8, year=2026, steps=((2025, 0.6),)),
        ],
        Hint.SHARE_OR_PERCENT,
    ),
    (
        "рост на 5 п.п. к 2025 году, на 10 п.п. к 2026 году",
        SHARE,
        [
            Target(MIN, MORE, 10, year=2026, reading=POINTS, steps=((2025, 5),)),
            Target(MIN, MORE, 10, year=2026, reading=POINTS),
            Target(MIN, MORE, 5, year=2025, reading=POINTS),
        ],
        Hint.GROWTH_IN_STEPS,
    ),
    # In points or in per cent of the baseline: each of both in steps, or one of the two years alone.
    (
        "рост на 5 % в 2025, на 7 % в 2026",
        SHARE,
        [
            Target(MIN, MORE, 7, year=2026, reading=PERCENT, steps=((2025, 5),)),
            Target(MIN, MORE, 7, year=2026, reading=POINTS, steps=((2025, 5),)),
            Target(MIN, MORE, 7, year=2026, reading=PERCENT),
            Target(MIN, MORE, 7, year=2026, reading=POINTS),
            Target(MIN, MORE, 5, year=2025, reading=PERCENT),
            Target(MIN, MORE, 5, year=2025, reading=POINTS),
        ],
        Hint.GROWTH_IN_STEPS,
    ),
    # A later growth that is smaller cannot be counted from the same year.
    (
        "снижение на 7 % к 2025 году, на 5 % к 2026 году",
        COUNT,
        [Target(MIN, LESS, 5, year=2026, reading=PERCENT), Target(MIN, LESS, 7, year=2025, reading=PERCENT)],
        Hint.SEVERAL_VALUES,
    ),
    (
        "60–70 % к 2025 году, 70–80 % к 2026 году",
        SHARE,
        [Target(RANGE, None, 60, upper=70, year=2025), Target(RANGE, None, 70, upper=80, year=2026)],
        Hint.SEVERAL_VALUES,
    ),
    (
        "60–70 % к 2025 году, 80 % к 2026 году",
        SHARE,
        [Target(RANGE, None, 60, upper=70, year=2026), Target(BY_YEAR, None, 80, year=2026)],
        Hint.SEVERAL_VALUES,
    ),
    (
        "60 % к 2025 году, 120 % к 2026 году",
        SHARE,
        [Target(BY_YEAR, None, 120, year=2026, steps=((2025, 60),))],
        Hint.ABOVE_WHOLE,
    ),
    (
        "не менее 0,7 к 2027 году",
        SHARE,
        [Target(BY_YEAR, MORE, 70, year=2027), Target(BY_YEAR, MORE, 0.7, year=2027)],
        Hint.SHARE_OR_PERCENT,
    ),
    ("не менее 120 % к 2027 году", SHARE, [Target(BY_YEAR, MORE, 120, year=2027)], Hint.ABOVE_WHOLE),
    ("не менее 70 %", SHARE, [Target(BY_YEAR, MORE, 70)], Hint.NO_DEADLINE),
    ("наличие", COUNT, [Target(TargetKind.PRESENCE)], Hint.NO_DEADLINE),
    ("провести мониторинг", COUNT, [], Hint.NOT_UNDERSTOOD),
    ("рост на 2 раза", COUNT, [], Hint.NOT_UNDERSTOOD),
    ("", COUNT, [], Hint.NOT_UNDERSTOOD),
]


@pytest.mark.parametrize(("text", "unit", "expected", "hint"), OPEN, ids=[row[0] or "empty" for row in OPEN])
def test_a_text_that_has_to_be_asked_about(text: str, unit: Unit, expected: list[Target], hint: Hint) -> None:
    found = read(text, unit)
    assert [bare(one) for one in found.readings] == expected
    assert hint in found.hints
    assert not found.is_definite


def test_three_parts_that_disagree_are_told_with_their_readings() -> None:
    found = read(
        "К 2024 году – не менее 66,6 % (из расчета – 100 % за 3 года, начиная с 2021 года; не менее 33,3 % ежегодно)"
    )
    assert [bare(one) for one in found.readings] == [
        Target(FLOORED, MORE, 66.6, 33.3, 2024),
        Target(BY_YEAR, MORE, 66.6, year=2024),
        # 2021, 2022 and 2023: three years.
        Target(BY_YEAR, MORE, 100, year=2023),
        Target(YEARLY, MORE, 33.3, year=2024, reading=POINTS),
    ]
    assert found.unclear.is_contradictory
    assert found.disagreement is not None
    assert (found.disagreement.whole, found.disagreement.reached, found.disagreement.level) == (100, 2023, 66.6)
    assert not found.is_definite


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("66,6 % к 2025 году, 33,3 % к 2026 году, 100 % к 2027 году", ((2025, 66.6), (2026, 33.3), (2027, 100))),
        ("60 % к 2025 году, 70 % к 2025 году", ((2025, 60), (2025, 70))),
        ("33,3 % в 2025, 66,6 % в 2026 (100 % за 2 года, начиная с 2025)", ((2025, 33.3), (2026, 66.6))),
    ],
)
def test_steps_that_go_back_or_disagree_stay_contradictory(text: str, levels: tuple[tuple[int, float], ...]) -> None:
    found = read(text)
    assert [(one.year, one.value, one.steps) for one in found.readings] == [(*one, ()) for one in levels[::-1]]
    assert (found.unclear.is_contradictory, found.unclear.levels) == (True, levels)
    assert Hint.PARTS_DISAGREE in found.hints
    assert not found.is_definite


def test_steps_downwards_are_the_way_of_what_should_be_little() -> None:
    (found,) = read("9 к 2025 году, 5 к 2026 году", COUNT, lower_is_better=True).readings
    assert found.levels == ((2025, 9), (2026, 5))
    assert not read("9 к 2025 году, 5 к 2026 году", COUNT).is_definite


def test_parts_that_agree_are_no_contradiction() -> None:
    assert read("К 2026 году – не менее 99,9 % (100 % за 3 года; не менее 33,3 % ежегодно)").is_definite


def test_a_yearly_part_without_a_deadline_is_kept_and_the_year_asked() -> None:
    found = read("66,6 %, 33,3 % ежегодно")
    assert found.readings == (Target(FLOORED, None, 66.6, annual_floor=33.3, is_share=True),)
    assert (found.is_definite, Hint.NO_DEADLINE in found.hints) == (False, True)


def test_all_of_a_share_is_exactly_all_of_it() -> None:
    assert Hint.EXACTLY_WHOLE in read("не менее 100 % к 2027 году").hints
    assert Hint.EXACTLY_WHOLE not in propose("не менее 100 % к 2027 году", SHARE, is_share=False).hints


def test_what_another_column_says_fills_what_the_text_leaves_open() -> None:
    assert read("не менее 70 %", year=2027).is_definite
    assert read("рост на 10 п.п. к 2026 году", year=2027, baseline_year=2023).readings[0].year == 2026


def test_the_polarity_says_what_positive_dynamics_is() -> None:
    (fall,) = read("к 2027 году положительная динамика", COUNT, lower_is_better=True).readings
    assert (fall.kind, fall.operator, fall.sign) == (GROWTH, None, -1)


@pytest.mark.parametrize("row", content()["karabash"], ids=[row["code"] for row in content()["karabash"]])
def test_every_text_of_document_002(row: dict[str, Any]) -> None:
    """Read as it was transcribed; what is ambiguous or contradictory there is asked about here."""
    stored, unit = row["target"], Unit(row["unit"])
    found = propose(
        stored["raw_ru"], unit, is_share=bool(row["denominator_ru"]), baseline_year=stored.get("baseline_year")
    )
    is_open = stored.get("reading") == DynamicsReading.AMBIGUOUS or bool(stored.get("contradiction_ru"))
    assert found.is_definite is not is_open
    rule = found.unclear if is_open else found.readings[0]
    assert rule.kind == stored["kind"]
    assert (rule.value, rule.annual_floor, rule.year) == (
        stored.get("value"),
        stored.get("annual_floor"),
        stored.get("year"),
    )
    # Every target of the document asks for more, whether it says so or not.
    assert rule.sign == 1


PIECES = (
    "не менее|не более|рост|снижение|на|до|от|к|2026|2027|году|ежегодно|10|0,5|100|%|п.п.|в 2 раза|(|)|;|,|–|+|наличие|"
    "базовому 2024|за 3 года|динамика|-5|−5|минус|к 1800 году|12345678901234567890"
)
WORDS = st.sampled_from(PIECES.split("|"))


@given(st.lists(WORDS, max_size=9).map(" ".join) | st.text(max_size=60), st.sampled_from(Unit), st.booleans())
def test_any_text_gives_readings_or_says_why_not(text: str, unit: Unit, is_share: bool) -> None:
    found = propose(text, unit, is_share=is_share)
    assert found.readings or {Hint.NOT_UNDERSTOOD, Hint.TOO_LARGE} & set(found.hints)
    if found.is_definite:
        assert not is_ambiguous(found.readings[0])
    else:
        assert len(found.readings) != 1 or found.hints
