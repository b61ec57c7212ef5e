"""Queries that are asked once for all readers of a process: of the same revision, scope and language only."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, update

from data.access import MINISTRY, Viewer
from data.language import speaking
from data.messages import Message
from data.models.region import Municipality
from data.queries.methodologies import outline
from data.queries.registry import municipalities
from data.storage.database import reading, writing
from data.storage.reader import Reader, forget_kept, kept, open_reader
from data.storage.revisions import open_revision
from data.vocabulary import RevisionKind, Role
from tests.copies import copy_of
from tests.statements import counted

ASKED: list[tuple[Viewer, int]] = []


@kept
def question(reader: Reader, word: str) -> list[str]:
    ASKED.append((reader.viewer, reader.revision))
    return [word]


@pytest.fixture
def database(demo_file: Path, tmp_path: Path) -> Iterator[Engine]:
    ASKED.clear()
    with copy_of(demo_file, tmp_path / "kept.db") as engine:
        yield engine


def ask(engine: Engine, viewer: Viewer = MINISTRY, revision: int | None = None, word: str = "a") -> list[str]:
    with reading(engine) as session:
        return question(open_reader(session, viewer, revision), word)


def publish(engine: Engine) -> None:
    with writing(engine) as session:
        open_revision(session, author="test", kind=RevisionKind.EDIT, message=Message(text="one more"))


def test_the_same_question_is_asked_once(database: Engine) -> None:
    assert ask(database) == ask(database) == ["a"]
    # The name of an account is no part of what it may see.
    ask(database, Viewer(Role.MINISTRY, account="somebody"))
    assert len(ASKED) == 1


def test_whatever_may_change_the_answer_makes_another_question(database: Engine) -> None:
    ask(database)
    ask(database, word="b")
    ask(database, Viewer(Role.MUNICIPALITY, "M14"))
    ask(database, Viewer(Role.ANALYST))
    ask(database, revision=1)
    with speaking("en"):
        ask(database)
    publish(database)
    ask(database)
    ask(database, revision=1)
    assert len(ASKED) == 8


def test_another_database_is_another_question(database: Engine, demo_file: Path, tmp_path: Path) -> None:
    ask(database)
    with copy_of(demo_file, tmp_path / "other.db") as other:
        ask(other)
    assert len(ASKED) == 2


def test_a_caller_may_change_what_it_gets(database: Engine) -> None:
    ask(database).append("mine")
    assert ask(database) == ["a"]


def test_a_transaction_that_writes_is_asked_every_time_and_leaves_nothing(database: Engine) -> None:
    with writing(database) as session:
        session.execute(update(Municipality).values(short_ru="?"))
        reader = open_reader(session, MINISTRY)
        assert {one.short_ru for one in municipalities(reader)} == {"?"}
        session.rollback()
    with reading(database) as session:
        assert "?" not in {one.short_ru for one in municipalities(open_reader(session, MINISTRY))}


def test_what_is_kept_can_be_read_when_its_session_is_gone(database: Engine) -> None:
    forget_kept()
    with reading(database) as session:
        methodology = outline(open_reader(session, MINISTRY), "demonstration-8")[0][0]
    with counted() as statements, reading(database) as session:
        assert outline(open_reader(session, MINISTRY), "demonstration-8")[0][0].name_ru == methodology.name_ru
    # The reader's own look at the newest revision.
    assert statements.total() == 1
