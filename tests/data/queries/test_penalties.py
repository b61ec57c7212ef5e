"""Scores below zero, unproved cells and the history of a cell, read alike from both databases."""

import pytest
from sqlalchemy import Engine, update

from data.access import MINISTRY, Viewer
from data.models.assessment import Score
from data.queries.evidence import evidence_by_cell
from data.queries.penalties import penalty_versions
from data.storage.database import reading, writing
from data.storage.reader import open_reader
from data.views.cycle.history import cell_history
from data.vocabulary import Role
from tests.data.changes import give_points
from tests.data.small_region import METHODOLOGY, PERIOD


def versions(
    engine: Engine, viewer: Viewer = MINISTRY, revision: int | None = None, **limits: str
) -> list[tuple[str, float, int, int | None]]:
    with reading(engine) as session:
        frame = penalty_versions(open_reader(session, viewer, revision), methodology=METHODOLOGY, **limits)
    columns = ["municipality", "points", "valid_from", "valid_to"]
    return [
        (code, points, start, None if end is None else int(end))
        for code, points, start, end in frame[columns].astype(object).where(frame[columns].notna(), None).to_numpy()
    ]


def cells(engine: Engine, viewer: Viewer = MINISTRY, **limits: str) -> list[tuple[str, str, int, float, int, float]]:
    with reading(engine) as session:
        reader = open_reader(session, viewer)
        frame = evidence_by_cell(reader, period=PERIOD, methodology=METHODOLOGY, **limits)
    columns = ["municipality", "cycle_component", "scores", "points", "bare_scores", "bare_points"]
    return list(frame[columns].itertuples(index=False, name=None))


def test_every_version_below_zero_is_read(each_region: Engine) -> None:
    assert versions(each_region) == [("B", -1, 1, None), ("D", -1, 2, None)]
    changed = give_points(each_region, "D", "i1.penalty", 0)
    assert versions(each_region) == [("B", -1, 1, None), ("D", -1, 2, changed)]
    # As of the earlier revision nothing has ended yet.
    assert versions(each_region, revision=2) == [("B", -1, 1, None), ("D", -1, 2, None)]
    assert versions(each_region, revision=1) == [("B", -1, 1, None)]


def test_limits_and_scope_leave_only_what_may_be_seen(each_region: Engine) -> None:
    assert versions(each_region, municipality="D") == [("D", -1, 2, None)]
    assert versions(each_region, direction="1.2") == []
    assert versions(each_region, Viewer(Role.MUNICIPALITY, "B")) == [("B", -1, 1, None)]


def test_points_and_unproved_points_by_cell(each_region: Engine) -> None:
    with writing(each_region) as session:
        session.execute(update(Score).values(evidence_id=None).where(Score.points == 2))
    assert cells(each_region) == [
        ("A", "goals", 3, 5, 2, 4),
        ("A", "indicators", 1, 2, 1, 2),
        ("B", "goals", 1, 2, 1, 2),
        ("C", "goals", 2, 3, 1, 2),
        ("D", "goals", 3, 5, 2, 4),
        ("D", "indicators", 1, 2, 1, 2),
    ]
    assert cells(each_region, Viewer(Role.MUNICIPALITY, "C")) == [("C", "goals", 2, 3, 1, 2)]
    assert cells(each_region, municipality="B", direction="1.1") == [("B", "goals", 1, 2, 1, 2)]
    assert cells(each_region, direction="1.2") == []


@pytest.mark.parametrize("component", ["goals", "indicators"])
def test_the_history_of_a_cell(each_region: Engine, component: str) -> None:
    changed = give_points(each_region, "D", "i1.penalty", 0)
    with reading(each_region) as session:
        found = cell_history(
            open_reader(session, MINISTRY),
            municipality="D",
            period=PERIOD,
            methodology=METHODOLOGY,
            direction="1.1",
            cycle_components=(component,),
        )
    expected = {"goals": [(2, 3, 0)], "indicators": [(changed, 0, 1), (2, 2, 0)]}
    assert [(one.revision, one.first, len(one.changes)) for one in found] == expected[component]
    assert all(one.created_at.tzinfo is not None for one in found)
