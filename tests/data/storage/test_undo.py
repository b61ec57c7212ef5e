"""Undoing revisions: what stood before stands again, and nothing of the history is lost."""

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from data.access import MINISTRY, Viewer
from data.errors import AccessDenied, NotFound
from data.messages import Message, MessageCode
from data.models.assessment import ComponentResult, Score
from data.models.revision import Revision
from data.queries.results import assessed_periods
from data.selection import Selection
from data.storage.database import reading, writing
from data.storage.reader import open_reader
from data.storage.undo import ChangedSince, undo_revision
from data.views.shared.choices import settle
from data.vocabulary import RevisionKind, Role
from tests.data import small_region
from tests.data.changes import give_points

Facts = list[tuple[object, ...]]


@pytest.fixture
def region(empty_database: Engine) -> Engine:
    with writing(empty_database) as session:
        small_region.build(session)
    return empty_database


def undo(engine: Engine, number: int, viewer: Viewer = MINISTRY) -> int:
    with writing(engine) as session:
        return undo_revision(session, viewer, number, author="test").number


def facts(engine: Engine, revision: int | None = None) -> Facts:
    """Scores and derived results as of a revision, without the numbers of rows and revisions."""
    with reading(engine) as session:
        reader = open_reader(session, MINISTRY, revision)
        scores = session.execute(
            select(Score.assessment_id, Score.parameter_id, Score.points, Score.missing_reason, Score.comment)
            .where(reader.as_of(Score))
            .order_by(Score.assessment_id, Score.parameter_id)
        )
        results = session.execute(
            select(ComponentResult.assessment_id, ComponentResult.cycle_component_id, ComponentResult.points)
            .where(reader.as_of(ComponentResult))
            .order_by(ComponentResult.assessment_id, ComponentResult.cycle_component_id)
        )
        return [tuple(row) for row in (*scores, *results)]


def count(session: Session, model: type[Score] | type[Revision]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_an_undone_change_gives_the_earlier_figures_and_keeps_the_history(region: Engine) -> None:
    before = facts(region)
    changed = give_points(region, "A", "g1.presence", 0)
    after = facts(region)
    undone = undo(region, changed)
    assert after != before
    assert facts(region) == before
    assert facts(region, changed) == after
    with reading(region) as session:
        revision = session.get_one(Revision, undone)
        assert (revision.undoes, revision.kind, revision.changed_cells) == (changed, RevisionKind.UNDO, 1)
        assert revision.message == Message(MessageCode.UNDO, {"number": changed})


def test_undoing_the_undo_gives_the_change_again(region: Engine) -> None:
    changed = give_points(region, "A", "g1.presence", 0)
    after = facts(region)
    assert undo(region, undo(region, changed)) == changed + 2
    assert facts(region) == after


def test_undoing_what_brought_an_assessment_takes_it_away(region: Engine) -> None:
    assert len(facts(region, 2)) > len(facts(region, 1))
    undo(region, 2)
    with reading(region) as session:
        reader = open_reader(session, MINISTRY)
        scored = session.scalars(select(Score.assessment_id).where(reader.as_of(Score)).distinct()).all()
        judged = session.scalars(
            select(ComponentResult.assessment_id).where(reader.as_of(ComponentResult)).distinct()
        ).all()
        periods = assessed_periods(reader)
    assert len(scored) == 3
    # Without a single score there is no assessment: its results are not zeros, there are none.
    assert set(judged) == set(scored)
    assert [one.code for one in periods] == [small_region.PERIOD]


def test_a_period_whose_every_score_is_undone_is_assessed_no_more(region: Engine) -> None:
    undo(region, 2)
    undo(region, 1)
    with reading(region) as session:
        assert assessed_periods(open_reader(session, MINISTRY)) == ()
        assert len(assessed_periods(open_reader(session, MINISTRY, 2))) == 1
        with pytest.raises(NotFound):
            settle(open_reader(session, MINISTRY), Selection())


def test_a_change_that_was_changed_again_is_undone_in_order_only(region: Engine) -> None:
    first = give_points(region, "A", "g1.presence", 0)
    second = give_points(region, "A", "g1.presence", 1)
    before = facts(region)
    with pytest.raises(ChangedSince, match=str(second)):
        undo(region, first)
    assert facts(region) == before
    undo(region, second)
    undo(region, first)


def test_a_removed_cell_that_got_a_new_value_is_not_brought_back(region: Engine) -> None:
    brought = give_points(region, "A", "g1.presence", 1)
    undone = undo(region, brought)
    later = give_points(region, "A", "g1.presence", 0)
    with pytest.raises(ChangedSince, match=f"Ревизия {later} |Revision {later} "):
        undo(region, undone)


def test_only_those_who_may_write_undo(region: Engine) -> None:
    for viewer in (Viewer(Role.MUNICIPALITY, "A"), Viewer(Role.ANALYST)):
        with pytest.raises(AccessDenied):
            undo(region, 2, viewer)


@pytest.mark.parametrize("number", [0, -1, 99])
def test_an_unknown_revision_is_not_found(region: Engine, number: int) -> None:
    with reading(region) as session:
        revisions = count(session, Revision)
    with pytest.raises(NotFound):
        undo(region, number)
    with reading(region) as session:
        assert count(session, Revision) == revisions
