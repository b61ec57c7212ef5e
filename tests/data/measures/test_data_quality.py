"""Coverage and jumps, by hand."""

import pandas as pd
import pytest

from data.measures.changes import NotCompared, with_changes, without_changes
from data.measures.data_quality import JUMP_SHARE, coverage, jump_threshold, jumps
from data.measures.ranks import with_ranks
from tests.data.measures.test_ranks import frame


def totals(*rows: tuple[float, float, int, int]) -> pd.DataFrame:
    """(maximum scored, maximum, parameters scored, parameters) of each municipality."""
    columns = ["maximum_scored", "maximum", "parameters_scored", "parameters"]
    return pd.DataFrame(list(rows), columns=columns).assign(municipality=[f"M{at}" for at in range(len(rows))])


def test_coverage_is_points_over_points() -> None:
    found = coverage(totals((100, 100, 9, 9), (20, 100, 3, 9)))
    assert (found.scored, found.maximum, found.share, found.incomplete) == (120, 200, 0.6, ("M1",))


def test_an_unscored_penalty_is_a_gap_although_it_takes_no_points() -> None:
    found = coverage(totals((100, 100, 8, 9)))
    assert (found.share, found.incomplete) == (1.0, ("M0",))


def test_without_a_rubric_there_is_no_coverage() -> None:
    assert coverage(totals((0, 0, 0, 0))).share is None


def test_a_jump_is_more_than_the_share_of_the_maximum_in_either_direction() -> None:
    now, before = with_ranks(frame(500, 500, 500, 500)), with_ranks(frame(500, 400, 700, 499))
    changes = with_changes(now, before).assign(maximum=1000.0)
    assert jump_threshold(changes) == pytest.approx(1000 * JUMP_SHARE)
    # −200 and +100; the largest first.
    assert list(jumps(changes)["municipality"]) == ["M02", "M01"]
    at_the_limit = changes.assign(points_change=1000 * JUMP_SHARE)
    assert jumps(at_the_limit).empty


def test_without_comparison_nothing_jumps() -> None:
    assert jumps(without_changes(with_ranks(frame(9, 8)), NotCompared.OTHER_METHODOLOGY)).empty
