"""Texts of notes are added in versions on both databases; an approved one cannot be overwritten by anybody."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DBAPIError

from data.access import MINISTRY, Viewer
from data.errors import AccessDenied, BadSelection, NotFound
from data.models.note import NoteText
from data.queries.note import NoteKey, saved_texts
from data.queries.note_store import LONGEST_TEXT, TextChanged, clean_text, save_text
from data.selection import Selection
from data.storage.database import reading, writing
from data.storage.reader import open_reader
from data.views.note.words import signature
from data.vocabulary import NoteState, Role
from data.work.note_saving import save_note_text
from tests.data.changes import give_points
from tests.data.intake.conftest import each_region, postgresql_template, region, sqlite_file

__all__ = ["each_region", "postgresql_template", "region", "sqlite_file"]

KEY = NoteKey("B", "2026", "small", "ru")
SECTION = "cycle~1.1~goals"
HEAD = Viewer(Role.MUNICIPALITY, "B")
DRAFT, APPROVED = NoteState.DRAFT, NoteState.APPROVED


def save(
    engine: Engine, text: str, base: int, state: NoteState = DRAFT, viewer: Viewer = MINISTRY, section: str = SECTION
) -> int:
    selection = Selection(municipality="B", period="2026", methodology="small")
    return save_note_text(engine, viewer, selection, section, text, base, state)


def stored(engine: Engine, viewer: Viewer = MINISTRY, revision: int | None = None) -> list[tuple[Any, ...]]:
    with reading(engine) as session:
        found = saved_texts(open_reader(session, viewer, revision), KEY)
    return [(one.section, one.version, one.text, one.state, one.author, one.revision) for one in found]


def test_a_later_draft_stands_beside_the_approved_text(each_region: Engine) -> None:
    assert save(each_region, "Первый", 0) == 1
    assert save(each_region, "Утверждённый", 1, APPROVED) == 2
    assert save(each_region, "Поправка", 2, viewer=HEAD) == 3
    assert stored(each_region) == [
        (SECTION, 1, "Первый", DRAFT, Role.MINISTRY, 2),
        (SECTION, 2, "Утверждённый", APPROVED, Role.MINISTRY, 2),
        (SECTION, 3, "Поправка", DRAFT, Role.MUNICIPALITY, 2),
    ]


@pytest.mark.parametrize("statement", ["UPDATE note_text SET text = 'x'", "DELETE FROM note_text"])
def test_the_database_itself_refuses_to_change_or_remove_a_text(each_region: Engine, statement: str) -> None:
    save(each_region, "Утверждённый", 0, APPROVED)
    with pytest.raises(DBAPIError, match="texts of notes are added, never changed"), each_region.begin() as connection:
        connection.execute(text(statement))
    assert [one[2] for one in stored(each_region)] == ["Утверждённый"]


def test_saving_from_a_version_that_is_no_more_the_last_is_refused_with_words(each_region: Engine) -> None:
    save(each_region, "Первый", 0)
    with pytest.raises(TextChanged, match="сохранена версия 1 этого текста, а ваша начата с версии 0"):
        save(each_region, "Тоже первый", 0, viewer=HEAD)
    assert [one[2] for one in stored(each_region)] == ["Первый"]


def test_who_saved_and_when_is_kept(region: Engine) -> None:
    before = datetime.now(UTC)
    save(region, "Текст", 0, viewer=HEAD)
    with reading(region) as session:
        found = saved_texts(open_reader(session, MINISTRY), KEY)[0]
        raw = session.scalars(select(NoteText)).one()
    assert before <= found.created_at <= datetime.now(UTC)
    assert (found.author, found.figures["points"], found.figures["lost"]) == (Role.MUNICIPALITY, 2, 3)
    assert raw.created_at.replace(tzinfo=UTC) == found.created_at


def test_who_is_signed_in_is_named_by_account(region: Engine) -> None:
    save(region, "Текст", 0, viewer=Viewer(Role.MUNICIPALITY, "B", "head.of.b"))
    with reading(region) as session:
        [found] = saved_texts(open_reader(session, MINISTRY), KEY)
    assert found.author == "head.of.b"
    assert "head.of.b" in signature(found, "Europe/Moscow")


@pytest.mark.parametrize(
    ("viewer", "state"),
    [
        (Viewer(Role.ANALYST), DRAFT),
        (Viewer(Role.MUNICIPALITY, "A"), DRAFT),
        (HEAD, APPROVED),
        (Viewer(Role.OPERATOR), APPROVED),
    ],
)
def test_who_may_not_write_or_approve_is_refused(region: Engine, viewer: Viewer, state: NoteState) -> None:
    with pytest.raises(AccessDenied):
        save(region, "Текст", 0, state, viewer)
    with pytest.raises(AccessDenied), writing(region) as session:
        save_text(session, viewer, KEY, SECTION, "Текст", base=0, state=state, figures={})
    assert stored(region) == []


def test_a_head_reads_no_texts_of_another_municipality(region: Engine) -> None:
    save(region, "Текст", 0)
    with pytest.raises(AccessDenied):
        stored(region, Viewer(Role.MUNICIPALITY, "A"))


def test_a_section_that_is_no_gap_takes_no_text_but_the_deadline_does(region: Engine) -> None:
    with pytest.raises(NotFound, match="Этот разрыв тем временем закрыт"):
        save(region, "Текст", 0, section="cycle~1.2~goals")
    assert save(region, "до 1 марта 2027 года", 0, section="deadline") == 1


@pytest.mark.parametrize("section", [None, 7, ["x"], {"a": 1}])
def test_a_section_of_another_shape_is_refused(region: Engine, section: Any) -> None:
    with pytest.raises(BadSelection):
        save(region, "Текст", 0, section=section)


@pytest.mark.parametrize("base", [None, True, "1", 1.0])
def test_a_version_of_another_shape_is_refused(region: Engine, base: Any) -> None:
    with pytest.raises(BadSelection):
        save(region, "Текст", base)


def test_a_page_of_an_earlier_revision_takes_no_text(region: Engine) -> None:
    earlier = Selection(municipality="B", period="2026", methodology="small", revision=1)
    with pytest.raises(BadSelection, match="более раннюю ревизию"):
        save_note_text(region, MINISTRY, earlier, SECTION, "Текст", 0, DRAFT)


def test_a_text_written_later_is_not_read_at_an_earlier_revision(region: Engine) -> None:
    save(region, "По второй", 0)
    give_points(region, "B", "g1.alignment", 1)
    save(region, "По третьей", 1)
    assert [one[2] for one in stored(region, revision=2)] == ["По второй"]
    assert [one[2] for one in stored(region)] == ["По второй", "По третьей"]


def test_a_text_is_kept_without_control_characters_and_half_characters() -> None:
    assert clean_text(" Один\r\nдва\x00\x0b\tтри\ud800\n\n", 100) == "Один\nдва три"


@pytest.mark.parametrize("text", ["", " \n\t ", "\x00", "я" * (LONGEST_TEXT + 1)])
def test_an_empty_and_an_endless_text_are_refused(text: str) -> None:
    with pytest.raises(BadSelection):
        clean_text(text, LONGEST_TEXT)


def test_an_unknown_municipality_is_no_place_for_a_text(region: Engine) -> None:
    with pytest.raises(NotFound), writing(region) as session:
        save_text(
            session, MINISTRY, NoteKey("Z", "2026", "small", "ru"), SECTION, "Текст", base=0, state=DRAFT, figures={}
        )
