"""The generated sentences say what is true, whoever there is to speak of."""

from collections import Counter
from typing import Any

import pytest

from data.formats import NBSP
from data.language import speaking
from data.measures.movers import Movement
from data.measures.overview import FullCycleSummary
from data.measures.targets import Reason
from data.views.indicators.region_targets import AT_RISK, TargetsPart
from data.views.overview.words import (
    cycle_sentence,
    few_names,
    movement_sentence,
    own_cycle_sentence,
    own_place_sentence,
    targets_sentence,
)
from data.vocabulary import TargetStatus

NAMES = {code: f"{code} МО" for code in "ABCDE"}
CYCLES = FullCycleSummary(
    municipalities=5,
    directions=8,
    effective=9,
    many=1,
    decided=5,
    complete=(),
    most=5,
    closest=("A",),
    without=2,
    unknown_without=0,
)
MOVED = Movement(risen=3, fallen=1, unchanged=1, not_compared=0, rise=4, fall=2, most_risen=("A",), most_fallen=("B",))


def cycles(**changes: Any) -> str:
    return cycle_sentence(FullCycleSummary(**{**CYCLES.__dict__, **changes}), NAMES)


def moves(**changes: Any) -> str:
    return movement_sentence(Movement(**{**MOVED.__dict__, **changes}), NAMES)


def targets(reasons: dict[Reason, int] | None = None, **statuses: int) -> str:
    """As many rows as the statuses add up to; which rows is of no matter to the sentence."""
    counts = {status: statuses.get(status.value, 0) for status in TargetStatus}

    class Part(TargetsPart):
        @property
        def at_risk(self) -> Any:
            return (None,) * sum(counts[status] for status in AT_RISK)

    rows: Any = (None,) * sum(counts.values())
    return targets_sentence(Part(rows, counts, Counter(reasons or {}), ())).replace(NBSP, " ")


def test_nobody_has_the_full_cycle_and_one_comes_closest() -> None:
    assert cycles() == (
        "Полного цикла во всех 8 направлениях нет ни у кого. Ближе всех **A МО — 5 из 8**. "
        "Хотя бы в одном он есть у **3 из 5**; у 2 нет."
    )


def test_two_and_many_that_come_closest_share_the_number() -> None:
    assert "Ближе всех **A МО и B МО — по 5 из 8**." in cycles(closest=("A", "B"))
    assert "Ближе всех **5 муниципалитетов — по 5 из 8**." in cycles(closest=tuple("ABCDE"))


@pytest.mark.parametrize(
    ("complete", "words"),
    [
        ("A", "Полный цикл во всех 8 направлениях замкнул **A МО**."),
        ("AB", "Полный цикл во всех 8 направлениях замкнули **A МО и B МО**."),
        ("ABC", "Полный цикл во всех 8 направлениях замкнули **A МО, B МО и C МО**."),
        ("ABCD", "Полный цикл во всех 8 направлениях замкнули **4 муниципалитета**."),
    ],
)
def test_those_who_have_it_are_named_or_counted(complete: str, words: str) -> None:
    text = cycles(complete=tuple(complete), most=8, closest=tuple(complete), without=0)
    assert text == f"{words} Хотя бы в одном он есть у **5 из 5**."


def test_where_all_have_every_cycle_nothing_is_added() -> None:
    text = cycles(complete=tuple("ABCDE"), most=8, closest=tuple("ABCDE"), without=0)
    assert text == "Полный цикл во всех 8 направлениях замкнули **5 муниципалитетов**."


def test_the_three_counts_add_up_to_all() -> None:
    # 42 = 10 with a full cycle somewhere + 30 known to have none + 2 that cannot be judged.
    text = cycles(municipalities=42, decided=41, without=30, unknown_without=2, most=0, closest=())
    assert text == (
        "Полного цикла во всех 8 направлениях нет ни у кого. "
        "Хотя бы в одном он есть у **10 из 42**; у 30 нет, о 2 судить нельзя."
    )
    none = cycles(without=3, unknown_without=2, most=0, closest=())
    assert none.endswith("Ни в одном его нет у **3 из 5**; о 2 судить нельзя.")


def test_nothing_is_said_before_anything_is_decided() -> None:
    assert cycles(decided=0) == "О полном цикле судить пока нельзя: полных оценок нет."


def test_nobody_has_any() -> None:
    assert "Ближе всех" not in cycles(most=0, closest=(), without=5)


