"""The smallest set of rises on plain numbers, worked out by hand."""

from data.measures.plan.smallest_sets import Alternative, behind_shortfall, single, smallest_set


def test_nothing_is_needed() -> None:
    assert smallest_set([single(0, [1])], 0) == ()


def test_all_together_may_not_be_enough() -> None:
    assert smallest_set([single(0, [1, 2]), single(1, [1])], 4) is None
    assert smallest_set([], 1) is None


def test_fewer_rises_come_before_a_smaller_gain() -> None:
    # One rise of 5 gains two more than needed; 1 + 2 would be exact, but they are two.
    assert smallest_set([single(0, [1]), single(1, [2]), single(2, [5])], 3) == ((2, 5),)


def test_among_as_many_rises_the_least_gain_wins() -> None:
    assert smallest_set([single(0, [4]), single(1, [3]), single(2, [2])], 5) == ((1, 3), (2, 2))


def test_among_equals_the_earliest_choices_rise_and_the_last_rises_least() -> None:
    assert smallest_set([single(index, [1, 2, 3]) for index in range(5)], 7) == ((0, 3), (1, 3), (2, 1))


def test_behind_a_shortfall_only_the_rest_counts() -> None:
    choice = behind_shortfall([single(0, [2]), single(1, [3])], 2)
    assert choice == (Alternative(1, ((1, 3),)), Alternative(3, ((0, 2), (1, 3))))
    # Two rises gain 3 there; a single one elsewhere gains as much.
    assert smallest_set([single(2, [3]), choice], 3) == ((2, 3),)
    assert smallest_set([single(2, [2]), choice], 5) == ((2, 2), (0, 2), (1, 3))
