"""A viewer's own weights: by hand, and what they must leave alone."""

import pandas as pd
import pytest

from data.measures.ranks import subject_totals, with_ranks
from data.measures.weights import with_weights


def totals() -> pd.DataFrame:
    """A 60 + 40 = 100, B 30 + 60 = 90, C has a gap in 1.2."""
    rows = [("A", "1.1", 60, 3), ("A", "1.2", 40, 3), ("B", "1.1", 30, 3), ("B", "1.2", 60, 3), ("C", "1.1", 90, 3)]
    found = pd.DataFrame([*rows, ("C", "1.2", 5, 2)], columns=["municipality", "direction", "points", "scored"])
    return found.rename(columns={"scored": "parameters_scored"}).assign(
        kind="district", maximum=100.0, maximum_scored=100.0, parameters=3, parameters_not_applicable=0
    )


def ranked(weights: dict[str, int]) -> dict[str, tuple[float, int | None]]:
    ranks = with_ranks(subject_totals(with_weights(totals(), weights), ["1.1", "1.2"])).set_index("municipality")
    return {
        code: (row["points"], None if pd.isna(row["rank_first"]) else int(row["rank_first"]))
        for code, row in ranks.iterrows()
    }


def test_official_weights_change_nothing() -> None:
    assert ranked({}) == ranked({"1.1": 100, "1.2": 100}) == {"A": (100, 1), "B": (90, 2), "C": (95, None)}


def test_weights_turn_the_order() -> None:
    assert ranked({"1.2": 200}) == {"A": (140, 2), "B": (150, 1), "C": (100, None)}


def test_a_gap_stays_a_gap_where_its_direction_weighs_nothing() -> None:
    assert ranked({"1.2": 0}) == {"A": (60, 1), "B": (30, 2), "C": (90, None)}


def test_maxima_are_weighted_alike() -> None:
    found = with_weights(totals(), {"1.2": 50})
    assert found.groupby("direction")["maximum"].first().to_dict() == {"1.1": 100, "1.2": 50}


@pytest.mark.parametrize("weight", [-1, 201])
def test_a_weight_out_of_range_is_refused(weight: int) -> None:
    with pytest.raises(ValueError, match="200"):
        with_weights(totals(), {"1.1": weight})
