"""``mmuko init``, ``mmuko period`` and ``mmuko example``: from an empty database to the first forms."""

import sys
from pathlib import Path

import click
from sqlalchemy import Engine, func, select

from dashboard.cli_notes import Database
from dashboard.cli_words import words_command
from data.access import Viewer
from data.accounts.accounts import add_account
from data.errors import BadFile, BadSelection
from data.language import _
from data.models.account import Account
from data.queries.start import OFFERED_METHODOLOGIES, region_names
from data.storage.database import migrate, reading, writing
from data.storage.reader import open_reader
from data.views.start.address import StartSelection
from data.views.start.page import DEFAULT_ZONE, StepKey, start_view
from data.vocabulary import Role
from data.work.start_files import write_examples
from data.work.starting import RegionNames, add_period, name_region, take_methodology


def add_start_commands(group: click.Group, database: Database, operator: Viewer, login: str) -> None:
    """Add the commands; revisions and the first account are recorded under the name of the ``login``."""
    _add_init(group, database, operator, login)
    _add_others(group, database, operator, login)


def _add_init(group: click.Group, database: Database, operator: Viewer, login: str) -> None:
    @words_command(group, "init", "Begin a region of your own: asks what is missing, and never destroys anything.")
    @click.option("--name", default="", help="Name of the region in Russian.")
    @click.option("--name-en", default="", help="Name of the region in English.")
    @click.option("--short", default="", help="Short name in Russian.")
    @click.option("--short-en", default="", help="Short name in English.")
    @click.option("--time-zone", default="", help="Time zone, such as Europe/Moscow.")
    @click.option("--period", default="", help="The first period, such as 2026.")
    @click.option("--methodology", default="", help="A methodology that comes with the product.")
    @click.option("--administrator", default="", help="Name of the first account; its password is printed once.")
    @click.pass_obj
    def init(
        database_url: str | None,
        name: str,
        name_en: str,
        short: str,
        short_en: str,
        time_zone: str,
        period: str,
        methodology: str,
        administrator: str,
    ) -> int:
        names = RegionNames(name, name_en, short, short_en, time_zone or DEFAULT_ZONE)
        with database(database_url) as engine:
            migrate(engine)
            _name(engine, operator, names, login)
            with writing(engine) as session:
                if period:
                    add_period(session, operator, period, author=login)
                if methodology:
                    take_methodology(session, operator, methodology, author=login)
            _first_account(engine, administrator, login)
            _tell(engine, operator)
        return 0


def _name(engine: Engine, operator: Viewer, names: RegionNames, login: str) -> None:
    """Name a region that has no name; one that has keeps it, whatever is typed."""
    with reading(engine) as session:
        there = region_names(open_reader(session, operator))
    if there is not None:
        if names.name_ru and names.name_ru != there.name_ru:
            click.echo(_("The region has a name already: {name}. It is changed on the page /start.").format(
                name=there.name_ru
            ))  # fmt: skip
        return
    if not names.name_ru and _asks():
        names = RegionNames(
            _ask(_("Name of the region in Russian")),
            _ask(_("Name in English (may be left empty)")),
            _ask(_("Short name in Russian (may be left empty)")),
            _ask(_("Short name in English (may be left empty)")),
            _ask(_("Time zone"), DEFAULT_ZONE),
        )
    if not names.name_ru:
        return
    with writing(engine) as session:
        name_region(session, operator, names, author=login)


def _first_account(engine: Engine, name: str, login: str) -> None:
    """The first administrator; where there are accounts, nothing is added without a name."""
    with reading(engine) as session:
        count = session.scalar(select(func.count()).select_from(Account)) or 0
        known = session.scalar(select(Account.id).where(Account.name == name.strip().lower())) if name else None
    if known is not None:
        click.echo(_("There is an account “{name}” already.").format(name=name.strip().lower()))
        return
    if not name and count == 0 and _asks():
        name = _ask(_("Name of the first administrator, in Latin letters"), "admin.one")
    if name:
        with writing(engine, data=False) as session:
            password = add_account(session, Viewer(Role.ADMIN, account=login), name, Role.ADMIN)
        click.echo(_("The account is added: {name}").format(name=name.strip().lower()))
        click.echo(_("Password for the first sign-in, shown only now: {password}").format(password=password))
    elif count == 0:
        click.echo(_("Nobody can sign in yet. Add the first account: mmuko user add NAME --role admin"))


def _tell(engine: Engine, operator: Viewer) -> None:
    """What is there, and the next step of each that is not."""
    with reading(engine) as session:
        view = start_view(open_reader(session, operator), StartSelection())
    click.echo(_("Getting started") + ":")
    for step in view.steps:
        click.echo(f"  {'✓' if step.is_done else '·'} {step.title}: {step.there or _how(step.key)}")


def _how(key: StepKey) -> str:
    return {
        StepKey.REGION: "mmuko init --name",
        StepKey.MUNICIPALITIES: "mmuko import municipalities FILE",
        StepKey.METHODOLOGY: _("mmuko import methodology FILE, or mmuko init --methodology {codes}").format(
            codes=" | ".join(OFFERED_METHODOLOGIES)
        ),
        StepKey.PERIOD: "mmuko period 2026",
        StepKey.FORMS: "mmuko template scores --period 2026 FILE",
    }[key]


def _add_others(group: click.Group, database: Database, operator: Viewer, login: str) -> None:
    @words_command(group, "period", "Add periods by their years; one that is there already stays as it is.")
    @click.argument("years", nargs=-1, required=True)
    @click.pass_obj
    def period(database_url: str | None, years: tuple[str, ...]) -> int:
        with database(database_url) as engine:
            for year in years:
                with writing(engine) as session:
                    added = add_period(session, operator, year, author=login)
                text = _("The period is added: {year}") if added else _("The period is there already: {year}")
                click.echo(text.format(year=year))
        return 0

    @words_command(group, "example", "Write an example of a region's first workbooks into a folder, to write over.")
    @click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
    @click.pass_obj
    def example(database_url: str | None, folder: Path) -> int:
        try:
            with database(database_url) as engine, reading(engine) as session:
                written = write_examples(open_reader(session, operator), folder)
        except OSError as error:
            raise BadFile(_("Nothing can be written there: {path}").format(path=folder)) from error
        for path in written:
            click.echo(_("The example is written: {path}").format(path=path))
        if not written:
            click.echo(_("Both workbooks are in the folder already; they stay as they are."))
        return 0


def _asks() -> bool:
    return sys.stdin.isatty()


def _ask(words: str, default: str = "") -> str:
    answer: str = click.prompt(words, default=default, show_default=bool(default))
    if "\x00" in answer:
        raise BadSelection(_("The command cannot be understood. See mmuko --help."))
    return answer.strip()
