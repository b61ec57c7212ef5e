"""The history of one score: every change with its revision, the latest first, and only up to the reader's revision."""

import pytest
from sqlalchemy import Engine

from data.access import MINISTRY, Viewer
from data.errors import AccessDenied, NotFound
from data.storage.database import reading, writing
from data.storage.reader import open_reader
from data.storage.undo import undo_revision
from data.views.shared.score_history import ScoreHistory, score_history
from data.vocabulary import Nothing, Role
from tests.data.changes import give_points


def history(engine: Engine, viewer: Viewer = MINISTRY, revision: int | None = None, **changed: str) -> ScoreHistory:
    names = {
        "municipality": "D",
        "period": "2026",
        "methodology": "small",
        "direction": "1.1",
        "position": "i1",
        "parameter": "penalty",
    }
    with reading(engine) as session:
        return score_history(open_reader(session, viewer, revision), **names | changed)


def steps(found: ScoreHistory) -> list[tuple[int, object, object]]:
    return [(version.revision, version.old, version.new) for version in found.versions]


def test_every_change_is_reported_with_its_revision(small_database: Engine) -> None:
    # The second revision brought the assessment of D with a penalty; the third takes it away, the fourth is an undo.
    changed = give_points(small_database, "D", "i1.penalty", 0)
    with writing(small_database) as session:
        undo_revision(session, MINISTRY, changed, author="operator")
    found = history(small_database)
    assert steps(found) == [(4, 0.0, -1.0), (3, -1.0, 0.0), (2, None, -1.0)]
    assert [version.author for version in found.versions] == ["operator", "test", "test"]
    assert (found.municipality, found.minimum, found.maximum) == ("Округ D", -1.0, 0.0)
    assert found.versions[2].comment == "не показано"


def test_later_changes_are_not_seen_at_an_older_revision(small_database: Engine) -> None:
    give_points(small_database, "D", "i1.penalty", 0)
    assert steps(history(small_database, revision=2)) == [(2, None, -1.0)]
    assert steps(history(small_database, revision=1)) == []


def test_an_undone_assessment_ends_its_scores(small_database: Engine) -> None:
    with writing(small_database) as session:
        undo_revision(session, MINISTRY, 2, author="test")
    assert steps(history(small_database)) == [(3, -1.0, None), (2, None, -1.0)]


def test_a_reason_without_points_is_a_version_too(small_database: Engine) -> None:
    found = history(small_database, municipality="C", parameter="presence")
    assert steps(found) == [(1, None, Nothing.NO_DATA)]


def test_a_score_never_given_has_no_versions(small_database: Engine) -> None:
    assert history(small_database, municipality="F").versions == ()


def test_a_head_sees_only_own_histories(small_database: Engine) -> None:
    head = Viewer(Role.MUNICIPALITY, "D")
    assert len(history(small_database, head).versions) == 1
    with pytest.raises(AccessDenied):
        history(small_database, head, municipality="A")


@pytest.mark.parametrize("name", ["municipality", "period", "methodology", "direction", "position", "parameter"])
def test_an_unknown_code_is_not_found(small_database: Engine, name: str) -> None:
    with pytest.raises(NotFound):
        history(small_database, **{name: "nobody"})
