"""Groups of comparable municipalities: by hand, and their invariants."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from data.measures.peers import AlikeOnes, NoPeers, alike_ones, peer_group

Row = tuple[str, str, float | None, float | None]


def attributes(*rows: Row) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["municipality", "kind", "students", "schools"])


REGION = attributes(
    ("A", "okrug", 1000, 10),
    ("B", "okrug", 1100, 10),
    ("C", "okrug", 5000, 50),
    ("D", "district", 1000, 10),
    ("E", "district", 900, 9),
    ("F", "okrug", None, 3),
)


def test_near_ones_of_the_own_kind_come_alone() -> None:
    found = peer_group(REGION, "A", fewest=1)
    assert found.members == ("B",)
    assert found.of_its_kind


def test_other_kinds_are_taken_where_too_few_of_the_own_are_near() -> None:
    # The deviations are 1,603 students and 16 schools: C is about 2.5 away from A, B, D and E less than 0.1.
    found = peer_group(REGION, "A", fewest=2)
    assert not found.of_its_kind
    assert found.members == ("D", "B", "E", "C")
    assert found.unlike == ("C",)
    assert peer_group(REGION, "A", fewest=2, size=3).unlike == ()


def test_the_unknown_are_nobodys_peers_and_have_none() -> None:
    assert "F" not in peer_group(REGION, "A", size=9).members
    assert peer_group(REGION, "F").reason is NoPeers.UNKNOWN_ATTRIBUTES
    assert peer_group(REGION, "X").reason is NoPeers.UNKNOWN_ATTRIBUTES


def test_one_alone_has_nobody() -> None:
    assert peer_group(attributes(("A", "okrug", 1, 1)), "A").reason is NoPeers.NOBODY_ELSE


def test_equal_in_everything_are_ordered_by_code() -> None:
    same = attributes(*((code, "okrug", 100.0, 5.0) for code in "DBCA"))
    assert peer_group(same, "C", size=3).members == ("A", "B", "D")


SIZES = st.tuples(st.integers(100, 9000), st.integers(1, 60), st.sampled_from(["okrug", "district"]))


@given(st.lists(SIZES, min_size=2, max_size=15), st.randoms(use_true_random=False))
def test_never_itself_and_independent_of_the_order_of_rows(
    sizes: list[tuple[int, int, str]], random: "st.randoms"
) -> None:
    rows = attributes(*((f"M{i:02}", kind, students, schools) for i, (students, schools, kind) in enumerate(sizes)))
    found = peer_group(rows, "M00", size=4)
    shuffled = rows.sample(frac=1, random_state=random.randint(0, 999))
    assert "M00" not in found.members
    assert len(set(found.members)) == len(found.members) <= min(4, len(sizes) - 1)
    assert len(found.members) == min(4, len(sizes) - 1) or found.of_its_kind
    assert not (found.of_its_kind and found.unlike)
    assert peer_group(shuffled, "M00", size=4) == found


@given(SIZES, SIZES, SIZES)
def test_two_that_are_alike_are_so_both_ways(
    first: tuple[int, int, str], second: tuple[int, int, str], third: tuple[int, int, str]
) -> None:
    rows = attributes(
        *((code, "okrug", size[0], size[1]) for code, size in zip("ABC", (first, second, third), strict=True))
    )
    forth, back = peer_group(rows, "A"), peer_group(rows, "B")
    assert ("B" in forth.unlike) == ("A" in back.unlike)


def test_alike_is_a_quarter_more_or_less_in_students_and_in_schools() -> None:
    # A has 1,000 students in 10 schools: 750 … 1,250 and 8 … 12 are alike (7.5 and 12.5 are no schools).
    found = alike_ones(
        attributes(
            ("A", "okrug", 1000, 10),
            ("B", "okrug", 1250, 10),
            ("C", "okrug", 1251, 10),
            ("D", "district", 1000, 10),
            ("E", "okrug", 750, 12),
            ("F", "okrug", 1000, 13),
            ("G", "okrug", None, 10),
        ),
        "A",
    )
    assert found.own is not None
    assert (found.own.students, found.own.schools) == (1000, 10)
    # The own kind first, though D differs in nothing; B is 250 students off, E 250 students and 2 schools.
    assert [other.municipality for other in found.others] == ["B", "E", "D"]
    assert alike_ones(REGION, "F") == AlikeOnes(None, ())
