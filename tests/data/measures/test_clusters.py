"""Clusters of schools: who belongs where, what a cluster's figures are, what stays hidden, and who has which rank."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.measures.clusters import (
    FIVE_NUMBERS,
    OUTSIDE,
    ClusterRule,
    OutsideReason,
    Quarter,
    assign_clusters,
    cluster_statistics,
    protect,
    ranks_within_clusters,
    total_statistics,
)
from data.measures.shares import percent_values
from data.vocabulary import Polarity, SchoolKind

RULES = (
    ClusterRule("large", SchoolKind.SECONDARY, minimum_students=501),
    ClusterRule("small", SchoolKind.SECONDARY, maximum_students=500),
    ClusterRule("basic", SchoolKind.BASIC),
)
GROUPS = ["large", "small", "basic", OUTSIDE]
FEW = settings(max_examples=40)


def observations(*rows: tuple[str, float | None, float | None]) -> pd.DataFrame:
    """Rows of (cluster, numerator, denominator)."""
    frame = pd.DataFrame(rows, columns=["cluster", "numerator", "denominator"])
    frame[["numerator", "denominator"]] = frame[["numerator", "denominator"]].astype(float)
    return frame.assign(value=percent_values(frame["numerator"], frame["denominator"]))


def many(cluster: str, count: int) -> list[tuple[str, float, float]]:
    return [(cluster, 1, 10)] * count


def test_exactly_500_students_belong_to_the_small_cluster() -> None:
    schools = pd.DataFrame(
        [("secondary", 501), ("secondary", 500), ("secondary", 499), ("basic", None), ("primary", 60), ("other", 90)],
        columns=["kind", "students"],
    )
    result = assign_clusters(schools, RULES)
    assert result["cluster"].tolist() == ["large", "small", "small", "basic", OUTSIDE, OUTSIDE]
    assert result["outside_reason"].tolist()[4:] == [OutsideReason.KIND] * 2


def test_a_school_of_unknown_enrolment_stands_outside_and_says_so() -> None:
    schools = pd.DataFrame({"kind": ["secondary"], "students": [np.nan]})
    assert assign_clusters(schools, RULES).iloc[0].tolist() == [OUTSIDE, OutsideReason.ENROLMENT_UNKNOWN]


def test_with_the_bounds_of_the_source_500_belongs_nowhere() -> None:
    literal = (RULES[0], ClusterRule("small", SchoolKind.SECONDARY, maximum_students=499))
    schools = pd.DataFrame({"kind": ["secondary"], "students": [500.0]})
    assert assign_clusters(schools, literal).iloc[0].tolist() == [OUTSIDE, OutsideReason.SIZE]


def test_the_figures_of_a_cluster_worked_out_by_hand() -> None:
    # Values 10, 20, 40, 80 %; the school of five teachers (100 %) is in the sums only; one school was not observed.
    rows = observations(
        ("large", 1, 10),
        ("large", 4, 20),
        ("large", 20, 50),
        ("large", 16, 20),
        ("large", 5, 5),
        ("large", None, 30),
    )
    result = cluster_statistics(rows, ["large", "small"])
    large = result.loc["large"]
    assert large[["schools", "observed", "small", "comparable"]].tolist() == [6, 5, 1, 4]
    # Linear interpolation: positions 0.75, 1.5 and 2.25 of the ordered values.
    assert large[list(FIVE_NUMBERS)].tolist() == pytest.approx([10, 17.5, 30, 50, 80])
    assert large[["numerator", "denominator"]].tolist() == [46, 105]
    assert large["share"] == pytest.approx(46 / 105)
    assert result.loc["small", ["schools", "observed"]].tolist() == [0, 0]
    assert result.loc["small", ["median", "share"]].isna().all()


def test_the_total_is_the_sum_of_all_groups() -> None:
    total = total_statistics(observations(("large", 1, 10), ("small", 2, 10), (OUTSIDE, 3, 20)))
    assert (total["schools"], total["numerator"], total["denominator"], total["share"]) == (3, 6, 40, 0.15)


def shown(rows: list[tuple[str, float, float]], known: pd.DataFrame | None = None) -> tuple[pd.DataFrame, bool]:
    return protect(cluster_statistics(observations(*rows), GROUPS), known)


def test_two_schools_are_hidden_and_three_are_not() -> None:
    result, _ = shown([*many("large", 2), *many("small", 3), *many("basic", 9)])
    assert result.loc["large", [*FIVE_NUMBERS, "numerator", "share"]].isna().all()
    assert result.loc["basic", "share"] == pytest.approx(0.1)
    assert bool(result.loc["large", "numbers_hidden"])


def test_a_hidden_sum_takes_the_smallest_other_with_it() -> None:
    # The region's total less «small» and «basic» would give the two schools of «large».
    result, total_hidden = shown([*many("large", 2), *many("small", 8), *many("basic", 9), *many(OUTSIDE, 4)])
    assert result["sums_hidden"].to_dict() == {"large": True, "small": False, "basic": False, OUTSIDE: True}
    assert not total_hidden


def test_a_hidden_sum_with_nothing_beside_it_hides_the_total() -> None:
    result, total_hidden = shown(many("large", 2))
    assert total_hidden
    assert result.loc["large", "sums_hidden"]


def test_one_and_one_school_are_still_too_few_together() -> None:
    result, total_hidden = shown([*many("large", 1), *many("small", 1), *many("basic", 9)])
    assert result["sums_hidden"].sum() == 3
    assert not total_hidden


def test_an_empty_group_is_no_data_and_not_hidden() -> None:
    result, _ = shown(many("large", 5))
    assert not result.loc["basic", ["sums_hidden", "numbers_hidden"]].any()


def test_who_knows_all_schools_but_two_sees_no_figure_of_theirs() -> None:
    known = pd.DataFrame({"observed": [7], "comparable": [7]}, index=["large"])
    result, _ = shown([*many("large", 9), *many("small", 9), *many("basic", 30)], known)
    assert result["sums_hidden"].to_dict() == {"large": True, "small": True, "basic": False, OUTSIDE: False}
    assert result["numbers_hidden"].to_dict() == {"large": True, "small": True, "basic": False, OUTSIDE: False}


def test_too_few_comparable_schools_hide_the_five_numbers_only() -> None:
    result, _ = shown([*many("large", 2), ("large", 2, 5), ("large", 2, 5)])
    assert result.loc["large", ["median", "maximum"]].isna().all()
    assert result.loc["large", "numerator"] == 6


def test_ranks_share_ties_and_stay_inside_the_cluster() -> None:
    rows = observations(
        ("large", 9, 10), ("large", 8, 10), ("large", 16, 20), ("large", 1, 10), ("large", 6, 6), ("small", 2, 10)
    )
    ranks = ranks_within_clusters(rows, rows, Polarity.HIGHER_IS_BETTER)
    assert ranks["rank_first"].tolist()[:4] == [1, 2, 2, 4]
    assert ranks["rank_last"].tolist()[:4] == [1, 3, 3, 4]
    assert ranks["ranked"].tolist()[:4] == [4] * 4
    # Six teachers: the best value of all, and no rank.
    assert ranks.loc[4, ["rank_first", "quarter"]].isna().all()
    assert ranks.loc[5, ["rank_first", "ranked"]].tolist() == [1, 1]
    assert ranks["quarter"].tolist()[:4] == [Quarter.UPPER, Quarter.MIDDLE, Quarter.MIDDLE, Quarter.LOWER]


def test_where_lower_is_better_the_smallest_value_is_first() -> None:
    rows = observations(("large", 9, 10), ("large", 1, 10))
    assert ranks_within_clusters(rows, rows, Polarity.LOWER_IS_BETTER)["rank_first"].tolist() == [2, 1]


def test_without_a_judgement_outside_the_clusters_or_without_a_value_there_is_no_rank() -> None:
    rows = observations(("large", 9, 10), (OUTSIDE, 9, 10), ("small", None, 10))
    assert ranks_within_clusters(rows, rows, Polarity.NO_JUDGEMENT)["rank_first"].isna().all()
    judged = ranks_within_clusters(rows, rows, Polarity.HIGHER_IS_BETTER)
    assert judged["rank_first"].notna().tolist() == [True, False, False]


schools_of_any_kind = st.lists(
    st.tuples(st.sampled_from(list(SchoolKind)), st.none() | st.integers(0, 3000)), min_size=1, max_size=60
)


@FEW
@given(schools_of_any_kind)
def test_every_school_is_in_exactly_one_group(rows: list[tuple[str, int | None]]) -> None:
    schools = pd.DataFrame(rows, columns=["kind", "students"]).astype({"students": float})
    result = assign_clusters(schools, RULES)
    assert result["cluster"].isin(GROUPS).all()
    assert ((result["cluster"] == OUTSIDE) == result["outside_reason"].notna()).all()
    statistics = cluster_statistics(result.assign(numerator=1.0, denominator=20.0, value=5.0), GROUPS)
    assert statistics["schools"].sum() == len(rows)


shares = st.integers(1, 60).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))
any_region = st.lists(st.tuples(st.sampled_from(GROUPS), shares), min_size=1, max_size=40).map(
    lambda rows: observations(*((cluster, *pair) for cluster, pair in rows))
)


@FEW
@given(any_region)
def test_quartiles_are_in_order_and_the_sums_add_up(rows: pd.DataFrame) -> None:
    statistics = cluster_statistics(rows, GROUPS)
    known = statistics.dropna(subset=["median"])
    for lower, upper in pairwise(FIVE_NUMBERS):
        assert (known[lower] <= known[upper] + 1e-9).all()
    assert statistics["denominator"].sum() == total_statistics(rows)["denominator"]


@FEW
@given(any_region, st.data())
def test_no_hidden_sum_can_be_found_by_subtraction(rows: pd.DataFrame, data: st.DataObject) -> None:
    """Total less shown groups less the viewer's own schools: at least three strangers of two groups remain, or none."""
    own = data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows)))
    statistics = cluster_statistics(rows, GROUPS)
    known = cluster_statistics(rows[own], GROUPS)
    result, total_hidden = protect(statistics, known)
    hidden = result["sums_hidden"]
    foreign = (statistics["observed"] - known["observed"])[hidden]
    assert result.loc[hidden, ["numerator", "denominator", "share"]].isna().all(axis=None)
    assert total_hidden or foreign.sum() == 0 or (foreign.sum() >= 3 and (foreign > 0).sum() >= 2)
    strangers = (statistics["observed"] - known["observed"])[~hidden]
    assert ((strangers == 0) | (strangers >= 3)).all()


@FEW
@given(any_region)
def test_a_rank_counts_the_better_ones(rows: pd.DataFrame) -> None:
    ranks = ranks_within_clusters(rows, rows, Polarity.HIGHER_IS_BETTER)
    for index, rank in ranks.dropna(subset=["rank_first"]).iterrows():
        rivals = rows[(rows["cluster"] == rows.loc[index, "cluster"]) & (rows["denominator"] >= 10)]
        assert rank["rank_first"] == 1 + (rivals["value"] > rows.loc[index, "value"]).sum()
        assert rank["ranked"] == len(rivals)
