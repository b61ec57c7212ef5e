"""Commands about rounds of collecting forms: ``mmuko round open``, ``forms``, ``add``, ``board`` and others."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any

import click
from sqlalchemy import Engine

from dashboard.cli_words import WordsGroup, words_command
from data.access import Viewer
from data.errors import BadSelection, NotFound
from data.language import _, ngettext
from data.queries.registry import municipalities, periods
from data.queries.rounds import board
from data.storage.database import reading, writing
from data.storage.reader import Reader, open_reader
from data.storage.rounds import FormRequest, choose_return, open_round
from data.views.round.words import outcome_words, state_words
from data.vocabulary import ReturnOutcome
from data.work.publication import read_day
from data.work.round_acts import past_forms
from data.work.round_answering import answer_question
from data.work.round_forms import write_forms
from data.work.round_marking import write_marked
from data.work.round_publishing import publish_round
from data.work.round_receiving import Receipt, files_of, receive

HELP = "Collect forms: open a round, send forms out, take them back, publish."
Database = Callable[[str | None], AbstractContextManager[Engine]]
AUTHOR = click.option("--author", help="Who does it, for the list of revisions.")
CODE = click.argument("code")
PAST_DAY = "--past-day"


def silent(_done: int, _total: int) -> None:
    """Nobody looks at the progress of a command."""


def add_round_commands(main: click.Group, database: Database, operator: Viewer, login: str) -> None:
    """Add the group to the command line."""
    group = WordsGroup("round", help=HELP, short_help=HELP)
    main.add_command(group)
    _add_opening(group, database, operator, login)
    _add_archives(group, database, operator)
    _add_receiving(group, database, operator, login)
    _add_publishing(group, database, operator, login)


def _add_opening(group: click.Group, database: Database, operator: Viewer, login: str) -> None:
    @words_command(group, "open", "Open a round: its period, its forms with their last days, and who is asked.")
    @click.option("--period", required=True, help="Code of the period, such as 2026.")
    @click.option("--form", "forms", multiple=True, help="KIND:DAY or KIND:METHODOLOGY:DAY; may be repeated.")
    @click.option("--municipality", multiple=True, help="Code of a municipality; may be repeated. Without it: all.")
    @click.option("--name", default="", help="What the round is called.")
    @click.option(PAST_DAY, is_flag=True, help="A due day may lie in the past.")
    @AUTHOR
    @click.pass_obj
    def command(
        url: str | None,
        period: str,
        forms: tuple[str, ...],
        municipality: tuple[str, ...],
        name: str,
        past_day: bool,
        author: str | None,
    ) -> int:
        asked = [read_form(one) for one in forms]
        with database(url) as engine, writing(engine) as session:
            reader = open_reader(session, operator)
            if not past_day:
                require_days_ahead(reader, asked)
            places = municipality or existing(reader, period)
            code = open_round(
                session,
                operator,
                period=period,
                name=name,
                forms=asked,
                municipalities=places,
                author=author or login,
            )
        click.echo(_("The round {code} is open.").format(code=code))
        return 0


def require_days_ahead(reader: Reader, forms: Sequence[FormRequest]) -> None:
    """The rule of the page. Raises BadSelection for forms whose day has passed."""
    if past := past_forms(reader, forms):
        raise BadSelection(
            _("The due day has passed already: {forms}. Choose another day, or add {flag}.").format(
                forms=past, flag=PAST_DAY
            )
        )


def read_form(text: str) -> FormRequest:
    """``scores:demonstration-8:2026-12-20`` or ``observations:2026-12-20``. Raises BadSelection for anything else."""
    parts = text.split(":")
    if len(parts) not in (2, 3):
        raise BadSelection(_("Write a form as kind:day or kind:methodology:day, such as observations:2026-12-20."))
    return FormRequest(parts[0], read_day(parts[-1]), parts[1] if len(parts) == 3 else "")


def existing(reader: Reader, period: str) -> list[str]:
    """Codes of the municipalities that exist in the period; none for an unknown one."""
    year = next((one.year for one in periods(reader) if one.code == period), None)
    return [one.code for one in municipalities(reader) if year is not None and one.exists_in(year)]


def _add_archives(group: click.Group, database: Database, operator: Viewer) -> None:
    def add(name: str, text: str, write: Callable[[Reader, str, Path, Any], int]) -> None:
        @words_command(group, name, text)
        @CODE
        @click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
        @click.pass_obj
        def command(url: str | None, code: str, out: Path) -> int:
            with database(url) as engine, reading(engine) as session:
                count = write(open_reader(session, operator), code, out, silent)
            told = ngettext("{path}: {number} workbook", "{path}: {number} workbooks", count)
            click.echo(told.format(path=out, number=count))
            return 0

    add("forms", "Write all forms of a round into one ZIP.", write_forms)
    add("marked", "Write marked copies and letters to the senders into one ZIP.", write_marked)


def _add_receiving(group: click.Group, database: Database, operator: Viewer, login: str) -> None:
    @words_command(group, "add", "Take returned files: workbooks, archives or whole folders.")
    @CODE
    @click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
    @AUTHOR
    @click.pass_obj
    def add(url: str | None, code: str, paths: tuple[Path, ...], author: str | None) -> int:
        with database(url) as engine:
            receipts = receive(engine, operator, code, files_of(paths), author or login, silent)
        for receipt in receipts:
            click.echo(receipt_words(receipt))
        return int(any(one.outcome is not ReturnOutcome.ACCEPTED or one.errors for one in receipts))

    @words_command(group, "choose", "Say which of several different files of a form counts.")
    @CODE
    @click.argument("file")
    @AUTHOR
    @click.pass_obj
    def choose(url: str | None, code: str, file: str, author: str | None) -> int:
        with database(url) as engine:
            identity = returned(engine, operator, code, file)
            with writing(engine, data=False) as session:
                choose_return(session, operator, identity, author=author or login)
        click.echo(_("This file counts: {file}.").format(file=file))
        return 0

    @words_command(group, "answer", "Answer what a returned file asks about a column or a text.")
    @CODE
    @click.argument("file")
    @click.argument("answer")
    @AUTHOR
    @click.pass_obj
    def answer(url: str | None, code: str, file: str, answer: str, author: str | None) -> int:
        place, _mark, choice = answer.rpartition("=")
        with database(url) as engine:
            identity = returned(engine, operator, code, file)
            answer_question(engine, operator, code, identity, place, choice, author=author or login)
        click.echo(_("The file was read again: {file}.").format(file=file))
        return 0

    @words_command(group, "board", "Who has returned what.")
    @CODE
    @click.pass_obj
    def show(url: str | None, code: str) -> int:
        with database(url) as engine, reading(engine) as session:
            found = board(open_reader(session, operator), code)
        names, words = dict(found.addressees), state_words()
        for (municipality, form), cell in found.cells.items():
            click.echo(f"{municipality} {names[municipality]} · {found.form(form).kind}: {words[cell.state]}")
        for line in found.strangers:
            click.echo(f"{line.file_name}: {outcome_words()[line.outcome]}")
        click.echo(", ".join(f"{words[state]}: {count}" for state, count in found.counts().items() if count))
        return 0


def returned(engine: Engine, viewer: Viewer, code: str, file: str) -> int:
    """The number of the latest file of this name that was taken for a form. Raises NotFound."""
    with reading(engine) as session:
        lines = board(open_reader(session, viewer), code).returns.values()
    found = [line.id for line in lines if line.file_name == file and line.form is not None]
    if not found:
        raise NotFound(_("There is no file “{file}” in the round.").format(file=file[:80]))
    return found[-1]


def receipt_words(receipt: Receipt) -> str:
    """What became of a file, in a line."""
    parts = [f"{receipt.file_name}: {outcome_words()[receipt.outcome]}"]
    parts += [f"{receipt.municipality} · {receipt.form}"] if receipt.form else []
    if receipt.is_known:
        parts.append(_("the same file came before"))
    if receipt.errors:
        parts.append(ngettext("{number} error", "{number} errors", receipt.errors).format(number=receipt.errors))
    if receipt.questions:
        words = ngettext("{number} question", "{number} questions", receipt.questions)
        parts.append(words.format(number=receipt.questions))
    return ", ".join(parts)


def _add_publishing(group: click.Group, database: Database, operator: Viewer, login: str) -> None:
    @words_command(group, "publish", "Store all returned forms that are ready as one revision.")
    @CODE
    @click.option("--dry-run", is_flag=True, help="Check and compare only, store nothing.")
    @click.option("--message", "words", default="", help="Your own words for the list of revisions.")
    @click.option("--closed-until", help="The first day on which everybody sees it, as 2026-12-20.")
    @AUTHOR
    @click.pass_obj
    def publish(
        url: str | None, code: str, dry_run: bool, words: str, closed_until: str | None, author: str | None
    ) -> int:
        until: date | None = read_day(closed_until) if closed_until else None
        with database(url) as engine:
            done = publish_round(
                engine,
                operator,
                code,
                author=author or login,
                words=words,
                rehearse=dry_run,
                closed_until=until,
                progress=silent,
            )
        for file, finding in done.refused:
            click.echo(f"{file}: {finding['message']}")
        told = ngettext("{number} file, changed cells: {cells}", "{number} files, changed cells: {cells}", done.files)
        click.echo(told.format(number=done.files, cells=done.changes))
        if done.revision is not None:
            click.echo(_("Published as revision {number}.").format(number=done.revision))
        return int(bool(done.refused))
