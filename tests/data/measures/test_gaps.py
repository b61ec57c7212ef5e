"""What is lost on each link, who has closed the same one, and since when something stands: by hand."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from data.measures.gaps import begun, component_gaps, first_formed, first_in_full
from data.vocabulary import ComponentState

FORMED, PARTIAL = ComponentState.FORMED.value, ComponentState.PARTIAL.value


def results(*rows: tuple[str, float | None, float, float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["cycle_component", "points", "maximum", "maximum_scored"])
    return frame.assign(direction="1.1")


def lost(*rows: tuple[str, float | None, float, float]) -> list[tuple[str, float]]:
    return list(component_gaps(results(*rows))[["cycle_component", "lost"]].itertuples(index=False, name=None))


def test_the_costliest_comes_first_and_equal_losses_keep_the_order_of_the_rubric() -> None:
    rows = (
        ("goals", 3.0, 5.0, 5.0),
        ("indicators", 0.0, 6.0, 6.0),
        ("methods", 4.0, 4.0, 4.0),
        ("monitoring", 1.0, 3.0, 3.0),
    )
    assert lost(*rows) == [("indicators", 6.0), ("goals", 2.0), ("monitoring", 2.0)]


def test_a_parameter_without_a_score_loses_nothing() -> None:
    assert lost(("goals", 3.0, 9.0, 5.0), ("indicators", None, 6.0, 0.0)) == [("goals", 2.0)]


def test_a_penalty_is_lost_in_full() -> None:
    # 2 of 2 earned, 1 taken away: the rubric offered 2, what is left is 1.
    assert lost(("indicators", 1.0, 2.0, 2.0)) == [("indicators", 1.0)]
    # A penalty on nothing earned goes below zero and costs more than the maximum.
    assert lost(("indicators", -1.0, 2.0, 2.0)) == [("indicators", 3.0)]


def test_sums_of_decimals_are_no_loss() -> None:
    assert lost(("goals", 0.1 + 0.2, 0.3, 0.3)) == []


@given(st.lists(st.tuples(st.integers(-3, 9), st.integers(0, 9)), min_size=1, max_size=12))
def test_points_and_losses_add_up_to_what_was_scored(pairs: list[tuple[int, int]]) -> None:
    rows = [(f"c{place}", float(min(pair)), float(pair[1]), float(pair[1])) for place, pair in enumerate(pairs)]
    found = lost(*rows)
    assert sum(row[1] for row in rows) + sum(loss for _code, loss in found) == sum(row[3] for row in rows)
    assert [loss for _code, loss in found] == sorted((loss for _code, loss in found), reverse=True)


def states(*rows: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["municipality", "cycle_component", "state"]).assign(direction="1.1")


def test_the_nearest_that_has_the_link_formed_is_named() -> None:
    frame = states(("A", "goals", FORMED), ("B", "goals", FORMED), ("C", "goals", FORMED), ("B", "methods", PARTIAL))
    assert first_formed(frame, ["C", "B"]) == {("1.1", "goals"): "C"}
    assert first_formed(frame, ["D"]) == {}
    assert first_formed(frame, []) == {}


def test_who_earned_the_whole_of_a_direction_has_every_link_of_it() -> None:
    columns = ["municipality", "direction", "points", "maximum", "parameters", "parameters_scored"]
    rows = [
        ("A", "1.1", 5.0, 5.0, 3, 3),
        ("B", "1.1", 5.0, 5.0, 3, 3),
        # All points, yet a penalty that nobody has judged: not known to be whole.
        ("C", "1.1", 5.0, 5.0, 3, 2),
        ("C", "1.2", 4.0, 5.0, 3, 3),
        # Without a rubric nothing is formed.
        ("B", "1.3", 0.0, 0.0, 0, 0),
    ]
    frame = pd.DataFrame(rows, columns=columns)
    assert first_in_full(frame, ["C", "B", "A"]) == {"1.1": "B"}


def test_a_run_ends_where_a_period_is_missing() -> None:
    periods = ["2022", "2023", "2024", "2025", "2026"]
    assert begun(periods, {"2022", "2024", "2025", "2026"}, "2026") == "2024"
    assert begun(periods, {"2025"}, "2025") == "2025"
    assert begun(periods, set(periods), "2026") == "2022"
    assert begun(["2026"], {"2026"}, "2026") == "2026"
