"""Commands about publication: ``mmuko publication approve``, ``close`` and ``open``."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import click
from sqlalchemy import Engine

from dashboard.cli_words import WordsGroup, words_command
from data.access import Viewer
from data.storage.publication import PublishedPart
from data.vocabulary import Role
from data.work.publication import APPROVE, CLOSE, OPEN, change_publication

HELP = "Approve figures, keep them closed until a day, or open them."
# Whoever may run commands on the server may speak for the ministry.
MINISTRY = Viewer(Role.ADMIN)
Database = Callable[[str | None], AbstractContextManager[Engine]]


def add_publication_commands(main: click.Group, database: Database, login: str) -> None:
    """Add the group to the command line."""
    group = WordsGroup("publication", help=HELP, short_help=HELP)
    main.add_command(group)

    def add(name: str, text: str, *options: Callable[..., object]) -> None:
        def command(database_url: str | None, period: str, methodology: str, author: str | None, **values: str) -> int:
            with database(database_url) as engine:
                part = PublishedPart(period, methodology)
                click.echo(change_publication(engine, MINISTRY, name, part, author or login, values))
            return 0

        made: Callable[..., int] = command
        for option in (click.pass_obj, *options, AUTHOR, METHODOLOGY, PERIOD):
            made = option(made)  # type: ignore[assignment]
        words_command(group, name, text)(made)

    add(APPROVE, "Approve the figures of a period.", WORDS)
    add(CLOSE, "From now on, only the ministry sees what is new.", UNTIL)
    add(OPEN, "Let everybody see what is closed.")


PERIOD = click.option("--period", required=True, help="Code of the period, such as 2026.")
METHODOLOGY = click.option("--methodology", default="", help="Code of the methodology; without it: the indicators.")
AUTHOR = click.option("--author", help="Who does it, for the list of revisions.")
WORDS = click.option("--message", "words", default="", help="Your own words for the list of revisions.")
UNTIL = click.option("--until", "day", required=True, help="The first day on which everybody sees it, as 2026-12-20.")
