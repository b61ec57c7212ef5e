"""``mmuko user …`` and ``mmuko audit verify``: accounts and the audit log from the server's own command line."""

import click
from sqlalchemy.orm import Session

from dashboard.cli_notes import Database
from dashboard.cli_words import WordsGroup, words_command
from data.access import Viewer
from data.accounts.accounts import (
    account_lines,
    add_account,
    change_role,
    disable_account,
    reset_password,
    sign_out_everywhere,
)
from data.accounts.openness import Openness, openness, set_openness
from data.errors import BadSelection
from data.language import _, ngettext
from data.storage.audit import verify_chain
from data.storage.database import reading, writing
from data.vocabulary import Role

USER_HELP = "Accounts: who may sign in, as what, and whether."
AUDIT_HELP = "The audit log."
ROLE = click.option(
    "--role", type=click.Choice([role.value for role in Role]), required=True, help="What the account may do."
)
MUNICIPALITY = click.option("--municipality", help="Code of the municipality, for the role municipality.")


def add_account_commands(group: click.Group, database: Database, login: str) -> None:
    """Add both groups; what they change is recorded under the name of the ``login`` on the server."""
    user = WordsGroup("user", help=USER_HELP, short_help=USER_HELP)
    audit = WordsGroup("audit", help=AUDIT_HELP, short_help=AUDIT_HELP)
    group.add_command(user)
    group.add_command(audit)
    administrator = Viewer(Role.ADMIN, account=login)
    _add_making(user, database, administrator)
    _add_changing(user, database, administrator)
    _add_verification(audit, database)
    _add_openness(group, database, administrator)


def _add_openness(group: click.Group, database: Database, administrator: Viewer) -> None:
    @words_command(group, "openness", "What heads of municipalities learn of others; without options it is printed.")
    @click.option("--others", type=click.Choice(["named", "anonymous"]), help="Names, or numbers in place of names.")
    @click.option("--documents", type=click.Choice(["closed", "open"]), help="Documents of who closed a gap.")
    @click.pass_obj
    def openness_command(database_url: str | None, others: str | None, documents: str | None) -> int:
        with database(database_url) as engine, writing(engine, data=False) as session:
            found = openness(session)
            if others or documents:
                found = Openness(
                    others == "named" if others else found.others_named,
                    documents == "open" if documents else found.examples_open,
                )
                set_openness(session, administrator, found)
        click.echo(
            _("Other municipalities: {state}").format(state=_("by name") if found.others_named else _("anonymous"))
        )
        state = _("open, with the name of the municipality") if found.examples_open else _("closed")
        click.echo(_("Documents of who closed a gap: {state}").format(state=state))
        return 0


def _add_making(user: click.Group, database: Database, administrator: Viewer) -> None:
    @words_command(user, "add", "Add an account and print its first password, once.")
    @click.argument("name")
    @ROLE
    @MUNICIPALITY
    @click.option("--subject", default="", help="Issuer and subject of OpenID Connect, as ISSUER|SUBJECT: no password.")
    @click.pass_obj
    def add(database_url: str | None, name: str, role: str, municipality: str | None, subject: str) -> int:
        with database(database_url) as engine, writing(engine, data=False) as session:
            password = add_account(session, administrator, name, Role(role), municipality, subject=subject)
        click.echo(_("The account is added: {name}").format(name=name.strip().lower()))
        if password:
            _print_password(password)
        return 0

    @words_command(user, "reset", "Give an account a new password, print it once, and end its sessions.")
    @click.argument("name")
    @click.pass_obj
    def reset(database_url: str | None, name: str) -> int:
        with database(database_url) as engine, writing(engine, data=False) as session:
            password = reset_password(session, administrator, name)
        _print_password(password)
        return 0


def _print_password(password: str) -> None:
    click.echo(_("Password for the first sign-in, shown only now: {password}").format(password=password))


def _add_changing(user: click.Group, database: Database, administrator: Viewer) -> None:
    @words_command(user, "disable", "Disable an account: its sessions end at once.")
    @click.argument("name")
    @click.pass_obj
    def disable(database_url: str | None, name: str) -> int:
        with database(database_url) as engine, writing(engine, data=False) as session:
            disable_account(session, administrator, name)
        click.echo(_("The account is disabled."))
        return 0

    @words_command(user, "enable", "Enable a disabled account.")
    @click.argument("name")
    @click.pass_obj
    def enable(database_url: str | None, name: str) -> int:
        with database(database_url) as engine, writing(engine, data=False) as session:
            disable_account(session, administrator, name, disabled=False)
        click.echo(_("The account is enabled."))
        return 0

    @words_command(user, "sign-out", "End all sessions of an account; it may sign in again.")
    @click.argument("name")
    @click.pass_obj
    def sign_out(database_url: str | None, name: str) -> int:
        with database(database_url) as engine, writing(engine, data=False) as session:
            sign_out_everywhere(session, administrator, name)
        click.echo(_("All sessions of {name} have ended.").format(name=name))
        return 0

    @words_command(user, "role", "Give an account another role.")
    @click.argument("name")
    @ROLE
    @MUNICIPALITY
    @click.pass_obj
    def role_command(database_url: str | None, name: str, role: str, municipality: str | None) -> int:
        with database(database_url) as engine, writing(engine, data=False) as session:
            change_role(session, administrator, name, Role(role), municipality)
        click.echo(_("The role is changed; it counts from the next request on."))
        return 0

    @words_command(user, "list", "List all accounts.")
    @click.pass_obj
    def list_command(database_url: str | None) -> int:
        with database(database_url) as engine, reading(engine) as session:
            lines = account_lines(session, administrator)
        for line in lines:
            state = _("disabled") if line.is_disabled else _("first password") if line.must_change else ""
            click.echo("\t".join((line.name, line.role.value, line.municipality or "", state)).rstrip())
        return 0


def _add_verification(audit: click.Group, database: Database) -> None:
    @words_command(audit, "verify", "Find a changed or removed entry; the exit code is 0 only when there is none.")
    @click.option("--head", default="", help="The head that an earlier verification printed.")
    @click.pass_obj
    def verify(database_url: str | None, head: str) -> int:
        with database(database_url) as engine, reading(engine) as session:
            return _verify(session, head)


def _verify(session: Session, head: str) -> int:
    try:
        chain = verify_chain(session, head)
    except ValueError as error:
        raise BadSelection(_("This is no head of the audit log. Give it as it was printed.")) from error
    if chain.broken is not None:
        text = _("Entry {number} is missing.") if chain.broken.missing else _("Entry {number} has been changed.")
        click.echo(text.format(number=chain.broken.number), err=True)
        return 1
    click.echo(
        ngettext(
            "{number} entry, none changed or missing.", "{number} entries, none changed or missing.", chain.length
        ).format(number=chain.length)
    )
    click.echo(_("Head, to be noted elsewhere: {head}").format(head=chain.head))
    return 0
