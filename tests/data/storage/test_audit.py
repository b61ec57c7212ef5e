"""The audit log: one event one row, nothing without its row, and no row changed or removed unnoticed."""

import pytest
from sqlalchemy import Engine, delete, select, text, update
from sqlalchemy.exc import DBAPIError

from data.models.audit import AuditEntry
from data.models.region import Period
from data.storage import audit
from data.storage.audit import record, verify_chain
from data.storage.database import reading, writing
from data.vocabulary import AuditEvent
from tests.data.accounts.conftest import PEOPLE, database, people, people_file, people_template

__all__ = ["database", "people", "people_file", "people_template"]
# Entries that are there before: one for each account.
BEFORE = len(PEOPLE)


def fill(engine: Engine, count: int = 5) -> str:
    for number in range(count):
        with writing(engine) as session:
            record(session, AuditEvent.IMPORT, "operator.one", revision=number, detail={"file": f"книга {number}.xlsx"})
    with reading(engine) as session:
        chain = verify_chain(session)
    assert (chain.length, chain.broken) == (BEFORE + count, None)
    return chain.head


def past_the_triggers(engine: Engine, statement: object) -> None:
    """What somebody with the password of the database can do."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER ALL"))
        else:
            for change in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER audit_entry_no_{change}"))
        connection.execute(statement)  # type: ignore[call-overload]


def test_the_database_changes_and_removes_no_entry(database: Engine) -> None:
    fill(database, 1)
    statements = ["UPDATE audit_entry SET actor = 'x'", "DELETE FROM audit_entry"]
    if database.dialect.name == "postgresql":
        statements.append("TRUNCATE audit_entry")
    for statement in statements:
        with pytest.raises(DBAPIError), database.begin() as connection:
            connection.execute(text(statement))


@pytest.mark.parametrize(
    "column", [{"actor": "other"}, {"event": "undo"}, {"address": "9"}, {"revision": 9}, {"detail": {}}]
)
def test_a_changed_entry_is_found(database: Engine, column: dict[str, object]) -> None:
    fill(database)
    past_the_triggers(database, update(AuditEntry).where(AuditEntry.number == BEFORE + 2).values(**column))
    with reading(database) as session:
        assert verify_chain(session).broken == audit.Break(BEFORE + 2, missing=False)


@pytest.mark.parametrize("number", [1, 3])
def test_a_removed_entry_is_found(database: Engine, number: int) -> None:
    fill(database)
    past_the_triggers(database, delete(AuditEntry).where(AuditEntry.number == number))
    with reading(database) as session:
        assert verify_chain(session).broken == audit.Break(number, missing=True)


def test_entries_cut_off_at_the_end_show_against_an_earlier_head(database: Engine) -> None:
    head = fill(database)
    past_the_triggers(database, delete(AuditEntry).where(AuditEntry.number > BEFORE + 3))
    with reading(database) as session:
        assert verify_chain(session).broken is None
        assert verify_chain(session, head).broken == audit.Break(BEFORE + 4, missing=True)
    with pytest.raises(ValueError, match="nonsense"), reading(database) as session:
        verify_chain(session, "nonsense")


def test_a_chain_made_again_shows_against_an_earlier_head(database: Engine) -> None:
    head = fill(database, 3)
    past_the_triggers(database, delete(AuditEntry).where(AuditEntry.number > BEFORE + 2))
    with writing(database) as session:
        record(session, AuditEvent.UNDO, "somebody else")
    with reading(database) as session:
        assert verify_chain(session).broken is None
        assert verify_chain(session, head).broken == audit.Break(BEFORE + 3, missing=False)


def test_what_cannot_be_written_down_does_not_happen(database: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> str:
        raise RuntimeError("no seal")

    monkeypatch.setattr(audit, "seal_of", fail)

    def change() -> None:
        with writing(database) as session:
            session.add(Period(code="2030", year=2030, school_year="2029/30"))
            record(session, AuditEvent.EDIT, "operator.one")

    with pytest.raises(RuntimeError):
        change()
    with reading(database) as session:
        assert session.scalar(select(Period.id).where(Period.code == "2030")) is None


def test_what_is_rolled_back_is_not_told(database: Engine) -> None:
    with writing(database) as session:
        record(session, AuditEvent.EDIT, "operator.one")
        session.rollback()
    with reading(database) as session:
        assert verify_chain(session).length == BEFORE
