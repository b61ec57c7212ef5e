"""``mmuko backup`` and ``mmuko restore``."""

from pathlib import Path

import click

from dashboard.cli_notes import Database
from dashboard.cli_words import words_command
from data.errors import BadFile
from data.language import _
from data.storage.audit import record
from data.storage.backup import restore_backup, verify_backup, write_backup
from data.storage.database import writing
from data.vocabulary import AuditEvent

FILE = click.Path(dir_okay=False, path_type=Path)


def add_backup_commands(group: click.Group, database: Database, login: str) -> None:
    """Add both commands; a restore is recorded under the name of the ``login`` on the server."""

    @words_command(group, "backup", "Write everything the database holds into one file, while the product runs.")
    @click.argument("file", type=FILE)
    @click.pass_obj
    def backup(database_url: str | None, file: Path) -> int:
        try:
            with database(database_url) as engine:
                made = write_backup(engine, file)
        except OSError as error:
            raise BadFile(
                _("The backup cannot be written there: the file exists, or the folder is not open to you.")
            ) from error
        rows = sum(table["rows"] for table in made.values())
        told = _("The backup is written and read back: {rows} rows of {tables} tables.")
        click.echo(told.format(rows=rows, tables=len(made)))
        click.echo(_("Head of its audit log: {head}").format(head=verify_backup(file)["audit_head"]))
        # Last: of a database that cannot be written any more the backup is there all the same, and the command fails.
        with database(database_url) as engine, writing(engine, data=False) as session:
            record(session, AuditEvent.BACKUP, login, detail={"file": file.name, "rows": rows})
        return 0

    @words_command(group, "restore", "Fill an empty database from a backup, and compare what is stored with it.")
    @click.argument("file", type=FILE)
    @click.pass_obj
    def restore(database_url: str | None, file: Path) -> int:
        with database(database_url) as engine:
            made = restore_backup(engine, file, login)
        rows = sum(table["rows"] for table in made.values())
        told = _("The backup is restored and compared: {rows} rows of {tables} tables.")
        click.echo(told.format(rows=rows, tables=len(made)))
        return 0
