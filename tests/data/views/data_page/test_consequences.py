"""What a change means, before and after: cells, ranks and verdicts of a region small enough to work out by hand.

Points of direction 1.1 (maximum 7): A 7, D 6, B 1; C lacks a score and has no rank. B holds place 3, D place 2.
"""

import pytest
from sqlalchemy import Engine

from data.access import MINISTRY, Viewer
from data.intake.register import compared_cells
from data.queries.differences import CellChange, cell_changes
from data.storage.database import reading, writing
from data.storage.reader import Reader, open_reader
from data.storage.undo import undo_revision
from data.views.data_page.consequences import Consequences, RankChange, VerdictChange, consequences
from data.views.data_page.revisions import revision_entries
from data.vocabulary import Role, TargetStatus, Verdict
from tests.data import small_indicators, small_region
from tests.data.changes import give_points


@pytest.fixture
def region(empty_database: Engine) -> Engine:
    with writing(empty_database) as session:
        small_region.build(session)
    return empty_database


def readers(engine: Engine, before: int, after: int) -> tuple[Consequences, tuple[CellChange, ...]]:
    with reading(engine) as session:
        old, new = (open_reader(session, MINISTRY, number) for number in (before, after))
        return consequences(old, new), cell_changes(old, new, compared_cells())


def test_a_change_names_every_rank_that_it_moves(region: Engine) -> None:
    changed = give_points(region, "D", "i1.penalty", 0)
    found, cells = readers(region, changed - 1, changed)
    # D joins A at 7 points: both now share the places 1–2.
    moved = {(change.subject, change.municipality): (change.old_rank, change.new_rank) for change in found.ranks}
    assert moved == {
        ("total", "A"): ((1, 1), (1, 2)),
        ("total", "D"): ((2, 2), (1, 2)),
        ("1.1", "A"): ((1, 1), (1, 2)),
        ("1.1", "D"): ((2, 2), (1, 2)),
    }
    assert RankChange("2026", "small", "total", "D", (2, 2), (1, 2), 6.0, 7.0) in found.ranks
    assert found.verdicts == (VerdictChange("2026", "small", "1.1", "D", Verdict.INEFFECTIVE, Verdict.EFFECTIVE),)
    assert [(cell.place.municipality, cell.old, cell.new) for cell in cells] == [("D", -1.0, 0.0)]


def test_one_yearly_figure_beside_quarters_changes_nobody_and_many_change_all(region: Engine) -> None:
    with writing(region) as session:
        small_indicators.build(session)
        small_indicators.add_quarters(session)
    with writing(region) as session:
        first = small_indicators.add_yearly(session, {"B": 40})
    # Three have a first quarter, one a year: the second quarter goes on to stand for 2026.
    assert readers(region, first - 1, first)[0].statuses == ()
    with writing(region) as session:
        second = small_indicators.add_yearly(session, {"C": 15, "F": 14})
    met, missed, not_judged = TargetStatus.MET, TargetStatus.MISSED, TargetStatus.CANNOT_BE_JUDGED
    # Three have a year now. A and D, whose figures no file has touched, have lost theirs: 13 and 30 in a quarter.
    found = readers(region, first, second)[0].statuses
    assert [(one.municipality, one.year, one.old, one.new) for one in found] == [
        ("A", 2026, missed, not_judged),
        ("B", 2026, not_judged, met),
        ("C", 2026, not_judged, met),
        ("D", 2026, met, not_judged),
        ("F", 2026, not_judged, missed),
    ]


def test_points_that_change_no_rank_are_listed_all_the_same(region: Engine) -> None:
    changed = give_points(region, "B", "g1.alignment", 1)
    found, _cells = readers(region, changed - 1, changed)
    assert {(change.municipality, change.old_rank, change.new_rank) for change in found.ranks} == {
        ("B", (3, 3), (3, 3))
    }
    assert found.verdicts == ()


def test_what_is_undone_leaves_no_difference(region: Engine) -> None:
    changed = give_points(region, "D", "i1.penalty", 0)
    with writing(region) as session:
        undone = undo_revision(session, MINISTRY, changed, author="test").number
    found, cells = readers(region, changed - 1, undone)
    assert (found, cells) == (Consequences((), (), ()), ())


def test_what_is_announced_is_what_is_found_afterwards(region: Engine) -> None:
    def announce(session_reader: Reader, number: int) -> Consequences:
        before = open_reader(session_reader.session, MINISTRY, number - 1)
        return consequences(before, session_reader)

    changed = give_points(region, "D", "i1.penalty", 0)
    with writing(region) as session:
        number = undo_revision(session, MINISTRY, changed, author="test").number
        announced = announce(open_reader(session, MINISTRY), number)
    found, _cells = readers(region, changed, number)
    assert announced == found


def test_a_head_sees_changes_of_own_cells_only(region: Engine) -> None:
    changed = give_points(region, "D", "i1.penalty", 0)
    head = Viewer(Role.MUNICIPALITY, "A")
    with reading(region) as session:
        before, after = (open_reader(session, head, number) for number in (changed - 1, changed))
        assert cell_changes(before, after, compared_cells()) == ()


def test_the_list_of_revisions_says_what_is_undone(region: Engine) -> None:
    changed = give_points(region, "D", "i1.penalty", 0)
    with writing(region) as session:
        first = undo_revision(session, MINISTRY, changed, author="test").number
    with writing(region) as session:
        second = undo_revision(session, MINISTRY, first, author="test").number
    with reading(region) as session:
        entries = {entry.number: entry for entry in revision_entries(open_reader(session, MINISTRY))}
    # The undo was undone, so that the change stands again.
    assert [entries[number].undone_by for number in (changed, first, second)] == [None, second, None]
    assert list(entries) == sorted(entries, reverse=True)
