"""The history of a cell: by revision, first scores counted, changes told from what to what."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from data.access import MINISTRY, Viewer
from data.demo import planted
from data.errors import AccessDenied
from data.storage.database import reading, writing
from data.storage.reader import Reader, open_reader
from data.storage.undo import undo_revision
from data.views.cycle.history import CellRevision, cell_history
from data.vocabulary import Role
from tests.data.changes import give_points

INDICATORS = ("indicators",)


@pytest.fixture
def demo(demo_database: Engine) -> Iterator[Reader]:
    with reading(demo_database) as session:
        yield open_reader(session, MINISTRY)


def history(engine: Engine, viewer: Viewer = MINISTRY, revision: int | None = None) -> tuple[CellRevision, ...]:
    with reading(engine) as session:
        return cell_history(
            open_reader(session, viewer, revision),
            municipality="D",
            period="2026",
            methodology="small",
            direction="1.1",
            cycle_components=INDICATORS,
        )


def told(found: tuple[CellRevision, ...]) -> list[tuple[int, int, list[tuple[str, str, object, object]], int]]:
    return [
        (
            one.revision,
            one.first,
            [(each.position, each.parameter, each.old, each.new) for each in one.changes],
            one.remarks,
        )
        for one in found
    ]


def test_first_scores_are_counted_and_changes_are_reported(small_database: Engine) -> None:
    assert told(history(small_database)) == [(2, 2, [], 0)]
    give_points(small_database, "D", "i1.penalty", 0)
    assert told(history(small_database)) == [(3, 0, [("i1", "penalty", -1.0, 0.0)], 0), (2, 2, [], 0)]


def test_a_score_given_anew_with_the_same_points_is_a_remark(small_database: Engine) -> None:
    give_points(small_database, "D", "i1.penalty", -1)
    assert told(history(small_database))[0] == (3, 0, [], 1)


def test_an_older_revision_knows_nothing_of_later_ones(small_database: Engine) -> None:
    give_points(small_database, "D", "i1.penalty", 0)
    assert told(history(small_database, revision=2)) == [(2, 2, [], 0)]
    assert history(small_database, revision=1) == ()


def test_an_undone_assessment_takes_its_scores_away(small_database: Engine) -> None:
    with writing(small_database) as session:
        undo_revision(session, MINISTRY, 2, author="test")
    latest = told(history(small_database))[0]
    assert latest == (3, 0, [("i1", "presence", 2.0, None), ("i1", "penalty", -1.0, None)], 0)


def test_changes_of_other_cells_are_not_reported(small_database: Engine) -> None:
    give_points(small_database, "D", "g1.presence", 1)
    give_points(small_database, "A", "i1.penalty", -1)
    assert [one.revision for one in history(small_database)] == [2]


def test_a_foreign_head_is_refused(small_database: Engine) -> None:
    with pytest.raises(AccessDenied):
        history(small_database, Viewer(Role.MUNICIPALITY, "A"))


def test_the_corrected_component_of_the_demo_has_both_its_revisions(demo: Reader) -> None:
    municipality, direction, component = planted.CORRECTED_COMPONENT
    found = cell_history(
        demo,
        municipality=municipality,
        period="2026",
        methodology=planted.METHODOLOGY,
        direction=direction,
        cycle_components=(component,),
    )
    assert len(found) == 2
    assert found[0].changes
    assert all(change.old != change.new for change in found[0].changes)
    assert found[1].first == 14
