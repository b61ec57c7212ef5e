"""Closed forms: the present pace carried on, and targets that nobody was ever fast enough for."""

from hypothesis import given
from hypothesis import strategies as some

from data.measures.indicators.outlook import Outlook, best_step, outlook
from data.measures.targets import Target, target_status
from data.vocabulary import TargetKind, TargetStatus


def looked(target: Target, series: dict[int, float], year: int, best: float | None) -> Outlook | None:
    return outlook(target_status(target, series, year), series, year, target.sign, best)


def by_2030(value: float, operator: str = ">=") -> Target:
    return Target(TargetKind.LEVEL_BY_YEAR, operator, value, year=2030)


def test_the_pace_carried_on_reaches_or_does_not() -> None:
    # 40 → 50 in two years: 5 a year, 70 in 2030. 70 is reached, 71 is not.
    series = {2024: 40.0, 2026: 50.0}
    assert looked(by_2030(70), series, 2026, 10) == Outlook(2030, 70.0, True, 10, False)
    assert looked(by_2030(71), series, 2026, 10) == Outlook(2030, 70.0, False, 10, False)


def test_a_step_that_nobody_ever_made_is_out_of_reach() -> None:
    series = {2024: 40.0, 2026: 50.0}
    # 95 needs 11.25 a year; the best anybody made is 11, then exactly 11.25.
    first, second = looked(by_2030(95), series, 2026, 11), looked(by_2030(95), series, 2026, 11.25)
    assert first is not None
    assert second is not None
    assert (first.out_of_reach, second.out_of_reach) == (True, False)


def test_where_less_is_better_a_fall_counts() -> None:
    # 30 → 26 in two years: −2 a year, 18 in 2030; 10 needs −4 a year.
    series = {2024: 30.0, 2026: 26.0}
    found = looked(by_2030(10, "<="), series, 2026, -3)
    assert found == Outlook(2030, 18.0, False, -3, True)
    assert looked(by_2030(18, "<="), series, 2026, -3) == Outlook(2030, 18.0, True, -3, False)


def test_one_point_has_no_pace_and_a_need_all_the_same() -> None:
    found = looked(by_2030(90), {2026: 50.0}, 2026, 5)
    assert found == Outlook(2030, None, None, 5, True)


def test_what_is_met_or_past_its_deadline_needs_no_outlook() -> None:
    assert looked(by_2030(40), {2024: 40.0, 2026: 50.0}, 2026, 1) is None
    assert looked(by_2030(90), {2024: 40.0, 2031: 50.0}, 2031, 1) is None
    assert looked(by_2030(90), {2024: 40.0}, 2026, 1) is None


def test_a_target_changed_midway_is_judged_by_the_new_one_from_the_same_facts() -> None:
    series = {2024: 40.0, 2026: 50.0}
    before, after = (target_status(by_2030(value), series, 2026) for value in (70, 90))
    assert (before.status, after.status) == (TargetStatus.ON_TRACK, TargetStatus.BEHIND)
    assert (before.needed_step, after.needed_step) == (5, 10)
    assert before.pace == after.pace == 5


def test_the_best_step_is_made_between_facts_that_follow_each_other() -> None:
    assert best_step([{2020: 10, 2024: 50}, {2020: 10, 2021: 19, 2022: 18}], 1) == 10
    assert best_step([{2020: 10, 2024: 50}, {2020: 10, 2021: 19, 2022: 18}], -1) == -1
    assert best_step([{2020: 10}, {}], 1) is None


FACTS = some.dictionaries(some.integers(2015, 2026), some.floats(-1e6, 1e6), min_size=2, max_size=8)


@given(some.lists(FACTS, min_size=1, max_size=6), some.sampled_from([1, -1]))
def test_nobody_was_faster_than_the_best_step(series: list[dict[int, float]], sign: int) -> None:
    best = best_step(series, sign)
    assert best is not None
    for facts in series:
        first, last = min(facts), max(facts)
        whole = (facts[last] - facts[first]) / (last - first)
        assert sign * whole <= sign * best + 1e-6 * max(1, abs(best))
