"""The command line: ``mmuko migrate``, ``demo``, ``template`` and ``import``, the same code as behind the screens."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click
import orjson
from pydantic import ValidationError
from sqlalchemy import Engine
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from dashboard.cli_accounts import add_account_commands
from dashboard.cli_backup import add_backup_commands
from dashboard.cli_notes import add_note_commands
from dashboard.cli_publication import add_publication_commands
from dashboard.cli_report import as_dict, as_lines
from dashboard.cli_round import add_round_commands
from dashboard.cli_start import add_start_commands
from dashboard.cli_words import WordsGroup
from dashboard.cli_words import words_command as _command
from dashboard.settings import Settings
from data.access import Viewer
from data.errors import Conflict, DatabaseBusy, DatabaseNotWritable, DatabaseUnavailable, ProductError
from data.findings import Finding
from data.intake.importing import ImportReport, import_file
from data.intake.kinds.foreign_table.check import TABLE
from data.intake.kinds.foreign_table.mapping import TableRequest, everything_described, read_mapping
from data.intake.register import KINDS, make_template
from data.intake.tables.answers import read_answers
from data.intake.tables.kind import Kind
from data.intake.tables.template import write_template
from data.jobs.queue import JobQueue
from data.language import DEFAULT_LANGUAGE, LANGUAGES, _, set_language, speaking
from data.storage.database import connect, migrate, reading, writing
from data.storage.reader import open_reader
from data.storage.sources import drop_originals
from data.storage.undo import undo_revision
from data.text.invisible import file_name
from data.vocabulary import Role, Severity
from data.work.perform import perform

# Whoever may run commands on the server may operate the data.
OPERATOR = Viewer(Role.OPERATOR)


def _choose_language(_context: click.Context, _option: click.Parameter, language: str) -> str:
    set_language(language)
    return language


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "mmuko"


@contextmanager
def _database(url: str | None) -> Iterator[Engine]:
    """The database of a command.

    What is wrong with it becomes one line; the text of the driver is never shown.
    """
    try:
        engine = connect(url or Settings().database_url)
    except (SQLAlchemyError, ImportError, OSError, ValidationError) as error:
        raise DatabaseUnavailable(_("The address of the database cannot be used. Check DATABASE_URL.")) from error
    try:
        yield engine
    except (DatabaseBusy, DatabaseNotWritable):
        # Its address is right: there is nothing to check but what the message says.
        raise
    except (IntegrityError, DataError) as error:
        # The database answers: what it refuses are the data.
        raise Conflict(_("The database refused the data: they contradict what is stored.")) from error
    except (SQLAlchemyError, DatabaseUnavailable) as error:
        raise DatabaseUnavailable(
            _("The database cannot be used. Check DATABASE_URL, and run “mmuko migrate” once.")
        ) from error
    finally:
        engine.dispose()


@click.group(cls=WordsGroup, help="Data of the dashboard of education quality management.")
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default=DEFAULT_LANGUAGE,
    envvar="MMUKO_LANGUAGE",
    is_eager=True,
    callback=_choose_language,
    expose_value=False,
    help="Language of messages and templates.",
)
@click.option("--database-url", help="Address of the database, instead of DATABASE_URL.")
@click.pass_context
def main(context: click.Context, database_url: str | None) -> None:
    context.obj = database_url


@_command(main, "migrate", "Bring the database to the current schema.")
@click.pass_obj
def migrate_command(database_url: str | None) -> int:
    with _database(database_url) as engine:
        migrate(engine)
    click.echo(_("The database has the current schema."))
    return 0


@_command(main, "demo", "Fill an empty database with the invented demonstration region.")
@click.pass_obj
def demo_command(database_url: str | None) -> int:
    # The other commands start faster without the libraries that drawing a region needs.
    from data.demo.seed import seed_demo

    with _database(database_url) as engine:
        migrate(engine)
        seed_demo(engine)
    click.echo(_("The demonstration region is in the database."))
    return 0


@_command(main, "undo", "Reverse a revision by a new one.")
@click.argument("revision", type=int)
@click.option("--author", help="Who undoes it, for the list of revisions.")
@click.pass_obj
def undo_command(database_url: str | None, revision: int, author: str | None) -> int:
    with _database(database_url) as engine, writing(engine) as session:
        made = undo_revision(session, OPERATOR, revision, author=author or _login()).number
    click.echo(_("Revision {undone} is undone by revision {made}.").format(undone=revision, made=made))
    return 0


@_command(main, "static", "Prepare the files that browsers get; a server that finds none does it as it starts.")
def static_command() -> int:
    # It is the finished application that says which files these are.
    from dashboard.app import create_app

    files = create_app(Settings()).static_files
    assert files is not None
    click.echo(_("The files for browsers are in {folder}.").format(folder=files.folder / files.version))
    return 0


@_command(main, "worker", "Run the long work of the pages; the server starts one by itself.")
@click.pass_obj
def worker_command(database_url: str | None) -> int:
    settings = Settings()
    with _database(database_url) as engine:
        if settings.keep_originals_days:
            with writing(engine, data=False) as session:
                drop_originals(session, settings.keep_originals_days)
        queue = JobQueue(settings.queue_url, partial(perform, engine, settings.upload_folder), settings.kept_seconds)
        queue.begin_work()
        queue.huey.create_consumer(workers=1, periodic=False, max_delay=0.5).run()
    return 0


TEMPLATE_HELP = "Write a workbook to be filled in and sent back."
IMPORT_HELP = "Check a workbook and store it as one revision, or nothing of it."
template_group = WordsGroup("template", help=TEMPLATE_HELP, short_help=TEMPLATE_HELP)
import_group = WordsGroup("import", help=IMPORT_HELP, short_help=IMPORT_HELP)
main.add_command(template_group)
main.add_command(import_group)
add_note_commands(main, _database, OPERATOR)
add_account_commands(main, _database, _login())
add_start_commands(main, _database, OPERATOR, _login())
add_backup_commands(main, _database, _login())
add_publication_commands(main, _database, _login())
add_round_commands(main, _database, OPERATOR, _login())


def _help_of(kind: Kind) -> str:
    # In English as the source has it: what prints help looks up the language of the user.
    with speaking("en"):
        return kind.help()


def _add_template_command(kind: Kind) -> None:
    @_command(template_group, kind.key, _help_of(kind))
    @click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
    @click.option("--period", help="Code of the period, such as 2026; of observations also 2026-Q1.")
    @click.option("--municipality", multiple=True, help="Code of a municipality; may be repeated. Without it: all.")
    @click.option("--methodology", help="Code of the methodology; needed when there are several.")
    @click.pass_obj
    def command(
        database_url: str | None, out: Path, period: str | None, municipality: tuple[str, ...], methodology: str | None
    ) -> int:
        with _database(database_url) as engine, reading(engine) as session:
            reader = open_reader(session, OPERATOR)
            template = make_template(
                reader, kind.key, period=period, municipalities=municipality, methodology=methodology
            )
        write_template(template, out)
        click.echo(_("The template is written: {path}").format(path=out))
        return 0


ANSWER = click.option(
    "--answer",
    "answers",
    multiple=True,
    help="Answer to a question: Schools!H=share, Schools!H=percent or period!2027=create; may be repeated.",
)
WORDS = click.option("--message", default="", help="Your own words for the list of revisions.")


def _add_import_command(kind: Kind) -> None:
    @_command(import_group, kind.key, _help_of(kind))
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option("--dry-run", is_flag=True, help="Check and compare only, store nothing.")
    @click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="Form of the report.")
    @click.option("--author", help="Who loads the file, for the list of revisions.")
    @WORDS
    @ANSWER
    @click.pass_obj
    def command(
        database_url: str | None,
        file: Path,
        dry_run: bool,
        form: str,
        author: str | None,
        message: str,
        answers: tuple[str, ...],
    ) -> int:
        return _import(database_url, kind.key, file, dry_run, form, author, message, answers)


@_command(import_group, TABLE, "Another table, by a mapping that describes its columns.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--mapping", type=click.Path(path_type=Path), required=True, help="The mapping, a JSON file.")
@click.option("--create-missing", is_flag=True, help="Create unknown municipalities, schools and periods.")
@click.option("--dry-run", is_flag=True, help="Check and compare only, store nothing.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="Form of the report.")
@click.option("--author", help="Who loads the file, for the list of revisions.")
@WORDS
@ANSWER
@click.pass_obj
def import_table_command(
    database_url: str | None,
    file: Path,
    mapping: Path,
    create_missing: bool,
    dry_run: bool,
    form: str,
    author: str | None,
    message: str,
    answers: tuple[str, ...],
) -> int:
    read = read_mapping(mapping)
    table = TableRequest(read, everything_described(read) if create_missing else frozenset())
    return _import(database_url, TABLE, file, dry_run, form, author, message, answers, table)


def _import(
    database_url: str | None,
    kind: str,
    file: Path,
    dry_run: bool,
    form: str,
    author: str | None,
    message: str,
    answers: tuple[str, ...],
    table: TableRequest | None = None,
) -> int:
    """``import_file``, and what became of the file in words; gives the exit code."""
    try:
        with _database(database_url) as engine:
            report = import_file(
                engine,
                OPERATOR,
                kind,
                file,
                author=author or _login(),
                dry_run=dry_run,
                message=message,
                table=table,
                answers=read_answers(dict(answer.rpartition("=")[::2] for answer in answers)),
            )
    except ProductError as error:
        if form == "text":
            raise
        finding = Finding(Severity.ERROR, "not-possible", str(error))
        report = ImportReport(kind, file_name(file.name), "", dry_run, (finding,))
    if form == "json":
        click.echo(orjson.dumps(as_dict(report), option=orjson.OPT_INDENT_2).decode())
    else:
        for line in as_lines(report):
            click.echo(line)
    return 1 if report.refused else 0


for _kind in KINDS.values():
    _add_import_command(_kind)
    if _kind.template is not None:
        _add_template_command(_kind)
