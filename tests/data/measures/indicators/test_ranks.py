"""Ranks by an indicator: cases worked by hand, and the same ranks counted one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from data.measures.bands import NoBands
from data.measures.changes import NotCompared
from data.measures.indicators.ranks import IndicatorRanking, NoRank, rank_by_indicator
from data.vocabulary import Nothing, Polarity

HIGHER, LOWER, NONE = Polarity.HIGHER_IS_BETTER, Polarity.LOWER_IS_BETTER, Polarity.NO_JUDGEMENT
NOW: dict[str, float | Nothing] = {"A": 50, "B": 70, "C": 70, "D": 10, "E": Nothing.NO_DATA, "F": Nothing.HIDDEN}


def places(found: IndicatorRanking) -> dict[str, tuple[int | None, int | None]]:
    return {row.municipality: (row.first, row.last) for row in found.rows}


def test_ties_share_ranks_and_who_has_no_value_stands_below_with_the_reason() -> None:
    found = rank_by_indicator(NOW, HIGHER)
    assert places(found) == {"B": (1, 2), "C": (1, 2), "A": (3, 3), "D": (4, 4), "E": (None, None), "F": (None, None)}
    assert [row.municipality for row in found.rows] == ["B", "C", "A", "D", "E", "F"]
    assert found.ranked == 4
    assert (found.by_code["E"].unranked, found.by_code["F"].unranked) == (NoRank.NO_DATA, NoRank.HIDDEN)


def test_where_less_is_better_the_least_leads_and_the_limits_go_up() -> None:
    found = rank_by_indicator(NOW, LOWER)
    assert places(found)["D"] == (1, 1)
    assert places(found)["B"] == places(found)["C"] == (3, 4)
    # Quartiles of 10, 50, 70, 70 by linear interpolation: 40, 60, 70; the better quarter is the lower one.
    assert found.limits == (40, 60, 70)
    assert [found.by_code[code].band for code in "DABC"] == [1, 2, 3, 3]


def test_quarters_have_limits_in_the_unit_and_a_value_on_a_limit_lies_in_the_better_one() -> None:
    found = rank_by_indicator(NOW, HIGHER)
    assert found.limits == (70, 60, 40)
    assert [found.by_code[code].band for code in "BCAD"] == [1, 1, 3, 4]


def test_without_a_polarity_nobody_is_ranked_and_values_are_compared_all_the_same() -> None:
    found = rank_by_indicator(NOW, NONE, {"A": 40, "B": 71})
    assert found.ranked == found.common == 0
    assert {row.unranked for row in found.rows if row.municipality in "ABCD"} == {NoRank.NO_POLARITY}
    assert found.by_code["E"].unranked is NoRank.NO_DATA
    assert found.by_code["A"].value_change == 10
    assert (found.by_code["A"].rank_change, found.limits) == (None, ())


def test_the_change_of_rank_is_counted_among_those_ranked_in_both_periods() -> None:
    # B was not there before: among A, C and D now C, A, D; before A, D, C. B does not push anybody down.
    found = rank_by_indicator(NOW, HIGHER, {"A": 60, "C": 5, "D": 20, "F": 90})
    rows = found.by_code
    assert found.common == 3
    assert [(rows[code].rank_change, rows[code].value_change) for code in "ACD"] == [(-1, -10), (2, 65), (-1, -10)]
    assert rows["C"].common_now == (1, 1)
    assert rows["C"].common_before == (3, 3)
    assert rows["B"].not_compared is NotCompared.UNRANKED_BEFORE
    assert (rows["B"].rank_change, rows["B"].value_change) == (None, None)
    assert rows["F"].not_compared is NotCompared.UNRANKED_NOW


def test_who_became_another_unit_is_not_compared() -> None:
    found = rank_by_indicator(NOW, HIGHER, {"A": 60, "C": 5}, merged=["A"])
    row = found.by_code["A"]
    assert (row.not_compared, row.value_change, row.rank_change, found.common) == (NotCompared.MERGED, None, None, 1)


def test_without_an_earlier_period_nothing_is_compared() -> None:
    assert {row.not_compared for row in rank_by_indicator(NOW, HIGHER).rows} == {NotCompared.NO_EARLIER_PERIOD}


def test_too_few_or_all_equal_have_no_quarters() -> None:
    assert rank_by_indicator({"A": 1, "B": 2, "C": 3}, HIGHER).no_bands is NoBands.FEWER_THAN_FOUR
    assert rank_by_indicator(dict.fromkeys("ABCD", 5.0), HIGHER).no_bands is NoBands.ALL_EQUAL
    assert rank_by_indicator({}, HIGHER).rows == ()


# Negative, above 100, above a thousand million, with ties because they are few.
FEW = some.sampled_from([-1e9, -2.5, -0.1, 0.0, 33.3, 66.6, 100.0, 104.2, 5e9, 5e9 + 1])
VALUES = some.dictionaries(
    some.text("ABCDEFGH", min_size=1, max_size=2), some.one_of(FEW, some.sampled_from(Nothing)), max_size=30
)


def brute_force(values: dict[str, float | Nothing], code: str, sign: int) -> tuple[int, int] | None:
    own = values[code]
    if isinstance(own, Nothing):
        return None
    numbers = [value for value in values.values() if not isinstance(value, Nothing)]
    better = sum(sign * value > sign * own for value in numbers)
    equal = sum(value == own for value in numbers)
    return better + 1, better + equal


@given(VALUES, VALUES, some.sampled_from([(HIGHER, 1), (LOWER, -1)]))
def test_ranks_and_changes_equal_those_counted_one_by_one(
    now: dict[str, float | Nothing], before: dict[str, float | Nothing], way: tuple[Polarity, int]
) -> None:
    polarity, sign = way
    found = rank_by_indicator(now, polarity, before)
    assert {row.municipality for row in found.rows} == set(now)
    common = {
        code
        for code in now
        if not isinstance(now[code], Nothing) and not isinstance(before.get(code, Nothing.NO_DATA), Nothing)
    }
    both_now, both_before = ({code: values[code] for code in common} for values in (now, before))
    assert found.common == (len(common) if now else 0)
    for row in found.rows:
        expected = brute_force(now, row.municipality, sign)
        assert (row.first, row.last) == (expected or (None, None))
        assert (row.unranked is None) == (expected is not None)
        if row.municipality not in common:
            assert (row.rank_change, row.value_change) == (None, None)
            continue
        new, old = brute_force(both_now, row.municipality, sign), brute_force(both_before, row.municipality, sign)
        assert new is not None
        assert old is not None
        assert (row.common_now, row.common_before, row.rank_change) == (new, old, old[0] - new[0])
        assert row.value_change == pytest.approx(both_now[row.municipality] - both_before[row.municipality])


@given(VALUES, some.sampled_from([HIGHER, LOWER]))
def test_quarters_go_by_value_and_agree_with_ranks(now: dict[str, float | Nothing], polarity: Polarity) -> None:
    found = rank_by_indicator(now, polarity)
    ranked = [row for row in found.rows if row.first is not None]
    assert found.ranked == len(ranked)
    if not found.limits:
        assert {row.band for row in found.rows} <= {None}
        return
    bands = [row.band or 0 for row in ranked]
    assert bands == sorted(bands)
    assert {row.band for row in found.rows if row.first is None} <= {None}
    equal = {(row.first, row.band) for row in ranked}
    assert len(equal) == len({first for first, _band in equal})
