"""Page /audit: who may read the log, and what the filters leave of it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from dashboard.watching.files_taken import ONE_BY_ONE
from data.access import MINISTRY, Viewer
from data.errors import AccessDenied
from data.jobs.kinds import NOTES, ROUND_FORMS, ROUND_MARKED, TEMPLATES
from data.language import speaking
from data.origin import COMMAND_LINE, coming_from
from data.queries.audit import AuditLine
from data.storage.audit import record
from data.storage.database import reading, writing
from data.storage.reader import open_reader
from data.views.audit.address import AuditSelection
from data.views.audit.page import SHOWN, audit_table, audit_view, sentence
from data.views.audit.words import detail_words, event_words
from data.views.corrections.address import CorrectionsSelection
from data.views.roadmap.address import RoadmapSelection
from data.views.round.address import RoundSelection
from data.vocabulary import AuditEvent, Role
from tests.copies import copy_of

ADMINISTRATOR = Viewer(Role.ADMIN)


@pytest.fixture
def engine(migrated_file: Path, tmp_path: Path) -> Iterator[Engine]:
    with copy_of(migrated_file, tmp_path / "audit.db") as engine:
        with writing(engine) as session, coming_from("10.1.2.3"):
            record(session, AuditEvent.SIGN_IN, "head.one", detail={"way": "password"})
            record(session, AuditEvent.IMPORT, "operator.one", revision=7, detail={"file": "=книга.xlsx"})
            for _turn in range(SHOWN):
                record(session, AuditEvent.SIGN_OUT, "head.one")
        yield engine


def test_the_latest_come_first_and_all_can_be_exported(engine: Engine) -> None:
    with reading(engine) as session:
        reader = open_reader(session, ADMINISTRATOR)
        view = audit_view(reader, AuditSelection())
        whole = audit_table(reader, AuditSelection())
    assert [view.count, len(view.table.rows), len(whole.rows)] == [SHOWN + 2, SHOWN, SHOWN + 2]
    assert sentence(view) == "202 записи, ниже последние 200."
    assert [row["number"] for row in whole.rows] == list(range(SHOWN + 2, 0, -1))
    oldest = whole.rows[-1]
    assert (oldest["event"], oldest["actor"], oldest["address"]) == ("вход", "head.one", "10.1.2.3")
    assert oldest["detail"] == "способ входа: пароль"


def test_a_command_is_told_in_the_language_of_the_reader(engine: Engine) -> None:
    detail = {"account": "head.two", "role": "municipality", "municipality": "M1", "unknown": 1}
    # A request of another test, in the same process, may have come from somewhere else.
    with writing(engine) as session, coming_from(COMMAND_LINE):
        record(session, AuditEvent.ACCOUNT_ADDED, "cli", detail=detail)
    for language, address, told in (
        ("ru", "командная строка", "учётная запись: head.two, роль: Руководитель управления образования"),
        ("en", "command line", "account: head.two, role: Head of the education authority"),
    ):
        with reading(engine) as session, speaking(language):
            latest = audit_table(open_reader(session, MINISTRY), AuditSelection()).rows[0]
        assert latest["address"] == address
        assert str(latest["detail"]).startswith(told)


def test_kinds_of_work_and_measures_are_told_in_words(engine: Engine) -> None:
    told = []
    for detail in ({"kind": "round_forms", "files": 3}, {"measure": "M14~1.1~3.1", "term": "2026"}, {"term": "once"}):
        with writing(engine) as session:
            record(session, AuditEvent.BULK_EXPORT, "operator.one", detail=detail)
        for language in ("ru", "en"):
            with reading(engine) as session, speaking(language):
                latest = audit_table(open_reader(session, MINISTRY), AuditSelection()).rows[0]
            told.append(latest["detail"])
    assert told == [
        "вид: формы сбора, файлов: 3",
        "kind: forms of a round, files: 3",
        "мероприятие: M14, 1.1, № 3.1, срок: 2026",
        "measure: M14, 1.1, No. 3.1, term: 2026",
        "срок: единственный",
        "term: the only one",
    ]


def test_every_archive_has_a_kind_in_words() -> None:
    """A job whose archive is recorded, and what is taken one by one."""
    for kind in (TEMPLATES, NOTES, ROUND_FORMS, ROUND_MARKED, ONE_BY_ONE):
        entry = AuditLine(1, datetime(2026, 11, 14, tzinfo=UTC), "bulk_export", "cli", "", None, {"kind": kind})
        assert detail_words(entry) != f"вид: {kind}"


def test_all_is_no_choice_and_stands_in_no_address() -> None:
    assert AuditSelection.parse({"event": "all", "actor": "all"}) == AuditSelection()
    assert CorrectionsSelection.parse({"period": "all"}).address() == "/corrections"
    assert RoadmapSelection.parse({"stage": "all", "direction": "1.1"}).address() == "/roadmap?direction=1.1"
    assert RoundSelection.parse({"late": "all", "state": "sent"}).address() == "/round?state=sent"


def test_filters_leave_one_event_of_one_person(engine: Engine) -> None:
    with reading(engine) as session:
        reader = open_reader(session, MINISTRY)
        found = audit_table(reader, AuditSelection.parse({"event": "import", "actor": "operator.one"}))
        nothing = audit_table(reader, AuditSelection.parse({"event": "import", "actor": "head.one"}))
    assert [(row["revision"], row["detail"]) for row in found.rows] == [(7, "файл: =книга.xlsx")]
    assert nothing.rows == ()


@pytest.mark.parametrize(
    "viewer", [Viewer(Role.ANALYST), Viewer(Role.OPERATOR), Viewer(Role.MUNICIPALITY, "M1")], ids=lambda one: one.role
)
def test_nobody_else_reads_it(engine: Engine, viewer: Viewer) -> None:
    with reading(engine) as session:
        reader = open_reader(session, viewer)
        for read in (audit_view, audit_table):
            with pytest.raises(AccessDenied):
                read(reader, AuditSelection())


def test_every_event_has_its_words() -> None:
    assert set(event_words()) == {event.value for event in AuditEvent}
