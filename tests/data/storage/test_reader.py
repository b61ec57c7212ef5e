"""What a reader remembers, and what it never does."""

import pandas as pd
import pytest
from sqlalchemy import Engine

from data.access import MINISTRY, Viewer
from data.errors import NotFound
from data.language import speaking
from data.models.region import Region
from data.queries.headings import region_line
from data.storage.database import reading, writing
from data.storage.reader import LONGEST_MEMORY, Reader, open_reader, remembered
from data.vocabulary import Role
from tests.statements import counted, repeated

asked: list[object] = []


@remembered
def answer(reader: Reader, first: object, second: object = None) -> pd.DataFrame:
    asked.append((reader.revision, reader.viewer, first, second))
    return pd.DataFrame({"number": [1, 2]})


def test_a_reader_asks_once_however_the_question_is_put(small_database: Engine) -> None:
    asked.clear()
    with reading(small_database) as session:
        reader = open_reader(session, MINISTRY)
        for _time in range(2):
            answer(reader, "a")
            answer(reader, first="a", second=None)
            answer(reader, ["a"], "b")
            answer(reader, ("a",), second="b")
    assert [each[2:] for each in asked] == [("a", None), (["a"], "b")]


def test_no_reader_knows_what_another_was_told(small_database: Engine) -> None:
    asked.clear()
    with reading(small_database) as session:
        for _time in range(2):
            answer(open_reader(session, MINISTRY), "a")
        answer(open_reader(session, Viewer(Role.MUNICIPALITY, "A")), "a")
        newest = open_reader(session, MINISTRY)
        assert newest.at(None) is newest.at(newest.revision) is newest
        answer(newest.at(1), "a")
        with pytest.raises(NotFound):
            newest.at(newest.revision + 1)
    assert len(asked) == 4


def test_what_a_caller_changes_stays_its_own(small_database: Engine) -> None:
    with reading(small_database) as session:
        reader = open_reader(session, MINISTRY)
        frame = answer(reader, "changed")
        frame.loc[0, "number"] = 100
        frame["more"] = 0
        assert answer(reader, "changed").equals(pd.DataFrame({"number": [1, 2]}))


def test_words_are_those_of_the_language_of_the_moment(small_database: Engine) -> None:
    with reading(small_database) as session:
        reader = open_reader(session, MINISTRY)
        with speaking("ru"):
            russian = region_line(reader)
        with speaking("en"):
            english = region_line(reader)
    assert russian is not None
    assert english is not None
    assert russian.name != english.name


def test_a_transaction_that_writes_is_asked_every_time(small_database: Engine) -> None:
    with writing(small_database) as session:
        reader = open_reader(session, MINISTRY)
        before = region_line(reader)
        session.query(Region).one().time_zone = "Asia/Omsk"
        session.flush()
        after = region_line(reader)
    assert before is not None
    assert after is not None
    assert (before.time_zone, after.time_zone) == (before.time_zone, "Asia/Omsk")
    assert before.time_zone != "Asia/Omsk"


def test_a_memory_does_not_grow_without_end(small_database: Engine) -> None:
    asked.clear()
    with reading(small_database) as session:
        reader = open_reader(session, MINISTRY)
        for number in range(LONGEST_MEMORY + 1):
            answer(reader, number)
        answer(reader, LONGEST_MEMORY)
        answer(reader, 0)
    assert len(asked) == LONGEST_MEMORY + 2


def test_statements_are_counted_with_their_parameters(small_database: Engine) -> None:
    with reading(small_database) as session, counted() as statements:
        reader = open_reader(session, MINISTRY)
        region_line(reader)
        assert statements.total() == 2
        region_line(reader)
        assert statements.total() == 2
        assert not repeated(statements)
        region_line(open_reader(session, MINISTRY))
        assert len(repeated(statements)) == 2