def test_one_direction_is_spoken_of_as_one() -> None:
    assert (
        cycles(directions=1, most=0, closest=(), without=0) == "Полного цикла в единственном направлении нет ни у кого."
    )


def test_movement_names_the_largest_moves() -> None:
    assert moves() == (
        "Среди 5 оценённых в оба года: поднялись **3**, опустился **1**. "
        "Больше всех поднялся **A МО (+4)**, опустился **B МО (−2)**."
    )


def test_ties_in_movement_share_the_number() -> None:
    assert "поднялись **A МО и C МО (по +4)**" in moves(most_risen=("A", "C"))


@pytest.mark.parametrize(
    ("risen", "fallen", "start"),
    [
        (1, 2, "Среди 4 оценённых в оба года: поднялся **1**, опустились **2**."),
        (21, 11, "Среди 33 оценённых в оба года: поднялся **21**, опустились **11**."),
        (20, 0, "Среди 21 оценённого в оба года: поднялись **20**, никто не опустился."),
        (0, 1, "Среди 2 оценённых в оба года: никто не поднялся, опустился **1**."),
    ],
)
def test_numerals_agree(risen: int, fallen: int, start: str) -> None:
    text = moves(risen=risen, fallen=fallen, most_risen=("A",) * bool(risen), most_fallen=("B",) * bool(fallen))
    assert text.startswith(start)


def test_nobody_moved_and_nobody_can_be_compared() -> None:
    still = moves(risen=0, fallen=0, unchanged=5, most_risen=(), most_fallen=())
    assert still == "Среди 5 оценённых в оба года: никто не изменил места."
    assert moves(risen=0, fallen=0, unchanged=0, not_compared=5).startswith("Сравнивать нечего")


def test_targets_at_risk_and_why_others_cannot_be_judged() -> None:
    reasons = {Reason.NO_BASELINE: 1, Reason.AMBIGUOUS: 2}
    assert targets(reasons, met=2, behind=6, missed=3, cannot_be_judged=3) == (
        "Под риском **9 из 14** целей: 6 отстают от графика, 3 не достигнуты. "
        "Судить нельзя: **3** (неоднозначный текст — 2, нет базы — 1)."
    )


def test_one_target_at_risk_and_none() -> None:
    assert targets(behind=1) == "Под риском **1 из 1** цели: 1 отстаёт от графика."
    assert targets(missed=1, met=3) == "Под риском **1 из 4** целей: 1 не достигнута."
    assert targets(met=4) == "Под риском нет ни одной из 4 целей."
    assert targets() == "Цели показателей не заданы."


def test_targets_that_cannot_be_judged_are_not_called_safe() -> None:
    mixed = targets({Reason.NO_DATA: 2}, met=2, cannot_be_judged=2)
    assert mixed.startswith("Под риском нет ни одной из тех целей, о которых можно судить: их 2.")
    none = targets({Reason.NO_DATA: 2}, cannot_be_judged=2)
    assert none == "Ни об одной из 2 целей судить нельзя: нет данных — 2."


def test_the_own_sentences() -> None:
    assert own_place_sentence("14 из 39", "8-е место среди 17 муниципальных округов", "") == (
        "Место **14 из 39** по итогу; **8-е место среди 17 муниципальных округов**."
    )
    assert own_place_sentence("", "", "оценок нет") == "Места нет: оценок нет."
    assert own_cycle_sentence(3, 7, 8, ("2. Показатели",)) == (
        "Направлений с полным циклом: **3 из 8**. Чаще всего первым не замкнуто звено: **2. Показатели**. "
        "Судить нельзя: 1."
    )
    assert own_cycle_sentence(8, 8, 8, ()) == "Цикл замкнут во всех 8 направлениях."
    assert own_cycle_sentence(0, 0, 8, ()).startswith("О цикле судить пока нельзя")


def test_english_says_the_same() -> None:
    with speaking("en"):
        assert moves().startswith(
            "Among the 5 ranked in both years: **3** rose, **1** fell. Largest moves: up **A МО (+4)**"
        )
        assert cycles().startswith(
            "No municipality manages the full cycle in all 8 directions. Closest: **A МО — 5 of 8**. "
            "**3 of 5** manage it in at least one direction; 2 in none."
        )
        assert few_names(tuple("ABCD"), NAMES) == "4 municipalities"
        assert few_names((), NAMES) == ""
