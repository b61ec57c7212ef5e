"""Backup and restore: every table of one instant as one file, the same for SQLite and PostgreSQL.

The file is a ZIP: ``manifest.json`` names the schema and, for each table, how many rows it has and their SHA-256;
``<table>.jsonl`` holds the rows, one JSON array a line, in the order of the primary key. Both databases read it: a
backup of one can be restored into the other. Sessions and tries of passwords are left out.
"""

import base64
import hashlib
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import orjson
from sqlalchemy import Connection, DateTime, Engine, LargeBinary, Table, func, insert, select, text
from sqlalchemy.orm import Session

from data.errors import BadFile, Conflict
from data.language import _
from data.models.base import UtcTime
from data.storage.audit import record, verify_chain
from data.storage.database import METADATA, PATIENCE_OF_IMPORT, reading, schema_of, writing
from data.vocabulary import AuditEvent

FORMAT = 1
MANIFEST = "manifest.json"
LEFT_OUT = frozenset({"sign_in_session", "sign_in_try"})
AT_ONCE = 1_000
Digests = dict[str, dict[str, Any]]


class BadBackup(BadFile):
    """The file is no backup, is damaged, or belongs to another version of the product."""


def backup_tables() -> list[Table]:
    """The tables of a backup, those that others refer to first."""
    return [table for table in METADATA.sorted_tables if table.name not in LEFT_OUT]


def write_backup(engine: Engine, path: Path) -> Digests:
    """Write the state of one instant, while others go on reading and writing; gives rows and SHA-256 by table.

    The file appears under its name only when it is complete and has been read back. Raises FileExistsError.
    """
    if path.exists():
        raise FileExistsError(path)
    draft = path.with_name(f".{path.name}.part")
    try:
        with reading(engine) as session, zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
            if engine.dialect.name == "postgresql":
                session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            digests: Digests = {}
            for table in backup_tables():
                with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as file:
                    digests[str(table.name)] = _digest(_lines(session.connection(), table), file.write)
            manifest = {
                "format": FORMAT,
                "schema": schema_of(session.connection()),
                "made_at": datetime.now(UTC).isoformat(),
                "audit_head": verify_chain(session).head,
                "tables": digests,
            }
            archive.writestr(MANIFEST, orjson.dumps(manifest, option=orjson.OPT_INDENT_2))
        verify_backup(draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return digests


def verify_backup(path: Path) -> dict[str, Any]:
    """The manifest of a backup whose every table is as it says. Raises BadBackup."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest: dict[str, Any] = orjson.loads(archive.read(MANIFEST))
            if manifest["format"] != FORMAT:
                raise BadBackup(_("The backup was made by another version of the product."))
            for name, wanted in manifest["tables"].items():
                with archive.open(f"{name}.jsonl") as file:
                    if _digest(iter(file), lambda _line: None) != wanted:
                        raise BadBackup(_("The backup is damaged: table {name}.").format(name=name))
    except (OSError, zipfile.BadZipFile, orjson.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise BadBackup(_("The file is no backup, or it is damaged.")) from error
    return manifest


def restore_backup(engine: Engine, path: Path, actor: str) -> Digests:
    """Fill an empty database of the same schema, in one transaction; what is stored is read back and compared.

    Raises BadBackup, and Conflict where the database is not empty.
    """
    manifest = verify_backup(path)
    with writing(engine, PATIENCE_OF_IMPORT) as session, zipfile.ZipFile(path) as archive:
        connection = session.connection()
        _require_schema(manifest, schema_of(connection))
        if any(connection.scalar(select(func.count()).select_from(table)) for table in backup_tables()):
            raise Conflict(_("The database is not empty. Restore into a new one, after “mmuko migrate”."))
        for table in backup_tables():
            with archive.open(f"{table.name}.jsonl") as file:
                _fill(connection, table, file)
        found = {str(table.name): _digest(_lines(connection, table), lambda _line: None) for table in backup_tables()}
        if found != manifest["tables"]:
            raise BadBackup(_("What was stored is not what the backup holds. Nothing is kept."))
        _continue_numbers(session)
        record(session, AuditEvent.RESTORE, actor, detail={"made_at": manifest["made_at"]})
    return found


def _require_schema(manifest: dict[str, Any], schema: str) -> None:
    if manifest["schema"] != schema or set(manifest["tables"]) != {table.name for table in backup_tables()}:
        told = _("The backup has the schema {theirs}, the database {stored}. Restore with the version that made it.")
        raise BadBackup(told.format(theirs=manifest["schema"], stored=schema))


def _lines(connection: Connection, table: Table) -> Iterator[bytes]:
    key = list(table.primary_key.columns)
    statement = select(table).order_by(*key).execution_options(yield_per=AT_ONCE)
    with connection.execute(statement) as rows:
        for row in rows:
            yield orjson.dumps(list(row), default=_as_text, option=orjson.OPT_UTC_Z) + b"\n"


def _as_text(content: Any) -> str:
    """The content of a kept file."""
    if isinstance(content, bytes | memoryview):
        return base64.b64encode(content).decode()
    raise TypeError


def _digest(lines: Iterator[bytes], write: Callable[[bytes], Any]) -> dict[str, Any]:
    digest, count = hashlib.sha256(), 0
    for line in lines:
        digest.update(line)
        write(line)
        count += 1
    return {"rows": count, "sha256": digest.hexdigest()}


def _fill(connection: Connection, table: Table, file: IO[bytes]) -> None:
    reads = {column.name: _reader_of(column.type) for column in table.columns}
    names = [column.name for column in table.columns]
    rows: list[dict[str, Any]] = []
    for line in file:
        row = dict(zip(names, orjson.loads(line), strict=True))
        rows.append({name: None if value is None else reads[name](value) for name, value in row.items()})
        if len(rows) >= AT_ONCE:
            connection.execute(insert(table), rows)
            rows = []
    if rows:
        connection.execute(insert(table), rows)


def _reader_of(kind: Any) -> Callable[[Any], Any]:
    """How a value of a column is read from its line; what JSON has a word for is read already."""
    if isinstance(kind, UtcTime | DateTime):
        return datetime.fromisoformat
    return base64.b64decode if isinstance(kind, LargeBinary) else lambda value: value


def _continue_numbers(session: Session) -> None:
    """PostgreSQL counts rows apart from the rows: the next one must come after the restored ones."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for table in backup_tables():
        column = table.autoincrement_column
        if column is not None:
            session.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', '{column.name}'), max(\"{column.name}\")) "  # noqa: S608 names of the model
                    f'FROM {table.name} HAVING max("{column.name}") IS NOT NULL '
                    f"AND pg_get_serial_sequence('{table.name}', '{column.name}') IS NOT NULL"
                )
            )
