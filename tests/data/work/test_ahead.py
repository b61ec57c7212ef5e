"""What the first pages of a new revision need is read before anybody opens them, and is that revision's own."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any

import pytest
from sqlalchemy import Engine, event

from data.access import MINISTRY, Viewer
from data.errors import DatabaseUnavailable
from data.language import _
from data.storage.database import reading
from data.storage.reader import open_reader
from data.views.rankings.address import RankingsSelection
from data.views.rankings.page import RankingsView, rankings_view
from data.vocabulary import Role
from data.work.ahead import ReadAhead, read_first_pages
from tests.data.changes import give_points
from tests.data.intake.conftest import each_region, postgresql_template, region, sqlite_file
from tests.waiting import PATIENCE

# The region in each of the two databases is that of the imports.
__all__ = ["each_region", "postgresql_template", "region", "sqlite_file"]
HEAD = Viewer(Role.MUNICIPALITY, "A")


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """What the database is asked meanwhile."""
    asked: list[str] = []

    def listen(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", listen)
    yield asked
    event.remove(engine, "before_cursor_execute", listen)


def ranking(engine: Engine, viewer: Viewer = MINISTRY, revision: int | None = None) -> RankingsView:
    with reading(engine) as session:
        return rankings_view(open_reader(session, viewer, revision), RankingsSelection())


def points(view: RankingsView) -> dict[str, float | None]:
    return {row.code: row.points for row in (*view.ranked, *view.unranked)}


def test_the_first_reader_of_a_revision_does_not_read_its_results(each_region: Engine) -> None:
    with statements(each_region) as alone:
        ranking(each_region)
    assert any("component_result.points" in statement for statement in alone)
    give_points(each_region, "A", "g1.presence", 1)
    read_first_pages(each_region)
    with statements(each_region) as first:
        ranking(each_region)
    assert not any("component_result.points" in statement for statement in first)


def test_everybody_gets_the_figures_of_the_own_revision(each_region: Engine) -> None:
    ahead = ReadAhead(each_region)
    assert ahead.look()
    before = points(ranking(each_region))
    made = give_points(each_region, "A", "g1.presence", 1)
    # Nobody has read ahead yet: what was kept is not shown.
    assert points(ranking(each_region))["A"] == before["A"] - 1
    assert ahead.look()
    assert points(ranking(each_region))["A"] == before["A"] - 1
    assert points(ranking(each_region, revision=made - 1)) == before


def test_a_head_gets_nothing_more_from_what_was_read_ahead(each_region: Engine) -> None:
    read_first_pages(each_region)
    found = ranking(each_region, HEAD)
    assert not found.cycles_open
    assert {row.effective for row in found.ranked} == {None}
    assert points(found) == points(ranking(each_region))


def test_each_revision_is_read_ahead_once(small_database: Engine) -> None:
    read: list[Engine] = []
    ahead = ReadAhead(small_database, read.append)
    assert [ahead.look(), ahead.look()] == [True, False]
    give_points(small_database, "A", "g1.presence", 1)
    assert [ahead.look(), ahead.look()] == [True, False]
    assert read == [small_database] * 2


def test_an_empty_database_has_nothing_to_read_ahead(empty_database: Engine) -> None:
    ahead = ReadAhead(empty_database)
    assert [ahead.look(), ahead.look()] == [True, False]


def test_a_database_that_does_not_answer_is_asked_again(small_database: Engine) -> None:
    answers = iter((False, True))

    def read(_engine: Engine) -> None:
        if not next(answers):
            raise DatabaseUnavailable(_("The database does not answer."))

    ahead = ReadAhead(small_database, read)
    assert [ahead.look(), ahead.look(), ahead.look()] == [False, True, False]


def test_what_goes_wrong_is_reported_once_and_does_not_end_the_looking(
    small_database: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    failed, again = Event(), Event()

    def read(_engine: Engine) -> None:
        if failed.is_set():
            again.set()
        else:
            failed.set()
            raise RuntimeError("a mistake of the product")

    ahead = ReadAhead(small_database, read, seconds=0.01)
    thread = ahead.start()
    assert failed.wait(PATIENCE)
    # The same revision is not tried again, whose figures would go wrong again; the next one is.
    assert not again.wait(0.1)
    give_points(small_database, "A", "g1.presence", 1)
    assert again.wait(PATIENCE)
    ahead.end()
    thread.join(PATIENCE)
    assert not thread.is_alive()
    assert caplog.text.count("reading ahead failed") == 1
