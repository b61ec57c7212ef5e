"""Approved figures stay approved until they are corrected, and what is closed is seen by nobody but the ministry."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, update

from data.access import MINISTRY, Viewer
from data.errors import AccessDenied, BadSelection, Conflict, NotFound
from data.models.publication import PublicationState
from data.queries.publication import publication_line
from data.queries.revisions import revisions
from data.queries.scores import cell_scores
from data.storage.database import reading, writing
from data.storage.publication import PublishedPart, approve, close_until, open_now
from data.storage.reader import open_reader
from data.storage.undo import undo_revision
from data.views.shared.publication_words import status_sentence
from data.vocabulary import PublicationStatus, Role
from tests.data import small_region
from tests.data.intake.books import edit, place, run, template
from tests.data.intake.conftest import each_region, postgresql_template, region, sqlite_file

__all__ = ["each_region", "postgresql_template", "region", "sqlite_file"]

PART = PublishedPart(small_region.PERIOD, small_region.METHODOLOGY)
HEAD, ANALYST, OPERATOR = Viewer(Role.MUNICIPALITY, "A"), Viewer(Role.ANALYST), Viewer(Role.OPERATOR)
AHEAD = date.today() + timedelta(days=30)


def change_score(engine: Engine, folder: Path, points: int, words: str = "a slip") -> int:
    """One score of A becomes another; the revision."""
    path = template(engine, folder / "scores-A.xlsx", "scores", ["A"])
    cell = place(path, "1.1", "Баллы", "g1", "alignment")
    report = run(engine, "scores", edit(path, "1.1", {cell: points}), message=words)
    assert report.revision is not None, report.findings
    return report.revision


def status(engine: Engine, viewer: Viewer = MINISTRY, revision: int | None = None) -> PublicationStatus:
    with reading(engine) as session:
        line = publication_line(open_reader(session, viewer, revision), PART)
        return line.status if line else PublicationStatus.PRELIMINARY


def alignment(engine: Engine, viewer: Viewer) -> float:
    """Points of the score that these tests change, as the viewer sees it."""
    with reading(engine) as session:
        where = {"municipality": "A", "period": PART.period, "methodology": PART.methodology, "direction": "1.1"}
        frame = cell_scores(open_reader(session, viewer), **where, cycle_components=["goals"])
    found = frame[(frame["position"] == "g1") & (frame["parameter"] == "alignment")]
    return float(found["points"].iloc[0])


def close(engine: Engine, until: date = AHEAD) -> int:
    with writing(engine) as session:
        return close_until(session, OPERATOR, [PART], until, author="operator")


def test_preliminary_figures_are_approved_and_then_corrected(each_region: Engine, tmp_path: Path) -> None:
    assert status(each_region) is PublicationStatus.PRELIMINARY
    with writing(each_region) as session:
        approved = approve(session, MINISTRY, PART, author="ministry", words="Приказ № 1")
    assert status(each_region) is PublicationStatus.APPROVED
    corrected = change_score(each_region, tmp_path, 0)
    assert status(each_region) is PublicationStatus.CORRECTED
    # What was said of an earlier revision stays true of it.
    assert status(each_region, revision=approved) is PublicationStatus.APPROVED
    assert status(each_region, revision=approved - 1) is PublicationStatus.PRELIMINARY
    with reading(each_region) as session:
        line = publication_line(open_reader(session, HEAD), PART)
        assert line is not None
        assert line.corrections == (corrected,)
        assert "исправлено с тех пор 1 ревизией" in status_sentence(open_reader(session, HEAD), PART)


def test_a_changed_comment_is_no_correction(region: Engine, tmp_path: Path) -> None:
    with writing(region) as session:
        approve(session, MINISTRY, PART, author="ministry")
    path = template(region, tmp_path / "scores-A.xlsx", "scores", ["A"])
    cell = place(path, "1.1", "Комментарий", "g1", "alignment")
    assert run(region, "scores", edit(path, "1.1", {cell: "уточнено"}), message="words").stored
    assert status(region) is PublicationStatus.APPROVED


def test_approved_figures_are_not_changed_without_a_reason(region: Engine, tmp_path: Path) -> None:
    with writing(region) as session:
        approved = approve(session, MINISTRY, PART, author="ministry")
    path = template(region, tmp_path / "scores-A.xlsx", "scores", ["A"])
    edit(path, "1.1", {place(path, "1.1", "Баллы", "g1", "alignment"): 0})
    refused = run(region, "scores", path)
    assert [one.rule for one in refused.findings if one.severity == "error"] == ["approved-figures"]
    assert not refused.stored
    assert [one.rule for one in run(region, "scores", path, dry_run=True).findings] == ["approved-figures"]
    with reading(region) as session:
        assert open_reader(session, MINISTRY).revision == approved
    assert run(region, "scores", path, message="Решение комиссии").stored


def test_only_the_ministry_approves_and_only_once(region: Engine) -> None:
    with writing(region) as session:
        with pytest.raises(AccessDenied):
            approve(session, OPERATOR, PART, author="operator")
        with pytest.raises(NotFound):
            approve(session, MINISTRY, PublishedPart("1900"), author="ministry")
        approve(session, MINISTRY, PART, author="ministry")
        with pytest.raises(Conflict):
            approve(session, MINISTRY, PART, author="ministry")


def test_an_approval_can_be_undone(each_region: Engine) -> None:
    with writing(each_region) as session:
        number = approve(session, MINISTRY, PART, author="ministry")
    with writing(each_region) as session:
        undo_revision(session, MINISTRY, number, author="ministry")
    assert status(each_region) is PublicationStatus.PRELIMINARY


def test_what_is_closed_is_out_of_reach_of_everybody_else(each_region: Engine, tmp_path: Path) -> None:
    before = alignment(each_region, HEAD)
    closing = close(each_region)
    changed = change_score(each_region, tmp_path, 0)
    assert alignment(each_region, OPERATOR) == 0 != before
    for viewer in (HEAD, ANALYST):
        assert alignment(each_region, viewer) == before
        with reading(each_region) as session:
            reader = open_reader(session, viewer)
            assert (reader.revision, reader.newest) == (closing - 1, closing - 1)
            assert {one.number for one in revisions(reader)} == set(range(1, closing))
            for number in (closing, changed):
                with pytest.raises(NotFound):
                    open_reader(session, viewer, number)
                with pytest.raises(NotFound):
                    reader.at(number)


def test_a_day_later_or_sooner_does_not_open_what_was_closed_first(region: Engine, tmp_path: Path) -> None:
    before = alignment(region, HEAD)
    close(region)
    change_score(region, tmp_path, 0)
    close(region, AHEAD + timedelta(days=5))
    assert alignment(region, HEAD) == before


def test_it_opens_by_itself_when_its_day_has_come(each_region: Engine, tmp_path: Path) -> None:
    close(each_region)
    change_score(each_region, tmp_path, 0)
    with writing(each_region) as session:
        session.execute(update(PublicationState).values(opens_at=datetime.now(UTC) - timedelta(seconds=1)))
    assert alignment(each_region, HEAD) == 0


def test_it_can_be_opened_at_once(region: Engine, tmp_path: Path) -> None:
    close(region)
    change_score(region, tmp_path, 0)
    with writing(region) as session:
        open_now(session, OPERATOR, PART, author="operator")
    assert alignment(region, HEAD) == 0
    with writing(region) as session, pytest.raises(Conflict):
        open_now(session, OPERATOR, PART, author="operator")


def test_the_day_has_to_be_ahead_and_readers_close_nothing(region: Engine) -> None:
    with writing(region) as session:
        with pytest.raises(BadSelection):
            close_until(session, OPERATOR, [PART], date.today() - timedelta(days=1), author="operator")
        with pytest.raises(AccessDenied):
            close_until(session, ANALYST, [PART], AHEAD, author="analyst")


def test_where_everything_is_closed_nothing_is_seen(region: Engine) -> None:
    close(region)
    with writing(region) as session:
        session.execute(update(PublicationState).values(hidden_from=1))
    with reading(region) as session:
        reader = open_reader(session, HEAD)
        assert (reader.revision, reader.newest) == (0, 0)
