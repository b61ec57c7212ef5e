"""Page /audit: who may read the log, and what the filters leave of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from data.access import MINISTRY, Viewer
from data.errors import AccessDenied
from data.origin import coming_from
from data.storage.audit import record
from data.storage.database import reading, writing
from data.storage.reader import open_reader
from data.views.audit.address import AuditSelection
from data.views.audit.page import SHOWN, audit_table, audit_view, event_words, sentence
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


def test_filters_leave_one_event_of_one_person(engine: Engine) -> None:
    with reading(engine) as session:
        reader = open_reader(session, MINISTRY)
        found = audit_table(reader, AuditSelection.parse({"event": "import", "actor": "operator.one"}))
        nothing = audit_table(reader, AuditSelection.parse({"event": "import", "actor": "head.one"}))
    assert [(row["revision"], row["detail"]) for row in found.rows] == [(7, "file: =книга.xlsx")]
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
