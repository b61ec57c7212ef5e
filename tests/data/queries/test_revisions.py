"""What revisions say of themselves, in both databases."""

from datetime import UTC

from sqlalchemy import Engine

from data.access import MINISTRY
from data.queries.revisions import revision_line, revisions
from data.storage.database import reading, writing
from data.storage.reader import Reader, open_reader
from data.storage.undo import undo_revision
from data.vocabulary import RevisionKind


def test_revisions_are_listed_latest_first_and_only_up_to_the_one_that_is_read(each_region: Engine) -> None:
    with writing(each_region) as session:
        undo_revision(session, MINISTRY, 2, author="operator")
    with reading(each_region) as session:
        found = revisions(open_reader(session, MINISTRY))
        older = revisions(open_reader(session, MINISTRY, 2))
        line = revision_line(open_reader(session, MINISTRY))
    assert [one.number for one in found] == [3, 2, 1]
    assert [one.number for one in older] == [2, 1]
    assert line == found[0]
    assert (line.author, line.kind, line.undoes) == ("operator", RevisionKind.UNDO, 2)
    assert (line.file_name, line.file_sha256) == ("", "")


def test_only_the_numbers_asked_for_are_read(each_region: Engine) -> None:
    with reading(each_region) as session:
        reader = open_reader(session, MINISTRY)
        assert [one.number for one in revisions(reader, {1, 99})] == [1]
        assert revisions(reader, set()) == ()


def test_times_are_utc_in_either_database(each_region: Engine) -> None:
    with reading(each_region) as session:
        found = revisions(open_reader(session, MINISTRY))
    assert {one.created_at.tzinfo for one in found} == {UTC}


def test_an_empty_database_has_no_revision(empty_database: Engine) -> None:
    with reading(empty_database) as session:
        reader = Reader(session, MINISTRY, 0)
        assert revision_line(reader) is None
        assert revisions(reader) == ()
