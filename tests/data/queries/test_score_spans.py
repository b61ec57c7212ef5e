"""Scores as they stood from one revision to another, in both databases."""

import pytest
from sqlalchemy import Engine

from data.access import MINISTRY, Viewer
from data.errors import AccessDenied
from data.queries.score_spans import ScoreSpan, score_spans
from data.storage.database import reading
from data.storage.reader import open_reader
from data.vocabulary import Role
from tests.data.changes import give_points
from tests.data.small_region import METHODOLOGY, PERIOD


def spans(engine: Engine, viewer: Viewer = MINISTRY, revision: int | None = None, **only: object) -> list[ScoreSpan]:
    with reading(engine) as session:
        reader = open_reader(session, viewer, revision)
        place = {"municipality": "D", "period": PERIOD, "methodology": METHODOLOGY, "direction": "1.1"}
        return list(score_spans(reader, **place, **only))


def test_a_changed_score_has_a_span_before_and_one_after(each_region: Engine) -> None:
    changed = give_points(each_region, "D", "i1.penalty", 0)
    found = spans(each_region, position="i1", parameter="penalty")
    assert [(one.points, one.begun, one.ended) for one in found] == [(-1, 2, changed), (0, changed, None)]
    assert found[0].comment == "не показано"


def test_what_ended_later_still_stands_in_an_older_revision(each_region: Engine) -> None:
    give_points(each_region, "D", "i1.penalty", 0)
    (found,) = spans(each_region, revision=2, position="i1", parameter="penalty")
    assert (found.points, found.begun, found.ended) == (-1, 2, None)
    assert spans(each_region, revision=1) == []


def test_cycle_components_leave_only_their_own(each_region: Engine) -> None:
    every = spans(each_region)
    parts = [spans(each_region, cycle_components=(code,)) for code in ("goals", "indicators")]
    assert [len(part) for part in parts] == [3, 2]
    assert [one for part in parts for one in part] == every


def test_spans_of_another_municipality_are_closed_to_a_head(each_region: Engine) -> None:
    with pytest.raises(AccessDenied):
        spans(each_region, Viewer(Role.MUNICIPALITY, "A"))
