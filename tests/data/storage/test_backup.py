"""A backup is one instant of the whole, whoever writes meanwhile; restored it is the same in either database."""

import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import Engine

from data.accounts.accounts import account_lines
from data.accounts.sign_in import sign_in
from data.errors import Conflict
from data.messages import Message
from data.models.region import Municipality
from data.storage.audit import verify_chain
from data.storage.backup import BadBackup, restore_backup, verify_backup, write_backup
from data.storage.database import connect, migrate, reading, writing
from data.storage.revisions import open_revision
from data.vocabulary import MunicipalityKind, RevisionKind
from tests.copies import copy_of
from tests.data.accounts.conftest import ADMINISTRATOR, Passwords, people, people_file, people_template
from tests.data.intake.conftest import each_region, postgresql_template, region, sqlite_file
from tests.postgresql import own_database

pytestmark = pytest.mark.slow

__all__ = ["each_region", "people", "people_file", "people_template", "postgresql_template", "region", "sqlite_file"]


def add_revision(engine: Engine, number: int) -> None:
    with writing(engine) as session:
        open_revision(session, author="test", kind=RevisionKind.IMPORT, message=Message(text=f"change {number}"))
        names = {"name_ru": "а", "name_en": "a", "short_ru": "а", "short_en": "a"}
        session.add(Municipality(code=f"NEW{number}", kind=MunicipalityKind.URBAN_OKRUG, **names))


def test_a_restored_region_is_the_same_in_either_database(
    each_region: Engine, each_empty: Engine, tmp_path: Path
) -> None:
    made = write_backup(each_region, tmp_path / "backup.zip")
    assert made["score"]["rows"] > 0
    assert restore_backup(each_empty, tmp_path / "backup.zip", "test") == made
    again = write_backup(each_empty, tmp_path / "again.zip")
    assert {name: found for name, found in again.items() if name != "audit_entry"} == {
        name: found for name, found in made.items() if name != "audit_entry"
    }
    # The restored database goes on counting where the other one was.
    add_revision(each_empty, 1)
    with reading(each_empty) as session:
        chain = verify_chain(session, verify_backup(tmp_path / "backup.zip")["audit_head"])
    assert chain.broken is None
    assert chain.length == made["audit_entry"]["rows"] + 2


def test_a_backup_under_load_is_one_instant(each_region: Engine, tmp_path: Path) -> None:
    """Each change adds a revision, a municipality and an entry of the log: a backup has as many of each, 20 of 20."""
    before = write_backup(each_region, tmp_path / "before.zip")
    ended = Event()

    def write() -> None:
        number = 0
        while not ended.is_set():
            number += 1
            add_revision(each_region, number)

    writer = Thread(target=write)
    writer.start()
    try:
        made = [write_backup(each_region, tmp_path / f"{turn}.zip") for turn in range(20)]
    finally:
        ended.set()
        writer.join()
    for one in made:
        grown = {one[name]["rows"] - before[name]["rows"] for name in ("revision", "municipality", "audit_entry")}
        assert len(grown) == 1
    assert made[-1]["revision"]["rows"] > before["revision"]["rows"]


@contextmanager
def written_all_the_time(engine: Engine) -> Iterator[None]:
    """Somebody adds one revision after another while the block runs."""
    ended = Event()

    def write() -> None:
        number = 0
        while not ended.is_set():
            number += 1
            add_revision(engine, number)

    writer = Thread(target=write)
    writer.start()
    try:
        yield
    finally:
        ended.set()
        writer.join()


def test_every_backup_under_load_can_be_restored_whole(
    each_region: Engine, migrated_file: Path, tmp_path: Path
) -> None:
    """20 of 20: what is restored into an empty database is what the backup says, row by row and entry by entry."""
    equal = 0
    with written_all_the_time(each_region):
        for turn in range(20):
            made = write_backup(each_region, tmp_path / f"{turn}.zip")
            with copy_of(migrated_file, tmp_path / f"{turn}.db") as restored:
                equal += restore_backup(restored, tmp_path / f"{turn}.zip", "test") == made
                with reading(restored) as session:
                    head = verify_backup(tmp_path / f"{turn}.zip")["audit_head"]
                    assert verify_chain(session, head).broken is None
    assert equal == 20


@pytest.mark.postgresql
def test_backups_under_load_are_restored_into_postgresql(
    each_region: Engine, postgresql_url: str, empty_postgresql: str, tmp_path: Path
) -> None:
    """All of them equal. Twenty with ``RESTORES=20``; by default three, because each needs a database of its own."""
    turns = int(os.environ.get("RESTORES", "3"))
    equal = 0
    with written_all_the_time(each_region):
        for turn in range(turns):
            backup = tmp_path / f"{turn}.zip"
            made = write_backup(each_region, backup)
            with own_database(postgresql_url, empty_postgresql) as address:
                restored = connect(address)
                equal += restore_backup(restored, backup, "test") == made
                with reading(restored) as session:
                    assert verify_chain(session, verify_backup(backup)["audit_head"]).broken is None
                # It goes on counting where the backup ends.
                add_revision(restored, 1_000_000 + turn)
                restored.dispose()
    assert equal == turns


def test_accounts_are_restored_and_sessions_are_not(
    people: tuple[Engine, Passwords], each_empty: Engine, tmp_path: Path
) -> None:
    engine, passwords = people
    sign_in(engine, "head.one", passwords["head.one"])
    made = write_backup(engine, tmp_path / "backup.zip")
    assert not {"sign_in_session", "sign_in_try"} & set(made)
    restore_backup(each_empty, tmp_path / "backup.zip", "test")
    with reading(each_empty) as session:
        assert [line.name for line in account_lines(session, ADMINISTRATOR)] == sorted(passwords)
    assert sign_in(each_empty, "head.one", passwords["head.one"])


def test_a_database_with_rows_is_not_filled(each_region: Engine, tmp_path: Path) -> None:
    write_backup(each_region, tmp_path / "backup.zip")
    with pytest.raises(Conflict):
        restore_backup(each_region, tmp_path / "backup.zip", "test")


def test_a_damaged_backup_is_refused_and_leaves_nothing(region: Engine, tmp_path: Path) -> None:
    good = tmp_path / "good.zip"
    write_backup(region, good)
    empty = connect(f"sqlite:///{tmp_path}/empty.db")
    migrate(empty)
    for number, (name, change) in enumerate(
        (("score.jsonl", lambda text: text[:-9]), ("manifest.json", lambda _text: b"{}"), ("score.jsonl", None))
    ):
        bad = tmp_path / f"bad{number}.zip"
        with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
            for part in source.namelist():
                content = source.read(part)
                if part != name:
                    target.writestr(part, content)
                elif change is not None:
                    target.writestr(part, change(content))
        with pytest.raises(BadBackup):
            restore_backup(empty, bad, "test")
    (tmp_path / "text.zip").write_text("no archive")
    with pytest.raises(BadBackup):
        restore_backup(empty, tmp_path / "text.zip", "test")
    with pytest.raises(BadBackup):
        restore_backup(empty, tmp_path / "none.zip", "test")
    restore_backup(empty, good, "test")
    empty.dispose()


def test_a_backup_overwrites_nothing(region: Engine, tmp_path: Path) -> None:
    (tmp_path / "kept.zip").write_text("kept")
    with pytest.raises(FileExistsError):
        write_backup(region, tmp_path / "kept.zip")
    assert [path.name for path in tmp_path.glob("*kept*")] == ["kept.zip"]
