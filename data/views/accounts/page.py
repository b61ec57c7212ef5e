"""What /accounts shows: all accounts, the one that is looked at, and what can be chosen for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.accounts.accounts import AccountLine, account_lines
from data.accounts.openness import Openness, openness
from data.errors import NotFound
from data.formats import moment
from data.language import _, ngettext
from data.queries.headings import region_line
from data.queries.registry import municipalities
from data.storage.reader import Reader
from data.tables import Column, Kind, Table, Value
from data.views.accounts.address import AccountsSelection
from data.views.shared.provenance import Provenance, provenance
from data.views.shared.viewers import role_name
from data.vocabulary import Nothing, Role


@dataclass(frozen=True)
class AccountsView:
    """``table`` has a row of each account; ``chosen`` is the one looked at; the others are (value, words) pairs."""

    selection: AccountsSelection
    table: Table
    chosen: AccountLine | None
    roles: tuple[tuple[str, str], ...]
    municipalities: tuple[tuple[str, str], ...]
    disabled: int
    openness: Openness
    provenance: Provenance


def accounts_view(reader: Reader, selection: AccountsSelection) -> AccountsView:
    """Raises AccessDenied for anybody but an administrator, NotFound for an account that does not exist."""
    lines = account_lines(reader.session, reader.viewer)
    chosen = next((line for line in lines if line.name == selection.account), None)
    if selection.account and chosen is None:
        raise NotFound(_("There is no account “{name}”.").format(name=selection.account))
    return AccountsView(
        selection,
        _table(reader, lines),
        chosen,
        tuple((role.value, role_name(role)) for role in Role),
        tuple((one.code, one.short) for one in sorted(municipalities(reader), key=lambda one: one.short.casefold())),
        sum(line.is_disabled for line in lines),
        openness(reader.session),
        provenance(reader, None),
    )


def accounts_table(reader: Reader, _selection: AccountsSelection) -> Table:
    """All accounts, for export. Raises AccessDenied for anybody but an administrator."""
    return _table(reader, account_lines(reader.session, reader.viewer))


def sentence(view: AccountsView) -> str:
    count = len(view.table.rows)
    words = ngettext("{number} account", "{number} accounts", count).format(number=count)
    return f"{words}, {_('disabled: {number}').format(number=view.disabled)}."


def state_words(line: AccountLine) -> str:
    if line.is_disabled:
        return _("disabled")
    return _("first password not yet changed") if line.must_change else _("enabled")


def _table(reader: Reader, lines: Sequence[AccountLine]) -> Table:
    columns = (
        Column("name", _("Name for signing in")),
        Column("role", _("Role")),
        Column("municipality", _("Municipality")),
        Column("state", _("State")),
        Column("way", _("Way of signing in")),
        Column("seen", _("Last request")),
        Column("sessions", _("Open sessions"), Kind.NUMBER, 0),
    )
    region = region_line(reader)
    zone = region.time_zone if region else "UTC"
    names = {one.code: one.short for one in municipalities(reader)}
    rows: tuple[dict[str, Value], ...] = tuple(
        {
            "name": line.name,
            "role": role_name(line.role),
            "municipality": Nothing.NOT_APPLICABLE
            if line.municipality is None
            else names.get(line.municipality, line.municipality),
            "state": state_words(line),
            "way": _("password") if line.has_password else _("OpenID Connect"),
            "seen": moment(line.seen_at, zone) if line.seen_at else _("never"),
            "sessions": line.sessions,
        }
        for line in lines
    )
    return Table("accounts", _("Accounts"), columns, rows, ((_("Time"), zone),))
